import type { TerraformProvider } from "cdktf";
import { Construct, IConstruct } from "constructs";
import { CosmosDbRole } from "../access/cosmos-db-role";
import {
  checkCosmosDbRole,
  checkGrantee,
  checkRedisAccessPolicy,
  GrantRecord,
  grantStackOf,
  ledgerOf,
  StackLedger,
} from "../access/internal";
import { KustoRole } from "../access/kusto-role";
import { Grant, IGrantable, Principal } from "../access/principal";
import { RedisAccessPolicy } from "../access/redis-access-policy";
import { Role } from "../access/role";
import { isObject, isReference, kindOf, refuse, refuseCall } from "../core/problems";
import { withShortStacks } from "../core/short-stacks";
import type { IManagedIdentity } from "../identity/identity-base";
import type { IKeyVault } from "../key-vault/key-vault-secret-reference";
import type { AzureServiceOptions, CosmosDbOptions, KustoOptions, RoleServiceOptions } from "./azure-service-options";
import { DatabasePrivilege } from "./database-privilege";
import type { DatabaseUsersBase } from "./database-users-base";
import type { PostgresqlDatabaseUsers } from "./postgresql-database-users";
import { checkedService, checkText } from "./private/check-arguments";
import { cosmosDbTarget, kustoTarget, managedRedisTarget, redisTarget } from "./private/data-planes";
import { checkRoleFor, RoleService, variablesIn } from "./private/role-service";
import { DATA_PLANES, ROLE_SERVICES } from "./private/services";
import type { SqlDatabaseUsers } from "./sql-database-users";
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
} from "./service-attributes";

/**
 * An Azure service that an app or job uses: the access that the code needs, and the environment variables that say
 * where the service is, by the names of the Azure Developer CLI.
 *
 * An app or job that has the service among its `services` gets both. `grantTo` gives the access alone, to any
 * principal.
 *
 * @see https://github.com/Azure/azure-dev/blob/main/cli/azd/internal/scaffold/resource_meta.go
 */
export class AzureService {
  // The tables of services, ROLE_SERVICES and DATA_PLANES, hold the role, the variables and the scope of each factory.

  /**
   * The blobs of a storage account: `AZURE_STORAGE_ACCOUNT_NAME`, `AZURE_STORAGE_BLOB_ENDPOINT`.
   *
   * @param role the role that the code needs; by default Storage Blob Data Reader, the one with the least access
   */
  public static storageBlobs(
    account: BlobStorage,
    role: Role = ROLE_SERVICES.storageBlobs.role,
    options: RoleServiceOptions = {},
  ): AzureService {
    return AzureService.byRole("storageBlobs", { account }, role, options);
  }

  /**
   * The queues of a storage account: `AZURE_STORAGE_ACCOUNT_NAME`, `AZURE_STORAGE_QUEUE_ENDPOINT`.
   *
   * @param role the role that the code needs: Role.STORAGE_QUEUE_DATA_MESSAGE_SENDER or
   *   Role.STORAGE_QUEUE_DATA_MESSAGE_PROCESSOR
   */
  public static storageQueues(account: QueueStorage, role: Role, options: RoleServiceOptions = {}): AzureService {
    return AzureService.byRole("storageQueues", { account }, role, options);
  }

  /**
   * The tables of a storage account: `AZURE_STORAGE_ACCOUNT_NAME`, `AZURE_STORAGE_TABLE_ENDPOINT`.
   *
   * @param role the role that the code needs; by default Storage Table Data Reader
   */
  public static storageTables(
    account: TableStorage,
    role: Role = ROLE_SERVICES.storageTables.role,
    options: RoleServiceOptions = {},
  ): AzureService {
    return AzureService.byRole("storageTables", { account }, role, options);
  }

  /**
   * A namespace of Service Bus: `AZURE_SERVICE_BUS_NAME`, `AZURE_SERVICE_BUS_HOST`.
   *
   * @param role the role that the code needs: Role.SERVICE_BUS_DATA_SENDER or Role.SERVICE_BUS_DATA_RECEIVER
   */
  public static serviceBus(bus: MessagingNamespace, role: Role, options: RoleServiceOptions = {}): AzureService {
    return AzureService.byRole("serviceBus", { bus }, role, options);
  }

  /**
   * A namespace of Event Hubs: `AZURE_EVENT_HUBS_NAME`, `AZURE_EVENT_HUBS_HOST`.
   *
   * @param role the role that the code needs: Role.EVENT_HUBS_DATA_SENDER or Role.EVENT_HUBS_DATA_RECEIVER
   */
  public static eventHubs(hubs: MessagingNamespace, role: Role, options: RoleServiceOptions = {}): AzureService {
    return AzureService.byRole("eventHubs", { hubs }, role, options);
  }

  /**
   * A topic or a domain of Event Grid, to send events to: `AZURE_EVENT_GRID_ENDPOINT`, which is named after the pattern
   * of the Azure Developer CLI, because neither that nor Service Connector has a name.
   *
   * @see https://learn.microsoft.com/azure/event-grid/authenticate-with-microsoft-entra-id
   * @param role the role that the code needs; by default EventGrid Data Sender
   */
  public static eventGrid(
    topic: ServiceEndpoint,
    role: Role = ROLE_SERVICES.eventGrid.role,
    options: RoleServiceOptions = {},
  ): AzureService {
    return AzureService.byRole("eventGrid", { topic }, role, options);
  }

  /**
   * Azure SignalR Service: `AZURE_SIGNALR_CONNECTIONSTRING`, the name of Service Connector. It holds the address and no
   * key; the code signs in with its identity, which the Azure SDK finds by `AZURE_CLIENT_ID`. A service that the program
   * makes without Microsoft Entra authentication is refused at synth.
   *
   * @see https://learn.microsoft.com/azure/azure-signalr/concept-connection-string
   * @param role the role that the code needs; by default SignalR App Server; Role.SIGNALR_REST_API_OWNER for a service
   *   in serverless mode
   */
  public static signalR(
    service: ServiceHost,
    role: Role = ROLE_SERVICES.signalR.role,
    options: RoleServiceOptions = {},
  ): AzureService {
    return AzureService.byRole("signalR", { service }, role, options);
  }

  /**
   * Azure Web PubSub: `AZURE_WEBPUBSUB_HOST`, the name of Service Connector. A service that the program makes without
   * Microsoft Entra authentication is refused at synth.
   *
   * @see https://learn.microsoft.com/azure/service-connector/how-to-integrate-web-pubsub
   * @param role the role that the code needs: Role.WEB_PUBSUB_SERVICE_OWNER or Role.WEB_PUBSUB_SERVICE_READER
   */
  public static webPubSub(service: ServiceHost, role: Role, options: RoleServiceOptions = {}): AzureService {
    return AzureService.byRole("webPubSub", { service }, role, options);
  }

  /**
   * A store of App Configuration: `AZURE_APPCONFIGURATION_ENDPOINT`, which is the name of Service Connector, because
   * the Azure Developer CLI has none.
   *
   * @see https://learn.microsoft.com/azure/service-connector/how-to-integrate-app-configuration
   * @param role the role that the code needs; by default App Configuration Data Reader
   */
  public static appConfiguration(
    store: ServiceEndpoint,
    role: Role = ROLE_SERVICES.appConfiguration.role,
    options: RoleServiceOptions = {},
  ): AzureService {
    return AzureService.byRole("appConfiguration", { store }, role, options);
  }

  /**
   * A component of Application Insights, to send telemetry to: `APPLICATIONINSIGHTS_CONNECTION_STRING`, which the SDKs
   * read. The connection string is an address and no secret where the component takes identities only, azurerm's
   * `local_authentication_disabled`; the code has to turn on authentication by Microsoft Entra ID.
   *
   * @see https://learn.microsoft.com/azure/azure-monitor/app/azure-ad-authentication
   * @param role the role that the code needs; by default Monitoring Metrics Publisher
   */
  public static applicationInsights(
    component: ApplicationInsightsComponent,
    role: Role = ROLE_SERVICES.applicationInsights.role,
    options: RoleServiceOptions = {},
  ): AzureService {
    return AzureService.byRole("applicationInsights", { component }, role, options);
  }

  /**
   * A Log Analytics workspace, to query: `AZURE_LOG_ANALYTICS_WORKSPACE_ID`, the GUID that queries name it by. The
   * variable is named after the pattern of the Azure Developer CLI, which has none.
   *
   * @see https://learn.microsoft.com/azure/azure-monitor/logs/manage-access#log-analytics-data-reader
   * @param role the role that the code needs; by default Log Analytics Data Reader, which may query and do nothing else
   */
  public static logAnalytics(
    workspace: LogAnalyticsWorkspace,
    role: Role = ROLE_SERVICES.logAnalytics.role,
    options: RoleServiceOptions = {},
  ): AzureService {
    return AzureService.byRole("logAnalytics", { workspace }, role, options);
  }

  /**
   * A service of Azure AI Search: `AZURE_AI_SEARCH_ENDPOINT`. A service that the program makes and that accepts keys
   * alone, azurerm's default, is refused at synth.
   *
   * @see https://learn.microsoft.com/azure/search/search-security-rbac
   * @param role the role that the code needs; by default Search Index Data Reader
   */
  public static aiSearch(
    service: SearchService,
    role: Role = ROLE_SERVICES.aiSearch.role,
    options: RoleServiceOptions = {},
  ): AzureService {
    return AzureService.byRole("aiSearch", { service }, role, options);
  }

  /**
   * An account of Azure OpenAI: `AZURE_OPENAI_ENDPOINT`. An account accepts identities only with a custom subdomain,
   * azurerm's `custom_subdomain_name`: one that the program makes without it is refused at synth.
   *
   * @param role the role that the code needs; by default Cognitive Services OpenAI User
   */
  public static openAi(
    account: ServiceEndpoint,
    role: Role = ROLE_SERVICES.openAi.role,
    options: RoleServiceOptions = {},
  ): AzureService {
    return AzureService.byRole("openAi", { account }, role, options);
  }

  /**
   * An account of Azure AI services, as of Azure AI Foundry: `AZURE_AISERVICES_COGNITIVESERVICES_ENDPOINT`, the name of
   * Service Connector. An account without a custom subdomain is refused, as with `openAi`, which is for code that calls
   * models of OpenAI only.
   *
   * The default role may also list the keys of the account. They open nothing where these are turned off, azurerm's
   * `local_auth_enabled`.
   *
   * @see https://learn.microsoft.com/azure/service-connector/how-to-integrate-ai-services
   * @param role the role that the code needs; by default Cognitive Services User
   */
  public static aiServices(
    account: ServiceEndpoint,
    role: Role = ROLE_SERVICES.aiServices.role,
    options: RoleServiceOptions = {},
  ): AzureService {
    return AzureService.byRole("aiServices", { account }, role, options);
  }

  /**
   * A project of Azure AI Foundry: `AZURE_AI_PROJECT_ENDPOINT`. The role is for the project alone.
   *
   * @see https://learn.microsoft.com/azure/ai-foundry/concepts/rbac-azure-ai-foundry
   * @param account the account of the project, which the address of the project names
   * @param role the role that the code needs; by default Cognitive Services User
   */
  public static aiFoundryProject(
    account: AiFoundryAccount,
    project: AiFoundryProject,
    role: Role = ROLE_SERVICES.aiFoundryProject.role,
    options: RoleServiceOptions = {},
  ): AzureService {
    return AzureService.byRole("aiFoundryProject", { account, project }, role, options);
  }

  /**
   * The secrets of a vault that the code reads itself: `AZURE_KEY_VAULT_ENDPOINT`. An app's `keyVault` is the same for
   * one vault; further vaults are services with a `variablePrefix`.
   *
   * The vault decides what the access is: `Get` on secrets of an access policy, or Key Vault Secrets User. Keys and
   * certificates are asked for with `vault.grantPermissions` or a role.
   */
  public static keyVault(vault: IKeyVault, options: AzureServiceOptions = {}): AzureService {
    const service = checkedService("AzureService.keyVault", DATA_PLANES.keyVault, { vault }, options);
    return new AzureService(
      (principal) => vault.grantReadSecrets(principal),
      variablesIn(DATA_PLANES.keyVault, service, options),
    );
  }

  /**
   * An account of Azure Cosmos DB for NoSQL: `AZURE_COSMOS_ENDPOINT`. Its data has roles of its own, which are not
   * roles of Azure RBAC.
   *
   * Cosmos DB refuses an identity that Microsoft Entra ID does not show yet: the grant to an identity that this program
   * makes waits until 150 seconds after it is made.
   *
   * @see https://learn.microsoft.com/azure/cosmos-db/nosql/reference-data-plane-security
   * @param role the role that the code needs; by default CosmosDbRole.DATA_READER
   */
  public static cosmosDb(
    account: CosmosDbAccount,
    role: CosmosDbRole = CosmosDbRole.DATA_READER,
    options: CosmosDbOptions = {},
  ): AzureService {
    const service = checkedService("AzureService.cosmosDb", DATA_PLANES.cosmosDb, { account }, options);
    const give: Give = (principal, construct, place) => {
      refuse(construct, checkCosmosDbRole(`${place}the role's definition id`, role));
      const ledger = ledgerFor(principal, service.id);
      const target = cosmosDbTarget(ledger.stack, construct, place, service, options);
      return inOrder(ledger, service.id, ledger.grants.cosmosDbRole(target, role, principal._record));
    };
    return new AzureService(give, variablesIn(DATA_PLANES.cosmosDb, service, options));
  }

  /**
   * A cluster of Azure Data Explorer (Kusto): `AZURE_KUSTO_ENDPOINT`, and `AZURE_KUSTO_DATABASE` for one database. Its
   * data has roles of its own, which are not roles of Azure RBAC.
   *
   * Kusto looks an identity up in Microsoft Entra ID: the grant to an identity that this program makes waits until 150
   * seconds after it is made.
   *
   * @see https://learn.microsoft.com/kusto/management/security-roles
   * @param role the role that the code needs; by default KustoRole.VIEWER
   */
  public static kusto(
    cluster: KustoCluster,
    role: KustoRole = KustoRole.VIEWER,
    options: KustoOptions = {},
  ): AzureService {
    const service = checkedService("AzureService.kusto", DATA_PLANES.kusto, { cluster }, options);
    const give: Give = (principal, construct, place) => {
      const ledger = ledgerFor(principal, service.id);
      const target = kustoTarget(ledger.stack, construct, place, service, role, options);
      const { tenantId } = ledger.clientConfig(service.provider);
      return inOrder(ledger, service.id, ledger.grants.kustoRole(target, tenantId, principal._record));
    };
    const used = { ...service, database: options.database };
    return new AzureService(give, variablesIn(DATA_PLANES.kusto, used, options));
  }

  /**
   * A cache of Azure Cache for Redis: `REDIS_HOST`, `REDIS_PORT`, `REDIS_ENDPOINT`. A cache accepts one access policy
   * for each principal: a second one is refused. The principal signs in with its object id as the user name.
   *
   * @see https://learn.microsoft.com/azure/azure-cache-for-redis/cache-configure-role-based-access-control
   * @param policy the access policy that the code needs; by default RedisAccessPolicy.DATA_READER
   */
  public static redis(
    cache: RedisCache,
    policy: RedisAccessPolicy = RedisAccessPolicy.DATA_READER,
    options: AzureServiceOptions = {},
  ): AzureService {
    const service = checkedService("AzureService.redis", DATA_PLANES.redis, { cache }, options);
    const give: Give = (principal, construct, place) => {
      refuse(construct, checkRedisAccessPolicy(`${place}the name of the access policy`, policy));
      const ledger = ledgerFor(principal, service.id);
      const target = redisTarget(ledger.stack, construct, place, service);
      return inOrder(ledger, service.id, ledger.grants.redisAccessPolicy(target, policy, principal._record));
    };
    return new AzureService(give, variablesIn(DATA_PLANES.redis, service, options));
  }

  /**
   * An instance of Azure Managed Redis: `REDIS_HOST`, `REDIS_PORT`, `REDIS_ENDPOINT`. The principal signs in with its
   * object id as the user name, and may run all commands on all keys: Managed Redis has no other access policy.
   *
   * It takes azurerm 4.60 or later, and is refused below.
   *
   * @see https://learn.microsoft.com/azure/redis/entra-for-authentication
   */
  public static managedRedis(instance: ManagedRedisInstance, options: AzureServiceOptions = {}): AzureService {
    const service = checkedService("AzureService.managedRedis", DATA_PLANES.managedRedis, { instance }, options);
    const give: Give = (principal, construct, place) => {
      const ledger = ledgerFor(principal, service.id);
      const target = managedRedisTarget(ledger.stack, construct, place, service);
      return inOrder(ledger, service.id, ledger.grants.managedRedisPolicy(target, principal._record));
    };
    return new AzureService(give, variablesIn(DATA_PLANES.managedRedis, service, options));
  }

  /**
   * A database of Azure Database for PostgreSQL: `POSTGRES_HOST`, `POSTGRES_PORT`, `POSTGRES_DATABASE`, and
   * `POSTGRES_USERNAME`, the user that the identity of the app is in it. The password is a token for
   * `https://ossrdbms-aad.database.windows.net/.default`.
   *
   * @param users the users of the database, of which the app becomes one
   * @param privilege what the code does in the database; by default DatabasePrivilege.READ
   */
  public static postgresqlDatabase(
    users: PostgresqlDatabaseUsers,
    privilege: DatabasePrivilege = DatabasePrivilege.READ,
    options: AzureServiceOptions = {},
  ): AzureService {
    return AzureService.byUser("postgresqlDatabase", users, privilege, options);
  }

  /**
   * An Azure SQL database: `AZURE_SQL_SERVER`, `AZURE_SQL_PORT`, `AZURE_SQL_DATABASE`, which are the names of Service
   * Connector, because the Azure Developer CLI has none. The app signs in with a token, by `Authentication=Active
   * Directory Managed Identity` and the user id that `AZURE_CLIENT_ID` holds.
   *
   * @see https://learn.microsoft.com/azure/service-connector/how-to-integrate-sql-database
   * @param users the users of the database, of which the app becomes one
   * @param privilege what the code does in the database; by default DatabasePrivilege.READ
   */
  public static sqlDatabase(
    users: SqlDatabaseUsers,
    privilege: DatabasePrivilege = DatabasePrivilege.READ,
    options: AzureServiceOptions = {},
  ): AzureService {
    return AzureService.byUser("sqlDatabase", users, privilege, options);
  }

  /**
   * Any other service whose access is by role assignments.
   *
   * @param role the role that the code needs
   * @param scope the id of the resource to assign the role at
   * @param environmentVariables the variables that say where the service is, by their names; by default none
   */
  public static of(
    role: Role,
    scope: string,
    environmentVariables: { readonly [name: string]: string } = {},
  ): AzureService {
    const isMap = isObject(environmentVariables) && !isReference(environmentVariables);
    const problems = isMap
      ? Object.entries(environmentVariables).flatMap(([name, value]) =>
          checkText(`environmentVariables.${name}`, value),
        )
      : [{ ...NAMED_TEXTS, property: "environmentVariables", value: kindOf(environmentVariables) }];
    refuseCall("AzureService.of", problems);
    return new AzureService(
      (principal, construct, place) => principal._assignRole({ construct, role, scope, place }),
      environmentVariables,
    );
  }

  private static byRole<K extends keyof typeof ROLE_SERVICES>(
    name: K,
    resources: Readonly<Record<keyof (typeof ROLE_SERVICES)[K]["attributes"] & string, object>>,
    role: Role,
    options: RoleServiceOptions,
  ): AzureService {
    const row: RoleService<never> = ROLE_SERVICES[name];
    const service: Provided = checkedService(`AzureService.${name}`, row, resources, options);
    const { id, provider } = service;
    const scope = options.scope ?? id;
    const give: Give = (principal, construct, place) => {
      refuse(construct, checkRoleFor(row, role, `${place}role`));
      return principal._assignRole({ construct, role, scope, provider, place });
    };
    return new AzureService(give, variablesIn(row, service as never, options));
  }

  private static byUser(
    name: "postgresqlDatabase" | "sqlDatabase",
    users: DatabaseUsersBase,
    privilege: DatabasePrivilege,
    options: AzureServiceOptions,
  ): AzureService {
    const row = DATA_PLANES[name];
    const service = checkedService(`AzureService.${name}`, row, { users }, options);
    return new AzureService(
      (principal, construct, place) => users._addUser(principal, construct, place, privilege),
      variablesIn(row, service, options),
      ({ identityName }) => variablesIn(row, { ...service, identityName }, options),
    );
  }

  private constructor(
    private readonly give: Give,
    /** The environment variables of an app or job that uses the service. */
    public readonly environmentVariables: { readonly [name: string]: string },
    private readonly variablesOfUser?: (identity: IManagedIdentity) => { readonly [name: string]: string },
  ) {}

  /**
   * The environment variables of an app or job that runs as the identity, among them what the service calls it.
   *
   * @internal
   */
  public _variablesOf(identity: IManagedIdentity | undefined): { readonly [name: string]: string } {
    return (identity && this.variablesOfUser?.(identity)) ?? this.environmentVariables;
  }

  /**
   * Gives the access to the grantee, without the variables. A second call returns the same grant.
   *
   * @throws Error when a built-in role is for another service
   */
  public grantTo(grantee: IGrantable): Grant {
    const problems = checkGrantee(grantee);
    if (Construct.isConstruct(grantee)) {
      refuse(grantee, problems);
    }
    refuseCall("AzureService.grantTo", problems);
    const principal = grantee.grantPrincipal;
    const construct = Construct.isConstruct(grantee) ? grantee : principal._record.construct;
    return withShortStacks(() => this._grantTo(principal, construct, ""));
  }

  /**
   * Gives the access to a principal. Errors name the construct, and the place in its props.
   *
   * @internal
   */
  public _grantTo(principal: Principal, construct: IConstruct, place: string): Grant {
    return this.give(principal, construct, place);
  }
}

/** The sentence for the environment variables of AzureService.of. */
const NAMED_TEXTS = { allowed: "an object of strings by their names", change: 'Pass { NAME: "value" }.' };

/** Gives the access to a principal. Errors name the construct, and the place in its props. */
type Give = (principal: Principal, construct: IConstruct, place: string) => Grant;

/** The attributes of a service that a role assignment needs. */
interface Provided {
  readonly id: string;
  readonly provider?: TerraformProvider;
}

/** The grant, which depends on the service where its id is a literal and the program makes the service. */
function inOrder({ literalReferences }: StackLedger, id: string, grant: GrantRecord): Grant {
  literalReferences.addScope(grant.resource, grant.resource, id);
  return Grant._of(grant);
}

function ledgerFor(principal: Principal, id: string): StackLedger {
  return ledgerOf(grantStackOf(principal._record, id));
}
