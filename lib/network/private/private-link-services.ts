import { AzureCloud } from "../azure-cloud";

/** The page that lists the zones: https://learn.microsoft.com/azure/private-link/private-endpoint-dns */
export const ZONES_PAGE = "https://learn.microsoft.com/azure/private-link/private-endpoint-dns";

/** A service that a private endpoint can lead to. */
export interface PrivateLinkService {
  /** The type in the ids of its resources; undefined where the program names the service itself. */
  readonly kind?: string;
  /** The name of the part of the resource that the endpoint leads to: Azure's group id. */
  readonly subresource: string;
  /** The private DNS zones, by the cloud; a cloud whose zones Microsoft does not list is left out. */
  readonly zones: { readonly [cloud in AzureCloud]?: readonly string[] };
}

/** The zones of a service by its public name, the one in Azure US Government and the one in Azure China. */
function zones(inPublic: string, inGovernment?: string, inChina?: string): PrivateLinkService["zones"] {
  const zone = (name: string | undefined) => (name === undefined ? undefined : [`privatelink.${name}`]);
  return {
    [AzureCloud.PUBLIC]: zone(inPublic),
    [AzureCloud.US_GOVERNMENT]: zone(inGovernment),
    [AzureCloud.CHINA]: zone(inChina),
  };
}

/** A part of a storage account. */
function storage(subresource: string): PrivateLinkService {
  const host = `${subresource}.core`;
  return {
    kind: "Microsoft.Storage/storageAccounts",
    subresource,
    zones: zones(`${host}.windows.net`, `${host}.usgovcloudapi.net`, `${host}.chinacloudapi.cn`),
  };
}

const MESSAGING = zones("servicebus.windows.net", "servicebus.usgovcloudapi.net", "servicebus.chinacloudapi.cn");
const EVENT_GRID = zones("eventgrid.azure.net", undefined, "eventgrid.azure.cn");
const COSMOS_DB = "Microsoft.DocumentDB/databaseAccounts";
const COGNITIVE = "Microsoft.CognitiveServices/accounts";

/** The table of services: the type, the part, and the zones of each, as Microsoft's page has them. */
export const PRIVATE_LINK_SERVICES = {
  keyVault: {
    kind: "Microsoft.KeyVault/vaults",
    subresource: "vault",
    zones: zones("vaultcore.azure.net", "vaultcore.usgovcloudapi.net", "vaultcore.azure.cn"),
  },
  /** The zone holds the names of the registry and those of its data endpoints. */
  containerRegistry: {
    kind: "Microsoft.ContainerRegistry/registries",
    subresource: "registry",
    zones: zones("azurecr.io", "azurecr.us", "azurecr.cn"),
  },
  storageBlobs: storage("blob"),
  storageQueues: storage("queue"),
  storageTables: storage("table"),
  storageFiles: storage("file"),
  storageDataLake: storage("dfs"),
  staticWebsite: storage("web"),
  serviceBus: { kind: "Microsoft.ServiceBus/namespaces", subresource: "namespace", zones: MESSAGING },
  eventHubs: { kind: "Microsoft.EventHub/namespaces", subresource: "namespace", zones: MESSAGING },
  eventGridTopic: { kind: "Microsoft.EventGrid/topics", subresource: "topic", zones: EVENT_GRID },
  eventGridDomain: { kind: "Microsoft.EventGrid/domains", subresource: "domain", zones: EVENT_GRID },
  cosmosDb: {
    kind: COSMOS_DB,
    subresource: "Sql",
    zones: zones("documents.azure.com", "documents.azure.us", "documents.azure.cn"),
  },
  cosmosDbForMongoDb: {
    kind: COSMOS_DB,
    subresource: "MongoDB",
    zones: zones("mongo.cosmos.azure.com", undefined, "mongo.cosmos.azure.cn"),
  },
  postgreSql: {
    kind: "Microsoft.DBforPostgreSQL/flexibleServers",
    subresource: "postgresqlServer",
    zones: zones(
      "postgres.database.azure.com",
      "postgres.database.usgovcloudapi.net",
      "postgres.database.chinacloudapi.cn",
    ),
  },
  mySql: {
    kind: "Microsoft.DBforMySQL/flexibleServers",
    subresource: "mysqlServer",
    zones: zones("mysql.database.azure.com", "mysql.database.usgovcloudapi.net", "mysql.database.chinacloudapi.cn"),
  },
  azureSql: {
    kind: "Microsoft.Sql/servers",
    subresource: "sqlServer",
    zones: zones("database.windows.net", "database.usgovcloudapi.net", "database.chinacloudapi.cn"),
  },
  redis: {
    kind: "Microsoft.Cache/redis",
    subresource: "redisCache",
    zones: zones("redis.cache.windows.net", "redis.cache.usgovcloudapi.net", "redis.cache.chinacloudapi.cn"),
  },
  managedRedis: {
    kind: "Microsoft.Cache/redisEnterprise",
    subresource: "redisEnterprise",
    zones: zones("redis.azure.net"),
  },
  appConfiguration: {
    kind: "Microsoft.AppConfiguration/configurationStores",
    subresource: "configurationStores",
    zones: zones("azconfig.io", "azconfig.azure.us"),
  },
  aiSearch: {
    kind: "Microsoft.Search/searchServices",
    subresource: "searchService",
    zones: zones("search.windows.net", "search.windows.us"),
  },
  openAi: { kind: COGNITIVE, subresource: "account", zones: zones("openai.azure.com", "openai.azure.us") },
  aiServices: {
    kind: COGNITIVE,
    subresource: "account",
    zones: {
      [AzureCloud.PUBLIC]: [
        "privatelink.cognitiveservices.azure.com",
        "privatelink.openai.azure.com",
        "privatelink.services.ai.azure.com",
      ],
      [AzureCloud.US_GOVERNMENT]: ["privatelink.cognitiveservices.azure.us"],
    },
  },
  signalR: {
    kind: "Microsoft.SignalRService/signalR",
    subresource: "signalr",
    zones: zones("service.signalr.net", undefined, "signalr.azure.cn"),
  },
  webPubSub: {
    kind: "Microsoft.SignalRService/webPubSub",
    subresource: "webpubsub",
    zones: zones("webpubsub.azure.com"),
  },
} satisfies Record<string, PrivateLinkService>;

/** A cluster of Azure Data Explorer in a region, whose name is part of that of its zone. */
export function kustoIn(region: string): PrivateLinkService {
  return {
    kind: "Microsoft.Kusto/clusters",
    subresource: "cluster",
    zones: {
      [AzureCloud.PUBLIC]: [
        `privatelink.${region}.kusto.windows.net`,
        "privatelink.blob.core.windows.net",
        "privatelink.queue.core.windows.net",
        "privatelink.table.core.windows.net",
      ],
      [AzureCloud.CHINA]: [`privatelink.${region}.kusto.windows.cn`],
    },
  };
}

/** A service that the program describes itself, with the same zones in every cloud. */
export function serviceOf(subresource: string, zoneNames: readonly string[]): PrivateLinkService {
  return {
    subresource,
    zones: Object.fromEntries(Object.values(AzureCloud).map((cloud) => [cloud, [...zoneNames]])),
  };
}
