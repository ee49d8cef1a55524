import type { IResolvable } from "cdktf";
import { isObject, isReference } from "../../../core/problems";
import { KINDS } from "../../../rules/kinds";
import {
  Argument,
  Block,
  BlockRule,
  Breach,
  CONFIDENTIAL,
  integer,
  known,
  ListArgument,
  notEmpty,
  memberOf,
  ValueRule,
} from "../../../rules/rule";
import type { MessagingNamespace } from "../../../services/service-attributes";
import type { MessagingEntity } from "../../dapr-component-type";
import { EventHubCheckpointStrategy } from "../../event-hub-checkpoint-strategy";
import type {
  CronScaleOptions,
  HttpScaleOptions,
  ServiceBusScaleOptions,
  ServiceScaleOptions,
  UtilizationScaleOptions,
} from "../../scale-rule-options";
import type {
  CustomArguments,
  EventHubArguments,
  LogAnalyticsArguments,
  ReadAccount,
  ReadCheckpoints,
  ScaleRuleArguments,
  ServiceBusQueueArguments,
  ServiceBusTopicArguments,
  StorageQueueArguments,
} from "../scale-rule-arguments";
import type { StoredEntity } from "../stored-entity";
import { isCronExpression } from "./cron";
import { RULE_NAME, SCALER, TCP_SCALE_RULES } from "./scale";
import { COUNTS_EVENTS, CustomScaleRule, SCALER_RULES, SIGNS_IN } from "./scalers";

const SCALING = "https://learn.microsoft.com/azure/container-apps/scale-app";
const KEDA = {
  cpu: "https://keda.sh/docs/latest/scalers/cpu/",
  cron: "https://keda.sh/docs/latest/scalers/cron/",
  serviceBus: "https://keda.sh/docs/latest/scalers/azure-service-bus/",
  storageQueue: "https://keda.sh/docs/latest/scalers/azure-storage-queue/",
  eventHub: "https://keda.sh/docs/latest/scalers/azure-event-hub/",
  logAnalytics: "https://keda.sh/docs/latest/scalers/azure-log-analytics/",
};

/** The rules for numbers that may be fractions. */
const POSITIVE = number((value) => value > 0, "greater than 0");
const NOT_NEGATIVE = number((value) => value >= 0, "of at least 0");

function number(holds: (value: number) => boolean, words: string): ValueRule {
  return {
    accepts: (value) => typeof value === "number" && Number.isFinite(value) && holds(value),
    allowed: `a number ${words}`,
    change: "Pass such a number.",
    source: KEDA.logAnalytics,
  };
}

const HTTP: Block<HttpScaleOptions> = {
  arguments: { concurrentRequests: integer(1, Infinity, SCALING) },
  required: ["concurrentRequests"],
};

const UTILIZATION: Block<UtilizationScaleOptions> = {
  arguments: { utilizationPercentage: integer(1, Infinity, KEDA.cpu) },
  required: ["utilizationPercentage"],
};

const CRON: ValueRule = {
  accepts: isCronExpression,
  allowed:
    "five fields with a space between them: minute, hour, day of the month, month and day of the week, " +
    "in the time zone of the rule, such as 0 7 * * 1-5",
  change: "Pass such an expression.",
  source: KEDA.cron,
};

const TIMEZONE: ValueRule = {
  accepts: (value) => typeof value === "string" && /^[A-Z]/i.test(value) && isTimezone(value),
  allowed: "the name of a time zone in the IANA database, such as Europe/Berlin or Etc/UTC",
  change: "Pass such a name, spelt like there.",
  source: KEDA.cron,
};

function isTimezone(timeZone: string): boolean {
  try {
    return Intl.DateTimeFormat("en", { timeZone }) !== undefined;
  } catch {
    return false;
  }
}

const CRON_RULE: Block<CronScaleOptions> = {
  arguments: { timezone: TIMEZONE, start: CRON, end: CRON, desiredReplicas: integer(1, Infinity, KEDA.cron) },
  required: ["timezone", "start", "end", "desiredReplicas"],
  together: [
    {
      breaches: ({ start, end }) => (known(start) !== undefined && start === end ? [{ at: "end", value: end }] : []),
      allowed: "another time than start",
      change: "Say when the replicas are no longer wanted.",
      source: KEDA.cron,
    },
  ],
};

const PROVIDER = { kind: KINDS.provider };

function namespaceBlock(source: string): Block<MessagingNamespace> {
  const given = notEmpty(source);
  return { arguments: { id: given, name: given, host: given, provider: PROVIDER }, required: ["id", "name"] };
}

function entityBlock(source: string): Block<MessagingEntity> {
  return { arguments: { id: notEmpty(source), name: notEmpty(source) }, required: ["id", "name"] };
}

function accountBlock(source: string): Block<ReadAccount> {
  const given = notEmpty(source);
  return { arguments: { id: given, name: given, provider: PROVIDER }, required: ["id", "name"] };
}

function storedBlock(source: string): Block<StoredEntity> {
  const given = notEmpty(source);
  return { arguments: { name: given, resourceManagerId: given }, required: ["name", "resourceManagerId"] };
}

/** The arguments of a rule that reads a service, beside those of its kind. */
const SERVICE = {
  identity: { kind: KINDS.managedIdentity },
  metadata: { map: CONFIDENTIAL, atSynth: true },
};

const SECRET = { kind: KINDS.secret };

/** The rule for the other metadata of a scaler, of which some is the scale rule's own. */
function otherMetadata(own: readonly string[], source: string): BlockRule<ServiceScaleOptions> {
  return {
    breaches: ({ metadata }) =>
      Object.keys(isObject(metadata) && !isReference(metadata) ? metadata : {})
        .filter((name) => own.some((each) => [each, `${each}FromEnv`].includes(name)))
        .map((at) => ({ at: "metadata: the name", value: at })),
    allowed: "metadata that the rule does not write itself",
    change: "Pass it by the argument of the rule that sets it.",
    source,
  };
}

/** The rule for an identity beside a secret. */
function oneWayIn<T extends ServiceScaleOptions>(secrets: readonly (keyof T & string)[]): BlockRule<T> {
  return {
    breaches: (rule) =>
      rule.identity !== undefined && secrets.some((name) => rule[name] !== undefined) ? [{ at: "identity" }] : [],
    allowed: `an identity or ${secrets.join(" and ")}, not both`,
    change: "Remove one of the two.",
    source: `${SCALING}#authentication`,
  };
}

/** The rule for arguments of which all are given or none. */
function allOrNone<T>(names: readonly (keyof T & string)[], source: string): BlockRule<T> {
  return {
    breaches: (rule) => {
      const missing = names.filter((name) => rule[name] === undefined);
      return missing.length < names.length ? missing.map((at): Breach => ({ at })) : [];
    },
    allowed: `${names.join(" and ")} together`,
    change: "Pass them all, or none to sign in as an identity.",
    source,
  };
}

const BUS_OPTIONS = {
  messageCount: integer(1, Infinity, KEDA.serviceBus),
  activationMessageCount: integer(0, Infinity, KEDA.serviceBus),
  connection: SECRET,
  ...SERVICE,
};

const BUS_SIGNS_IN = oneWayIn<ServiceBusScaleOptions>(["connection"]);

const SERVICE_BUS_QUEUE: Block<ServiceBusQueueArguments> = {
  arguments: {
    bus: { block: namespaceBlock(KEDA.serviceBus) },
    queue: { block: entityBlock(KEDA.serviceBus) },
    ...BUS_OPTIONS,
  },
  required: ["bus", "queue"],
  together: [
    BUS_SIGNS_IN,
    otherMetadata(["namespace", "queueName", "messageCount", "activationMessageCount", "connection"], KEDA.serviceBus),
  ],
};

const SERVICE_BUS_TOPIC: Block<ServiceBusTopicArguments> = {
  arguments: {
    bus: { block: namespaceBlock(KEDA.serviceBus) },
    topic: { block: entityBlock(KEDA.serviceBus) },
    subscription: { block: entityBlock(KEDA.serviceBus) },
    ...BUS_OPTIONS,
  },
  required: ["bus", "topic", "subscription"],
  together: [
    BUS_SIGNS_IN,
    otherMetadata(
      ["namespace", "topicName", "subscriptionName", "messageCount", "activationMessageCount", "connection"],
      KEDA.serviceBus,
    ),
  ],
};

const STORAGE_QUEUE: Block<StorageQueueArguments> = {
  arguments: {
    account: { block: accountBlock(KEDA.storageQueue) },
    queue: { block: storedBlock(KEDA.storageQueue) },
    queueLength: integer(1, Infinity, KEDA.storageQueue),
    activationQueueLength: integer(0, Infinity, KEDA.storageQueue),
    connection: SECRET,
    ...SERVICE,
  },
  required: ["account", "queue"],
  together: [
    oneWayIn(["connection"]),
    otherMetadata(
      ["accountName", "queueName", "queueLength", "activationQueueLength", "connection"],
      KEDA.storageQueue,
    ),
  ],
};

const CHECKPOINTS: Block<ReadCheckpoints> = {
  arguments: {
    account: { block: accountBlock(KEDA.eventHub) },
    container: { block: storedBlock(KEDA.eventHub) },
    strategy: memberOf("EventHubCheckpointStrategy", EventHubCheckpointStrategy, KEDA.eventHub),
  },
  required: ["account", "container"],
};

const EVENT_HUB: Block<EventHubArguments> = {
  arguments: {
    hubs: { block: namespaceBlock(KEDA.eventHub) },
    hub: { block: entityBlock(KEDA.eventHub) },
    checkpoints: { block: CHECKPOINTS },
    unprocessedEventThreshold: integer(1, Infinity, KEDA.eventHub),
    activationUnprocessedEventThreshold: integer(0, Infinity, KEDA.eventHub),
    consumerGroup: notEmpty(KEDA.eventHub),
    connection: SECRET,
    checkpointConnection: SECRET,
    ...SERVICE,
  },
  required: ["hubs", "hub", "checkpoints"],
  together: [
    oneWayIn(["connection", "checkpointConnection"]),
    allOrNone(["connection", "checkpointConnection"], KEDA.eventHub),
    otherMetadata(
      [
        ...["eventHubNamespace", "eventHubName", "consumerGroup", "storageAccountName", "blobContainer"],
        ...["checkpointStrategy", "unprocessedEventThreshold", "activationUnprocessedEventThreshold"],
        ...["connection", "storageConnection"],
      ],
      KEDA.eventHub,
    ),
  ],
};

const LOG_ANALYTICS: Block<LogAnalyticsArguments> = {
  arguments: {
    workspace: {
      block: {
        arguments: {
          id: notEmpty(KEDA.logAnalytics),
          workspaceId: notEmpty(KEDA.logAnalytics),
          provider: PROVIDER,
        },
        required: ["id", "workspaceId"],
      },
    },
    query: notEmpty(KEDA.logAnalytics),
    threshold: POSITIVE,
    activationThreshold: NOT_NEGATIVE,
    clientSecret: SECRET,
    clientId: notEmpty(KEDA.logAnalytics),
    tenantId: notEmpty(KEDA.logAnalytics),
    ...SERVICE,
  },
  required: ["workspace", "query", "threshold"],
  together: [
    oneWayIn(["clientSecret", "clientId", "tenantId"]),
    allOrNone(["clientSecret", "clientId", "tenantId"], KEDA.logAnalytics),
    otherMetadata(
      ["workspaceId", "query", "threshold", "activationThreshold", "clientSecret", "clientId", "tenantId"],
      KEDA.logAnalytics,
    ),
  ],
};

/** A custom rule as azurerm takes it, for the rules about what KEDA requires. */
function asAzurerm({ scaler, metadata, secrets, identity, services }: CustomArguments): CustomScaleRule {
  const entries = isObject(secrets) && !isReference(secrets) ? Object.entries(secrets) : [];
  const isGranted = Array.isArray(services) && services.length > 0;
  return {
    name: "",
    customRuleType: scaler,
    metadata,
    authentication: entries.map(([triggerParameter, { appSecretName: secretName }]) => ({
      secretName,
      triggerParameter,
    })),
    identityId: identity !== undefined || isGranted ? "an identity" : undefined,
  };
}

/** What azurerm's arguments are called here. */
const OWN_NAMES: Readonly<Record<string, keyof CustomArguments>> = {
  customRuleType: "scaler",
  authentication: "secrets",
};

/** A rule for azurerm's block as one for `ScaleRule.custom`. */
function ofCustom(rule: BlockRule<CustomScaleRule>): BlockRule<CustomArguments> {
  const own = (name: string) => OWN_NAMES[name] ?? name;
  return {
    ...rule,
    needs: rule.needs?.map((name) => own(name) as keyof CustomArguments),
    named: rule.named?.map((name) => own(name) as keyof CustomArguments),
    breaches: (custom) => {
      const block = asAzurerm(custom);
      return rule.breaches(block, (find) => find(block)).map((breach) => ({ ...breach, at: own(breach.at) }));
    },
  };
}

const CUSTOM: Block<CustomArguments> = {
  arguments: {
    scaler: SCALER,
    metadata: { map: CONFIDENTIAL },
    secrets: { map: SECRET, atSynth: true },
    identity: SERVICE.identity,
    services: { list: { kind: KINDS.service }, atSynth: true },
  },
  required: ["scaler", "metadata"],
  together: [
    ...SCALER_RULES.filter((rule) => rule !== SIGNS_IN).map(ofCustom),
    {
      ...ofCustom(SIGNS_IN),
      change: "Pass secrets: { connection: vault.secret(name) }; or the services that it reads, each with its role.",
    },
  ],
};

/** The arguments of the scale rules of an app, by their kinds. */
const OF_APP: Block<ScaleRuleArguments> = {
  arguments: {
    name: RULE_NAME,
    http: { block: HTTP },
    tcp: { ...TCP_SCALE_RULES, accepts: () => false },
    cpu: { block: UTILIZATION },
    memory: { block: UTILIZATION },
    cron: { block: CRON_RULE },
    serviceBusQueue: { block: SERVICE_BUS_QUEUE },
    serviceBusTopic: { block: SERVICE_BUS_TOPIC },
    storageQueue: { block: STORAGE_QUEUE },
    eventHub: { block: EVENT_HUB },
    logAnalytics: { block: LOG_ANALYTICS },
    custom: { block: CUSTOM },
  },
  required: ["name"],
};

/** The rule for the kinds that count no events. */
const NO_EVENTS: ValueRule = { ...COUNTS_EVENTS, accepts: () => false, atSynth: true };

const OF_JOB: Block<ScaleRuleArguments> = {
  ...OF_APP,
  arguments: {
    ...OF_APP.arguments,
    http: NO_EVENTS,
    tcp: NO_EVENTS,
    cpu: NO_EVENTS,
    memory: NO_EVENTS,
    custom: { block: { ...CUSTOM, together: [...(CUSTOM.together ?? []), ofCustom(COUNTS_EVENTS)] } },
  },
};

function rulesOf(block: Block<ScaleRuleArguments>): Argument {
  return { kind: KINDS.scaleRule, within: "_by", holds: { block } };
}

/** The rule for the scale rules of an app. */
export const SCALE_RULES_OF_APP: ListArgument = { list: rulesOf(OF_APP), atSynth: true };

/** The rule for the scale rules of a job. */
export const SCALE_RULES_OF_JOB: ListArgument = {
  list: rulesOf(OF_JOB),
  atSynth: true,
  nonEmpty: {
    allowed: "at least one rule: nothing else starts the job",
    change: "Pass the rule whose events start the job.",
    source: "https://learn.microsoft.com/azure/container-apps/jobs#event-driven-jobs",
  },
};

/** The blocks of azurerm's that scale rules of this library are written with. */
const AZURERM_BLOCKS = ["customScaleRules", "httpScaleRules"] as const;

/** The rule for azurerm's blocks beside scale rules of this library: the two become one list. */
export const KNOWN_BESIDE_RULES: BlockRule<{
  readonly scaleRules?: unknown[];
  readonly customScaleRules?: unknown[] | IResolvable;
  readonly httpScaleRules?: unknown[] | IResolvable;
}> = {
  named: AZURERM_BLOCKS,
  breaches: ({ scaleRules, ...blocks }) =>
    Array.isArray(scaleRules) && scaleRules.length > 0
      ? AZURERM_BLOCKS.filter((name) => blocks[name] !== undefined && isReference(blocks[name])).map((at) => ({
          at,
          value: undefined,
        }))
      : [],
  allowed: "a list that is known at synth, where scaleRules has rules, too",
  change: "Write the list out: [ … ].",
};
