import { JobTrigger, ManagedIdentityContainerAppJob, SecretReader } from "../../lib/index";
import { APP } from "../../lib/workload/private/rules/app";
import { JOB } from "../../lib/workload/private/rules/job";
import { everyJobProps } from "../support/every-argument";
import {
  NO_OBJECTS,
  rulesIn,
  SHARED_RULES,
  testRules,
  testWithoutProps,
  testWrongTypes,
  TogetherRow,
  ValueRow,
  without,
} from "../support/rules";
import { importVault, newStack } from "../support/synth";
import { CONTAINER_RULES, SCALE_RULE_RULES, SCALE_RULES } from "../support/workload-rules";

const CRON = { timezone: "Etc/UTC", start: "0 6 * * *", end: "0 20 * * *", desiredReplicas: "2" };

/** A value of one argument each. */
const VALUES: ValueRow[] = [
  ["job", "containers", [[], undefined], []],
  ["job", "trigger", [...NO_OBJECTS, { manualConfig: {}, eventConfig: {} }, undefined], [JobTrigger.manual()]],
  ["job", "location", [undefined], ["westeurope"]],
  ["job", "replicaTimeoutInSeconds", [0, 1.5], [1]],
  ["job", "replicaRetryLimit", [-1], [0, 20]],
  ["job", "trigger.eventConfig.parallelism", [0], [1]],
  ["job", "trigger.eventConfig.replicaCompletionCount", [0], [1]],
  ["job", "trigger.eventConfig.scale[0].minExecutions", [-1, 6], [0, 5]],
  ["job", "trigger.eventConfig.scale[0].maxExecutions", [0], [1]],
  ["job", "trigger.eventConfig.scale[0].pollingIntervalInSeconds", [0], [1]],
  [
    "job",
    "trigger.eventConfig.scale[0].rules",
    [undefined, []],
    [[{ name: "r", customRuleType: "cron", metadata: CRON }]],
  ],
  ["job", "trigger.eventConfig.scale[0].rules[0].customRuleType", ["nothing"], ["kafka"]],
  ["job", "trigger.eventConfig.scale[0].rules[0].name", ["A"], ["a"]],
  [
    "job",
    "trigger.eventConfig.scale",
    [undefined, [], [{}, {}]],
    [[{ rules: [{ name: "r", customRuleType: "cron", metadata: CRON }] }]],
  ],
  [
    "scheduled job",
    "trigger.scheduleConfig.cronExpression",
    [
      "",
      "@daily",
      "* * * *",
      "0 0 3 * * *",
      "60 * * * *",
      "0 24 * * *",
      "0 0 0 * *",
      "0 0 1 13 *",
      "0 0 * * 8",
      "*/0 * * * *",
      "1-2-3 * * * *",
      "a * * * *",
      undefined,
    ],
    ["0 3 * * *", "*/15 0,12 1-5 JAN sun", "59 23 31 12 7", "0 0 ? * *"],
  ],
];

/** Several arguments together. */
const TOGETHER: TogetherRow[] = [
  [
    "a job elsewhere than its environment",
    "job in an environment of the program",
    { location: "northeurope" },
    "location",
    { location: "West Europe" },
  ],
  [
    "a registry's password for the system-assigned identity of a job",
    "job",
    {
      otherSecrets: [],
      "registries[1].password": importVault(newStack()).secret("a", { reader: SecretReader.SYSTEM_ASSIGNED_IDENTITY }),
      trigger: JobTrigger.manual(),
    },
    "registries[1].password",
    {
      otherSecrets: [importVault(newStack()).secret("a", { reader: SecretReader.SYSTEM_ASSIGNED_IDENTITY })],
      trigger: JobTrigger.manual(),
    },
  ],
  [
    "two scale rules of one name in a job",
    "job",
    { "trigger.eventConfig.scale[0].rules[1]": { name: "bus", customRuleType: "cron", metadata: CRON } },
    "trigger.eventConfig.scale[0].rules[1].name",
    { "trigger.eventConfig.scale[0].rules[1]": { name: "cron", customRuleType: "cron", metadata: CRON } },
  ],
  [
    "more executions than the default has",
    "job",
    { "trigger.eventConfig.scale[0].maxExecutions": undefined, "trigger.eventConfig.scale[0].minExecutions": 101 },
    "trigger.eventConfig.scale[0].minExecutions",
    { "trigger.eventConfig.scale[0].maxExecutions": undefined, "trigger.eventConfig.scale[0].minExecutions": 100 },
  ],
];

testRules(
  without(rulesIn(JOB), rulesIn(APP), CONTAINER_RULES, SCALE_RULES, SCALE_RULE_RULES, SHARED_RULES),
  VALUES,
  TOGETHER,
);

testWrongTypes("job", everyJobProps(newStack()));

testWithoutProps([["a job", (stack, props) => new ManagedIdentityContainerAppJob(stack, "made", props)]]);
