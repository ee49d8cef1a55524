import { Token } from "cdktf";
import { testRules, TogetherRow, ValueRow } from "../support/rules";
import { IDENTITY_ID } from "../support/synth";
import { SCALE_RULES } from "../support/workload-rules";

const KINDS_OF_SCALE_RULE = ["azureQueueScaleRules", "customScaleRules", "httpScaleRules"];

const AUTHENTICATION = [{ secretName: "queue-connection", triggerParameter: "connection" }];

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
  ["app", "azureQueueScaleRules[0].authentication", [[], undefined], [AUTHENTICATION]],
  ["app", "azureQueueScaleRules[0].authentication[0].triggerParameter", ["", undefined], ["connection"]],
  ["app", "customScaleRules[0].customRuleType", ["azure-bus", "Cron"], ["kafka", "azure-servicebus"]],
  ["app", "customScaleRules[0].metadata", [undefined], [{ queueName: "q" }]],
  ["app", "customScaleRules[0].identityId", [IDENTITY_ID, "System", "${var.identity}"], [undefined]],
  ["job", "trigger.eventConfig.scale[0].rules[0].identityId", [IDENTITY_ID], [undefined]],
  ["app", "httpScaleRules[0].concurrentRequests", ["0", "many", "1.5", 10], ["1", "1000"]],
  ["app", "httpScaleRules[0].authentication[0].triggerParameter", [""], [undefined]],
  ["app", "httpScaleRules", [{ name: "http", concurrentRequests: "1" }], [[]]],
  ["app", "tcpScaleRules", [[{ name: "tcp", concurrentRequests: "1" }], Token.asList("${var.rules}")], [[], undefined]],
  ["app by TCP", "tcpScaleRules", [[{ name: "tcp", concurrentRequests: "1" }]], [undefined]],
  ["app", "customScaleRules[0].metadata", [["a"], { a: 5 }], [{ queueName: "5" }]],
];

const NO_SECRETS = { "customScaleRules[0].authentication": undefined };

/** A rule by a scaler, without one of the keys that it requires, and with them. */
function requires(customRuleType: string, metadata: Record<string, string>, ...alsoTaken: string[]): TogetherRow[] {
  const rule = (given: object, authentication: unknown = [{ secretName: "api-key", triggerParameter: "key" }]) => ({
    "customScaleRules[0]": { name: "rule", customRuleType, metadata: given, authentication },
  });
  const without = (name: string) => Object.fromEntries(Object.entries(metadata).filter(([key]) => key !== name));
  return Object.keys(metadata).flatMap((name): TogetherRow[] => [
    [
      `${customRuleType} without ${name}, or with that of an environment variable`,
      "app",
      rule(without(name)),
      "customScaleRules[0].metadata: the keys",
      rule({ ...without(name), [`${name}FromEnv`]: "NAME" }),
    ],
    [
      `${customRuleType} with an empty ${name}, or with it as a secret`,
      "app",
      rule({ ...metadata, [name]: "" }),
      "customScaleRules[0].metadata: the keys",
      rule(without(name), [{ secretName: "api-key", triggerParameter: name }]),
    ],
    ...alsoTaken.map((other): TogetherRow => [
      `${customRuleType} without ${name}, or with ${other}`,
      "app",
      rule(without(name)),
      "customScaleRules[0].metadata: the keys",
      rule({ ...without(name), [other]: "5" }),
    ]),
  ]);
}

const APP_INSIGHTS = {
  targetValue: "5",
  metricId: "requests/rate",
  metricAggregationTimespan: "0:1",
  metricAggregationType: "avg",
  applicationInsightsId: "id",
  tenantId: "id",
  activeDirectoryClientId: "id",
};
const MONITOR = {
  targetValue: "5.5",
  resourceURI: "Microsoft.Cache/redis/cache",
  resourceGroupName: "my-rg",
  metricName: "allconnectedclients",
  metricAggregationType: "Average",
  subscriptionId: "id",
  tenantId: "id",
  activeDirectoryClientId: "id",
};
const LOG_ANALYTICS = { workspaceId: "id", query: "T | count", threshold: "5", tenantId: "id", clientId: "id" };
const DATA_EXPLORER = {
  databaseName: "orders",
  endpoint: "https://orders.kusto.windows.net",
  query: "T | count",
  threshold: "5",
  tenantId: "id",
  clientId: "id",
};
const CRON = { timezone: "Etc/UTC", start: "0 6 * * *", end: "0 20 * * *", desiredReplicas: "2" };

/** Several arguments together. */
const TOGETHER: TogetherRow[] = [
  ...requires("azure-app-insights", APP_INSIGHTS),
  ...requires("azure-blob", { blobContainerName: "orders" }),
  ...requires("azure-data-explorer", DATA_EXPLORER),
  ...requires("azure-log-analytics", LOG_ANALYTICS),
  ...requires("azure-monitor", MONITOR),
  ...requires("azure-pipelines", { organizationURL: "https://dev.azure.com/org", poolName: "pool" }),
  ...requires("azure-queue", { queueName: "orders" }),
  ...requires("azure-servicebus", { queueName: "orders" }),
  ...requires("azure-servicebus", { topicName: "orders", subscriptionName: "all" }),
  ...requires("cron", CRON),
  ...requires("cpu", { value: "70" }),
  ...requires("memory", { value: "70" }),
  [
    "event hubs without a storage",
    "app",
    {
      "customScaleRules[0].customRuleType": "azure-eventhub",
      "customScaleRules[0].metadata": { consumerGroup: "orders" },
    },
    "customScaleRules[0].metadata: the keys",
    {
      "customScaleRules[0].customRuleType": "azure-eventhub",
      "customScaleRules[0].metadata": { storageConnectionFromEnv: "STORAGE" },
    },
  ],
  [
    "metadata that is misspelt, or not known at synth",
    "app",
    { "customScaleRules[0].metadata": { queue_name: "orders" } },
    "customScaleRules[0].metadata: the keys",
    { "customScaleRules[0].metadata": Token.asStringMap("${var.metadata}") },
  ],
  [
    "a queue and a topic",
    "app",
    { "customScaleRules[0].metadata": { queueName: "q", topicName: "t", subscriptionName: "s" } },
    "customScaleRules[0].metadata.topicName",
    { "customScaleRules[0].metadata": { topicName: "t", subscriptionName: "s" } },
  ],
  ...[
    ["azure-servicebus", { queueName: "q" }, "messageCount", "five", "5"],
    ["azure-servicebus", { queueName: "q" }, "messageCount", "5.5", "${var.count}"],
    ["azure-servicebus", { queueName: "q" }, "useRegex", "yes", "true"],
    ["azure-queue", { queueName: "q" }, "queueLength", "5 or so", "5"],
    ["azure-blob", { blobContainerName: "c" }, "recursive", "no", "false"],
    ["azure-log-analytics", LOG_ANALYTICS, "threshold", "many", "0.5"],
    ["cron", CRON, "desiredReplicas", "1.5", "10"],
  ].map(([type, metadata, key, refused, taken]): TogetherRow => {
    const rule = (value: unknown) => ({
      "customScaleRules[0].customRuleType": type,
      "customScaleRules[0].metadata": { ...(metadata as object), [key as string]: value },
    });
    return [
      `${type as string} with ${key as string} ${refused as string}`,
      "app",
      rule(refused),
      `customScaleRules[0].metadata.${key as string}`,
      rule(taken),
    ];
  }),
  [
    "an Azure scaler without authentication",
    "app",
    NO_SECRETS,
    "customScaleRules[0].authentication",
    { ...NO_SECRETS, "customScaleRules[0].metadata": { queueName: "orders", connectionFromEnv: "CONNECTION" } },
  ],
  [
    "an Azure scaler with an empty authentication",
    "app",
    { "customScaleRules[0].authentication": [] },
    "customScaleRules[0].authentication",
    { "customScaleRules[0].authentication": [], "customScaleRules[0].customRuleType": "kafka" },
  ],
  ...["cpu", "memory", "http", "tcp"].map((customRuleType): TogetherRow => [
    `a job by ${customRuleType}`,
    "job",
    { "trigger.eventConfig.scale[0].rules[0]": { name: "load", customRuleType, metadata: { value: "70" } } },
    "trigger.eventConfig.scale[0].rules[0].customRuleType",
    { "trigger.eventConfig.scale[0].rules[0]": { name: "load", customRuleType: "kafka", metadata: { value: "70" } } },
  ]),
];

testRules(SCALE_RULES, VALUES, TOGETHER);
