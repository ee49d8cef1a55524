import type {
  ContainerAppJobEventTriggerConfig,
  ContainerAppJobEventTriggerConfigScale,
  ContainerAppJobManualTriggerConfig,
  ContainerAppJobScheduleTriggerConfig,
} from "@cdktf/provider-azurerm/lib/container-app-job";
import { Description } from "../../../core/problems";
import { KINDS } from "../../../rules/kinds";
import { Block, BlockRule, integer, itemsOf, known, repeated, ValueRule } from "../../../rules/rule";
import type { JobEvents } from "../../job-event-options";
import type { JobTrigger } from "../../job-trigger";
import type { ManagedIdentityContainerAppJobProps } from "../../managed-identity-container-app-job-props";
import { scaleRulesIn } from "../scale-rule-arguments";
import { JOB_CONTAINER } from "./container";
import { isCronExpression } from "./cron";
import { JOB_SCALE_RULE } from "./scale";
import { SCALE_RULES_OF_JOB } from "./scale-rule";
import type { CustomScaleRule } from "./scalers";
import { READ_BY_JOB } from "./secret";
import { containersBy, WORKLOAD } from "./workload";

const AZURERM = "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/container_app_job";
const JOBS = "https://learn.microsoft.com/azure/container-apps/jobs";

const COUNTS = { parallelism: integer(1, Infinity, AZURERM), replicaCompletionCount: integer(1, Infinity, AZURERM) };

const MANUAL: Block<ContainerAppJobManualTriggerConfig> = { arguments: COUNTS };

const CRON: ValueRule = {
  accepts: isCronExpression,
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

/** How many executions the events start. */
interface Executions {
  readonly minExecutions?: number;
  readonly maxExecutions?: number;
}

const EXECUTIONS = {
  minExecutions: integer(0, Infinity, AZURERM),
  maxExecutions: integer(1, Infinity, AZURERM),
  pollingIntervalInSeconds: integer(1, Infinity, AZURERM, "seconds"),
};

const MOST_EXECUTIONS: BlockRule<Executions> = {
  breaches: ({ minExecutions = 0, maxExecutions = 100 }) =>
    (known(minExecutions) ?? 0) > (known(maxExecutions) ?? Infinity)
      ? [{ at: "minExecutions", value: minExecutions, here: String(maxExecutions) }]
      : [],
  allowed: "at most maxExecutions (100 by default)",
  change: "Lower the one or raise the other.",
  source: JOBS,
};

const SCALE: Block<ContainerAppJobEventTriggerConfigScale> = {
  arguments: {
    ...EXECUTIONS,
    rules: { list: { block: JOB_SCALE_RULE } },
  },
  together: [
    MOST_EXECUTIONS,
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

const EVENTS: Block<JobEvents> = {
  arguments: { ...COUNTS, ...EXECUTIONS, rules: SCALE_RULES_OF_JOB },
  required: ["rules"],
  together: [MOST_EXECUTIONS],
};

const TRIGGER: Block<JobTrigger> = {
  arguments: {
    manualConfig: { block: MANUAL },
    scheduleConfig: { block: SCHEDULE },
    eventConfig: { block: EVENT },
    events: { block: EVENTS },
  },
};

/** The scale rules of an event trigger, each with its path. */
function allScaleRulesIn(job: ManagedIdentityContainerAppJobProps): [string, { readonly name: string }][] {
  const [scale] = itemsOf<ContainerAppJobEventTriggerConfigScale>(known(job.trigger)?.eventConfig?.scale);
  const blocks = itemsOf<CustomScaleRule>(scale?.rules);
  return [
    ...blocks.map((rule, i): [string, CustomScaleRule] => [`trigger.eventConfig.scale[0].rules[${i}]`, rule]),
    ...scaleRulesIn(job),
  ];
}

const TOGETHER: readonly BlockRule<ManagedIdentityContainerAppJobProps>[] = [
  ...WORKLOAD.together,
  READ_BY_JOB,
  {
    breaches: (job) => {
      const rules = allScaleRulesIn(job);
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
