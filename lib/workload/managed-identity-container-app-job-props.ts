import type { JobTrigger } from "./job-trigger";
import type { ManagedIdentityWorkloadProps } from "./managed-identity-workload-props";

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
