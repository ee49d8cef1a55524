import type {
  ContainerAppJobEventTriggerConfig,
  ContainerAppJobEventTriggerConfigScale,
  ContainerAppJobManualTriggerConfig,
  ContainerAppJobScheduleTriggerConfig,
} from "@cdktf/provider-azurerm/lib/container-app-job";
import { Description } from "../../../core/problems";
import { KINDS } from "../../../rules/kinds";
import { Block, BlockRule, integer, itemsOf, known, repeated, ValueRule } from "../../../rules/rule";
import type { JobTrigger } from "../../job-trigger";
import type { ManagedIdentityContainerAppJobProps } from "../../managed-identity-container-app-job-props";
import { JOB_CONTAINER } from "./container";
import { JOB_SCALE_RULE } from "./scale";
import type { CustomScaleRule } from "./scalers";
import { READ_BY_JOB } from "./secret";
import { containersBy, WORKLOAD } from "./workload";

const AZURERM = "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/container_app_job";
const JOBS = "https://learn.microsoft.com/azure/container-apps/jobs";

const COUNTS = { parallelism: integer(1, Infinity, AZURERM), replicaCompletionCount: integer(1, Infinity, AZURERM) };

const MANUAL: Block<ContainerAppJobManualTriggerConfig> = { arguments: COUNTS };

/** The least and greatest number of each field of a cron expression, and the names that may stand for numbers. */
const CRON_FIELDS: readonly (readonly [number, number, string])[] = [
  [0, 59, ""],
  [0, 23, ""],
  [1, 31, ""],
  [1, 12, "JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC"],
  [0, 7, "SUN|MON|TUE|WED|THU|FRI|SAT"],
];

/** Whether one field of a cron expression is a list of values and ranges, each with a step or without. */
function isCronField(field: string, [least, most, names]: readonly [number, number, string]): boolean {
  const value = new RegExp(`^(${names ? `${names}|` : ""}\\d{1,2})$`, "i");
  const isValue = (text: string) =>
    value.test(text) && (Number.isNaN(Number(text)) || (Number(text) >= least && Number(text) <= most));
  return field.split(",").every((part) => {
    const [range, step, ...rest] = part.split("/") as [string, string | undefined];
    const bounds = range === "*" || range === "?" ? [] : range.split("-");
    return (
      rest.length === 0 &&
      (step === undefined || /^[1-9]\d?$/.test(step)) &&
      bounds.length <= 2 &&
      bounds.every(isValue)
    );
  });
}

const CRON: ValueRule = {
  accepts: (value) => {
    const fields = typeof value === "string" ? value.split(" ") : [];
    return fields.length === CRON_FIELDS.length && CRON_FIELDS.every((field, i) => isCronField(fields[i] ?? "", field));
  },
  allowed:
    "five fields with a space between them: minute, hour, day of the month, month and day of the week, " +
    "in UTC, such as 0 3 * * 1-5",
  change: "Pass such an expression.",
  source: `${JOBS}#scheduled-jobs`,
};

const SCHEDULE: Block<ContainerAppJobScheduleTriggerConfig> = {
  arguments: { ...COUNTS, cronExpression: CRON },
  required: ["cronExpression"],
};

const SCALE: Block<ContainerAppJobEventTriggerConfigScale> = {
  arguments: {
    minExecutions: integer(0, Infinity, AZURERM),
    maxExecutions: integer(1, Infinity, AZURERM),
    pollingIntervalInSeconds: integer(1, Infinity, AZURERM, "seconds"),
    rules: { list: { block: JOB_SCALE_RULE } },
  },
  together: [
    {
      breaches: ({ minExecutions = 0, maxExecutions = 100 }) =>
        (known(minExecutions) ?? 0) > (known(maxExecutions) ?? Infinity)
          ? [{ at: "minExecutions", value: minExecutions, here: String(maxExecutions) }]
          : [],
      allowed: "at most maxExecutions (100 by default)",
      change: "Lower the one or raise the other.",
      source: JOBS,
    },
    {
      breaches: ({ rules }) =>
        rules === undefined || (Array.isArray(rules) && rules.length === 0) ? [{ at: "rules", value: rules }] : [],
      allowed: "at least one rule: nothing else starts the job",
      change: "Pass the rule whose events start the job.",
      source: `${JOBS}#event-driven-jobs`,
    },
  ],
};

const EVENT: Block<ContainerAppJobEventTriggerConfig> = {
  arguments: { ...COUNTS, scale: { list: { block: SCALE } } },
  together: [
    {
      breaches: ({ scale }) =>
        scale === undefined || (Array.isArray(scale) && scale.length !== 1)
          ? [{ at: "scale", value: scale && new Description(`a list of ${itemsOf(scale).length}`) }]
          : [],
      allowed: "a list of one scale: azurerm drops all others",
      change: "Put all rules into one: [{ rules: [ … ] }].",
      source: AZURERM,
    },
  ],
};

const TRIGGER: Block<JobTrigger> = {
  arguments: { manualConfig: { block: MANUAL }, scheduleConfig: { block: SCHEDULE }, eventConfig: { block: EVENT } },
};

/** The scale rules of an event trigger, each with its path. */
function scaleRulesIn({ trigger }: ManagedIdentityContainerAppJobProps): [string, CustomScaleRule][] {
  const [scale] = itemsOf<ContainerAppJobEventTriggerConfigScale>(known(trigger)?.eventConfig?.scale);
  return itemsOf<CustomScaleRule>(scale?.rules).map((rule, i) => [`trigger.eventConfig.scale[0].rules[${i}]`, rule]);
}

const TOGETHER: readonly BlockRule<ManagedIdentityContainerAppJobProps>[] = [
  ...WORKLOAD.together,
  READ_BY_JOB,
  {
    breaches: (job) => {
      const rules = scaleRulesIn(job);
      return repeated(rules, ([, { name }]) => known(name)).map(([[place, { name }]]) => ({
        at: `${place}.name`,
        value: name,
      }));
    },
    allowed: "a name that no other scale rule of the job has",
    change: "Choose another name.",
    source: JOBS,
  },
  {
    breaches: ({ environment, location }) => {
      const region = (name: string | undefined) => known(name)?.toLowerCase().replace(/ /g, "");
      const [ours, theirs] = [region(location), region(environment._location)];
      return ours !== undefined && theirs !== undefined && ours !== theirs
        ? [{ at: "location", value: location, here: environment._location }]
        : [];
    },
    allowed: "the region of the environment",
    change: "Pass that region.",
    source: AZURERM,
  },
];

/** The rules of a container app job. */
export const JOB: Block<ManagedIdentityContainerAppJobProps> = {
  arguments: {
    ...WORKLOAD.arguments,
    containers: containersBy(JOB_CONTAINER),
    trigger: { kind: KINDS.trigger, holds: { block: TRIGGER } },
    replicaTimeoutInSeconds: integer(1, Infinity, AZURERM, "seconds"),
    replicaRetryLimit: integer(0, Infinity, AZURERM),
  },
  required: [...WORKLOAD.required, "location", "trigger"],
  together: TOGETHER,
};
