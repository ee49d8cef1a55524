import { TerraformResourceLifecycle, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { ContainerApp } from "@cdktf/provider-azurerm/lib/container-app";
import type { ContainerAppJob } from "@cdktf/provider-azurerm/lib/container-app-job";
import type { ManagedIdentityWorkloadProps } from "../managed-identity-workload";
import { Principal } from "../principal";
import { Access } from "./access";
import { identityVariables, renderContainers, renderInitContainers } from "./containers";
import { copyOf } from "./copy";
import { dependenciesIn } from "./depends-on";
import { Program } from "./program";
import { known } from "./rules/rule";
import { textOf } from "./token-text";
import { IdentityProps, WorkloadIdentities } from "./workload-identities";
import { imagePullOf, renderRegistries } from "./workload-registries";
import { secretsIn, WorkloadSecrets } from "./workload-secrets";

/** The props of an app or job; where a job is, its identity is too. */
export type WorkloadProps = ManagedIdentityWorkloadProps & IdentityProps;

/** The arguments that a container app and a job share, with what has to be made for them. */
export class WorkloadArguments {
  /** The identities that it holds. */
  public readonly identities: WorkloadIdentities;
  private readonly secrets: WorkloadSecrets;
  private readonly stack: TerraformStack;
  private system?: Principal;

  constructor(
    private readonly construct: Construct & { readonly grantPrincipal: Principal },
    private readonly props: WorkloadProps,
  ) {
    this.stack = TerraformStack.of(construct);
    this.identities = new WorkloadIdentities(construct, props);
    props.registries?.forEach(({ identity }) => identity && this.identities.attach(identity));
    this.secrets = new WorkloadSecrets(construct, this.identities, secretsIn(props).map(([, secret]) => secret), props.rolePropagation);
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
      registry: renderRegistries(props.registries, identities),
      tags: copyOf(props.tags),
      timeouts: copyOf(props.timeouts),
      provider: props.provider,
      lifecycle: lifecycleOf(props),
      dependsOn: dependenciesIn(this.stack, [...(props.dependsOn ?? []), ...secrets.dependsOn]),
    };
  }

  /** What both have in `template`. */
  public renderTemplate() {
    const { name, containers, initContainers, keyVault, volumes } = this.props;
    const common = [identityVariables(this.identities.primary, keyVault), this.props];
    return {
      container: renderContainers(containers, name, common),
      initContainer: renderInitContainers(initContainers, common),
      volume: copyOf(volumes),
    };
  }

  /** Takes note of what was made of them: its grants, and what it has to wait for. */
  public complete(resource: ContainerApp | ContainerAppJob): void {
    const { construct, props, stack, identities, secrets } = this;
    this.system = props.identity?.hasSystemAssigned ? principalOf(stack, resource) : undefined;
    props.keyVault?.grantReadSecrets(construct);
    const access = Access.of(stack);
    access.literalReferences.addGroup(construct, props.resourceGroupName, props.provider, resource);
    access.literalReferences.addEnvironment(construct, resource, props.environment.environmentId);
    access.workloads.push({
      construct,
      resource,
      principals: identities.principals,
      needs: [...secrets.needs],
      secrets: secrets.uses,
      imagePull: imagePullOf(construct, props, identities),
      exposedPort: exposedPortOf(stack, props.environment.environmentId, resource),
    });
  }

  /** The system-assigned identity. */
  public get systemAssignedPrincipal(): Principal | undefined {
    return this.system;
  }

  /** The identity that the code uses. */
  public get grantPrincipal(): Principal {
    return this.identities.primary?.grantPrincipal._actingIn(this.stack) ?? this.system!;
  }
}

function lifecycleOf({ lifecycle, ignoreImageChanges, containers, initContainers = [] }: WorkloadProps): TerraformResourceLifecycle | undefined {
  const present = lifecycle?.ignoreChanges;
  if (!ignoreImageChanges || present === "all") {
    return copyOf(lifecycle);
  }
  const images = [...containers.map((_, i) => `template[0].container[${i}].image`), ...initContainers.map((_, i) => `template[0].init_container[${i}].image`)];
  return { ...copyOf(lifecycle), ignoreChanges: [...new Set([...(present ?? []), ...images])] };
}

/** Azure gives a port of an environment to one app. */
function exposedPortOf(stack: TerraformStack, environmentId: string, resource: ContainerApp | ContainerAppJob): string | undefined {
  const { transport, externalEnabled, exposedPort } = ("ingressInput" in resource && resource.ingressInput) || {};
  return transport === "tcp" && externalEnabled === true && known(exposedPort) !== undefined ? `${exposedPort} of ${textOf(stack, environmentId)}` : undefined;
}

function principalOf(stack: TerraformStack, { identity }: ContainerApp | ContainerAppJob): Principal {
  const { principalId } = identity;
  return Principal._ofIdentity(principalId, Program.of(stack).principalKey(stack, principalId), stack);
}
