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
 * A service that is reached at an endpoint, with the attributes of azurerm's classes for App Configuration and Azure
 * OpenAI.
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
