import type { IConstruct } from "constructs";
import { CosmosDbRole } from "../access/cosmos-db-role";
import type { Grant, Principal } from "../access/principal";
import { Role } from "../access/role";
import { isObject, kindOf, Problem, refuseCall } from "../core/problems";
import { partsOf, RESOURCE_ID } from "../core/resource-ids";
import type { IKeyVault } from "../key-vault/key-vault-secret-reference";
import { AzureService } from "../services/azure-service";
import { checkedService, checkText, DATA_PLANES, messagingHost, ROLE_SERVICES } from "../services/internal";
import type { BlobStorage, CosmosDbAccount, MessagingNamespace, QueueStorage } from "../services/service-attributes";
import { DaprUse } from "./dapr-use";
import { storedEntityOf } from "./private/stored-entity";
import type { StorageEntity } from "./storage-entity";

/** A queue of Service Bus or an event hub, with the attributes of azurerm's classes. */
export interface MessagingEntity {
  /** The resource id. */
  readonly id: string;
  /** The name. */
  readonly name: string;
}

/** A container of an Azure Cosmos DB for NoSQL account, with the attributes of azurerm's class. */
export interface CosmosDbContainer {
  /** The name. */
  readonly name: string;
  /** The name of the database that holds the container. */
  readonly databaseName: string;
}

/** Where a receiver of Event Hubs keeps what it has read. */
export interface DaprCheckpoints {
  /** The storage account. */
  readonly account: BlobStorage;
  /** The container of the account, with nothing else in it. */
  readonly container: StorageEntity;
}

/**
 * The type of a Dapr component, with the metadata that it requires and the access that the apps need for it: the least
 * role for what the component does, on the part of the service that it uses.
 *
 * @see https://docs.dapr.io/reference/components-reference/
 */
export class DaprComponentType {
  // Each factory holds the type, the metadata and the grants of one component.

  /**
   * State in a container of Azure Cosmos DB for NoSQL, whose partition key is `/partitionKey`: the data role
   * CosmosDbRole.DATA_CONTRIBUTOR on the container.
   *
   * @see https://docs.dapr.io/reference/components-reference/supported-state-stores/setup-azure-cosmosdb/
   */
  public static stateCosmosDb(account: CosmosDbAccount, container: CosmosDbContainer): DaprComponentType {
    const call = "DaprComponentType.stateCosmosDb";
    const { endpoint } = checkedService(call, DATA_PLANES.cosmosDb, { account }, {});
    const { name, databaseName: database } = checkedPart(call, "container", container, ["name", "databaseName"]);
    return new DaprComponentType(
      "state.azure.cosmosdb",
      { url: endpoint, database, collection: name },
      servicesGive([AzureService.cosmosDb(account, CosmosDbRole.DATA_CONTRIBUTOR, { database, container: name })]),
    );
  }

  /**
   * State in the blobs of a container: Storage Blob Data Contributor on the container, which is the program's to make
   * (`disableEntityManagement`).
   *
   * @see https://docs.dapr.io/reference/components-reference/supported-state-stores/setup-azure-blobstorage/
   */
  public static stateBlobs(account: BlobStorage, container: StorageEntity): DaprComponentType {
    return DaprComponentType.inBlobs("stateBlobs", "state.azure.blobstorage", account, container, {});
  }

  /**
   * A binding that reads and writes the blobs of a container: Storage Blob Data Contributor on the container, which is
   * the program's to make (`disableEntityManagement`).
   *
   * @see https://docs.dapr.io/reference/components-reference/supported-bindings/blobstorage/
   */
  public static bindingBlobs(account: BlobStorage, container: StorageEntity): DaprComponentType {
    return DaprComponentType.inBlobs("bindingBlobs", "bindings.azure.blobstorage", account, container, {
      direction: "output",
    });
  }

  /**
   * Publish and subscribe by the topics of a namespace of Service Bus: Azure Service Bus Data Sender, Receiver or both,
   * on the namespace. The topics and subscriptions are the program's to make (`disableEntityManagement`): to let Dapr
   * make them takes the role of an owner. The name of a subscription is that of the app's Dapr id, or `consumerID`.
   *
   * @param use what the apps do: publish, subscribe or both
   * @see https://docs.dapr.io/reference/components-reference/supported-pubsub/setup-azure-servicebus-topics/
   */
  public static pubSubServiceBus(bus: MessagingNamespace, use: DaprUse): DaprComponentType {
    const call = "DaprComponentType.pubSubServiceBus";
    const service = checkedService(call, ROLE_SERVICES.serviceBus, { bus }, {});
    const roles = rolesFor(call, use, Role.SERVICE_BUS_DATA_SENDER, Role.SERVICE_BUS_DATA_RECEIVER);
    return new DaprComponentType(
      "pubsub.azure.servicebus.topics",
      { namespaceName: messagingHost(service), disableEntityManagement: "true" },
      servicesGive(roles.map((role) => AzureService.serviceBus(service, role))),
    );
  }

  /**
   * A binding to a queue of Service Bus: Azure Service Bus Data Sender, Receiver or both, on the queue.
   *
   * @param use what the apps do: send, receive or both
   * @see https://docs.dapr.io/reference/components-reference/supported-bindings/servicebusqueues/
   */
  public static bindingServiceBusQueue(
    bus: MessagingNamespace,
    queue: MessagingEntity,
    use: DaprUse,
  ): DaprComponentType {
    const call = "DaprComponentType.bindingServiceBusQueue";
    const service = checkedService(call, ROLE_SERVICES.serviceBus, { bus }, {});
    const { id: scope, name: queueName } = checkedPart(call, "queue", queue, ["id", "name"]);
    const roles = rolesFor(call, use, Role.SERVICE_BUS_DATA_SENDER, Role.SERVICE_BUS_DATA_RECEIVER);
    return new DaprComponentType(
      "bindings.azure.servicebusqueues",
      {
        namespaceName: messagingHost(service),
        queueName,
        disableEntityManagement: "true",
        direction: DIRECTIONS[use],
      },
      servicesGive(roles.map((role) => AzureService.serviceBus(service, role, { scope }))),
    );
  }

  /**
   * A binding to a queue of a storage account: Storage Queue Data Contributor on the queue, because Dapr asks Azure to
   * create the queue each time that it starts.
   *
   * @param use what the apps do: send, receive or both
   * @see https://docs.dapr.io/reference/components-reference/supported-bindings/storagequeues/
   */
  public static bindingStorageQueue(account: QueueStorage, queue: StorageEntity, use: DaprUse): DaprComponentType {
    const call = "DaprComponentType.bindingStorageQueue";
    const service = checkedService(call, ROLE_SERVICES.storageQueues, { account }, {});
    const { name: queueName, resourceManagerId: scope } = checkedPart(
      call,
      "queue",
      storedEntityOf(queue),
      STORAGE_ENTITY,
    );
    rolesFor(call, use, Role.STORAGE_QUEUE_DATA_CONTRIBUTOR, Role.STORAGE_QUEUE_DATA_CONTRIBUTOR);
    return new DaprComponentType(
      "bindings.azure.storagequeues",
      { accountName: service.name, queueName, direction: DIRECTIONS[use] },
      servicesGive([AzureService.storageQueues(service, Role.STORAGE_QUEUE_DATA_CONTRIBUTOR, { scope })]),
    );
  }

  /**
   * Publish and subscribe by the event hubs of a namespace: Azure Event Hubs Data Sender, Receiver or both, on the
   * namespace, and Storage Blob Data Contributor on the container of the checkpoints.
   *
   * @param use what the apps do: publish, subscribe or both
   * @param checkpoints where subscribers keep what they have read; required where the apps subscribe
   * @see https://docs.dapr.io/reference/components-reference/supported-pubsub/setup-azure-eventhubs/
   */
  public static pubSubEventHubs(
    hubs: MessagingNamespace,
    use: DaprUse,
    checkpoints?: DaprCheckpoints,
  ): DaprComponentType {
    const call = "DaprComponentType.pubSubEventHubs";
    const service = checkedService(call, ROLE_SERVICES.eventHubs, { hubs }, {});
    const roles = rolesFor(call, use, Role.EVENT_HUBS_DATA_SENDER, Role.EVENT_HUBS_DATA_RECEIVER);
    const kept = checkpointsFor(call, use, checkpoints);
    return new DaprComponentType(
      "pubsub.azure.eventhubs",
      { eventHubNamespace: service.name, ...kept.metadata },
      servicesGive([...roles.map((role) => AzureService.eventHubs(service, role)), ...kept.services]),
    );
  }

  /**
   * A binding to an event hub: Azure Event Hubs Data Sender, Receiver or both, on the event hub, and Storage Blob Data
   * Contributor on the container of the checkpoints. A receiver is in the consumer group `$Default`, unless the
   * component's metadata says another as `consumerID`.
   *
   * @param use what the apps do: send, receive or both
   * @param checkpoints where receivers keep what they have read; required where the apps receive
   * @see https://docs.dapr.io/reference/components-reference/supported-bindings/eventhubs/
   */
  public static bindingEventHub(
    hubs: MessagingNamespace,
    hub: MessagingEntity,
    use: DaprUse,
    checkpoints?: DaprCheckpoints,
  ): DaprComponentType {
    const call = "DaprComponentType.bindingEventHub";
    const service = checkedService(call, ROLE_SERVICES.eventHubs, { hubs }, {});
    const { id: scope, name: eventHub } = checkedPart(call, "hub", hub, ["id", "name"]);
    const roles = rolesFor(call, use, Role.EVENT_HUBS_DATA_SENDER, Role.EVENT_HUBS_DATA_RECEIVER);
    const kept = checkpointsFor(call, use, checkpoints);
    return new DaprComponentType(
      "bindings.azure.eventhubs",
      { eventHubNamespace: service.name, eventHub, ...kept.metadata, direction: DIRECTIONS[use] },
      servicesGive([...roles.map((role) => AzureService.eventHubs(service, role, { scope })), ...kept.services]),
      use === DaprUse.SEND ? {} : { consumerID: "$Default" },
    );
  }

  /**
   * The secrets of a key vault, read by the apps themselves: `Get` on secrets, or Key Vault Secrets User. Dapr's call
   * for all secrets at once takes the permission `List`, which is the program's to grant.
   *
   * @see https://docs.dapr.io/reference/components-reference/supported-secret-stores/azure-keyvault/
   */
  public static secretStoreKeyVault(vault: IKeyVault): DaprComponentType {
    const isVault = isObject(vault) && "grantReadSecrets" in vault && "_key" in vault;
    const problem = { ...A_VAULT, property: "vault", value: kindOf(vault) };
    refuseCall("DaprComponentType.secretStoreKeyVault", isVault ? [] : [problem]);
    return new DaprComponentType(
      "secretstores.azure.keyvault",
      { vaultName: partsOf(RESOURCE_ID.keyVault, vault.keyVaultId).name },
      [(grantPrincipal) => vault.grantReadSecrets({ grantPrincipal })],
    );
  }

  /**
   * Any other component. Its metadata is that of the `DaprComponent`.
   *
   * @param componentType the type, as Dapr calls it: `state.redis`
   * @param services the services that the apps reach through the component by their identity, each with its role. A
   *   component of Azure (`state.azure.…`) that has no other credential names the identity without them, too
   */
  public static of(componentType: string, ...services: AzureService[]): DaprComponentType {
    const areServices = services.every((service) => isObject(service) && "_grantTo" in service);
    const problems: Problem[] = [
      ...checkText("componentType", componentType),
      ...(areServices ? [] : [{ ...SERVICES, property: "services", value: "something else" }]),
    ];
    refuseCall("DaprComponentType.of", problems);
    return new DaprComponentType(componentType, {}, servicesGive(services));
  }

  private static inBlobs(
    factory: string,
    type: string,
    account: BlobStorage,
    container: StorageEntity,
    others: { readonly [name: string]: string },
  ): DaprComponentType {
    const call = `DaprComponentType.${factory}`;
    const { metadata, services } = inContainer(call, account, container);
    return new DaprComponentType(
      type,
      { ...metadata, disableEntityManagement: "true", ...others },
      servicesGive(services),
    );
  }

  private constructor(
    /** The type of the component, as Dapr calls it. */
    public readonly componentType: string,
    /** The metadata that the type requires, by name. */
    public readonly metadata: { readonly [name: string]: string },
    /** @internal */
    public readonly _gives: readonly Give[],
    /**
     * Metadata that the component may say otherwise.
     *
     * @internal
     */
    public readonly _defaults: { readonly [name: string]: string } = {},
  ) {}
}

/** Gives a principal access to what the component reaches. */
type Give = (principal: Principal, construct: IConstruct) => Grant;

const STORAGE_ENTITY = ["name", "resourceManagerId"] as const;

/** The direction of a binding, as Dapr's metadata says it. */
const DIRECTIONS: Readonly<Record<DaprUse, string>> = {
  [DaprUse.SEND]: "output",
  [DaprUse.RECEIVE]: "input",
  [DaprUse.SEND_AND_RECEIVE]: "input, output",
};

function servicesGive(services: readonly AzureService[]): readonly Give[] {
  return services.map((service) => (principal, construct) => service._grantTo(principal, construct, "componentType: "));
}

function rolesFor(call: string, use: DaprUse, sender: Role, receiver: Role): readonly Role[] {
  const isUse = Object.values(DaprUse).includes(use);
  refuseCall(call, isUse ? [] : [{ ...A_USE, property: "use", value: kindOf(use) }]);
  return { [DaprUse.SEND]: [sender], [DaprUse.RECEIVE]: [receiver], [DaprUse.SEND_AND_RECEIVE]: [sender, receiver] }[
    use
  ];
}

/** The container where receivers keep what they have read; senders have none. */
function checkpointsFor(call: string, use: DaprUse, checkpoints: DaprCheckpoints | undefined): InContainer {
  if (use === DaprUse.SEND && checkpoints === undefined) {
    return { metadata: {}, services: [] };
  }
  refuseCall(
    call,
    isObject(checkpoints) ? [] : [{ ...CHECKPOINTS, property: "checkpoints", value: kindOf(checkpoints) }],
  );
  const { account, container } = checkpoints!;
  const { metadata, services } = inContainer(call, account, container);
  return {
    metadata: { storageAccountName: metadata.accountName!, storageContainerName: metadata.containerName! },
    services,
  };
}

/** The metadata of a container of blobs, and the service with the role on it. */
interface InContainer {
  readonly metadata: { readonly [name: string]: string };
  readonly services: readonly AzureService[];
}

function inContainer(call: string, account: BlobStorage, container: StorageEntity): InContainer {
  const service = checkedService(call, ROLE_SERVICES.storageBlobs, { account }, {});
  const { name: containerName, resourceManagerId: scope } = checkedPart(
    call,
    "container",
    storedEntityOf(container),
    STORAGE_ENTITY,
  );
  return {
    metadata: { accountName: service.name, containerName },
    services: [AzureService.storageBlobs(service, Role.STORAGE_BLOB_DATA_CONTRIBUTOR, { scope })],
  };
}

/** The attributes of a part of a service, each read once, after a check that they are texts. */
function checkedPart<T extends object, K extends keyof T & string>(
  call: string,
  argument: string,
  part: T,
  names: readonly K[],
): { readonly [name in K]: string } {
  refuseCall(call, isObject(part) ? [] : [{ ...A_PART, property: argument, value: kindOf(part) }]);
  const entries = names.map((name): [K, unknown] => [name, part[name]]);
  refuseCall(
    call,
    entries.flatMap(([name, value]) => checkText(`${argument}.${name}`, value)),
  );
  return Object.fromEntries(entries) as { readonly [name in K]: string };
}

const A_PART = {
  allowed: "the resource or the data source of the part, or an object with its attributes",
  change: "Pass that.",
};
const A_USE = { allowed: "a DaprUse", change: "Pass DaprUse.SEND, DaprUse.RECEIVE or DaprUse.SEND_AND_RECEIVE." };
const A_VAULT = { allowed: "a KeyVault", change: "Pass one, made or imported by KeyVault.from…()." };
const SERVICES = { allowed: "AzureServices", change: "Pass AzureService.storageBlobs(…) or another service." };
const CHECKPOINTS = {
  allowed: "a storage account and a container, where receivers keep what they have read",
  change: "Pass { account, container }.",
  source: "https://docs.dapr.io/reference/components-reference/supported-pubsub/setup-azure-eventhubs/",
};
