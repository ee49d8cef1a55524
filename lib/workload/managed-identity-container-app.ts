import { Construct } from "constructs";
import { ContainerApp } from "@cdktf/provider-azurerm/lib/container-app";
import { azurermVersionOf } from "../core/azurerm-version";
import { copyOf } from "../core/copy";
import { refuse } from "../core/problems";
import { withShortStacks } from "../core/short-stacks";
import { checkProps } from "../rules/check";
import type { ManagedIdentityContainerAppProps } from "./managed-identity-container-app-props";
import { ManagedIdentityWorkloadBase } from "./managed-identity-workload";
import { APP } from "./private/rules/app";
import { WorkloadArguments, WorkloadPrincipals } from "./private/workload-arguments";
import { RevisionMode } from "./revision-mode";

/**
 * A container app that reaches other Azure services by managed identity: an `azurerm_container_app` with its
 * identities, the grants for its secrets, images and services, and the dependencies among them.
 *
 * By default the app makes a user-assigned identity. It depends on every grant to its user-assigned identities, unless
 * that grant depends on an app or job.
 */
export class ManagedIdentityContainerApp extends ManagedIdentityWorkloadBase {
  /** The Terraform resource. */
  public readonly resource: ContainerApp;
  /** @internal */
  protected readonly _principals: WorkloadPrincipals;
  private id?: string;

  /**
   * @throws Error that lists everything in the props that azurerm or Azure would refuse: names that Azure does not
   *   accept, names that two containers, secrets or variables share, a Key Vault reference without a user-assigned
   *   identity, an identity to make without a location, and more
   */
  constructor(scope: Construct, id: string, props: ManagedIdentityContainerAppProps) {
    super(scope, id);
    refuse(this, checkProps(APP, props, azurermVersionOf(ContainerApp)));
    const { resource, principals } = withShortStacks(() => this.makeResource(props));
    this.resource = resource;
    this._principals = principals;
  }

  /** The resource id of the app. */
  public get containerAppId(): string {
    return (this.id ??= this.resource.id);
  }

  private makeResource(props: ManagedIdentityContainerAppProps) {
    const shared = new WorkloadArguments(this, props);
    const resource = new ContainerApp(this, "Resource", {
      ...shared.render(),
      revisionMode: props.revisionMode ?? RevisionMode.SINGLE,
      maxInactiveRevisions: props.maxInactiveRevisions ?? DEFAULT_MAX_INACTIVE_REVISIONS,
      ingress: copyOf(props.ingress?.config),
      dapr: copyOf(props.dapr),
      template: {
        ...shared.renderTemplate(),
        minReplicas: props.minReplicas,
        maxReplicas: props.maxReplicas,
        cooldownPeriodInSeconds: props.cooldownPeriodInSeconds,
        pollingIntervalInSeconds: props.pollingIntervalInSeconds,
        revisionSuffix: props.revisionSuffix,
        terminationGracePeriodSeconds: props.terminationGracePeriodSeconds,
        azureQueueScaleRule: copyOf(props.azureQueueScaleRules),
        customScaleRule: copyOf(props.customScaleRules),
        httpScaleRule: copyOf(props.httpScaleRules),
        tcpScaleRule: copyOf(props.tcpScaleRules),
      },
    });
    return { resource, principals: shared.complete(resource) };
  }
}

/** Azure's default. */
const DEFAULT_MAX_INACTIVE_REVISIONS = 100;
