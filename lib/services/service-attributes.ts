import type { TerraformProvider } from "cdktf";

/** A storage account, as azurerm's class has it, whose blobs are used. */
export interface BlobStorage {
  /** Its resource id. */
  readonly id: string;
  /** Its name. */
  readonly name: string;
  /** The address of its blobs. */
  readonly primaryBlobEndpoint: string;
  /**
   * The provider that its role is assigned by.
   *
   * @default - the stack's default azurerm provider; also where the stack of the grant has no provider of that alias
   */
  readonly provider?: TerraformProvider;
}

/** A storage account, as azurerm's class has it, whose queues are used. */
export interface QueueStorage {
  /** Its resource id. */
  readonly id: string;
  /** Its name. */
  readonly name: string;
  /** The address of its queues. */
  readonly primaryQueueEndpoint: string;
  /**
   * The provider that its role is assigned by.
   *
   * @default - the stack's default azurerm provider; also where the stack of the grant has no provider of that alias
   */
  readonly provider?: TerraformProvider;
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
  /**
   * The provider that its role is assigned by.
   *
   * @default - the stack's default azurerm provider; also where the stack of the grant has no provider of that alias
   */
  readonly provider?: TerraformProvider;
}

/** A service that is reached at an endpoint, as azurerm's classes for App Configuration and Azure OpenAI have it. */
export interface ServiceEndpoint {
  /** Its resource id. */
  readonly id: string;
  /** Its address. */
  readonly endpoint: string;
  /**
   * The provider that its role is assigned by.
   *
   * @default - the stack's default azurerm provider; also where the stack of the grant has no provider of that alias
   */
  readonly provider?: TerraformProvider;
}

/** An account of Azure Cosmos DB for NoSQL, as azurerm's class has it. */
export interface CosmosDbAccount extends ServiceEndpoint {
  /** Its name. */
  readonly name: string;
  /** The resource group that holds it. */
  readonly resourceGroupName: string;
}

/**
 * A cache of Azure Cache for Redis, as azurerm's class has it; with Microsoft Entra authentication on, without which
 * the access does nothing.
 */
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
