import type {
  ContainerAppTemplateAzureQueueScaleRule,
  ContainerAppTemplateCustomScaleRule,
  ContainerAppTemplateHttpScaleRule,
} from "@cdktf/provider-azurerm/lib/container-app";
import { Block, CONFIDENTIAL, integer, notEmpty, oneOf, text } from "../../../rules/rule";

const AZURERM = "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/container_app";
const SCALING = "https://learn.microsoft.com/azure/container-apps/scale-app";

/** The rule for the name of a scale rule. azurerm checks the names of custom rules only. */
const RULE_NAME = text(
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

export const HTTP_OR_TCP_SCALE_RULE: Block<ContainerAppTemplateHttpScaleRule> = {
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

export const CUSTOM_SCALE_RULE: Block<ContainerAppTemplateCustomScaleRule> = {
  arguments: {
    name: RULE_NAME,
    customRuleType: oneOf(SCALERS, AZURERM),
    metadata: { map: CONFIDENTIAL },
    authentication: { list: { block: AUTHENTICATION_OF_SCALER } },
  },
  required: ["name", "customRuleType", "metadata"],
};
