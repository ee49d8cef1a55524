import { ContainerRegistry as AzurermContainerRegistry } from "@cdktf/provider-azurerm/lib/container-registry";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { Subnet } from "@cdktf/provider-azurerm/lib/subnet";
import { VirtualNetwork } from "@cdktf/provider-azurerm/lib/virtual-network";
import { TerraformStack, TerraformVariable } from "cdktf";
import {
  AzureService,
  ContainerAppEnvironment,
  ContainerImage,
  ContainerRegistry,
  KeyVault,
  KeyVaultSecret,
  ManagedIdentityContainerApp,
  PrivateDnsZones,
  PrivateEndpoint,
  PrivateEndpointTarget,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

/** An app whose vault, registry and storage account are reached from its virtual network alone. */
export class PrivateEndpointsStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    // #region provider
    // azurerm 4 reads the queues of a new storage account, which it cannot reach before the endpoint is there.
    new AzurermProvider(this, "azurerm", { features: [{ storage: [{ dataPlaneAvailable: false }] }] });
    // #endregion
    const group = new ResourceGroup(this, "group", { name: "orders-rg", location: "westeurope" });
    const place = { resourceGroupName: group.name, location: group.location };
    const password = new TerraformVariable(this, "db_password", { type: "string", sensitive: true });

    // #region network
    const network = new VirtualNetwork(this, "network", { ...place, name: "orders", addressSpace: ["10.0.0.0/16"] });
    const inNetwork = { resourceGroupName: group.name, virtualNetworkName: network.name };
    const apps = new Subnet(this, "apps", {
      ...inNetwork,
      name: "apps",
      addressPrefixes: ["10.0.0.0/24"],
      delegation: [
        {
          name: "apps",
          serviceDelegation: {
            name: "Microsoft.App/environments",
            actions: ["Microsoft.Network/virtualNetworks/subnets/join/action"],
          },
        },
      ],
    });
    const endpoints = new Subnet(this, "endpoints", {
      ...inNetwork,
      name: "endpoints",
      addressPrefixes: ["10.0.1.0/24"],
    });
    const environment = new ContainerAppEnvironment(this, "environment", {
      ...place,
      name: "orders",
      infrastructureSubnetId: apps.id,
    });
    const privateDnsZones = new PrivateDnsZones(this, "zones", {
      resourceGroupName: group.name,
      virtualNetworks: { orders: network.id },
    });
    const inside = { ...place, subnetId: endpoints.id, privateDnsZones };
    // #endregion

    // #region vault
    const vault = new KeyVault(this, "vault", {
      ...place,
      name: "orders-vault-7f3a",
      publicNetworkAccessEnabled: false,
    });
    vault.addPrivateEndpoint("inside", inside);
    // #endregion

    // #region others
    const { id: registryId, loginServer } = new AzurermContainerRegistry(this, "orders7f3a", {
      ...place,
      name: "orders7f3a",
      sku: "Premium",
      publicNetworkAccessEnabled: false,
    });
    const registry = ContainerRegistry.fromRegistryAttributes(this, "registry", { registryId, loginServer });
    registry.addPrivateEndpoint("inside", inside);

    const storage = new StorageAccount(this, "storage", {
      ...place,
      name: "orders7f3a",
      accountTier: "Standard",
      accountReplicationType: "LRS",
      publicNetworkAccessEnabled: false,
    });
    new PrivateEndpoint(this, "blobs", { ...inside, target: PrivateEndpointTarget.storageBlobs(storage) });
    new PrivateEndpoint(this, "queues", { ...inside, target: PrivateEndpointTarget.storageQueues(storage) });
    // #endregion

    // #region app
    const secret = new KeyVaultSecret(this, "db-password", { vault, name: "db-password", value: password.stringValue });
    new ManagedIdentityContainerApp(this, "orders", {
      ...place,
      name: "orders",
      environment,
      secrets: { DB_PASSWORD: secret.reference() },
      services: [AzureService.storageBlobs(storage)],
      containers: [{ image: ContainerImage.fromRegistry(registry, "orders:1.2", { pushedBy: [] }) }],
    });
    // #endregion
  }
}
