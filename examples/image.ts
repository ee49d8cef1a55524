import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import {
  ContainerAppEnvironment,
  ContainerImage,
  ContainerRegistry,
  ManagedIdentityContainerApp,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

const PLACE = { resourceGroupName: "orders-rg", location: "westeurope" };

/** An app whose image is in a registry of another team: the app's identity pulls it. */
export class ImageStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const environment = new ContainerAppEnvironment(this, "environment", { ...PLACE, name: "orders" });

    // #region app
    const registry = ContainerRegistry.fromRegistryName(this, "registry", {
      name: "hub7f3a",
      resourceGroupName: "hub-rg",
    });
    new ManagedIdentityContainerApp(this, "orders", {
      ...PLACE,
      name: "orders",
      environment,
      containers: [{ image: ContainerImage.fromRegistry(registry, "orders:1.2") }],
    });
    // #endregion
  }
}
