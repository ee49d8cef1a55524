import type { JobTrigger } from "./job-trigger";
import type { ManagedIdentityWorkloadProps } from "./managed-identity-workload-props";

/** The properties of a container app job with managed identity. */
export interface ManagedIdentityContainerAppJobProps extends ManagedIdentityWorkloadProps {
  /** The Azure region of the job, which has to be that of the environment, and of the identity that the job makes. */
  readonly location: string;
  /** The trigger: what starts the job. */
  readonly trigger: JobTrigger;
  /**
   * How many seconds a replica may run before Azure ends it.
   *
   * @default 1800 - half an hour, as the Azure CLI has it
   */
  readonly replicaTimeoutInSeconds?: number;
  /**
   * How many times Azure starts a failed replica again.
   *
   * @default - azurerm's, 0
   */
  readonly replicaRetryLimit?: number;
}
