import type { TerraformStack } from "cdktf";
import { AppSecret, EventHubCheckpointStrategy, ScaleRule } from "../../lib/index";
import { importVault } from "./synth";

const PROVIDERS = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg/providers";

export const BUS = { id: `${PROVIDERS}/Microsoft.ServiceBus/namespaces/mybus`, name: "mybus" };
export const QUEUE = { id: `${BUS.id}/queues/orders`, name: "orders" };
export const TOPIC = { id: `${BUS.id}/topics/orders`, name: "orders" };
export const SUBSCRIPTION = { id: `${TOPIC.id}/subscriptions/all`, name: "all" };

export const STORAGE = {
  id: `${PROVIDERS}/Microsoft.Storage/storageAccounts/mystorage`,
  name: "mystorage",
  primaryBlobEndpoint: "https://mystorage.blob.core.windows.net/",
  primaryQueueEndpoint: "https://mystorage.queue.core.windows.net/",
};
export const STORAGE_QUEUE = {
  name: "incoming",
  resourceManagerId: `${STORAGE.id}/queueServices/default/queues/incoming`,
};
export const CONTAINER = {
  name: "checkpoints",
  resourceManagerId: `${STORAGE.id}/blobServices/default/containers/checkpoints`,
};
export const CHECKPOINTS = { account: STORAGE, container: CONTAINER };

export const HUBS = { id: `${PROVIDERS}/Microsoft.EventHub/namespaces/myhubs`, name: "myhubs" };
export const HUB = { id: `${HUBS.id}/eventhubs/readings`, name: "readings" };
export const WORKSPACE = {
  id: `${PROVIDERS}/Microsoft.OperationalInsights/workspaces/my-logs`,
  workspaceId: "cccccccc-0000-0000-0000-000000000000",
};

export const CRON = { timezone: "Europe/Berlin", start: "0 7 * * 1-5", end: "0 19 * * 1-5", desiredReplicas: 2 };

/** A scale rule of each kind that is taken, which sign in by secrets, as every azurerm takes them. */
export function scaleRulesOf(stack: TerraformStack): { readonly scaleRules: ScaleRule[] } {
  const vault = importVault(stack, "scale-vault");
  const secret = (name: string): AppSecret => vault.secret(name);
  const principal = { clientId: "id", tenantId: "id", clientSecret: secret("client") };
  return {
    scaleRules: [
      ScaleRule.http("http", { concurrentRequests: 50 }),
      ScaleRule.cpu("cpu", { utilizationPercentage: 70 }),
      ScaleRule.memory("memory", { utilizationPercentage: 80 }),
      ScaleRule.cron("cron", CRON),
      ScaleRule.serviceBusQueue("bus-queue", BUS, QUEUE, {
        messageCount: 20,
        activationMessageCount: 5,
        connection: secret("bus"),
        metadata: { cloud: "AzurePublicCloud" },
      }),
      ScaleRule.serviceBusTopic("bus-topic", BUS, TOPIC, SUBSCRIPTION, { connection: secret("bus") }),
      ScaleRule.storageQueue("storage-queue", STORAGE, STORAGE_QUEUE, {
        queueLength: 10,
        activationQueueLength: 2,
        connection: secret("storage"),
      }),
      ScaleRule.eventHub(
        "event-hub",
        HUBS,
        HUB,
        { ...CHECKPOINTS, strategy: EventHubCheckpointStrategy.GO_SDK },
        {
          unprocessedEventThreshold: 100,
          activationUnprocessedEventThreshold: 10,
          consumerGroup: "orders",
          connection: secret("hubs"),
          checkpointConnection: secret("storage"),
        },
      ),
      ScaleRule.logAnalytics("log-analytics", WORKSPACE, {
        query: "T | count",
        threshold: 0.5,
        activationThreshold: 0,
        ...principal,
      }),
      ScaleRule.custom("custom", "azure-blob", {
        metadata: { blobContainerName: "orders" },
        secrets: { connection: secret("storage") },
      }),
    ],
  };
}
