import type { ContainerAppTemplateCustomScaleRule } from "@cdktf/provider-azurerm/lib/container-app";
import { isReference, kindOf } from "../../../core/problems";
import { BlockRule, Breach, itemsOf, known } from "../../../rules/rule";

const KEDA = "https://keda.sh/docs/latest/scalers/";

/** A custom scale rule. azurerm accepts its identity from 4.69 on for apps, and from 4.73 on for jobs. */
export type CustomScaleRule = ContainerAppTemplateCustomScaleRule & { readonly identityId?: string };

/** Metadata that a scaler requires: one of several sets of keys. */
type Alternatives = readonly (readonly string[])[];

/** What KEDA parses the value of a key as. */
type Form = "whole" | "number" | "flag";

/** What KEDA reads of the metadata of a scaler, from the source of the scaler. */
interface Scaler {
  /** The keys that it requires. */
  readonly required?: readonly Alternatives[];
  /** The keys that it requires beside an identity. */
  readonly withIdentity?: readonly Alternatives[];
  /** The keys that it requires where it authenticates without an identity. */
  readonly withoutIdentity?: readonly Alternatives[];
  /** The keys of which no two go together. */
  readonly exclusive?: readonly (readonly [string, string])[];
  /** The keys of the secrets that it authenticates with; undefined for a scaler that does not authenticate. */
  readonly secrets?: readonly string[];
  readonly forms?: { readonly [key: string]: Form };
}

const key = (name: string): Alternatives => [[name]];
const keys = (...names: string[]) => names.map(key);

const SERVICE_PRINCIPAL = { withoutIdentity: keys("tenantId", "clientId"), secrets: ["clientSecret"] };
const ACTIVE_DIRECTORY = {
  withoutIdentity: keys("activeDirectoryClientId"),
  secrets: ["activeDirectoryClientPassword"],
};

/** The scalers whose metadata is known here, by azurerm's names for them. */
const SCALERS: Readonly<Record<string, Scaler>> = {
  "azure-app-insights": {
    required: keys(
      "targetValue",
      "metricId",
      "metricAggregationTimespan",
      "metricAggregationType",
      "applicationInsightsId",
      "tenantId",
    ),
    ...ACTIVE_DIRECTORY,
    forms: { targetValue: "number", activationTargetValue: "number", ignoreNullValues: "flag" },
  },
  "azure-blob": {
    required: keys("blobContainerName"),
    withIdentity: keys("accountName"),
    secrets: ["connection"],
    forms: { blobCount: "whole", activationBlobCount: "whole", recursive: "flag" },
  },
  "azure-data-explorer": {
    required: keys("databaseName", "endpoint", "query", "threshold"),
    ...SERVICE_PRINCIPAL,
    forms: { threshold: "number", activationThreshold: "number" },
  },
  "azure-eventhub": {
    withIdentity: [...keys("eventHubNamespace", "eventHubName"), [["storageAccountName"], ["storageConnection"]]],
    withoutIdentity: keys("storageConnection"),
    secrets: ["connection"],
    forms: {
      unprocessedEventThreshold: "whole",
      activationUnprocessedEventThreshold: "whole",
      stalePartitionInfoThreshold: "whole",
    },
  },
  "azure-log-analytics": {
    required: keys("workspaceId", "query", "threshold"),
    ...SERVICE_PRINCIPAL,
    forms: { threshold: "number", activationThreshold: "number", unsafeSsl: "flag" },
  },
  "azure-monitor": {
    required: keys(
      "targetValue",
      "resourceURI",
      "resourceGroupName",
      "metricName",
      "metricAggregationType",
      "subscriptionId",
      "tenantId",
    ),
    ...ACTIVE_DIRECTORY,
    forms: { targetValue: "number", activationTargetValue: "number" },
  },
  "azure-pipelines": {
    required: [...keys("organizationURL"), [["poolName"], ["poolID"]]],
    secrets: ["personalAccessToken"],
    forms: {
      poolID: "whole",
      targetPipelinesQueueLength: "whole",
      activationTargetPipelinesQueueLength: "whole",
      jobsToFetch: "whole",
      fetchUnfinishedJobsOnly: "flag",
      requireAllDemands: "flag",
      requireAllDemandsAndIgnoreOthers: "flag",
    },
  },
  "azure-queue": {
    required: keys("queueName"),
    withIdentity: keys("accountName"),
    secrets: ["connection"],
    forms: { queueLength: "whole", activationQueueLength: "whole" },
  },
  "azure-servicebus": {
    required: [[["queueName"], ["topicName", "subscriptionName"]]],
    withIdentity: keys("namespace"),
    exclusive: [
      ["queueName", "topicName"],
      ["queueName", "subscriptionName"],
    ],
    secrets: ["connection"],
    forms: { messageCount: "whole", activationMessageCount: "whole", useRegex: "flag" },
  },
  cpu: { required: keys("value") },
  cron: { required: keys("timezone", "start", "end", "desiredReplicas"), forms: { desiredReplicas: "whole" } },
  memory: { required: keys("value") },
};

const FORMS: Readonly<Record<Form, RegExp>> = {
  whole: /^[+-]?\d+$/,
  number: /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/,
  flag: /^(1|0|t|T|TRUE|true|True|f|F|FALSE|false|False)$/,
};

const FORM_NAMES: Readonly<Record<Form, string>> = {
  whole: "a whole number",
  number: "a number",
  flag: "true or false",
};

/** A scale rule whose scaler is known here, and whose metadata synth knows. */
interface Read {
  readonly type: string;
  readonly scaler: Scaler;
  readonly metadata: Readonly<Record<string, unknown>>;
}

function readOf({ customRuleType, metadata }: CustomScaleRule): Read | undefined {
  const type = known(customRuleType);
  const scaler = Object.entries(SCALERS).find(([name]) => name === type)?.[1];
  const values = known(metadata);
  return type !== undefined && scaler && values ? { type, scaler, metadata: values } : undefined;
}

/** Whether KEDA finds the key, or may find it: in the metadata, by an environment variable, or among the secrets. */
function isGiven(name: string, { metadata }: Read, { authentication }: CustomScaleRule): boolean {
  const isByName = [name, `${name}FromEnv`].some((each) => metadata[each] !== undefined && metadata[each] !== "");
  const secrets = itemsOf<{ triggerParameter: string }>(authentication);
  return (
    isByName ||
    isReference(authentication) ||
    secrets.some(({ triggerParameter }) => known(triggerParameter) === undefined || triggerParameter === name)
  );
}

/** Sets of keys as words: `queueName, or topicName and subscriptionName`. */
function textOfAlternatives(alternatives: Alternatives): string {
  return alternatives.map((names) => names.join(" and ")).join(", or ");
}

function missingOf(rule: CustomScaleRule, read: Read): readonly Alternatives[] {
  const { required = [], withIdentity = [], withoutIdentity = [] } = read.scaler;
  const all = [...required, ...(rule.identityId === undefined ? withoutIdentity : withIdentity)];
  return all.filter((alternatives) => !alternatives.some((names) => names.every((name) => isGiven(name, read, rule))));
}

/** Whether the scaler has credentials or an identity, or needs neither. */
function canAuthenticate(
  { scaler: { secrets }, metadata }: Read,
  { authentication, identityId }: CustomScaleRule,
): boolean {
  return (
    secrets === undefined ||
    identityId !== undefined ||
    isReference(authentication) ||
    itemsOf(authentication).length > 0 ||
    secrets.some((name) => `${name}FromEnv` in metadata)
  );
}

/** The rule for the credentials of a scaler. */
export const SIGNS_IN: BlockRule<CustomScaleRule> = {
  needs: ["customRuleType", "metadata", "authentication"],
  named: ["authentication"],
  breaches: (rule) => {
    const read = readOf(rule);
    return read && !canAuthenticate(read, rule)
      ? [{ at: "authentication", value: rule.authentication, here: read.type }]
      : [];
  },
  allowed: "credentials for the scaler, or an identity",
  change:
    "Pass the secret: authentication: [{ secretName, triggerParameter }]; or, from azurerm 4.69 on (4.73 for a job), " +
    "the identityId of an identity of the app or job.",
  source: "https://learn.microsoft.com/azure/container-apps/scale-app#authentication",
};

/** The rules of KEDA for a scale rule. Azure does not check them: the scaler fails, and nothing scales. */
export const SCALER_RULES: readonly BlockRule<CustomScaleRule>[] = [
  {
    needs: ["customRuleType", "metadata", "authentication"],
    breaches: (rule) => {
      const read = readOf(rule);
      const missing = read ? missingOf(rule, read).map(textOfAlternatives) : [];
      return read && missing.length > 0
        ? [
            {
              at: "metadata: the keys",
              value: Object.keys(read.metadata).join(", "),
              here: `${missing.join("; ")}, of ${read.type}`,
            },
          ]
        : [];
    },
    allowed: "all metadata that the KEDA scaler requires, under its name or that name with FromEnv",
    change: "Add it, spelt like this.",
    source: KEDA,
  },
  {
    needs: ["customRuleType", "metadata"],
    breaches: (rule) => {
      const { scaler, metadata = {}, type }: Partial<Read> = readOf(rule) ?? {};
      return (scaler?.exclusive ?? [])
        .filter((pair) => pair.every((name) => metadata[name] !== undefined && metadata[name] !== ""))
        .slice(0, 1)
        .map(([, at]) => ({ at: `metadata.${at}`, value: kindOf(metadata[at]), here: `${type}` }));
    },
    allowed: "one kind of source for a KEDA scaler: a queue, or a subscription of a topic",
    change: "Remove one of the two.",
    source: KEDA,
  },
  {
    needs: ["customRuleType", "metadata"],
    breaches: (rule) => {
      const { scaler, metadata = {} }: Partial<Read> = readOf(rule) ?? {};
      return Object.entries(scaler?.forms ?? {}).flatMap(([name, form]): Breach[] => {
        const value = known(metadata[name]);
        return typeof value !== "string" || value === "" || FORMS[form].test(value)
          ? []
          : [{ at: `metadata.${name}`, value: kindOf(value), here: FORM_NAMES[form] }];
      });
    },
    allowed: "a string that KEDA can parse",
    change: 'Pass such a string: "5".',
    source: KEDA,
  },
  SIGNS_IN,
];

const OF_RUNNING = ["cpu", "memory"];
const OF_REQUESTS = ["http", "tcp"];

/** The scalers that count no events. */
const NO_EVENTS = [...OF_RUNNING, ...OF_REQUESTS];

/** The rule for the scale rules of jobs. */
export const COUNTS_EVENTS: BlockRule<CustomScaleRule> = {
  named: ["customRuleType"],
  breaches: ({ customRuleType }) =>
    NO_EVENTS.includes(known(customRuleType) ?? "") ? [{ at: "customRuleType", value: customRuleType }] : [],
  allowed: `a scaler that counts events, which ${NO_EVENTS.join(", ")} do not`,
  change: "Pass such a scaler: each event starts an execution.",
  source: "https://learn.microsoft.com/azure/container-apps/jobs#event-driven-jobs",
};

/** Whether a scaler measures running replicas, and never starts the first one. */
export function isOfRunning(type: unknown): boolean {
  return OF_RUNNING.includes(type as string);
}

/** Whether a scaler counts what comes in by the ingress of an app. */
export function isOfRequests(type: unknown): boolean {
  return OF_REQUESTS.includes(type as string);
}
