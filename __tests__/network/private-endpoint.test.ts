import { ContainerRegistry as AzurermContainerRegistry } from "@cdktf/provider-azurerm/lib/container-registry";
import { AppConfiguration } from "@cdktf/provider-azurerm/lib/app-configuration";
import { EventhubNamespace } from "@cdktf/provider-azurerm/lib/eventhub-namespace";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ServicebusNamespace } from "@cdktf/provider-azurerm/lib/servicebus-namespace";
import { Subnet } from "@cdktf/provider-azurerm/lib/subnet";
import { VirtualNetwork } from "@cdktf/provider-azurerm/lib/virtual-network";
import { TerraformOutput, TerraformStack } from "cdktf";
import {
  AzureCloud,
  ContainerAppEnvironment,
  ContainerRegistry,
  KeyVault,
  PrivateDnsZones,
  PrivateEndpoint,
  PrivateEndpointOptions,
  PrivateEndpointTarget,
} from "../../lib/index";
import { NETWORK_ID, STORAGE_ID, SUBNET_ID } from "../support/every-argument";
import { cosmosIn, PLACE, storageIn } from "../support/services";
import { Body, importVault, makeVault, synth, Synthesized, VAULT_ID } from "../support/synth";

const PROVIDERS = STORAGE_ID.replace(/\/Microsoft\.Storage.*/, "");

/** Where the endpoints are, with zones that the stack makes once. */
const inside = (stack: TerraformStack, cloud?: AzureCloud): PrivateEndpointOptions => ({
  ...PLACE,
  subnetId: SUBNET_ID,
  privateDnsZones:
    (stack.node.tryFindChild("zones") as PrivateDnsZones | undefined) ??
    new PrivateDnsZones(stack, "zones", { resourceGroupName: "my-rg", virtualNetworks: { main: NETWORK_ID }, cloud }),
});
const endpointTo = (stack: TerraformStack, target: PrivateEndpointTarget, cloud?: AzureCloud, id = "endpoint") =>
  new PrivateEndpoint(stack, id, { ...inside(stack, cloud), target });
const connectionOf = (program: Synthesized) =>
  program.only("azurerm_private_endpoint").private_service_connection as Body;
const zonesOf = (program: Synthesized) =>
  Object.values(program.all("azurerm_private_dns_zone")).map(({ name }) => name);

test("a vault gets an endpoint, its zone and a link of that to the network", () => {
  const program = synth((stack) => makeVault(stack).addPrivateEndpoint("inside", inside(stack)));
  const zone = Object.keys(program.all("azurerm_private_dns_zone"))[0]!;
  expect(program.only("azurerm_private_endpoint")).toEqual({
    name: "my-vault-vault",
    resource_group_name: "my-rg",
    location: "westeurope",
    subnet_id: SUBNET_ID,
    private_service_connection: {
      name: "my-vault-vault",
      is_manual_connection: false,
      private_connection_resource_id: expect.stringMatching(/^\$\{azurerm_key_vault\.vault_\w+\.id\}$/) as string,
      subresource_names: ["vault"],
    },
    private_dns_zone_group: { name: "default", private_dns_zone_ids: [`\${azurerm_private_dns_zone.${zone}.id}`] },
  });
  expect(program.only("azurerm_private_dns_zone")).toEqual({
    name: "privatelink.vaultcore.azure.net",
    resource_group_name: "my-rg",
  });
  expect(program.only("azurerm_private_dns_zone_virtual_network_link")).toEqual({
    name: "main",
    private_dns_zone_name: `\${azurerm_private_dns_zone.${zone}.name}`,
    resource_group_name: `\${azurerm_private_dns_zone.${zone}.resource_group_name}`,
    virtual_network_id: NETWORK_ID,
  });
});

test.each<[string, (stack: TerraformStack) => unknown, string]>([
  ["a vault by name", (stack) => importVault(stack).addPrivateEndpoint("inside", inside(stack)), "my-vault-vault"],
  [
    "a vault by attributes",
    (stack) =>
      KeyVault.fromKeyVaultAttributes(stack, "vault", {
        keyVaultId: VAULT_ID,
        vaultUri: "https://my-vault.vault.azure.net/",
        accessModel: importVault(stack, "other").accessModel,
      }).addPrivateEndpoint("inside", inside(stack)),
    "my-vault-vault",
  ],
  [
    "a registry by name",
    (stack) =>
      ContainerRegistry.fromRegistryName(stack, "registry", {
        name: "hub7f3a",
        resourceGroupName: "my-rg",
      }).addPrivateEndpoint("inside", inside(stack)),
    "hub7f3a-registry",
  ],
  [
    "a registry by id",
    (stack) =>
      ContainerRegistry.fromRegistryId(
        stack,
        "registry",
        `${PROVIDERS}/Microsoft.ContainerRegistry/registries/hub7f3a`,
      ).addPrivateEndpoint("inside", inside(stack)),
    "hub7f3a-registry",
  ],
  [
    "a storage account by its id alone",
    (stack) => endpointTo(stack, PrivateEndpointTarget.storageTables({ id: STORAGE_ID })),
    "mystorage-table",
  ],
  [
    "a database of azurerm's class",
    (stack) => endpointTo(stack, PrivateEndpointTarget.cosmosDb(cosmosIn(stack))),
    "${azurerm_cosmosdb_account.cosmos.name}-sql",
  ],
])("what is imported or azurerm's own gets an endpoint: %s", (_, add, name) => {
  const program = synth(add);
  expect(connectionOf(program)).toMatchObject({ name, is_manual_connection: false });
  expect(program.only("azurerm_private_endpoint")).toMatchObject({ name });
});

const ID = (kind: string) => ({ id: `${PROVIDERS}/${kind}/mine` });
const T = PrivateEndpointTarget;
const BLOB = ID("Microsoft.Storage/storageAccounts");
const COSMOS = ID("Microsoft.DocumentDB/databaseAccounts");
const COGNITIVE = ID("Microsoft.CognitiveServices/accounts");
const BUS = ID("Microsoft.ServiceBus/namespaces");

/** The part and the zones of each service, as Microsoft's page lists them: https://learn.microsoft.com/azure/private-link/private-endpoint-dns */
const ROWS: [string, PrivateEndpointTarget, string, string[]][] = [
  ["storageBlobs", T.storageBlobs(BLOB), "blob", ["privatelink.blob.core.windows.net"]],
  ["storageQueues", T.storageQueues(BLOB), "queue", ["privatelink.queue.core.windows.net"]],
  ["storageTables", T.storageTables(BLOB), "table", ["privatelink.table.core.windows.net"]],
  ["storageFiles", T.storageFiles(BLOB), "file", ["privatelink.file.core.windows.net"]],
  ["storageDataLake", T.storageDataLake(BLOB), "dfs", ["privatelink.dfs.core.windows.net"]],
  ["staticWebsite", T.staticWebsite(BLOB), "web", ["privatelink.web.core.windows.net"]],
  ["serviceBus", T.serviceBus(BUS), "namespace", ["privatelink.servicebus.windows.net"]],
  ["eventHubs", T.eventHubs(ID("Microsoft.EventHub/namespaces")), "namespace", ["privatelink.servicebus.windows.net"]],
  ["eventGridTopic", T.eventGridTopic(ID("Microsoft.EventGrid/topics")), "topic", ["privatelink.eventgrid.azure.net"]],
  [
    "eventGridDomain",
    T.eventGridDomain(ID("Microsoft.EventGrid/domains")),
    "domain",
    ["privatelink.eventgrid.azure.net"],
  ],
  ["cosmosDb", T.cosmosDb(COSMOS), "Sql", ["privatelink.documents.azure.com"]],
  ["cosmosDbForMongoDb", T.cosmosDbForMongoDb(COSMOS), "MongoDB", ["privatelink.mongo.cosmos.azure.com"]],
  [
    "postgreSql",
    T.postgreSql(ID("Microsoft.DBforPostgreSQL/flexibleServers")),
    "postgresqlServer",
    ["privatelink.postgres.database.azure.com"],
  ],
  [
    "mySql",
    T.mySql(ID("Microsoft.DBforMySQL/flexibleServers")),
    "mysqlServer",
    ["privatelink.mysql.database.azure.com"],
  ],
  ["azureSql", T.azureSql(ID("Microsoft.Sql/servers")), "sqlServer", ["privatelink.database.windows.net"]],
  ["redis", T.redis(ID("Microsoft.Cache/redis")), "redisCache", ["privatelink.redis.cache.windows.net"]],
  [
    "managedRedis",
    T.managedRedis(ID("Microsoft.Cache/redisEnterprise")),
    "redisEnterprise",
    ["privatelink.redis.azure.net"],
  ],
  [
    "appConfiguration",
    T.appConfiguration(ID("Microsoft.AppConfiguration/configurationStores")),
    "configurationStores",
    ["privatelink.azconfig.io"],
  ],
  ["aiSearch", T.aiSearch(ID("Microsoft.Search/searchServices")), "searchService", ["privatelink.search.windows.net"]],
  ["openAi", T.openAi(COGNITIVE), "account", ["privatelink.openai.azure.com"]],
  [
    "aiServices",
    T.aiServices(COGNITIVE),
    "account",
    ["privatelink.cognitiveservices.azure.com", "privatelink.openai.azure.com", "privatelink.services.ai.azure.com"],
  ],
  ["signalR", T.signalR(ID("Microsoft.SignalRService/signalR")), "signalr", ["privatelink.service.signalr.net"]],
  [
    "webPubSub",
    T.webPubSub(ID("Microsoft.SignalRService/webPubSub")),
    "webpubsub",
    ["privatelink.webpubsub.azure.com"],
  ],
  [
    "kusto",
    T.kusto(ID("Microsoft.Kusto/clusters"), "West Europe"),
    "cluster",
    [
      "privatelink.westeurope.kusto.windows.net",
      "privatelink.blob.core.windows.net",
      "privatelink.queue.core.windows.net",
      "privatelink.table.core.windows.net",
    ],
  ],
  [
    "of",
    T.of(ID("Microsoft.Purview/accounts"), "account", ["privatelink.purview.azure.com"]),
    "account",
    ["privatelink.purview.azure.com"],
  ],
];

test.each(ROWS)("%s leads to one part of the service, whose names are in its zones", (_, target, part, zones) => {
  const program = synth((stack) => endpointTo(stack, target));
  expect(connectionOf(program)).toMatchObject({
    private_connection_resource_id: target.resourceId,
    subresource_names: [part],
  });
  expect(zonesOf(program).sort()).toEqual([...zones].sort());
  expect(program.only("azurerm_private_endpoint").private_dns_zone_group).toMatchObject({
    private_dns_zone_ids: expect.arrayContaining(
      zones.map(() => expect.stringMatching(/^\$\{azurerm_private_dns_zone\..*\.id\}$/) as string),
    ) as string[],
  });
});

test("every target is among the rows", () => {
  const names = Object.getOwnPropertyNames(PrivateEndpointTarget).filter(
    (name) => !/^_|^(length|name|prototype)$/.test(name),
  );
  expect(ROWS.map(([name]) => name).sort()).toEqual(names.sort());
});

test.each<[AzureCloud, PrivateEndpointTarget, string]>([
  [AzureCloud.US_GOVERNMENT, T.storageQueues(BLOB), "privatelink.queue.core.usgovcloudapi.net"],
  [AzureCloud.CHINA, T.storageQueues(BLOB), "privatelink.queue.core.chinacloudapi.cn"],
  [AzureCloud.US_GOVERNMENT, T.serviceBus(BUS), "privatelink.servicebus.usgovcloudapi.net"],
  [AzureCloud.CHINA, T.cosmosDb(COSMOS), "privatelink.documents.azure.cn"],
])("in the cloud %s the zone has the name that it has there", (cloud, target, zone) => {
  expect(zonesOf(synth((stack) => endpointTo(stack, target, cloud)))).toEqual([zone]);
});

test("the vault and the registry have the zones of the cloud of the provider", () => {
  const program = synth((stack) => {
    (stack.node.findChild("azurerm") as AzurermProvider).environment = "china";
    importVault(stack).addPrivateEndpoint("inside", inside(stack));
    ContainerRegistry.fromRegistryName(stack, "registry", {
      name: "hub7f3a",
      resourceGroupName: "my-rg",
    }).addPrivateEndpoint("inside", inside(stack));
  });
  expect(zonesOf(program).sort()).toEqual(["privatelink.azurecr.cn", "privatelink.vaultcore.azure.cn"]);
});

test("a service whose zones Microsoft does not list for a cloud is refused there", () => {
  expect(() =>
    synth((stack) => endpointTo(stack, T.webPubSub(ID("Microsoft.SignalRService/webPubSub")), AzureCloud.CHINA)),
  ).toThrow(
    /^\[test\/zones\] is refused:\n {2}- target is "webpubsub"; allowed: .*cloud china.*PrivateEndpointTarget\.of/,
  );
});

test("each option is the argument of azurerm's class", () => {
  const program = synth((stack) => {
    const provider = new AzurermProvider(stack, "hub", { features: [{}], alias: "hub", subscriptionId: "${var.hub}" });
    makeVault(stack).addPrivateEndpoint("inside", {
      ...inside(stack),
      name: "pe-vault",
      customNetworkInterfaceName: "nic-vault",
      ipConfiguration: [
        { name: "vault", privateIpAddress: "10.0.1.5", subresourceName: "vault", memberName: "default" },
      ],
      tags: { team: "orders" },
      provider,
      lifecycle: { preventDestroy: true },
      dependsOn: [storageIn(stack)],
      timeouts: { create: "10m" },
    });
  });
  expect(program.only("azurerm_private_endpoint")).toMatchObject({
    name: "pe-vault",
    custom_network_interface_name: "nic-vault",
    ip_configuration: [
      { name: "vault", private_ip_address: "10.0.1.5", subresource_name: "vault", member_name: "default" },
    ],
    tags: { team: "orders" },
    provider: "azurerm.hub",
    lifecycle: { prevent_destroy: true },
    depends_on: ["azurerm_storage_account.storage"],
    timeouts: { create: "10m" },
  });
});

test("its id and its address are attributes", () => {
  const program = synth((stack) => {
    const { privateEndpointId, privateIpAddress } = endpointTo(stack, T.storageBlobs(BLOB));
    new TerraformOutput(stack, "out", { value: [privateEndpointId, privateIpAddress] });
  });
  const [address] = Object.keys(program.all("azurerm_private_endpoint"));
  expect((program.json as { output?: Body }).output).toMatchObject({
    out: {
      value: [
        `\${azurerm_private_endpoint.${address}.id}`,
        `\${azurerm_private_endpoint.${address}.private_service_connection[0].private_ip_address}`,
      ],
    },
  });
});

describe("is refused:", () => {
  test.each<[string, (stack: TerraformStack) => unknown, RegExp, (stack: TerraformStack) => unknown]>([
    [
      "a second endpoint of a vault with the id of the first",
      (stack) => {
        const vault = importVault(stack);
        ["a", "a"].forEach((id, i) => vault.addPrivateEndpoint(id, { ...inside(stack), name: `e${i}` }));
      },
      /\[test\/vault\] is refused:\n {2}- id is "a"; allowed: a string that no other private endpoint/,
      (stack) => {
        const vault = importVault(stack);
        ["a", "b"].forEach((id, i) => vault.addPrivateEndpoint(id, { ...inside(stack), name: `e${i}` }));
      },
    ],
    [
      "a second endpoint of the name of the first in a resource group",
      (stack) => {
        const vault = importVault(stack);
        ["a", "b"].forEach((id) => vault.addPrivateEndpoint(id, inside(stack)));
      },
      /\[test\/vault\/PrivateEndpoint-b\] has the name "my-vault-vault" of \[test\/vault\/PrivateEndpoint-a\]/,
      (stack) => {
        const vault = importVault(stack);
        vault.addPrivateEndpoint("a", inside(stack));
        vault.addPrivateEndpoint("b", { ...inside(stack), resourceGroupName: "other-rg" });
      },
    ],
    [
      "a vault by its URI, whose id is not known",
      (stack) =>
        KeyVault.fromVaultUri(stack, "vault", "https://my-vault.vault.azure.net/").addPrivateEndpoint(
          "inside",
          inside(stack),
        ),
      /\[test\/vault\] is imported by its URI, which does not show its resource id/,
      (stack) => importVault(stack).addPrivateEndpoint("inside", inside(stack)),
    ],
    [
      "the id of another kind of service",
      (stack) => endpointTo(stack, T.storageBlobs(BUS)),
      /\[test\/endpoint\] is refused:\n {2}- target: the id of the resource is .*Microsoft\.Storage\/storageAccounts/,
      (stack) => endpointTo(stack, T.storageBlobs(BLOB)),
    ],
    [
      "the name of a resource for its id",
      (stack) => endpointTo(stack, T.storageBlobs({ id: storageIn(stack).name })),
      /target: the id of the resource is "azurerm_storage_account\.storage\.name"; allowed: the attribute id/,
      (stack) => endpointTo(stack, T.storageBlobs(storageIn(stack))),
    ],
  ])("%s", (_, refused, message, accepted) => {
    expect(() => synth(refused)).toThrow(message);
    expect(() => synth(accepted)).not.toThrow();
  });

  test.each<[string, () => unknown, RegExp]>([
    [
      "a target of nothing",
      () => T.storageBlobs(null as never),
      /^PrivateEndpointTarget\.storageBlobs is refused:\n {2}- account is null/,
    ],
    ["a target without an id", () => T.cosmosDb({} as never), /account\.id is missing/],
    [
      "a region that synth does not know",
      () => T.kusto(BLOB, "${var.region}"),
      /^PrivateEndpointTarget\.kusto is refused:\n {2}- region/,
    ],
    [
      "a target without a zone",
      () => T.of(BLOB, "blob", []),
      /zoneNames is a list; allowed: a list of the names of zones/,
    ],
    ["a zone that is no name", () => T.of(BLOB, "blob", ["https://x"]), /zoneNames\[0\] is "https:\/\/x"/],
    [
      "a part that is no name",
      () => T.of(BLOB, "b", ["privatelink.x.net"]),
      /subresourceName is "b"; allowed: 3 to 63/,
    ],
  ])("%s", (_, refused, message) => {
    expect(refused).toThrow(message);
  });
});

/** The tiers of services that have private endpoints, and the nearest that have none. */
const TIERS: [
  string,
  (stack: TerraformStack, sku?: string) => PrivateEndpointTarget,
  (string | undefined)[],
  string[],
][] = [
  [
    "Service Bus",
    (stack, sku = "") => T.serviceBus(new ServicebusNamespace(stack, "bus", { ...PLACE, name: "bus", sku })),
    ["Basic", "Standard"],
    ["Premium", "${var.sku}"],
  ],
  [
    "Event Hubs",
    (stack, sku = "") => T.eventHubs(new EventhubNamespace(stack, "hubs", { ...PLACE, name: "hubs", sku })),
    ["Basic"],
    ["Standard", "Premium"],
  ],
  [
    "App Configuration",
    (stack, sku) => T.appConfiguration(new AppConfiguration(stack, "store", { ...PLACE, name: "store", sku })),
    [undefined, "free"],
    ["developer", "standard", "premium"],
  ],
];

describe("a service of a tier without private endpoints is refused:", () => {
  test.each(TIERS)("%s", (_, targetIn, refused, accepted) => {
    const withTier = (sku: string | undefined) => () => synth((stack) => endpointTo(stack, targetIn(stack, sku)));
    refused.forEach((sku) =>
      expect(withTier(sku)).toThrow(/\[test\/endpoint\] leads to \[test\/\w+\], whose sku is \w+; allowed: .*sku/),
    );
    accepted.forEach((sku) => expect(withTier(sku)).not.toThrow());
  });

  test("a registry, which is Premium", () => {
    const withTier = (sku: string) => () =>
      synth((stack) => {
        const { id: registryId, loginServer } = new AzurermContainerRegistry(stack, "made", {
          ...PLACE,
          name: "hub7f3a",
          sku,
        });
        ContainerRegistry.fromRegistryAttributes(stack, "registry", { registryId, loginServer }).addPrivateEndpoint(
          "inside",
          inside(stack),
        );
      });
    ["Basic", "Standard"].forEach((sku) =>
      expect(withTier(sku)).toThrow(
        /PrivateEndpoint-inside\] leads to \[test\/made\], whose sku is \w+; allowed: .*Premium.*container-registry-private-link/,
      ),
    );
    expect(withTier("Premium")).not.toThrow();
  });
});

describe("the network", () => {
  const networkIn = (stack: TerraformStack, location = "westeurope") => {
    const network = new VirtualNetwork(stack, "network", {
      ...PLACE,
      location,
      name: "main",
      addressSpace: ["10.0.0.0/16"],
    });
    const subnetOf = (name: string, prefix: string, isDelegated = false) =>
      new Subnet(stack, name, {
        name,
        resourceGroupName: "my-rg",
        virtualNetworkName: network.name,
        addressPrefixes: [prefix],
        delegation: isDelegated
          ? [{ name: "apps", serviceDelegation: { name: "Microsoft.App/environments" } }]
          : undefined,
      });
    return { apps: subnetOf("apps", "10.0.0.0/24", true), endpoints: subnetOf("endpoints", "10.0.1.0/24") };
  };

  test("has the endpoint in another subnet than the environment", () => {
    const inSubnet = (name: "apps" | "endpoints") => () =>
      synth((stack) => {
        const subnets = networkIn(stack);
        new ContainerAppEnvironment(stack, "environment", {
          ...PLACE,
          name: "orders",
          infrastructureSubnetId: subnets.apps.id,
        });
        makeVault(stack).addPrivateEndpoint("inside", { ...inside(stack), subnetId: subnets[name].id });
      });
    expect(inSubnet("apps")).toThrow(/PrivateEndpoint-inside\] is in the subnet of \[test\/environment\]/);
    expect(inSubnet("endpoints")).not.toThrow();
  });

  test("has the endpoint in its own region, whatever that of the service", () => {
    const inRegion = (location: string) => () =>
      synth((stack) => {
        const { endpoints } = networkIn(stack, "northeurope");
        const { privateDnsZones } = inside(stack);
        makeVault(stack).addPrivateEndpoint("inside", {
          resourceGroupName: "my-rg",
          location,
          subnetId: endpoints.id,
          privateDnsZones,
        });
      });
    expect(inRegion("westeurope")).toThrow(
      /PrivateEndpoint-inside\] is in westeurope, and its subnet in \[test\/network\] in northeurope/,
    );
    expect(inRegion("North Europe")).not.toThrow();
  });
});
