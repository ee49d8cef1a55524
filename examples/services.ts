import { CosmosdbAccount } from "@cdktf/provider-azurerm/lib/cosmosdb-account";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { ServicebusNamespace } from "@cdktf/provider-azurerm/lib/servicebus-namespace";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { TerraformStack } from "cdktf";
import {
  AzureService,
  ContainerAppEnvironment,
  ContainerImage,
  ContainerRegistry,
  CosmosDbRole,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  Role,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

/**
 * An app of a registry's image that reads blobs, sends messages and writes to a database; another identity pulls the
 * image.
 */
export class ServicesStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const group = new ResourceGroup(this, "group", { name: "orders-rg", location: "westeurope" });
    const place = { resourceGroupName: group.name, location: group.location };
    const environment = new ContainerAppEnvironment(this, "environment", { ...place, name: "orders" });
    const storage = new StorageAccount(this, "storage", {
      ...place,
      name: "orders7f3a",
      accountTier: "Standard",
      accountReplicationType: "LRS",
    });
    const bus = new ServicebusNamespace(this, "bus", { ...place, name: "orders-7f3a", sku: "Standard" });
    const cosmos = new CosmosdbAccount(this, "cosmos", {
      ...place,
      name: "orders-7f3a",
      offerType: "Standard",
      consistencyPolicy: { consistencyLevel: "Session" },
      geoLocation: [{ location: "westeurope", failoverPriority: 0 }],
    });

    // #region pull
    const registry = ContainerRegistry.fromRegistryName(this, "registry", {
      name: "hub7f3a",
      resourceGroupName: "hub-rg",
    });
    const pull = new ManagedIdentity(this, "pull", { ...place, name: "orders-pull" });
    // #endregion

    // #region app
    new ManagedIdentityContainerApp(this, "orders", {
      ...place,
      name: "orders",
      environment,
      containers: [{ image: ContainerImage.fromRegistry(registry, "orders:1.2", { identity: pull }) }],
      services: [
        AzureService.storageBlobs(storage),
        AzureService.serviceBus(bus, Role.SERVICE_BUS_DATA_SENDER),
        AzureService.cosmosDb(cosmos, CosmosDbRole.DATA_CONTRIBUTOR),
      ],
    });
    // #endregion
  }
}
