import type {
  ContainerAppTemplateAzureQueueScaleRule,
  ContainerAppTemplateHttpScaleRule,
} from "@cdktf/provider-azurerm/lib/container-app";
import { RESOURCE_IDS } from "../../../rules/resource-id";
import { Block, CONFIDENTIAL, integer, notEmpty, oneOf, text, ValueRule } from "../../../rules/rule";
import { COUNTS_EVENTS, CustomScaleRule, SCALER_RULES } from "./scalers";

const AZURERM = "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/container_app";
const SCALING = "https://learn.microsoft.com/azure/container-apps/scale-app";

/** The rule for the name of a scale rule. azurerm checks the names of custom rules only. */
export const RULE_NAME = text(
  /^[a-z0-9]([a-z0-9-.]*[a-z0-9])?$/,
  "lower-case letters, digits, hyphens and full stops, starting and ending with a letter or digit",
  SCALING,
  "Pass such a name.",
);

/** The reference of a scale rule to a secret of the app. Whether the app has that secret is a rule of the whole app. */
const AUTHENTICATION: Block<{ secretName: string; triggerParameter?: string }> = {
  arguments: { secretName: notEmpty(AZURERM), triggerParameter: notEmpty(AZURERM) },
  required: ["secretName"],
};

const AUTHENTICATION_OF_SCALER: Block<{ secretName: string; triggerParameter: string }> = {
  ...AUTHENTICATION,
  required: ["secretName", "triggerParameter"],
};

const CONCURRENT_REQUESTS = text(/^0*[1-9]\d*$/, "a string that is a whole number of at least 1", AZURERM);

/** The KEDA scalers that azurerm accepts. */
const SCALERS = [
  ...[
    "activemq",
    "artemis-queue",
    "aws-cloudwatch",
    "aws-dynamodb",
    "aws-dynamodb-streams",
    "aws-kinesis-stream",
    "aws-sqs-queue",
  ],
  ...[
    "azure-app-insights",
    "azure-blob",
    "azure-data-explorer",
    "azure-eventhub",
    "azure-log-analytics",
    "azure-monitor",
    "azure-pipelines",
  ],
  ...[
    "azure-queue",
    "azure-servicebus",
    "cassandra",
    "cpu",
    "cron",
    "datadog",
    "elasticsearch",
    "external",
    "external-push",
    "gcp-pubsub",
  ],
  ...[
    "gcp-stackdriver",
    "gcp-storage",
    "github-runner",
    "graphite",
    "http",
    "huawei-cloudeye",
    "ibmmq",
    "influxdb",
    "kafka",
  ],
  ...[
    "kubernetes-workload",
    "liiklus",
    "memory",
    "metrics-api",
    "mongodb",
    "mssql",
    "mysql",
    "nats-jetstream",
    "new-relic",
  ],
  ...[
    "openstack-metric",
    "openstack-swift",
    "postgresql",
    "predictkube",
    "prometheus",
    "pulsar",
    "rabbitmq",
    "redis",
    "redis-cluster",
  ],
  ...[
    "redis-cluster-streams",
    "redis-sentinel",
    "redis-sentinel-streams",
    "redis-streams",
    "selenium-grid",
    "solace-event-queue",
    "stan",
    "tcp",
  ],
];

/** The rule for the name of a KEDA scaler. */
export const SCALER = oneOf(SCALERS, AZURERM);

export const HTTP_SCALE_RULE: Block<ContainerAppTemplateHttpScaleRule> = {
  arguments: {
    name: RULE_NAME,
    concurrentRequests: CONCURRENT_REQUESTS,
    authentication: { list: { block: AUTHENTICATION } },
  },
  required: ["name", "concurrentRequests"],
};

export const AZURE_QUEUE_SCALE_RULE: Block<ContainerAppTemplateAzureQueueScaleRule> = {
  arguments: {
    name: RULE_NAME,
    queueLength: integer(1, Infinity, AZURERM),
    queueName: notEmpty(AZURERM),
    authentication: { list: { block: AUTHENTICATION_OF_SCALER } },
  },
  required: ["name", "queueLength", "queueName", "authentication"],
  together: [
    {
      breaches: ({ authentication }) =>
        Array.isArray(authentication) && authentication.length === 0
          ? [{ at: "authentication", value: authentication }]
          : [],
      allowed: "at least one secret",
      change: 'Pass the secret with the connection string: [{ secretName, triggerParameter: "connection" }].',
      source: AZURERM,
    },
  ],
};

/**
 * The rule for TCP scale rules: none. Every version of azurerm so far sends `concurrentRequests` where Azure reads
 * `concurrentConnections`, and Azure then scales by its own default.
 */
export const TCP_SCALE_RULES: ValueRule = {
  accepts: (value) => Array.isArray(value) && value.length === 0,
  atSynth: true,
  allowed: "none, because no version of azurerm sends Azure the number of connections of a TCP rule",
  change:
    "Remove it and scale by a custom rule, or set the rule by an azapi_update_resource with " +
    'lifecycle: { ignoreChanges: ["template[0].tcp_scale_rule"] }.',
  source: "https://github.com/hashicorp/terraform-provider-azurerm/issues/29644",
};

const SCALE_IDENTITY: ValueRule = {
  accepts: (value) => value === "System" || RESOURCE_IDS.userAssignedIdentity.accepts(value),
  allowed: `System, or the id of a user-assigned identity: ${RESOURCE_IDS.userAssignedIdentity.allowed}`,
  change: "Pass the identityId of a ManagedIdentity, which is neither its client id nor its principal id.",
  source: "https://learn.microsoft.com/azure/container-apps/scale-app#authentication",
};

/** The rules of a custom scale rule. It may authenticate with an identity from a version of azurerm on. */
function customScaleRule(identitySince: string): Block<CustomScaleRule> {
  return {
    arguments: {
      name: RULE_NAME,
      customRuleType: SCALER,
      metadata: { map: CONFIDENTIAL },
      authentication: { list: { block: AUTHENTICATION_OF_SCALER } },
      identityId: {
        accepts: () => false,
        atSynth: true,
        allowed: `none before azurerm ${identitySince}, which drops it`,
        change: "Pass a secret: authentication: [{ secretName, triggerParameter }].",
        source: "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/container_app",
        later: { since: identitySince, rule: SCALE_IDENTITY },
      },
    },
    required: ["name", "customRuleType", "metadata"],
    together: SCALER_RULES,
  };
}

/** The versions of azurerm from which on a custom scale rule has an identity. */
export const IDENTITY_SINCE = { app: "4.69.0", job: "4.73.0" };

export const CUSTOM_SCALE_RULE = customScaleRule(IDENTITY_SINCE.app);

const OF_JOB = customScaleRule(IDENTITY_SINCE.job);
export const JOB_SCALE_RULE: Block<CustomScaleRule> = { ...OF_JOB, together: [...SCALER_RULES, COUNTS_EVENTS] };
