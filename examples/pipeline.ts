import { ContainerRegistry as AzurermContainerRegistry } from "@cdktf/provider-azurerm/lib/container-registry";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { TerraformStack } from "cdktf";
import {
  ContainerAppEnvironment,
  ContainerImage,
  ContainerRegistry,
  Ingress,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  RegistryCredentials,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

/**
 * An app whose images a pipeline builds and deploys: Terraform makes it with a public image, and leaves its images
 * alone from then on.
 */
export class PipelineStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const group = new ResourceGroup(this, "group", { name: "web-rg", location: "westeurope" });
    const place = { resourceGroupName: group.name, location: group.location };

    // #region app
    const { id: registryId, loginServer } = new AzurermContainerRegistry(this, "web7f3a", {
      ...place,
      name: "web7f3a",
      sku: "Basic",
    });
    const registry = ContainerRegistry.fromRegistryAttributes(this, "registry", { registryId, loginServer });
    const pull = new ManagedIdentity(this, "pull", { ...place, name: "web-pull" });

    new ManagedIdentityContainerApp(this, "web", {
      ...place,
      name: "web",
      environment: new ContainerAppEnvironment(this, "environment", { ...place, name: "web" }),
      registries: [RegistryCredentials.fromRegistry(registry, pull)],
      containers: [
        {
          image: ContainerImage.of("mcr.microsoft.com/k8se/quickstart:latest"),
          readinessProbe: { transport: "HTTP", port: 80, path: "/", intervalSeconds: 5 },
        },
      ],
      ignoreImageChanges: true,
      ingress: Ingress.external(80),
      minReplicas: 1,
      httpScaleRules: [{ name: "requests", concurrentRequests: "50" }],
    });
    // #endregion
  }
}
