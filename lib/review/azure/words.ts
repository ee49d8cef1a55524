import { table } from "../base/table";

/** The common name of a service, by its type in Azure. */
const COMMON_NAMES = {
  "microsoft.keyvault/vaults": "key vault",
  "microsoft.keyvault/managedhsms": "managed HSM",
  "microsoft.containerregistry/registries": "container registry",
  "microsoft.storage/storageaccounts": "storage account",
  "microsoft.app/containerapps": "container app",
  "microsoft.app/jobs": "container app job",
  "microsoft.app/managedenvironments": "container app environment",
  "microsoft.managedidentity/userassignedidentities": "identity",
  "microsoft.documentdb/databaseaccounts": "Cosmos DB account",
  "microsoft.servicebus/namespaces": "Service Bus namespace",
  "microsoft.eventhub/namespaces": "Event Hubs namespace",
  "microsoft.cache/redis": "Redis cache",
  "microsoft.appconfiguration/configurationstores": "App Configuration",
  "microsoft.containerservice/managedclusters": "Kubernetes cluster",
  "microsoft.web/sites": "web or function app",
};
const WORDS = table<string>(COMMON_NAMES);

/** The words in the parentheses behind the names of most things that reports name. */
export const KIND_WORDS: readonly string[] = [
  ...Object.values(COMMON_NAMES),
  "resource group",
  "subscription",
  "management group",
];

/** A word for a type in reports: the common name of the service, else the last part of the type. */
export function wordFor(type: string): string {
  const last = type.slice(type.lastIndexOf("/") + 1);
  return (
    WORDS[type.toLowerCase()] ??
    (type.includes("/") || !type.includes("_") ? singular(last) : type.replace(/^azurerm_/, "").replace(/_/g, " "))
  );
}

function singular(word: string): string {
  return word
    .replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)
    .replace(/ies$/, "y")
    .replace(/([^s])s$/, "$1");
}
