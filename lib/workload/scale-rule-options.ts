import type { IManagedIdentity } from "../identity/identity-base";
import type { AppSecret } from "../key-vault/app-secret";
import type { AzureService } from "../services/azure-service";
import type { BlobStorage } from "../services/service-attributes";
import type { StorageEntity } from "./storage-entity";
import type { EventHubCheckpointStrategy } from "./event-hub-checkpoint-strategy";

/** Options for scaling by HTTP requests. */
export interface HttpScaleOptions {
  /** How many requests a replica takes at a time before another one is added. */
  readonly concurrentRequests: number;
}

/** Options for scaling by TCP connections. */
export interface TcpScaleOptions {
  /** How many connections a replica takes at a time before another one is added. */
  readonly concurrentConnections: number;
}

/** Options for scaling by the load of the replicas. */
export interface UtilizationScaleOptions {
  /** How much of what the replicas have is in use, on average, before another one is added: a percentage. */
  readonly utilizationPercentage: number;
}

/** Options for scaling by the time of day. */
export interface CronScaleOptions {
  /** The time zone of the two times, by its name in the IANA database: `Europe/Berlin`. */
  readonly timezone: string;
  /** When the replicas start, as a cron expression of five fields: `0 7 * * 1-5`. */
  readonly start: string;
  /** When they are no longer wanted, as a cron expression of five fields: `0 19 * * 1-5`. */
  readonly end: string;
  /** How many replicas there are at least between the two, 1 or more. */
  readonly desiredReplicas: number;
}

/** Options for scaling by what a service of Azure holds. */
export interface ServiceScaleOptions {
  /**
   * The user-assigned identity that Azure reads the service as. It is attached to the app or job, and assigned the role
   * that reading takes. Refused below azurerm 4.69 for an app and 4.73 for a job, which drop it.
   *
   * @default - the identity that the code of the app or job uses, unless the rule has a secret to sign in with
   */
  readonly identity?: IManagedIdentity;
  /**
   * Other metadata of the KEDA scaler, by KEDA's names: `{ cloud: "AzureUSGovernmentCloud" }`. What the rule writes
   * itself is refused.
   *
   * @default - none
   */
  readonly metadata?: { readonly [name: string]: string };
}

/** Options for scaling by the messages of Service Bus. */
export interface ServiceBusScaleOptions extends ServiceScaleOptions {
  /**
   * How many active messages there are for a replica; for a job, for an execution.
   *
   * @default - KEDA's, 5
   */
  readonly messageCount?: number;
  /**
   * How many active messages there have to be more than before the first replica starts.
   *
   * @default - KEDA's, 0
   */
  readonly activationMessageCount?: number;
  /**
   * The connection string of the namespace, by a policy with the right `Manage`, which KEDA takes for it; instead of an
   * identity.
   *
   * @default - none: Azure reads as the identity
   */
  readonly connection?: AppSecret;
}

/** Options for scaling by the length of a storage queue. */
export interface StorageQueueScaleOptions extends ServiceScaleOptions {
  /**
   * How many messages there are for a replica; for a job, for an execution.
   *
   * @default - KEDA's, 5
   */
  readonly queueLength?: number;
  /**
   * How many messages there have to be more than before the first replica starts.
   *
   * @default - KEDA's, 0
   */
  readonly activationQueueLength?: number;
  /**
   * The connection string of the storage account, instead of an identity.
   *
   * @default - none: Azure reads as the identity
   */
  readonly connection?: AppSecret;
}

/** Where the consumers of an event hub keep what they have read. */
export interface EventHubCheckpoints {
  /** The storage account. */
  readonly account: BlobStorage;
  /** The container of the account. */
  readonly container: StorageEntity;
  /**
   * How they write it.
   *
   * @default EventHubCheckpointStrategy.BLOB_METADATA - what the current Azure SDKs do
   */
  readonly strategy?: EventHubCheckpointStrategy;
}

/** Options for scaling by the events of an event hub that are not processed yet. */
export interface EventHubScaleOptions extends ServiceScaleOptions {
  /**
   * How many unprocessed events there are for a replica; for a job, for an execution.
   *
   * @default - KEDA's, 64
   */
  readonly unprocessedEventThreshold?: number;
  /**
   * How many unprocessed events there have to be more than before the first replica starts.
   *
   * @default - KEDA's, 0
   */
  readonly activationUnprocessedEventThreshold?: number;
  /**
   * The name of the consumer group.
   *
   * @default - KEDA's, $Default
   */
  readonly consumerGroup?: string;
  /**
   * The connection string of the namespace or of the event hub, instead of an identity; together with
   * `checkpointConnection`.
   *
   * @default - none: Azure reads as the identity
   */
  readonly connection?: AppSecret;
  /**
   * The connection string of the storage account of the checkpoints, instead of an identity; together with `connection`.
   *
   * @default - none: Azure reads as the identity
   */
  readonly checkpointConnection?: AppSecret;
}

/** Options for scaling by a query of Log Analytics. */
export interface LogAnalyticsScaleOptions extends ServiceScaleOptions {
  /** The query, whose result is one row: the value, and after it the threshold where the query works that out. */
  readonly query: string;
  /** How much of the value there is for a replica; for a job, for an execution. */
  readonly threshold: number;
  /**
   * What the value has to be more than before the first replica starts.
   *
   * @default - KEDA's, 0
   */
  readonly activationThreshold?: number;
  /**
   * The password of a service principal that queries instead of an identity; together with `clientId` and `tenantId`.
   *
   * @default - none: Azure queries as the identity
   */
  readonly clientSecret?: AppSecret;
  /**
   * The client (application) id of the service principal; together with `clientSecret`.
   *
   * @default - none
   */
  readonly clientId?: string;
  /**
   * The tenant of the service principal; together with `clientSecret`.
   *
   * @default - none
   */
  readonly tenantId?: string;
}

/** Options for scaling by any KEDA scaler. */
export interface CustomScaleOptions {
  /** The metadata of the scaler, by KEDA's names; KEDA parses numbers and flags. */
  readonly metadata: { readonly [name: string]: string };
  /**
   * The secrets that the scaler signs in with, by KEDA's names for them: `{ connection: vault.secret("queue") }`.
   *
   * @default - none
   */
  readonly secrets?: { readonly [triggerParameter: string]: AppSecret };
  /**
   * The user-assigned identity that the scaler reads as, instead of secrets. It is attached to the app or job. Refused
   * below azurerm 4.69 for an app and 4.73 for a job, which drop it.
   *
   * @default - with `services`, the identity that the code of the app or job uses; otherwise none
   */
  readonly identity?: IManagedIdentity;
  /**
   * The services that the scaler reads, each with the role that the identity is assigned for it.
   *
   * @default - none
   */
  readonly services?: AzureService[];
}
