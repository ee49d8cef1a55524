import { Construct } from "constructs";
import { ContainerAppJob } from "@cdktf/provider-azurerm/lib/container-app-job";
import { azurermVersionOf } from "../core/azurerm-version";
import { copyOf } from "../core/copy";
import { refuse } from "../core/problems";
import { withShortStacks } from "../core/short-stacks";
import { checkProps } from "../rules/check";
import type { ManagedIdentityContainerAppJobProps } from "./managed-identity-container-app-job-props";
import { ManagedIdentityWorkloadBase } from "./managed-identity-workload";
import { JOB } from "./private/rules/job";
import { WorkloadArguments, WorkloadPrincipals } from "./private/workload-arguments";

/**
 * A container app job that reaches other Azure services by managed identity: an `azurerm_container_app_job` with its
 * identities, the grants for its secrets, images and services, and the dependencies among them.
 *
 * By default the job makes a user-assigned identity. It depends on every grant to its user-assigned identities, unless
 * that grant depends on an app or job.
 */
export class ManagedIdentityContainerAppJob extends ManagedIdentityWorkloadBase {
  /** The Terraform resource. */
  public readonly resource: ContainerAppJob;
  /** @internal */
  protected readonly _principals: WorkloadPrincipals;
  private id?: string;

  /**
   * @throws Error that lists everything in the props that azurerm or Azure would refuse: names that Azure does not
   *   accept, names that two containers, secrets or variables share, a Key Vault reference without a user-assigned
   *   identity, and more
   */
  constructor(scope: Construct, id: string, props: ManagedIdentityContainerAppJobProps) {
    super(scope, id);
    refuse(this, checkProps(JOB, props, azurermVersionOf(ContainerAppJob)));
    const { resource, principals } = withShortStacks(() => this.makeResource(props));
    this.resource = resource;
    this._principals = principals;
  }

  /** The resource id of the job. */
  public get containerAppJobId(): string {
    return (this.id ??= this.resource.id);
  }

  private makeResource(props: ManagedIdentityContainerAppJobProps) {
    const shared = new WorkloadArguments(this, props);
    const resource = new ContainerAppJob(this, "Resource", {
      ...shared.render(),
      location: props.location,
      replicaTimeoutInSeconds: props.replicaTimeoutInSeconds ?? DEFAULT_REPLICA_TIMEOUT_IN_SECONDS,
      replicaRetryLimit: props.replicaRetryLimit,
      manualTriggerConfig: copyOf(props.trigger.manualConfig),
      scheduleTriggerConfig: copyOf(props.trigger.scheduleConfig),
      eventTriggerConfig: copyOf(props.trigger.eventConfig),
      template: shared.renderTemplate(),
    });
    return { resource, principals: shared.complete(resource) };
  }
}

/** The default of the Azure CLI, because azurerm has none. */
const DEFAULT_REPLICA_TIMEOUT_IN_SECONDS = 1800;
