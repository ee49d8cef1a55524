import type { TerraformProvider } from "cdktf";
import { CosmosDbRole } from "./cosmos-db-role";
import type { Grant } from "./grant";
import type { IGrantable, Principal } from "./principal";
import { Access } from "./private/access";
import { assignRole } from "./private/assign-role";
import { cosmosDbTarget, redisTarget } from "./private/data-planes";
import { RedisAccessPolicy } from "./redis-access-policy";
import { Role } from "./role";

/** A storage account, as azurerm's class has it, whose blobs are used. */
export interface BlobStorage {
  /** Its resource id. */
  readonly id: string;
  /** Its name. */
  readonly name: string;
  /** The address of its blobs. */
  readonly primaryBlobEndpoint: string;
}

/** A storage account, as azurerm's class has it, whose queues are used. */
export interface QueueStorage {
  /** Its resource id. */
  readonly id: string;
  /** Its name. */
  readonly name: string;
  /** The address of its queues. */
  readonly primaryQueueEndpoint: string;
}

/** A namespace of Service Bus or Event Hubs, as azurerm's classes have it. */
export interface MessagingNamespace {
  /** Its resource id. */
  readonly id: string;
  /** Its name. */
  readonly name: string;
  /**
   * Its host name, which azurerm's classes do not have.
   *
   * @default - `<name>.servicebus.windows.net`; in another cloud it has to be said
   */
  readonly host?: string;
}

/** A service that is reached at an endpoint, as azurerm's classes for App Configuration and Azure OpenAI have it. */
export interface ServiceEndpoint {
  /** Its resource id. */
  readonly id: string;
  /** Its address. */
  readonly endpoint: string;
}

/** An account of Azure Cosmos DB for NoSQL, as azurerm's class has it. */
export interface CosmosDbAccount extends ServiceEndpoint {
  /** Its name. */
  readonly name: string;
  /** The resource group that holds it. */
  readonly resourceGroupName: string;
  /**
   * The provider, and so the subscription, that it is in.
   *
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
}

/** A cache of Azure Cache for Redis, as azurerm's class has it; with Microsoft Entra authentication on, without which the access does nothing. */
export interface RedisCache {
  /** Its resource id. */
  readonly id: string;
  /** Its host name. */
  readonly hostname: string;
  /** The port that it takes TLS at. */
  readonly sslPort: number;
  /**
   * The provider, and so the subscription, that it is in.
   *
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
}

/** How a service is used. */
export interface AzureServiceOptions {
  /**
   * What the names of the variables start with. Two services of one kind take two prefixes.
   *
   * @default - that of the Azure Developer CLI for the service
   */
  readonly variablePrefix?: string;
}

/** How a service whose access is by Azure roles is used. */
export interface RoleServiceOptions extends AzureServiceOptions {
  /**
   * The id of a part of it that the role is for, such as one blob container, queue or topic.
   *
   * @default - the whole of it
   */
  readonly scope?: string;
}

/** How an account of Azure Cosmos DB is used. */
export interface CosmosDbOptions extends AzureServiceOptions {
  /**
   * The one database that the role is for.
   *
   * @default - all databases of the account
   */
  readonly database?: string;
  /**
   * The one container of that database that the role is for.
   *
   * @default - all its containers
   */
  readonly container?: string;
}

/**
 * An Azure service as an app or job uses it: the role that its code needs, and where it finds the service, under the names of the Azure Developer CLI.
 *
 * Among the `services` of an app or job it is all in one line. `grantTo` gives the role alone, to anyone.
 *
 * @see https://github.com/Azure/azure-dev/blob/main/cli/azd/internal/scaffold/resource_meta.go
 */
export class AzureService {
  /**
   * The blobs of a storage account: `AZURE_STORAGE_ACCOUNT_NAME`, `AZURE_STORAGE_BLOB_ENDPOINT`.
   *
   * @param role by default Storage Blob Data Reader, the least that there is
   */
  public static storageBlobs(account: BlobStorage, role: Role = Role.STORAGE_BLOB_DATA_READER, options: RoleServiceOptions = {}): AzureService {
    return AzureService.byRole(role, account.id, "AZURE_STORAGE", { ACCOUNT_NAME: account.name, BLOB_ENDPOINT: account.primaryBlobEndpoint }, options);
  }

  /**
   * The queues of a storage account: `AZURE_STORAGE_ACCOUNT_NAME`, `AZURE_STORAGE_QUEUE_ENDPOINT`.
   *
   * @param role what the code does: Role.STORAGE_QUEUE_DATA_MESSAGE_SENDER, Role.STORAGE_QUEUE_DATA_MESSAGE_PROCESSOR
   */
  public static storageQueues(account: QueueStorage, role: Role, options: RoleServiceOptions = {}): AzureService {
    return AzureService.byRole(role, account.id, "AZURE_STORAGE", { ACCOUNT_NAME: account.name, QUEUE_ENDPOINT: account.primaryQueueEndpoint }, options);
  }

  /**
   * A namespace of Service Bus: `AZURE_SERVICE_BUS_NAME`, `AZURE_SERVICE_BUS_HOST`.
   *
   * @param role what the code does: Role.SERVICE_BUS_DATA_SENDER, Role.SERVICE_BUS_DATA_RECEIVER
   */
  public static serviceBus(bus: MessagingNamespace, role: Role, options: RoleServiceOptions = {}): AzureService {
    return AzureService.byRole(role, bus.id, "AZURE_SERVICE_BUS", { NAME: bus.name, HOST: hostOf(bus) }, options);
  }

  /**
   * A namespace of Event Hubs: `AZURE_EVENT_HUBS_NAME`, `AZURE_EVENT_HUBS_HOST`.
   *
   * @param role what the code does: Role.EVENT_HUBS_DATA_SENDER, Role.EVENT_HUBS_DATA_RECEIVER
   */
  public static eventHubs(hubs: MessagingNamespace, role: Role, options: RoleServiceOptions = {}): AzureService {
    return AzureService.byRole(role, hubs.id, "AZURE_EVENT_HUBS", { NAME: hubs.name, HOST: hostOf(hubs) }, options);
  }

  /**
   * A store of App Configuration: `AZURE_APPCONFIGURATION_ENDPOINT`, which is Service Connector's name, since the Azure Developer CLI has none.
   *
   * @see https://learn.microsoft.com/azure/service-connector/how-to-integrate-app-configuration
   * @param role by default App Configuration Data Reader
   */
  public static appConfiguration(store: ServiceEndpoint, role: Role = Role.APP_CONFIGURATION_DATA_READER, options: RoleServiceOptions = {}): AzureService {
    return AzureService.byRole(role, store.id, "AZURE_APPCONFIGURATION", { ENDPOINT: store.endpoint }, options);
  }

  /**
   * Azure OpenAI: `AZURE_OPENAI_ENDPOINT`. It knows identities only at an address of its own: azurerm's `custom_subdomain_name`.
   *
   * @param role by default Cognitive Services OpenAI User
   */
  public static openAi(account: ServiceEndpoint, role: Role = Role.COGNITIVE_SERVICES_OPENAI_USER, options: RoleServiceOptions = {}): AzureService {
    return AzureService.byRole(role, account.id, "AZURE_OPENAI", { ENDPOINT: account.endpoint }, options);
  }

  /**
   * An account of Azure Cosmos DB for NoSQL: `AZURE_COSMOS_ENDPOINT`. Its data has roles of its own, which are no Azure roles.
   *
   * Cosmos DB refuses an identity that it does not see yet: the grant to one that this program makes waits 150 seconds after that.
   *
   * @see https://learn.microsoft.com/azure/cosmos-db/nosql/reference-data-plane-security
   * @param role by default CosmosDbRole.DATA_READER
   */
  public static cosmosDb(account: CosmosDbAccount, role: CosmosDbRole = CosmosDbRole.DATA_READER, options: CosmosDbOptions = {}): AzureService {
    const give = ({ cdktfStack: stack, grants }: Access, principal: Principal) => grants.cosmosDbRole(cosmosDbTarget(stack, account, options), role, principal);
    return new AzureService(give, variables("AZURE_COSMOS", { ENDPOINT: account.endpoint }, options), account.id);
  }

  /**
   * A cache of Azure Cache for Redis: `REDIS_HOST`, `REDIS_PORT`, `REDIS_ENDPOINT`. A principal has one access policy of a cache; the user name that it signs in with is its object id.
   *
   * @see https://learn.microsoft.com/azure/azure-cache-for-redis/cache-configure-role-based-access-control
   * @param policy by default RedisAccessPolicy.DATA_READER
   */
  public static redis(cache: RedisCache, policy: RedisAccessPolicy = RedisAccessPolicy.DATA_READER, options: AzureServiceOptions = {}): AzureService {
    const { hostname, sslPort } = cache;
    const give = ({ cdktfStack: stack, grants }: Access, principal: Principal) => grants.redisAccessPolicy(redisTarget(stack, cache), policy, principal);
    return new AzureService(give, variables("REDIS", { HOST: hostname, PORT: String(sslPort), ENDPOINT: `${hostname}:${sslPort}` }, options), cache.id);
  }

  /**
   * Any other service whose access is by Azure roles.
   *
   * @param role what the code needs
   * @param scope the id of what it needs it on
   * @param environmentVariables where the code finds it
   */
  public static of(role: Role, scope: string, environmentVariables: { readonly [name: string]: string } = {}): AzureService {
    return new AzureService((_, principal) => assignRole(principal, role, scope), environmentVariables, scope);
  }

  private static byRole(role: Role, id: string, prefix: string, values: Record<string, string>, options: RoleServiceOptions): AzureService {
    return AzureService.of(role, options.scope ?? id, variables(prefix, values, options));
  }

  private constructor(
    private readonly give: (access: Access, principal: Principal) => Grant,
    /** The environment variables of an app or job that uses it. */
    public readonly environmentVariables: { readonly [name: string]: string },
    private readonly id: string,
  ) {}

  /** Gives the grantee the access, and no variables. Asked for twice, it is one grant. */
  public grantTo(grantee: IGrantable): Grant {
    const principal = grantee.grantPrincipal;
    const access = Access.of(principal._stackOf(this.id));
    const grant = this.give(access, principal);
    access.literalReferences.addScope(grant.resource, grant.resource, this.id);
    return grant;
  }
}

function hostOf({ name, host }: MessagingNamespace): string {
  return host ?? `${name}.servicebus.windows.net`;
}

function variables(prefix: string, values: Record<string, string>, { variablePrefix = prefix }: AzureServiceOptions): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${variablePrefix}_${name}`, value]));
}
