import { TerraformResourceLifecycle, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { ContainerApp, ContainerAppTemplateVolume } from "@cdktf/provider-azurerm/lib/container-app";
import type { ContainerAppJob } from "@cdktf/provider-azurerm/lib/container-app-job";
import { DaprSidecar, ExposedPort, ledgerOf } from "../../access/internal";
import type { IGrantable, Principal } from "../../access/principal";
import { Role } from "../../access/role";
import { copyOf } from "../../core/copy";
import { dependenciesIn } from "../../core/depends-on";
import { refuse } from "../../core/problems";
import { textOf } from "../../core/token-text";
import type { IManagedIdentity } from "../../identity/identity-base";
import { AttachedIdentities, systemAssignedPrincipal } from "../../identity/internal";
import { itemsOf, known } from "../../rules/rule";
import type { IContainerRegistry } from "../../registry/container-registry";
import { AppIdentity } from "../app-identity";
import type { BaseContainerProps, ContainerImage } from "../container";
import {
  containersIn,
  identityVariables,
  plannedContainers,
  renderContainers,
  renderInitContainers,
  Variables,
} from "./containers";
import { overrideEnvironment } from "./environment-maps";
import { mayInitContainersHaveIdentity } from "./rules/compute";
import { ScaleIdentities } from "./scale-identities";
import type { WorkloadProps } from "./workload-props";
import { registriesOf, WorkloadRegistries } from "./workload-registries";
import { propagationOf, WorkloadSecrets } from "./workload-secrets";
import { IdentitySupport, WorkloadScaleRules } from "./workload-scale-rules";
import { variablesOf } from "./workload-services";

/** The identities that an app or job runs as. */
export interface WorkloadPrincipals extends IGrantable {
  /** The user-assigned identity that the code uses. */
  readonly identity?: IManagedIdentity;
  readonly systemAssigned?: Principal;
  readonly deployment: () => Deployment;
}

/** What a pipeline needs access to in order to deploy images. */
export interface Deployment {
  /** The app or job, with the role to write it. */
  readonly deployed: { readonly id: string; readonly role: Role };
  readonly environmentId: string;
  readonly registries: readonly IContainerRegistry[];
  readonly identities: readonly IManagedIdentity[];
}

/** The arguments that a container app and a job share, with the identities, grants and waits that they need. */
export class WorkloadArguments {
  private readonly stack: TerraformStack;
  private readonly identities: AttachedIdentities;
  private readonly registries: WorkloadRegistries;
  private readonly secrets: WorkloadSecrets;
  /** The scale rules of this library, as azurerm's blocks. */
  public readonly scaleRules: WorkloadScaleRules;
  private readonly scaleIdentities: ScaleIdentities;
  /** The variables that all containers share, and those that all init containers share, in layers. */
  private readonly commonVariables: { readonly [of in "containers" | "initContainers"]: readonly Variables[] };

  constructor(
    private readonly construct: Construct,
    private readonly props: WorkloadProps,
    support: IdentitySupport,
  ) {
    this.stack = TerraformStack.of(construct);
    const registries = registriesOf(construct, props);
    const { identity = AppIdentity.userAssigned() } = props;
    this.identities = new AttachedIdentities(construct, { ...props, name: `${props.name}-id` }, identity);
    const { primary } = this.identities;
    const common = [{ environmentVariables: variablesOf(construct, props.services, primary) }, props];
    const withIdentity = [identityVariables(primary, props.keyVault), ...common];
    this.commonVariables = {
      containers: withIdentity,
      initContainers: mayInitContainersHaveIdentity(props) ? withIdentity : common,
    };
    this.registries = new WorkloadRegistries(construct, props, this.identities, registries);
    this.secrets = new WorkloadSecrets(construct, props, this.identities);
    this.scaleRules = new WorkloadScaleRules(construct, props, this.identities, support);
    this.scaleIdentities = new ScaleIdentities(construct, props, this.identities.all);
    refuse(construct, [...this.scaleRules.check(), ...this.scaleIdentities.check()]);
  }

  /** The arguments beside `template`. */
  public render() {
    const { props, identities, secrets } = this;
    return {
      name: props.name,
      resourceGroupName: props.resourceGroupName,
      containerAppEnvironmentId: props.environment.environmentId,
      workloadProfileName: props.workloadProfileName ?? props.environment.defaultWorkloadProfileName,
      identity: identities.render(),
      secret: secrets.render(),
      registry: this.registries.render(),
      tags: copyOf(props.tags),
      timeouts: copyOf(props.timeouts),
      provider: props.provider,
      lifecycle: lifecycleOf(props),
      dependsOn: dependenciesIn(this.construct, [
        ...(props.dependsOn ?? []),
        ...secrets.dependsOn,
        ...this.images.flatMap(({ pushedBy = [] }) => pushedBy),
      ]),
    };
  }

  /** The arguments of `template` that an app and a job share. */
  public renderTemplate() {
    const { name, containers, initContainers, volumes } = this.props;
    const common = this.commonVariables;
    return {
      container: renderContainers(containers, name, common.containers),
      initContainer: renderInitContainers(initContainers, common.initContainers),
      volume: copyOf(volumes),
    };
  }

  /** Grants the access that the code needs, and records the app or job that was made for the ordering pass. */
  public complete(resource: ContainerApp | ContainerAppJob): WorkloadPrincipals {
    const { construct, props, stack, identities, registries, secrets, scaleRules } = this;
    const principals = this.principalsOf(resource);
    plannedContainers(props, this.commonVariables).forEach((container) =>
      overrideEnvironment(construct, resource, container),
    );
    if (principals.systemAssigned) {
      secrets.grantSystemReads(principals.systemAssigned, resource);
      scaleRules.grantSystemReads(principals.systemAssigned);
    }
    props.keyVault?.grantReadSecrets(principals);
    const serviceGrants = (props.services ?? []).map(
      (service, i) => service._grantTo(principals.grantPrincipal, construct, `services[${i}]: `)._record,
    );
    const ledger = ledgerOf(stack);
    ledger.literalReferences.addGroup(construct, props.resourceGroupName, props.provider, resource);
    ledger.literalReferences.addEnvironment(construct, resource, props.environment.environmentId);
    props.registries?.forEach(({ server }, i) =>
      ledger.literalReferences.addRegistry(construct, resource, `registries[${i}].server`, server),
    );
    ledger.workloads.push({
      construct,
      resource,
      principals: identities.principals,
      needs: [...secrets.needs, ...registries.grantPulls(), ...scaleRules.grantReads()],
      secrets: secrets.uses,
      environment: props.environment,
      storages: itemsOf<ContainerAppTemplateVolume>(props.volumes).flatMap(
        ({ storageName }) => known(storageName) ?? [],
      ),
      images: this.images.map(({ reference, _credentials, pushedBy }) => ({
        reference,
        registryKey: _credentials?._registry?._key,
        isPushed: pushedBy !== undefined,
      })),
      imagePull: registries.imagePull,
      serviceGrants,
      dapr: this.sidecarOf(resource),
      scaleIdentities: [...this.scaleIdentities.made, ...scaleRules.made],
      exposedPort: exposedPortOf(stack, props.environment.environmentId, resource),
    });
    return principals;
  }

  private sidecarOf(resource: ContainerApp | ContainerAppJob): DaprSidecar | undefined {
    const appId = daprAppIdOf(resource);
    return appId === undefined ? undefined : { appId, wait: propagationOf(this.construct, this.props) };
  }

  private get images(): ContainerImage[] {
    return containersIn<BaseContainerProps>(this.props).map(([, { image }]) => image);
  }

  private principalsOf(resource: ContainerApp | ContainerAppJob): WorkloadPrincipals {
    const { construct, props, stack, identities } = this;
    const identity = identities.primary;
    const systemAssigned = props.identity?.hasSystemAssigned
      ? systemAssignedPrincipal(construct, resource, props.name)
      : undefined;
    return {
      identity,
      systemAssigned,
      grantPrincipal: identity?.grantPrincipal._runningIn(stack) ?? systemAssigned!,
      deployment: () => ({
        deployed: { id: resource.id, role: writerOf(resource) },
        environmentId: props.environment.environmentId,
        registries: this.registries.constructs,
        identities: identities.all,
      }),
    };
  }
}

/**
 * The lifecycle of the app or job. Where a pipeline deploys images, changes of them are ignored, and of the revision
 * suffix too: each deployment makes a revision with a suffix of its own.
 */
function lifecycleOf({
  lifecycle,
  ignoreImageChanges,
  containers,
  initContainers = [],
  revisionSuffix,
}: WorkloadProps & { readonly revisionSuffix?: string }): TerraformResourceLifecycle | undefined {
  const present = lifecycle?.ignoreChanges;
  if (!ignoreImageChanges || present === "all") {
    return copyOf(lifecycle);
  }
  const suffix = revisionSuffix === undefined ? [] : ["template[0].revision_suffix"];
  const images = [
    ...suffix,
    ...containers.map((_, i) => `template[0].container[${i}].image`),
    ...initContainers.map((_, i) => `template[0].init_container[${i}].image`),
  ];
  return { ...copyOf(lifecycle), ignoreChanges: [...new Set([...(present ?? []), ...images])] };
}

/** The built-in role with the least access that may write the app or job. */
function writerOf(resource: ContainerApp | ContainerAppJob): Role {
  return "ingressInput" in resource ? Role.CONTAINER_APPS_CONTRIBUTOR : Role.CONTAINER_APPS_JOBS_CONTRIBUTOR;
}

function daprAppIdOf(resource: ContainerApp | ContainerAppJob): string | undefined {
  return "daprInput" in resource ? known(resource.daprInput?.appId) : undefined;
}

/** The exposed port of an app with an external TCP ingress; apps with an internal one may share a port. */
function exposedPortOf(
  stack: TerraformStack,
  environmentId: string,
  resource: ContainerApp | ContainerAppJob,
): ExposedPort | undefined {
  const { transport, exposedPort, externalEnabled } = ("ingressInput" in resource && resource.ingressInput) || {};
  const port = known(exposedPort);
  return transport === "tcp" && port !== undefined && externalEnabled === true
    ? { port, environment: textOf(stack, environmentId) }
    : undefined;
}
