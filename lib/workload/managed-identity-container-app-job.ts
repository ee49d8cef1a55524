import { Construct } from "constructs";
import { ContainerAppJob } from "@cdktf/provider-azurerm/lib/container-app-job";
import { JobTrigger } from "./job-trigger";
import { ManagedIdentityWorkloadBase, ManagedIdentityWorkloadProps } from "./managed-identity-workload";
import { checkJob } from "./private/check-workload";
import { copyOf } from "../core/copy";
import { refuse } from "../core/problems";
import { WorkloadArguments, WorkloadPrincipals } from "./private/workload-arguments";

/** A container app job with managed identity. */
export interface ManagedIdentityContainerAppJobProps extends ManagedIdentityWorkloadProps {
  /** The Azure region of the job, which is its environment's, and of the identity that it makes. */
  readonly location: string;
  /** What starts it. */
  readonly trigger: JobTrigger;
  /**
   * How many seconds a replica may run before Azure ends it.
   *
   * @default 1800 - half an hour, as the Azure CLI has it
   */
  readonly replicaTimeoutInSeconds?: number;
  /**
   * How many times a replica that fails is tried again.
   *
   * @default - azurerm's, 0
   */
  readonly replicaRetryLimit?: number;
}

/**
 * A container app job that reaches other Azure services by managed identity: an `azurerm_container_app_job` with its
 * identities, the access that its secrets take, and the order among them.
 *
 * By default it makes a user-assigned identity, and waits for everything that is granted to it.
 */
export class ManagedIdentityContainerAppJob extends ManagedIdentityWorkloadBase {
  /** The Terraform resource. */
  public readonly resource: ContainerAppJob;
  /** @internal */
  protected readonly _principals: WorkloadPrincipals;
  private id?: string;

  /**
   * @throws Error that lists what is wrong with the props, as that of a ManagedIdentityContainerApp does
   */
  constructor(scope: Construct, id: string, props: ManagedIdentityContainerAppJobProps) {
    super(scope, id);
    refuse(this, checkJob(props));
    const shared = new WorkloadArguments(this, props);
    this.resource = new ContainerAppJob(this, "Resource", {
      ...shared.render(),
      location: props.location,
      replicaTimeoutInSeconds: props.replicaTimeoutInSeconds ?? DEFAULT_REPLICA_TIMEOUT_IN_SECONDS,
      replicaRetryLimit: props.replicaRetryLimit,
      manualTriggerConfig: copyOf(props.trigger.manualConfig),
      scheduleTriggerConfig: copyOf(props.trigger.scheduleConfig),
      eventTriggerConfig: copyOf(props.trigger.eventConfig),
      template: shared.renderTemplate(),
    });
    this._principals = shared.complete(this.resource);
  }

  /** The job's resource id. */
  public get containerAppJobId(): string {
    return (this.id ??= this.resource.id);
  }
}

/** The Azure CLI's, because azurerm has none. */
const DEFAULT_REPLICA_TIMEOUT_IN_SECONDS = 1800;
