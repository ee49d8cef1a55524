import { isReference, kindOf, refuseCall } from "../core/problems";
import { checkValue } from "../rules/check";
import type { AzureCloud } from "./azure-cloud";
import type { PrivateLinkResource } from "./private-link-resource";
import { checkedRegion, checkedResource, checkText } from "./private/check-resource";
import { kustoIn, PRIVATE_LINK_SERVICES, PrivateLinkService, serviceOf } from "./private/private-link-services";
import { SUBRESOURCE, ZONE_NAME } from "./private/rules/private-dns-zones";

/**
 * What a private endpoint leads to: one part of a resource, and the private DNS zones that hold its names.
 *
 * A vault and a registry have a method of their own, `addPrivateEndpoint`. Blobs and queues of one storage account are
 * two targets, which take two endpoints.
 *
 * @see https://learn.microsoft.com/azure/private-link/private-endpoint-dns
 */
export class PrivateEndpointTarget {
  // The table of services is PRIVATE_LINK_SERVICES: each factory names one row.

  /** The blobs of a storage account. */
  public static storageBlobs(account: PrivateLinkResource): PrivateEndpointTarget {
    return PrivateEndpointTarget._known("storageBlobs", "account", account);
  }

  /** The queues of a storage account. */
  public static storageQueues(account: PrivateLinkResource): PrivateEndpointTarget {
    return PrivateEndpointTarget._known("storageQueues", "account", account);
  }

  /** The tables of a storage account. */
  public static storageTables(account: PrivateLinkResource): PrivateEndpointTarget {
    return PrivateEndpointTarget._known("storageTables", "account", account);
  }

  /** The file shares of a storage account, which volumes of apps mount. */
  public static storageFiles(account: PrivateLinkResource): PrivateEndpointTarget {
    return PrivateEndpointTarget._known("storageFiles", "account", account);
  }

  /**
   * The file systems of a storage account with a hierarchical namespace (Data Lake Storage). Its clients use the blobs'
   * endpoint, too.
   */
  public static storageDataLake(account: PrivateLinkResource): PrivateEndpointTarget {
    return PrivateEndpointTarget._known("storageDataLake", "account", account);
  }

  /** The static website of a storage account. */
  public static staticWebsite(account: PrivateLinkResource): PrivateEndpointTarget {
    return PrivateEndpointTarget._known("staticWebsite", "account", account);
  }

  /** A namespace of Service Bus, of the tier Premium. */
  public static serviceBus(bus: PrivateLinkResource): PrivateEndpointTarget {
    return PrivateEndpointTarget._known("serviceBus", "bus", bus);
  }

  /** A namespace of Event Hubs, of any tier but Basic. */
  public static eventHubs(hubs: PrivateLinkResource): PrivateEndpointTarget {
    return PrivateEndpointTarget._known("eventHubs", "hubs", hubs);
  }

  /** A topic of Event Grid. */
  public static eventGridTopic(topic: PrivateLinkResource): PrivateEndpointTarget {
    return PrivateEndpointTarget._known("eventGridTopic", "topic", topic);
  }

  /** A domain of Event Grid. */
  public static eventGridDomain(domain: PrivateLinkResource): PrivateEndpointTarget {
    return PrivateEndpointTarget._known("eventGridDomain", "domain", domain);
  }

  /** An account of Azure Cosmos DB for NoSQL. */
  public static cosmosDb(account: PrivateLinkResource): PrivateEndpointTarget {
    return PrivateEndpointTarget._known("cosmosDb", "account", account);
  }

  /** An account of Azure Cosmos DB for MongoDB. */
  public static cosmosDbForMongoDb(account: PrivateLinkResource): PrivateEndpointTarget {
    return PrivateEndpointTarget._known("cosmosDbForMongoDb", "account", account);
  }

  /** A flexible server of Azure Database for PostgreSQL. */
  public static postgreSql(server: PrivateLinkResource): PrivateEndpointTarget {
    return PrivateEndpointTarget._known("postgreSql", "server", server);
  }

  /** A flexible server of Azure Database for MySQL. */
  public static mySql(server: PrivateLinkResource): PrivateEndpointTarget {
    return PrivateEndpointTarget._known("mySql", "server", server);
  }

  /** A logical server of Azure SQL Database. */
  public static azureSql(server: PrivateLinkResource): PrivateEndpointTarget {
    return PrivateEndpointTarget._known("azureSql", "server", server);
  }

  /** A cache of Azure Cache for Redis. */
  public static redis(cache: PrivateLinkResource): PrivateEndpointTarget {
    return PrivateEndpointTarget._known("redis", "cache", cache);
  }

  /** An instance of Azure Managed Redis. */
  public static managedRedis(instance: PrivateLinkResource): PrivateEndpointTarget {
    return PrivateEndpointTarget._known("managedRedis", "instance", instance);
  }

  /** A store of App Configuration, of any tier but Free. */
  public static appConfiguration(store: PrivateLinkResource): PrivateEndpointTarget {
    return PrivateEndpointTarget._known("appConfiguration", "store", store);
  }

  /** A service of Azure AI Search. */
  public static aiSearch(service: PrivateLinkResource): PrivateEndpointTarget {
    return PrivateEndpointTarget._known("aiSearch", "service", service);
  }

  /** An account of Azure OpenAI. */
  public static openAi(account: PrivateLinkResource): PrivateEndpointTarget {
    return PrivateEndpointTarget._known("openAi", "account", account);
  }

  /** An account of Azure AI services, with its names for Azure OpenAI and Azure AI Foundry. */
  public static aiServices(account: PrivateLinkResource): PrivateEndpointTarget {
    return PrivateEndpointTarget._known("aiServices", "account", account);
  }

  /** A SignalR service. */
  public static signalR(service: PrivateLinkResource): PrivateEndpointTarget {
    return PrivateEndpointTarget._known("signalR", "service", service);
  }

  /** A Web PubSub service. */
  public static webPubSub(service: PrivateLinkResource): PrivateEndpointTarget {
    return PrivateEndpointTarget._known("webPubSub", "service", service);
  }

  /**
   * A cluster of Azure Data Explorer.
   *
   * @param region the region of the cluster, which is part of the name of its zone and so has to be known at synth
   */
  public static kusto(cluster: PrivateLinkResource, region: string): PrivateEndpointTarget {
    const call = "PrivateEndpointTarget.kusto";
    const { id, name } = checkedResource(call, "cluster", cluster);
    return new PrivateEndpointTarget(id, kustoIn(checkedRegion(call, region)), name);
  }

  /**
   * Any other part of a resource.
   *
   * @param subresourceName the name of the part, which Azure calls its group id too
   * @param zoneNames the names of its private DNS zones, as Microsoft recommends them:
   *   `privatelink.blob.core.windows.net`
   */
  public static of(resource: PrivateLinkResource, subresourceName: string, zoneNames: string[]): PrivateEndpointTarget {
    const call = "PrivateEndpointTarget.of";
    const { id, name } = checkedResource(call, "resource", resource);
    const isList = Array.isArray(zoneNames) && !isReference(zoneNames) && zoneNames.length > 0;
    refuseCall(call, [
      ...checkText("subresourceName", subresourceName),
      ...checkValue(SUBRESOURCE, "subresourceName", subresourceName),
      ...(isList
        ? zoneNames.flatMap((zone, i) => checkValue(ZONE_NAME, `zoneNames[${i}]`, zone))
        : [{ ...NAMES_OF_ZONES, property: "zoneNames", value: kindOf(zoneNames) }]),
    ]);
    return new PrivateEndpointTarget(id, serviceOf(subresourceName, zoneNames), name);
  }

  /**
   * A key vault; a program says `vault.addPrivateEndpoint`.
   *
   * @internal
   */
  public static _keyVault(id: string, name: string): PrivateEndpointTarget {
    return new PrivateEndpointTarget(id, PRIVATE_LINK_SERVICES.keyVault, name);
  }

  /**
   * A container registry; a program says `registry.addPrivateEndpoint`.
   *
   * @internal
   */
  public static _containerRegistry(id: string, name: string): PrivateEndpointTarget {
    return new PrivateEndpointTarget(id, PRIVATE_LINK_SERVICES.containerRegistry, name);
  }

  /** @internal */
  private static _known(
    service: keyof typeof PRIVATE_LINK_SERVICES,
    argument: string,
    resource: PrivateLinkResource,
  ): PrivateEndpointTarget {
    const { id, name } = checkedResource(`PrivateEndpointTarget.${service}`, argument, resource);
    return new PrivateEndpointTarget(id, PRIVATE_LINK_SERVICES[service], name);
  }

  private constructor(
    /** The id of the resource. */
    public readonly resourceId: string,
    /** @internal */
    public readonly _service: PrivateLinkService,
    /** @internal */
    public readonly _name: string | undefined,
  ) {}

  /** The name of the part that the endpoint leads to, which Azure calls its group id too. */
  public get subresourceName(): string {
    return this._service.subresource;
  }

  /**
   * The type in the ids of such resources; undefined where the program describes the service itself.
   *
   * @internal
   */
  public get _kind(): string | undefined {
    return this._service.kind;
  }

  /**
   * The names of the private DNS zones; undefined for a cloud whose zones Microsoft does not list.
   *
   * @internal
   */
  public _zoneNames(cloud: AzureCloud): readonly string[] | undefined {
    return this._service.zones[cloud];
  }
}

/** The sentence for the zones of PrivateEndpointTarget.of. */
const NAMES_OF_ZONES = {
  allowed: "a list of the names of zones",
  change: 'Pass them, such as ["privatelink.blob.core.windows.net"].',
};
