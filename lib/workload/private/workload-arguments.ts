import { TerraformResourceLifecycle, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { ContainerApp, ContainerAppTemplateVolume } from "@cdktf/provider-azurerm/lib/container-app";
import type { ContainerAppJob } from "@cdktf/provider-azurerm/lib/container-app-job";
import { ExposedPort, ledgerOf, ProgramLedger } from "../../access/internal";
import { IGrantable, Principal } from "../../access/principal";
import { copyOf } from "../../core/copy";
import { dependenciesIn } from "../../core/depends-on";
import { textOf } from "../../core/token-text";
import type { IManagedIdentity } from "../../identity/identity-base";
import { itemsOf, known } from "../../rules/rule";
import { identityVariables, plannedContainers, renderContainers, renderInitContainers, Variables } from "./containers";
import { overrideEnvironment } from "./environment-maps";
import { WorkloadIdentities } from "./workload-identities";
import type { WorkloadProps } from "./workload-props";
import { registriesOf, WorkloadRegistries } from "./workload-registries";
import { WorkloadSecrets } from "./workload-secrets";
import { variablesOf } from "./workload-services";

/** The identities that an app or job runs as. */
export interface WorkloadPrincipals extends IGrantable {
  /** The user-assigned identity that its code uses. */
  readonly identity?: IManagedIdentity;
  readonly systemAssigned?: Principal;
}

/** The arguments that a container app and a job share, with what has to be made for them. */
export class WorkloadArguments {
  private readonly stack: TerraformStack;
  private readonly identities: WorkloadIdentities;
  private readonly registries: WorkloadRegistries;
  private readonly secrets: WorkloadSecrets;
  private readonly serviceVariables: { readonly [name: string]: string };

  constructor(
    private readonly construct: Construct,
    private readonly props: WorkloadProps,
  ) {
    this.stack = TerraformStack.of(construct);
    const registries = registriesOf(construct, props);
    this.serviceVariables = variablesOf(construct, props.services);
    this.identities = new WorkloadIdentities(construct, props);
    this.registries = new WorkloadRegistries(construct, props, this.identities, registries);
    this.secrets = new WorkloadSecrets(construct, props, this.identities);
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
      dependsOn: dependenciesIn(this.stack, [...(props.dependsOn ?? []), ...secrets.dependsOn]),
    };
  }

  /** The arguments of `template` that an app and a job share. */
  public renderTemplate() {
    const { name, containers, initContainers, volumes } = this.props;
    const common = this.commonVariables;
    return {
      container: renderContainers(containers, name, common),
      initContainer: renderInitContainers(initContainers, common),
      volume: copyOf(volumes),
    };
  }

  /** The variables of every container, of which the later hold. */
  private get commonVariables(): readonly Variables[] {
    return [
      identityVariables(this.identities.primary, this.props.keyVault),
      { environmentVariables: this.serviceVariables },
      this.props,
    ];
  }

  /** Grants what the code reads, and takes note of what the app or job that was made has to wait for. */
  public complete(resource: ContainerApp | ContainerAppJob): WorkloadPrincipals {
    const { construct, props, stack, identities, registries, secrets } = this;
    const principals = this.principalsOf(resource);
    plannedContainers(props, this.commonVariables).forEach((container) =>
      overrideEnvironment(construct, resource, container),
    );
    if (principals.systemAssigned) {
      secrets.grantSystemReads(principals.systemAssigned, resource);
    }
    props.keyVault?.grantReadSecrets(principals);
    props.services?.forEach((service, i) => service._grantTo(principals.grantPrincipal, construct, `services[${i}]: `));
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
      needs: [...secrets.needs, ...registries.grantPulls()],
      secrets: secrets.uses,
      environment: props.environment,
      storages: itemsOf<ContainerAppTemplateVolume>(props.volumes).flatMap(
        ({ storageName }) => known(storageName) ?? [],
      ),
      imagePull: registries.imagePull,
      exposedPort: exposedPortOf(stack, props.environment.environmentId, resource),
    });
    return principals;
  }

  private principalsOf(resource: ContainerApp | ContainerAppJob): WorkloadPrincipals {
    const { construct, props, stack, identities } = this;
    const identity = identities.primary;
    const systemAssigned = props.identity?.hasSystemAssigned ? principalOf(construct, resource, props.name) : undefined;
    return { identity, systemAssigned, grantPrincipal: identity?.grantPrincipal._runningIn(stack) ?? systemAssigned! };
  }
}

/** A pipeline that deploys an image makes a revision, whose suffix is its own. */
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

/** Azure gives a port of an environment to one app with an external ingress; internal ones may share it. */
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

function principalOf(
  construct: Construct,
  { identity: { principalId } }: ContainerApp | ContainerAppJob,
  name: string,
): Principal {
  const key = ProgramLedger.of(construct).keys.principalKey(TerraformStack.of(construct), principalId);
  return Principal._ofIdentity(construct, { principalId, key, name: `${name} (system-assigned)` });
}
