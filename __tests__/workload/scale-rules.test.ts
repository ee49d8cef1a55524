import { testRules, ValueRow } from "../support/rules";
import { SCALE_RULES } from "../support/workload-rules";

const KINDS_OF_SCALE_RULE = ["azureQueueScaleRules", "customScaleRules", "httpScaleRules", "tcpScaleRules"];

/** A value of one argument each. */
const VALUES: ValueRow[] = [
  ...KINDS_OF_SCALE_RULE.map((kind): ValueRow => [
    "app",
    `${kind}[0].name`,
    ["A", "my rule", "", "a-"],
    ["a", "my-rule.1"],
  ]),
  ["app", "azureQueueScaleRules[0].queueLength", [0, 1.5], [1]],
  ["app", "azureQueueScaleRules[0].queueName", [""], ["q"]],
  [
    "app",
    "azureQueueScaleRules[0].authentication",
    [[], undefined],
    [[{ secretName: "queue-connection", triggerParameter: "connection" }]],
  ],
  ["app", "azureQueueScaleRules[0].authentication[0].triggerParameter", ["", undefined], ["connection"]],
  ["app", "customScaleRules[0].customRuleType", ["azure-bus", "Cron"], ["cron", "azure-servicebus"]],
  ["app", "customScaleRules[0].metadata", [undefined], [{}]],
  ["app", "customScaleRules[0].metadata", [["a"], { a: 5 }], [{ a: "5" }]],
  ["app", "httpScaleRules[0].concurrentRequests", ["0", "many", "1.5", 10], ["1", "1000"]],
  ["app", "httpScaleRules[0].authentication[0].triggerParameter", [""], [undefined]],
  ["app", "httpScaleRules", [{ name: "http", concurrentRequests: "1" }], [[]]],
  ["app", "tcpScaleRules[0].concurrentRequests", ["-1"], ["1"]],
];

testRules(SCALE_RULES, VALUES, []);
