import { CosmosDbRole } from "../../access/cosmos-db-role";
import { KustoRole } from "../../access/kusto-role";
import { RedisAccessPolicy } from "../../access/redis-access-policy";
import { Role } from "../../access/role";
import type { IKeyVault } from "../../key-vault/key-vault-secret-reference";
import { KINDS } from "../../rules/kinds";
import type { KustoOptions } from "../azure-service-options";
import type {
  AiFoundryAccount,
  AiFoundryProject,
  ApplicationInsightsComponent,
  BlobStorage,
  CosmosDbAccount,
  KustoCluster,
  LogAnalyticsWorkspace,
  ManagedRedisInstance,
  MessagingNamespace,
  QueueStorage,
  RedisCache,
  SearchService,
  ServiceEndpoint,
  ServiceHost,
  TableStorage,
} from "../service-attributes";
import type { DatabaseOfUser } from "./database-user";
import type { DataPlane, RoleService } from "./role-service";

/** The Azure Developer CLI's names of variables. */
const AZD = "https://github.com/Azure/azure-dev/blob/main/cli/azd/internal/scaffold/resource_meta.go";
const SERVICE_CONNECTOR = "https://learn.microsoft.com/azure/service-connector";

/** The services whose access is by role assignments. */
export const ROLE_SERVICES = {
  storageBlobs: {
    what: "blobs of a storage account",
    parameters: "account, role?",
    attributes: { account: ["id", "name", "primaryBlobEndpoint"] },
    scope: "the account, or a container: `container.id` of one that azurerm makes with `storageAccountId`",
    variablePrefix: "AZURE_STORAGE",
    variables: ({ name, primaryBlobEndpoint }) => ({ ACCOUNT_NAME: name, BLOB_ENDPOINT: primaryBlobEndpoint }),
    roles: /Blob/,
    role: Role.STORAGE_BLOB_DATA_READER,
    source: AZD,
  } satisfies RoleService<BlobStorage>,
  storageQueues: {
    what: "queues of a storage account",
    parameters: "account, role",
    attributes: { account: ["id", "name", "primaryQueueEndpoint"] },
    scope: "the account, or a queue: its `resourceManagerId`",
    variablePrefix: "AZURE_STORAGE",
    variables: ({ name, primaryQueueEndpoint }) => ({ ACCOUNT_NAME: name, QUEUE_ENDPOINT: primaryQueueEndpoint }),
    roles: /Queue/,
    choices: {
      "to send": Role.STORAGE_QUEUE_DATA_MESSAGE_SENDER,
      "to receive": Role.STORAGE_QUEUE_DATA_MESSAGE_PROCESSOR,
    },
    source: AZD,
  } satisfies RoleService<QueueStorage>,
  storageTables: {
    what: "tables of a storage account",
    parameters: "account, role?",
    attributes: { account: ["id", "name", "primaryTableEndpoint"] },
    scope: "the account, or a table: its `resourceManagerId`",
    variablePrefix: "AZURE_STORAGE",
    variables: ({ name, primaryTableEndpoint }) => ({ ACCOUNT_NAME: name, TABLE_ENDPOINT: primaryTableEndpoint }),
    roles: /Table/,
    role: Role.STORAGE_TABLE_DATA_READER,
    source: AZD,
  } satisfies RoleService<TableStorage>,
  serviceBus: {
    what: "a namespace of Service Bus",
    parameters: "bus, role",
    attributes: { bus: ["id", "name"] },
    optional: ["host"],
    scope: "the namespace, or the `id` of a queue, a topic or a subscription",
    variablePrefix: "AZURE_SERVICE_BUS",
    variables: (bus) => ({ NAME: bus.name, HOST: messagingHost(bus) }),
    roles: /Service Bus/,
    choices: { "to send": Role.SERVICE_BUS_DATA_SENDER, "to receive": Role.SERVICE_BUS_DATA_RECEIVER },
    source: AZD,
  } satisfies RoleService<MessagingNamespace>,
  eventHubs: {
    what: "a namespace of Event Hubs",
    parameters: "hubs, role",
    attributes: { hubs: ["id", "name"] },
    optional: ["host"],
    scope: "the namespace, or the `id` of an event hub or a consumer group",
    variablePrefix: "AZURE_EVENT_HUBS",
    variables: (hubs) => ({ NAME: hubs.name, HOST: messagingHost(hubs) }),
    roles: /Event Hubs/,
    choices: { "to send": Role.EVENT_HUBS_DATA_SENDER, "to receive": Role.EVENT_HUBS_DATA_RECEIVER },
    source: AZD,
  } satisfies RoleService<MessagingNamespace>,
  eventGrid: {
    what: "a topic or domain of Event Grid, to send to",
    parameters: "topic, role?",
    attributes: { topic: ["id", "endpoint"] },
    scope: "the topic or the domain",
    variablePrefix: "AZURE_EVENT_GRID",
    variables: ({ endpoint }) => ({ ENDPOINT: endpoint }),
    roles: /EventGrid/,
    role: Role.EVENT_GRID_DATA_SENDER,
    source: "https://learn.microsoft.com/azure/event-grid/authenticate-with-microsoft-entra-id",
  } satisfies RoleService<ServiceEndpoint>,
  signalR: {
    what: "Azure SignalR Service, as an app server",
    parameters: "service, role?",
    attributes: { service: ["id", "hostname"] },
    scope: "the service",
    variablePrefix: "AZURE_SIGNALR",
    variables: ({ hostname }) => ({ CONNECTIONSTRING: `Endpoint=https://${hostname};AuthType=azure;Version=1.0;` }),
    roles: /SignalR/,
    role: Role.SIGNALR_APP_SERVER,
    source: `${SERVICE_CONNECTOR}/how-to-integrate-signalr`,
  } satisfies RoleService<ServiceHost>,
  webPubSub: {
    what: "Azure Web PubSub",
    parameters: "service, role",
    attributes: { service: ["id", "hostname"] },
    scope: "the service",
    variablePrefix: "AZURE_WEBPUBSUB",
    variables: ({ hostname }) => ({ HOST: hostname }),
    roles: /Web PubSub/,
    choices: { "to do everything": Role.WEB_PUBSUB_SERVICE_OWNER, "to read": Role.WEB_PUBSUB_SERVICE_READER },
    source: `${SERVICE_CONNECTOR}/how-to-integrate-web-pubsub`,
  } satisfies RoleService<ServiceHost>,
  appConfiguration: {
    what: "a store of App Configuration",
    parameters: "store, role?",
    attributes: { store: ["id", "endpoint"] },
    scope: "the store",
    variablePrefix: "AZURE_APPCONFIGURATION",
    variables: ({ endpoint }) => ({ ENDPOINT: endpoint }),
    roles: /App Configuration/,
    role: Role.APP_CONFIGURATION_DATA_READER,
    source: `${SERVICE_CONNECTOR}/how-to-integrate-app-configuration`,
  } satisfies RoleService<ServiceEndpoint>,
  applicationInsights: {
    what: "Application Insights, to send telemetry to",
    parameters: "component, role?",
    attributes: { component: ["id", "connectionString"] },
    scope: "the component",
    variablePrefix: "APPLICATIONINSIGHTS",
    variables: ({ connectionString }) => ({ CONNECTION_STRING: connectionString }),
    roles: /Monitoring Metrics Publisher/,
    role: Role.MONITORING_METRICS_PUBLISHER,
    source: "https://learn.microsoft.com/azure/azure-monitor/app/azure-ad-authentication",
  } satisfies RoleService<ApplicationInsightsComponent>,
  logAnalytics: {
    what: "a Log Analytics workspace, to query",
    parameters: "workspace, role?",
    attributes: { workspace: ["id", "workspaceId"] },
    scope: "the workspace; one table by a condition of `assignRole`",
    variablePrefix: "AZURE_LOG_ANALYTICS",
    variables: ({ workspaceId }) => ({ WORKSPACE_ID: workspaceId }),
    roles: /Log Analytics/,
    role: Role.LOG_ANALYTICS_DATA_READER,
    source: "https://learn.microsoft.com/azure/azure-monitor/logs/manage-access#log-analytics-data-reader",
  } satisfies RoleService<LogAnalyticsWorkspace>,
  aiSearch: {
    what: "a service of Azure AI Search",
    parameters: "service, role?",
    attributes: { service: ["id", "name"] },
    optional: ["endpoint"],
    scope: "the service, or an index: `<service id>/indexes/<name>`",
    variablePrefix: "AZURE_AI_SEARCH",
    variables: ({ name, endpoint = `https://${name}.search.windows.net` }) => ({ ENDPOINT: endpoint }),
    roles: /Search/,
    role: Role.SEARCH_INDEX_DATA_READER,
    source: AZD,
  } satisfies RoleService<SearchService>,
  openAi: {
    what: "an account of Azure OpenAI",
    parameters: "account, role?",
    attributes: { account: ["id", "endpoint"] },
    scope: "the account",
    variablePrefix: "AZURE_OPENAI",
    variables: ({ endpoint }) => ({ ENDPOINT: endpoint }),
    roles: /Cognitive Services/,
    role: Role.COGNITIVE_SERVICES_OPENAI_USER,
    source: AZD,
  } satisfies RoleService<ServiceEndpoint>,
  aiServices: {
    what: "an account of Azure AI services",
    parameters: "account, role?",
    attributes: { account: ["id", "endpoint"] },
    scope: "the account",
    variablePrefix: "AZURE_AISERVICES",
    variables: ({ endpoint }) => ({ COGNITIVESERVICES_ENDPOINT: endpoint }),
    roles: /Cognitive Services/,
    role: Role.COGNITIVE_SERVICES_USER,
    source: `${SERVICE_CONNECTOR}/how-to-integrate-ai-services`,
  } satisfies RoleService<ServiceEndpoint>,
  aiFoundryProject: {
    what: "a project of Azure AI Foundry",
    parameters: "account, project, role?",
    attributes: { account: ["customSubdomainName"], project: ["id", "name"] },
    scope: "the project",
    variablePrefix: "AZURE_AI_PROJECT",
    variables: ({ customSubdomainName, name }) => ({
      ENDPOINT: `https://${customSubdomainName}.services.ai.azure.com/api/projects/${name}`,
    }),
    roles: /Cognitive Services|Azure AI/,
    role: Role.COGNITIVE_SERVICES_USER,
    source: AZD,
  } satisfies RoleService<AiFoundryProject & AiFoundryAccount>,
};

/** The access of an app that says no privilege. */
const AS_READER = "`DatabasePrivilege.READ`, as a user of the database";

/** The services whose access is not of Azure RBAC. */
export const DATA_PLANES = {
  keyVault: {
    what: "the secrets of a vault, which the code reads itself",
    parameters: "vault",
    attributes: { vault: ["vaultUri"] },
    kind: KINDS.keyVault,
    access: "`Get` of an access policy, or Key Vault Secrets User",
    scope: "the vault",
    variablePrefix: "AZURE_KEY_VAULT",
    variables: ({ vaultUri }) => ({ ENDPOINT: vaultUri }),
    source: AZD,
  } satisfies DataPlane<IKeyVault>,
  cosmosDb: {
    what: "an account of Cosmos DB for NoSQL",
    parameters: "account, role?",
    attributes: { account: ["id", "endpoint", "name", "resourceGroupName"] },
    access: `${CosmosDbRole.DATA_READER.roleName}, which is Cosmos DB's own`,
    scope: "the account, or `database` and `container`",
    variablePrefix: "AZURE_COSMOS",
    variables: ({ endpoint }) => ({ ENDPOINT: endpoint }),
    source: AZD,
  } satisfies DataPlane<CosmosDbAccount>,
  kusto: {
    what: "a cluster of Azure Data Explorer (Kusto)",
    parameters: "cluster, role?",
    attributes: { cluster: ["id", "name", "resourceGroupName", "uri"] },
    access: `${KustoRole.VIEWER.clusterRole}, or ${KustoRole.VIEWER.databaseRole} of one database, which are Kusto's own`,
    scope: "the cluster, or a `database`",
    variablePrefix: "AZURE_KUSTO",
    variables: ({ uri, database }) => ({ ENDPOINT: uri, ...(database !== undefined && { DATABASE: database }) }),
    source: "https://learn.microsoft.com/kusto/management/security-roles",
  } satisfies DataPlane<KustoCluster & KustoOptions>,
  redis: {
    what: "a cache of Azure Cache for Redis",
    parameters: "cache, policy?",
    attributes: { cache: ["id", "hostname", "sslPort"] },
    access: `${RedisAccessPolicy.DATA_READER.accessPolicyName}, an access policy of the cache`,
    scope: "the cache",
    variablePrefix: "REDIS",
    variables: ({ hostname, sslPort }) => redisVariables(hostname, sslPort),
    source: AZD,
  } satisfies DataPlane<RedisCache>,
  managedRedis: {
    what: "an instance of Azure Managed Redis (azurerm 4.60 or later)",
    parameters: "instance",
    attributes: { instance: ["id", "hostname"] },
    optional: ["port"],
    access: "`default`, the one access policy there is: all commands on all keys",
    scope: "the default database",
    variablePrefix: "REDIS",
    variables: ({ hostname, port = MANAGED_REDIS_PORT }) => redisVariables(hostname, port),
    source: AZD,
  } satisfies DataPlane<ManagedRedisInstance>,
  postgresqlDatabase: {
    what: "a database of Azure Database for PostgreSQL, as a user of it",
    parameters: "users, privilege?",
    attributes: { users: ["host", "databaseName"] },
    kind: KINDS.postgresqlDatabaseUsers,
    access: AS_READER,
    scope: "the `schema` of the users, `public` by default",
    variablePrefix: "POSTGRES",
    variables: ({ host, databaseName, identityName }) => ({
      HOST: host,
      PORT: "5432",
      DATABASE: databaseName,
      ...(identityName !== undefined && { USERNAME: identityName }),
    }),
    source: AZD,
  } satisfies DataPlane<DatabaseOfUser>,
  sqlDatabase: {
    what: "an Azure SQL database, as a user of it",
    parameters: "users, privilege?",
    attributes: { users: ["host", "databaseName"] },
    kind: KINDS.sqlDatabaseUsers,
    access: AS_READER,
    scope: "the database",
    variablePrefix: "AZURE_SQL",
    variables: ({ host, databaseName }) => ({ SERVER: host, PORT: "1433", DATABASE: databaseName }),
    source: `${SERVICE_CONNECTOR}/how-to-integrate-sql-database`,
  } satisfies DataPlane<DatabaseOfUser>,
};

/** The port of every database of Managed Redis: https://learn.microsoft.com/azure/redis/troubleshoot-connectivity */
const MANAGED_REDIS_PORT = 10000;

/** The host name of a namespace; where the program gives none, the one in Azure's public cloud. */
export function messagingHost({ name, host }: MessagingNamespace): string {
  return host ?? `${name}.servicebus.windows.net`;
}

function redisVariables(hostname: string, port: number): Record<string, string> {
  return { HOST: hostname, PORT: String(port), ENDPOINT: `${hostname}:${port}` };
}
