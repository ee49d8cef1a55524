import type {
  ContainerAppJobEventTriggerConfig,
  ContainerAppJobManualTriggerConfig,
  ContainerAppJobScheduleTriggerConfig,
} from "@cdktf/provider-azurerm/lib/container-app-job";

/**
 * What starts a job. Another kind of trigger replaces the job.
 *
 * @see https://learn.microsoft.com/azure/container-apps/jobs#job-trigger-types
 */
export class JobTrigger {
  /**
   * By hand: `az containerapp job start`, or a call of Azure's API.
   *
   * @param config how many replicas run at a time and have to end well; by default one, as azurerm has it
   */
  public static manual(config: ContainerAppJobManualTriggerConfig = {}): JobTrigger {
    return new JobTrigger({ parallelism: 1, replicaCompletionCount: 1, ...config }, undefined, undefined);
  }

  /** At times, in UTC, by a cron expression of five fields: `{ cronExpression: "0 3 * * *" }`. */
  public static scheduled(config: ContainerAppJobScheduleTriggerConfig): JobTrigger {
    return new JobTrigger(undefined, config, undefined);
  }

  /** By events that a KEDA scaler counts, as azurerm has it. */
  public static eventDriven(config: ContainerAppJobEventTriggerConfig): JobTrigger {
    return new JobTrigger(undefined, undefined, config);
  }

  private constructor(
    /** The arguments of a manual trigger; undefined for another kind. */
    public readonly manualConfig?: ContainerAppJobManualTriggerConfig,
    /** The arguments of a schedule; undefined for another kind. */
    public readonly scheduleConfig?: ContainerAppJobScheduleTriggerConfig,
    /** The arguments of an event trigger; undefined for another kind. */
    public readonly eventConfig?: ContainerAppJobEventTriggerConfig,
  ) {}
}
