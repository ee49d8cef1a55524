import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { StorageContainer } from "@cdktf/provider-azurerm/lib/storage-container";
import { TerraformStack } from "cdktf";
import {
  AzureService,
  ContainerAppEnvironment,
  ContainerImage,
  ManagedIdentityContainerApp,
  Role,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

const PLACE = { resourceGroupName: "shop-rg", location: "westeurope" };

/** A shop with pictures of its products. */
export class ShopStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const storage = new StorageAccount(this, "storage", {
      ...PLACE,
      name: "shop7f3a",
      accountTier: "Standard",
      accountReplicationType: "LRS",
    });
    const pictures = new StorageContainer(this, "pictures", { name: "pictures", storageAccountId: storage.id });

    new ManagedIdentityContainerApp(this, "shop", {
      ...PLACE,
      name: "shop",
      environment: new ContainerAppEnvironment(this, "environment", { ...PLACE, name: "shop" }),
      containers: [{ image: ContainerImage.of("mcr.microsoft.com/k8se/quickstart:latest") }],
      environmentVariables: { CONTAINER: pictures.name },
      services: [AzureService.storageBlobs(storage, Role.STORAGE_BLOB_DATA_READER, { scope: pictures.id })],
    });
  }
}
