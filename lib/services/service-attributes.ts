import type { TerraformProvider } from "cdktf";

/** A storage account whose blobs are used, with the attributes of azurerm's class. */
export interface BlobStorage {
  /** The resource id. */
  readonly id: string;
  /** The name. */
  readonly name: string;
  /** The URL of the blobs. */
  readonly primaryBlobEndpoint: string;
  /**
   * The provider that assigns the role.
   *
   * @default - the stack's default azurerm provider, which also stands in where the stack of the grant has no provider
   *   of that alias
   */
  readonly provider?: TerraformProvider;
}

/** A storage account whose queues are used, with the attributes of azurerm's class. */
export interface QueueStorage {
  /** The resource id. */
  readonly id: string;
  /** The name. */
  readonly name: string;
  /** The URL of the queues. */
  readonly primaryQueueEndpoint: string;
  /**
   * The provider that assigns the role.
   *
   * @default - the stack's default azurerm provider, which also stands in where the stack of the grant has no provider
   *   of that alias
   */
  readonly provider?: TerraformProvider;
}

/** A storage account whose tables are used, with the attributes of azurerm's class. */
export interface TableStorage {
  /** The resource id. */
  readonly id: string;
  /** The name. */
  readonly name: string;
  /** The URL of the tables. */
  readonly primaryTableEndpoint: string;
  /**
   * The provider that assigns the role.
   *
   * @default - the stack's default azurerm provider, which also stands in where the stack of the grant has no provider
   *   of that alias
   */
  readonly provider?: TerraformProvider;
}

/** A namespace of Service Bus or Event Hubs, with the attributes of azurerm's classes. */
export interface MessagingNamespace {
  /** The resource id. */
  readonly id: string;
  /** The name. */
  readonly name: string;
  /**
   * The host name, which azurerm's classes do not have.
   *
   * @default - `<name>.servicebus.windows.net`; in another cloud than the public one, pass it
   */
  readonly host?: string;
  /**
   * The provider that assigns the role.
   *
   * @default - the stack's default azurerm provider, which also stands in where the stack of the grant has no provider
   *   of that alias
   */
  readonly provider?: TerraformProvider;
}

/**
 * A service that is reached at an endpoint, with the attributes of azurerm's classes for App Configuration, Event Grid,
 * Azure OpenAI and Azure AI services.
 */
export interface ServiceEndpoint {
  /** The resource id. */
  readonly id: string;
  /** The URL of the service. */
  readonly endpoint: string;
  /**
   * The provider that assigns the role.
   *
   * @default - the stack's default azurerm provider, which also stands in where the stack of the grant has no provider
   *   of that alias
   */
  readonly provider?: TerraformProvider;
}

/** A service that is reached at a host, with the attributes of azurerm's classes for Azure SignalR and Web PubSub. */
export interface ServiceHost {
  /** The resource id. */
  readonly id: string;
  /** The host name. */
  readonly hostname: string;
  /**
   * The provider that assigns the role.
   *
   * @default - the stack's default azurerm provider, which also stands in where the stack of the grant has no provider
   *   of that alias
   */
  readonly provider?: TerraformProvider;
}

/** A component of Application Insights, with the attributes of azurerm's class. */
export interface ApplicationInsightsComponent {
  /** The resource id. */
  readonly id: string;
  /**
   * The connection string: the address of the component and the key that names it. It is no secret where the component
   * takes identities only, azurerm's `local_authentication_disabled`.
   */
  readonly connectionString: string;
  /**
   * The provider that assigns the role.
   *
   * @default - the stack's default azurerm provider, which also stands in where the stack of the grant has no provider
   *   of that alias
   */
  readonly provider?: TerraformProvider;
}

/** A Log Analytics workspace, with the attributes of azurerm's class. */
export interface LogAnalyticsWorkspace {
  /** The resource id. */
  readonly id: string;
  /** The id that queries name the workspace by: a GUID, which Azure also calls the customer id. */
  readonly workspaceId: string;
  /**
   * The provider that assigns the role.
   *
   * @default - the stack's default azurerm provider, which also stands in where the stack of the grant has no provider
   *   of that alias
   */
  readonly provider?: TerraformProvider;
}

/**
 * A service of Azure AI Search, with the attributes of azurerm's class. It accepts identities only where it is told to: a
 * service that the program makes with keys alone, which is azurerm's default, is refused at synth.
 */
export interface SearchService {
  /** The resource id. */
  readonly id: string;
  /** The name. */
  readonly name: string;
  /**
   * The URL of the service, which azurerm's class has from 4.66 on.
   *
   * @default - `https://<name>.search.windows.net`; in another cloud than the public one, pass it
   */
  readonly endpoint?: string;
  /**
   * The provider that assigns the role.
   *
   * @default - the stack's default azurerm provider, which also stands in where the stack of the grant has no provider
   *   of that alias
   */
  readonly provider?: TerraformProvider;
}

/** An account that holds projects of Azure AI Foundry, with the attributes of azurerm's class. */
export interface AiFoundryAccount {
  /** The subdomain of the account, which is part of the address of each of its projects. */
  readonly customSubdomainName: string;
}

/** A project of Azure AI Foundry, with the attributes of azurerm's class `azurerm_cognitive_account_project`. */
export interface AiFoundryProject {
  /** The resource id. */
  readonly id: string;
  /** The name. */
  readonly name: string;
  /**
   * The provider that assigns the role.
   *
   * @default - the stack's default azurerm provider, which also stands in where the stack of the grant has no provider
   *   of that alias
   */
  readonly provider?: TerraformProvider;
}

/** A cluster of Azure Data Explorer (Kusto), with the attributes of azurerm's class. */
export interface KustoCluster {
  /** The resource id. */
  readonly id: string;
  /** The name. */
  readonly name: string;
  /** The resource group that holds the cluster. */
  readonly resourceGroupName: string;
  /** The URL of the cluster. */
  readonly uri: string;
  /**
   * The provider whose subscription holds the cluster.
   *
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
}

/** An instance of Azure Managed Redis, with the attributes of azurerm's class. */
export interface ManagedRedisInstance {
  /** The resource id. */
  readonly id: string;
  /** The host name. */
  readonly hostname: string;
  /**
   * The port of the default database.
   *
   * @default - 10000, the port of every database of Managed Redis
   */
  readonly port?: number;
  /**
   * The provider whose subscription holds the instance.
   *
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
}

/** An Azure Cosmos DB for NoSQL account, with the attributes of azurerm's class. */
export interface CosmosDbAccount extends ServiceEndpoint {
  /** The name. */
  readonly name: string;
  /** The resource group that holds the account. */
  readonly resourceGroupName: string;
}

/**
 * A cache of Azure Cache for Redis, with the attributes of azurerm's class. It accepts identities only with Microsoft
 * Entra authentication: a cache that the program makes without it is refused at synth.
 */
export interface RedisCache {
  /** The resource id. */
  readonly id: string;
  /** The host name. */
  readonly hostname: string;
  /** The port for TLS. */
  readonly sslPort: number;
  /**
   * The provider whose subscription holds the cache.
   *
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
}
