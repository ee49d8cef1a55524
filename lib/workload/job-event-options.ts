import type { ScaleRule } from "./scale-rule";

/** Options for a job that events start. */
export interface JobEventOptions {
  /**
   * How many replicas of an execution run at a time.
   *
   * @default - azurerm's, 1
   */
  readonly parallelism?: number;
  /**
   * How many replicas of an execution have to succeed.
   *
   * @default - azurerm's, 1
   */
  readonly replicaCompletionCount?: number;
  /**
   * The least number of executions that are started at each check of the rules.
   *
   * @default - azurerm's, 0
   */
  readonly minExecutions?: number;
  /**
   * The greatest number of executions that are started at each check of the rules.
   *
   * @default - azurerm's, 100
   */
  readonly maxExecutions?: number;
  /**
   * How many seconds pass between two checks of the rules.
   *
   * @default - azurerm's, 30
   */
  readonly pollingIntervalInSeconds?: number;
}

/** The events that start a job. */
export interface JobEvents extends JobEventOptions {
  /** The rules, at least one, that count events. */
  readonly rules: ScaleRule[];
}
