import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { Token } from "cdktf";
import { AppSecret, ManagedIdentity } from "../../lib/index";
import { NO_LISTS, NO_OBJECTS, testRules, testWrongTypes, TogetherRow, ValueRow } from "../support/rules";
import { scaleRulesOf } from "../support/scale-rules";
import { IDENTITY_ID, importVault, newStack } from "../support/synth";
import { SCALE_RULE_RULES } from "../support/workload-rules";

const APP = "app by scale rules";
const JOB = "job by events";

/** Where the rules of the two programs are. */
const [HTTP, CPU, , CRON, QUEUE, TOPIC, STORAGE, HUB, LOGS, CUSTOM] = Array.from(
  { length: 10 },
  (_, i) => `scaleRules[${i}]`,
) as [string, string, string, string, string, string, string, string, string, string];
const OF_JOB = (i: number) => `trigger.events.rules[${i}]`;

const identity = () => ManagedIdentity.fromIdentityId(newStack(), "identity", IDENTITY_ID);
const secret = (name = "bus"): AppSecret => importVault(newStack(), "scale-vault").secret(name);
const provider = () => new AzurermProvider(newStack("other"), "other", { alias: "other", features: [{}] });

const SIZES: ValueRow[] = [
  `${HTTP}.http.concurrentRequests`,
  `${CPU}.cpu.utilizationPercentage`,
  `${CRON}.cron.desiredReplicas`,
  `${QUEUE}.serviceBusQueue.messageCount`,
  `${STORAGE}.storageQueue.queueLength`,
  `${HUB}.eventHub.unprocessedEventThreshold`,
].map((at) => [APP, at, [0, -1, 1.5, "5", null], [1, Token.asNumber("${var.size}")]]);

const ACTIVATIONS: ValueRow[] = [
  `${QUEUE}.serviceBusQueue.activationMessageCount`,
  `${STORAGE}.storageQueue.activationQueueLength`,
  `${HUB}.eventHub.activationUnprocessedEventThreshold`,
].map((at) => [APP, at, [-1, 0.5, "0"], [0, 5]]);

const NAMES: ValueRow[] = [
  ...["bus.id", "bus.name", "bus.host", "queue.id", "queue.name"].map((name) => `${QUEUE}.serviceBusQueue.${name}`),
  ...["account.id", "account.name", "queue.name", "queue.resourceManagerId"].map(
    (name) => `${STORAGE}.storageQueue.${name}`,
  ),
  ...["hubs.id", "hub.name", "consumerGroup", "checkpoints.account.name", "checkpoints.container.name"].map(
    (name) => `${HUB}.eventHub.${name}`,
  ),
  ...["workspace.id", "workspace.workspaceId", "query", "clientId", "tenantId"].map(
    (name) => `${LOGS}.logAnalytics.${name}`,
  ),
].map((at) => [APP, at, ["", null, 5], ["something", "${var.something}"]]);

/** A value of one argument each. */
const VALUES: ValueRow[] = [
  [APP, "scaleRules", NO_LISTS, [[]]],
  [APP, HTTP, NO_OBJECTS, []],
  [APP, `${HTTP}.http`, [null, "5", [], {}], [{ concurrentRequests: 5 }]],
  [APP, `${HTTP}.name`, ["A", "my rule", "", undefined, 5], ["my-rule.1"]],
  [APP, `${HTTP}.tcp`, [{ concurrentConnections: 5 }], [undefined]],
  ...SIZES,
  ...ACTIVATIONS,
  ...NAMES,
  [APP, `${CRON}.cron.timezone`, ["Europe/Berln", "+01:00", "", undefined], ["Etc/UTC", "America/New_York"]],
  [APP, `${CRON}.cron.start`, ["7:00", "0 7 * *", "0 25 * * *", undefined], ["30 7 * * MON-FRI"]],
  [APP, `${QUEUE}.serviceBusQueue.bus`, [null, "mybus", [], undefined], []],
  [APP, `${QUEUE}.serviceBusQueue.bus.provider`, ["other", {}], [provider()]],
  [APP, `${QUEUE}.serviceBusQueue.connection`, ["hunter2", {}, null], [secret()]],
  [APP, `${QUEUE}.serviceBusQueue.identity`, ["hunter2", {}, null], []],
  [
    APP,
    `${QUEUE}.serviceBusQueue.metadata`,
    ["a", ["a"], { a: 5 }, Token.asStringMap("${var.m}")],
    [{ cloud: "Private" }],
  ],
  [APP, `${TOPIC}.serviceBusTopic.subscription`, [null, undefined, "all"], []],
  [APP, `${HUB}.eventHub.checkpoints`, [null, undefined, {}], []],
  [APP, `${HUB}.eventHub.checkpoints.strategy`, ["blob", 5], ["azureFunction", undefined]],
  [APP, `${LOGS}.logAnalytics.threshold`, [0, -1, "5", NaN, undefined], [0.1, 5]],
  [APP, `${LOGS}.logAnalytics.activationThreshold`, [-0.5, "0"], [0, 0.5]],
  [APP, `${CUSTOM}.custom.scaler`, ["azure-bus", "Cron", undefined], ["azure-blob"]],
  [APP, `${CUSTOM}.custom.secrets`, ["hunter2", ["a"], { connection: "hunter2" }], [{ connection: secret("storage") }]],
  [APP, `${CUSTOM}.custom.services`, ["a", [{}]], [[]]],
  [JOB, "trigger.events.rules", [[], undefined, ...NO_LISTS], []],
  [JOB, "trigger.events", [null, "5", []], []],
  [JOB, "trigger.events.maxExecutions", [0, "5"], [1]],
  ...["http", "tcp", "cpu", "memory"].map((kind): ValueRow => [JOB, `${OF_JOB(0)}.${kind}`, [{}], [undefined]]),
];

/** Several arguments together. */
const TOGETHER: TogetherRow[] = [
  [
    "two rules of one name",
    APP,
    { [`${TOPIC}.name`]: "bus-queue" },
    `${TOPIC}.name`,
    { [`${TOPIC}.name`]: "bus-queue-2" },
  ],
  [
    "a rule of the name of one of azurerm's blocks",
    APP,
    { httpScaleRules: [{ name: "http", concurrentRequests: "5" }] },
    `${HTTP}.name`,
    { httpScaleRules: [{ name: "http-2", concurrentRequests: "5" }] },
  ],
  [
    "two rules of one name",
    JOB,
    { [`${OF_JOB(2)}.name`]: "bus-queue" },
    `${OF_JOB(2)}.name`,
    { [`${OF_JOB(2)}.name`]: "bus-queue-2" },
  ],
  [
    "azurerm's blocks that synth does not know beside rules",
    APP,
    { customScaleRules: Token.asAny("${var.rules}") },
    "customScaleRules",
    { customScaleRules: Token.asAny("${var.rules}"), scaleRules: undefined },
  ],
  [
    "an end that is the start",
    APP,
    { [`${CRON}.cron.end`]: "0 7 * * 1-5" },
    `${CRON}.cron.end`,
    { [`${CRON}.cron.end`]: "0 8 * * 1-5" },
  ],
  ...["serviceBusQueue", "storageQueue"].map((kind): TogetherRow => {
    const at = `${kind === "storageQueue" ? STORAGE : QUEUE}.${kind}`;
    return [
      `an identity beside the secret of ${kind}`,
      APP,
      { [`${at}.identity`]: identity() },
      `${at}.identity`,
      { [`${at}.identity`]: undefined },
    ];
  }),
  [
    "an identity beside the secrets of an event hub",
    APP,
    { [`${HUB}.eventHub.identity`]: identity() },
    `${HUB}.eventHub.identity`,
    {},
  ],
  [
    "an identity beside a service principal",
    APP,
    { [`${LOGS}.logAnalytics.identity`]: identity() },
    `${LOGS}.logAnalytics.identity`,
    {},
  ],
  [
    "the connection of an event hub without that of the checkpoints",
    APP,
    { [`${HUB}.eventHub.checkpointConnection`]: undefined },
    `${HUB}.eventHub.checkpointConnection`,
    {},
  ],
  [
    "a service principal without its tenant",
    APP,
    { [`${LOGS}.logAnalytics.tenantId`]: undefined },
    `${LOGS}.logAnalytics.tenantId`,
    {},
  ],
  ...[
    [`${QUEUE}.serviceBusQueue`, "queueName"],
    [`${TOPIC}.serviceBusTopic`, "namespace"],
    [`${STORAGE}.storageQueue`, "connectionFromEnv"],
    [`${HUB}.eventHub`, "blobContainer"],
    [`${LOGS}.logAnalytics`, "threshold"],
  ].map(([at, name]): TogetherRow => [
    `metadata that the rule writes itself, ${name}`,
    APP,
    { [`${at}.metadata`]: { [name!]: "5" } },
    `${at}.metadata: the name`,
    { [`${at}.metadata`]: { cloud: "AzureChinaCloud" } },
  ]),
  [
    "a scaler without what it requires",
    APP,
    { [`${CUSTOM}.custom.metadata`]: { container: "orders" } },
    `${CUSTOM}.custom.metadata: the keys`,
    { [`${CUSTOM}.custom.metadata`]: Token.asStringMap("${var.metadata}") },
  ],
  [
    "a number that KEDA cannot parse",
    APP,
    { [`${CUSTOM}.custom.metadata`]: { blobContainerName: "orders", blobCount: "five" } },
    `${CUSTOM}.custom.metadata.blobCount`,
    { [`${CUSTOM}.custom.metadata`]: { blobContainerName: "orders", blobCount: "5" } },
  ],
  [
    "two sources of one scaler",
    APP,
    {
      [`${CUSTOM}.custom.scaler`]: "azure-servicebus",
      [`${CUSTOM}.custom.metadata`]: { queueName: "q", topicName: "t", subscriptionName: "s" },
    },
    `${CUSTOM}.custom.metadata.topicName`,
    {
      [`${CUSTOM}.custom.scaler`]: "azure-servicebus",
      [`${CUSTOM}.custom.metadata`]: { topicName: "t", subscriptionName: "s" },
    },
  ],
  [
    "an Azure scaler that cannot sign in",
    APP,
    { [`${CUSTOM}.custom.secrets`]: undefined },
    `${CUSTOM}.custom.secrets`,
    { [`${CUSTOM}.custom.secrets`]: undefined, [`${CUSTOM}.custom.scaler`]: "kafka" },
  ],
  ...["cpu", "http"].map((scaler): TogetherRow => [
    `a job by a custom rule of ${scaler}`,
    JOB,
    { [`${OF_JOB(6)}.custom.scaler`]: scaler, [`${OF_JOB(6)}.custom.metadata`]: { value: "70" } },
    `${OF_JOB(6)}.custom.scaler`,
    { [`${OF_JOB(6)}.custom.scaler`]: "kafka" },
  ]),
  [
    "more executions than there may be",
    JOB,
    { "trigger.events.minExecutions": 6 },
    "trigger.events.minExecutions",
    { "trigger.events.minExecutions": 5 },
  ],
];

testRules(SCALE_RULE_RULES, VALUES, TOGETHER);

testWrongTypes(APP, scaleRulesOf(newStack()));
