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
import { Grant, IGrantable, Principal } from "../access/principal";
import { RedisAccessPolicy } from "../access/redis-access-policy";
import { Role } from "../access/role";
import { isObject, isReference, kindOf, refuse, refuseCall } from "../core/problems";
import type { IManagedIdentity } from "../identity/identity-base";
import type { AzureServiceOptions, CosmosDbOptions, RoleServiceOptions } from "./azure-service-options";
import { DatabasePrivilege } from "./database-privilege";
import type { PostgresqlDatabaseUsers } from "./postgresql-database-users";
import type { SqlDatabaseUsers } from "./sql-database-users";
import { checkedService, checkedUsers, checkText } from "./private/check-arguments";
import { cosmosDbTarget, redisTarget } from "./private/data-planes";
import { checkRoleFor, messagingHost, prefixed, RoleService } from "./private/role-service";
import type {
  BlobStorage,
  CosmosDbAccount,
  MessagingNamespace,
  QueueStorage,
  RedisCache,
  ServiceEndpoint,
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
  // The table of services: each factory holds the role, the variables and the scope of one service.

  /**
   * The blobs of a storage account: `AZURE_STORAGE_ACCOUNT_NAME`, `AZURE_STORAGE_BLOB_ENDPOINT`.
   *
   * @param role the role that the code needs; by default Storage Blob Data Reader, the one with the least access
   */
  public static storageBlobs(
    account: BlobStorage,
    role: Role = Role.STORAGE_BLOB_DATA_READER,
    options: RoleServiceOptions = {},
  ): AzureService {
    const service = checkedService(
      "AzureService.storageBlobs",
      "account",
      account,
      ["id", "name", "primaryBlobEndpoint"],
      options,
    );
    return AzureService.byRole(
      service,
      role,
      {
        variablePrefix: "AZURE_STORAGE",
        roles: /Blob/,
        variables: { ACCOUNT_NAME: service.name, BLOB_ENDPOINT: service.primaryBlobEndpoint },
      },
      options,
    );
  }

  /**
   * The queues of a storage account: `AZURE_STORAGE_ACCOUNT_NAME`, `AZURE_STORAGE_QUEUE_ENDPOINT`.
   *
   * @param role the role that the code needs: Role.STORAGE_QUEUE_DATA_MESSAGE_SENDER or
   *   Role.STORAGE_QUEUE_DATA_MESSAGE_PROCESSOR
   */
  public static storageQueues(account: QueueStorage, role: Role, options: RoleServiceOptions = {}): AzureService {
    const service = checkedService(
      "AzureService.storageQueues",
      "account",
      account,
      ["id", "name", "primaryQueueEndpoint"],
      options,
    );
    return AzureService.byRole(
      service,
      role,
      {
        variablePrefix: "AZURE_STORAGE",
        roles: /Queue/,
        variables: { ACCOUNT_NAME: service.name, QUEUE_ENDPOINT: service.primaryQueueEndpoint },
      },
      options,
    );
  }

  /**
   * A namespace of Service Bus: `AZURE_SERVICE_BUS_NAME`, `AZURE_SERVICE_BUS_HOST`.
   *
   * @param role the role that the code needs: Role.SERVICE_BUS_DATA_SENDER or Role.SERVICE_BUS_DATA_RECEIVER
   */
  public static serviceBus(bus: MessagingNamespace, role: Role, options: RoleServiceOptions = {}): AzureService {
    const service = checkedService("AzureService.serviceBus", "bus", bus, ["id", "name"], options);
    return AzureService.byRole(
      service,
      role,
      {
        variablePrefix: "AZURE_SERVICE_BUS",
        roles: /Service Bus/,
        variables: { NAME: service.name, HOST: messagingHost(service) },
      },
      options,
    );
  }

  /**
   * A namespace of Event Hubs: `AZURE_EVENT_HUBS_NAME`, `AZURE_EVENT_HUBS_HOST`.
   *
   * @param role the role that the code needs: Role.EVENT_HUBS_DATA_SENDER or Role.EVENT_HUBS_DATA_RECEIVER
   */
  public static eventHubs(hubs: MessagingNamespace, role: Role, options: RoleServiceOptions = {}): AzureService {
    const service = checkedService("AzureService.eventHubs", "hubs", hubs, ["id", "name"], options);
    return AzureService.byRole(
      service,
      role,
      {
        variablePrefix: "AZURE_EVENT_HUBS",
        roles: /Event Hubs/,
        variables: { NAME: service.name, HOST: messagingHost(service) },
      },
      options,
    );
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
    role: Role = Role.APP_CONFIGURATION_DATA_READER,
    options: RoleServiceOptions = {},
  ): AzureService {
    const service = checkedService("AzureService.appConfiguration", "store", store, ["id", "endpoint"], options);
    return AzureService.byRole(
      service,
      role,
      {
        variablePrefix: "AZURE_APPCONFIGURATION",
        roles: /App Configuration/,
        variables: { ENDPOINT: service.endpoint },
      },
      options,
    );
  }

  /**
   * An account of Azure OpenAI: `AZURE_OPENAI_ENDPOINT`. An account accepts identities only with a custom subdomain,
   * azurerm's `custom_subdomain_name`: one that the program makes without it is refused at synth.
   *
   * @param role the role that the code needs; by default Cognitive Services OpenAI User
   */
  public static openAi(
    account: ServiceEndpoint,
    role: Role = Role.COGNITIVE_SERVICES_OPENAI_USER,
    options: RoleServiceOptions = {},
  ): AzureService {
    const service = checkedService("AzureService.openAi", "account", account, ["id", "endpoint"], options);
    return AzureService.byRole(
      service,
      role,
      { variablePrefix: "AZURE_OPENAI", roles: /Cognitive Services/, variables: { ENDPOINT: service.endpoint } },
      options,
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
    const service = checkedService(
      "AzureService.cosmosDb",
      "account",
      account,
      ["id", "endpoint", "name", "resourceGroupName"],
      options,
    );
    const give: Give = (principal, construct, place) => {
      refuse(construct, checkCosmosDbRole(`${place}the role's definition id`, role));
      const ledger = ledgerFor(principal, service.id);
      const target = cosmosDbTarget(ledger.stack, construct, place, service, options);
      return inOrder(ledger, service.id, ledger.grants.cosmosDbRole(target, role, principal._record));
    };
    return new AzureService(give, prefixed("AZURE_COSMOS", { ENDPOINT: service.endpoint }, options));
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
    const service = checkedService("AzureService.redis", "cache", cache, ["id", "hostname", "sslPort"], options);
    const { hostname, sslPort } = service;
    const give: Give = (principal, construct, place) => {
      refuse(construct, checkRedisAccessPolicy(`${place}the name of the access policy`, policy));
      const ledger = ledgerFor(principal, service.id);
      const target = redisTarget(ledger.stack, construct, place, service);
      return inOrder(ledger, service.id, ledger.grants.redisAccessPolicy(target, policy, principal._record));
    };
    return new AzureService(
      give,
      prefixed("REDIS", { HOST: hostname, PORT: String(sslPort), ENDPOINT: `${hostname}:${sslPort}` }, options),
    );
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
    const { host, databaseName } = checkedUsers("AzureService.postgresqlDatabase", users, "postgresql", options);
    const variables = { HOST: host, PORT: "5432", DATABASE: databaseName };
    return new AzureService(
      (principal, construct, place) => users._addUser(principal, construct, place, privilege),
      prefixed("POSTGRES", variables, options),
      ({ identityName }) => prefixed("POSTGRES", { USERNAME: identityName }, options),
    );
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
    const { host, databaseName } = checkedUsers("AzureService.sqlDatabase", users, "sql", options);
    return new AzureService(
      (principal, construct, place) => users._addUser(principal, construct, place, privilege),
      prefixed("AZURE_SQL", { SERVER: host, PORT: "1433", DATABASE: databaseName }, options),
    );
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

  private static byRole(
    { id, provider }: Provided,
    role: Role,
    service: RoleService,
    options: RoleServiceOptions,
  ): AzureService {
    const scope = options.scope ?? id;
    const give: Give = (principal, construct, place) => {
      refuse(construct, checkRoleFor(service, role, `${place}role`));
      return principal._assignRole({ construct, role, scope, provider, place });
    };
    return new AzureService(give, prefixed(service.variablePrefix, service.variables, options));
  }

  private constructor(
    private readonly give: Give,
    /** The environment variables of an app or job that uses the service. */
    public readonly environmentVariables: { readonly [name: string]: string },
    private readonly variablesOfUser?: (identity: IManagedIdentity) => { readonly [name: string]: string },
  ) {}

  /**
   * The environment variables of an app or job that runs as the identity: those of the service, and what the service
   * calls the identity.
   *
   * @internal
   */
  public _variablesOf(identity: IManagedIdentity | undefined): { readonly [name: string]: string } {
    return identity && this.variablesOfUser
      ? { ...this.environmentVariables, ...this.variablesOfUser(identity) }
      : this.environmentVariables;
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
    return this._grantTo(principal, Construct.isConstruct(grantee) ? grantee : principal._record.construct, "");
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
