import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { TerraformStack } from "cdktf";
import {
  AppIdentity,
  ContainerAppEnvironment,
  ContainerImage,
  ContainerRegistry,
  Ingress,
  ManagedIdentity,
  ManagedIdentityContainerApp,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

/**
 * One app in several regions: each has its own environment, and all act as one identity, which pulls from one registry.
 */
export class RegionsStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });

    // #region app
    const registry = ContainerRegistry.fromRegistryName(this, "registry", {
      name: "hub7f3a",
      resourceGroupName: "hub-rg",
    });
    const identity = new ManagedIdentity(this, "identity", {
      name: "web-id",
      resourceGroupName: "hub-rg",
      location: "westeurope",
    });

    for (const region of ["westeurope", "northeurope", "swedencentral"]) {
      const group = new ResourceGroup(this, `group-${region}`, { name: `web-${region}`, location: region });
      const place = { resourceGroupName: group.name, location: region };
      new ManagedIdentityContainerApp(this, `web-${region}`, {
        ...place,
        name: "web",
        environment: new ContainerAppEnvironment(this, `environment-${region}`, { ...place, name: "web" }),
        identity: AppIdentity.userAssigned(identity),
        containers: [{ image: ContainerImage.fromRegistry(registry, "web:1.2") }],
        ingress: Ingress.external(80),
      });
    }
    // #endregion
  }
}
