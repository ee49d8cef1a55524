import type {
  ContainerAppJobEventTriggerConfig,
  ContainerAppJobManualTriggerConfig,
  ContainerAppJobScheduleTriggerConfig,
} from "@cdktf/provider-azurerm/lib/container-app-job";
import { isObject } from "../core/problems";
import type { JobEventOptions, JobEvents } from "./job-event-options";
import type { ScaleRule } from "./scale-rule";

/**
 * The trigger of a job: what starts it. A change to another kind of trigger replaces the job.
 *
 * @see https://learn.microsoft.com/azure/container-apps/jobs#job-trigger-types
 */
export class JobTrigger {
  /**
   * Starts the job by hand: `az containerapp job start`, or a call of Azure's API.
   *
   * @param config how many replicas run at a time, and how many have to succeed; by default one each
   */
  public static manual(config: ContainerAppJobManualTriggerConfig = {}): JobTrigger {
    return new JobTrigger({ parallelism: 1, replicaCompletionCount: 1, ...config }, undefined, undefined);
  }

  /** Starts the job at times in UTC, by a cron expression of five fields: `{ cronExpression: "0 3 * * *" }`. */
  public static scheduled(config: ContainerAppJobScheduleTriggerConfig): JobTrigger {
    return new JobTrigger(undefined, config, undefined);
  }

  /**
   * Starts the job for the events that scale rules count: `[ScaleRule.storageQueue(…)]`. Rules by HTTP, TCP, CPU and
   * memory count none, and are refused.
   */
  public static onEvents(rules: ScaleRule[], options: JobEventOptions = {}): JobTrigger {
    const given = Array.isArray(rules) ? [...rules] : rules;
    // What is no struct is for the rules to refuse.
    return new JobTrigger(undefined, undefined, undefined, isObject(options) ? { ...options, rules: given } : options);
  }

  /** Starts the job for events that a KEDA scaler counts, in azurerm's type. */
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
    /** The scale rules that start the job, with the arguments beside them; undefined for another kind. */
    public readonly events?: JobEvents,
  ) {}
}
