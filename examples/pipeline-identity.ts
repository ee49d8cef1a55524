import { DataAzurermClientConfig } from "@cdktf/provider-azurerm/lib/data-azurerm-client-config";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { TerraformOutput, TerraformStack } from "cdktf";
import {
  ContainerAppEnvironment,
  ContainerImage,
  ContainerRegistry,
  FederatedCredential,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  RegistryCredentials,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

/** An app whose images a GitHub workflow pushes and deploys, as an identity that needs no secret. */
export class PipelineIdentityStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const group = new ResourceGroup(this, "group", { name: "shop-rg", location: "westeurope" });
    const place = { resourceGroupName: group.name, location: group.location };
    const registry = ContainerRegistry.fromRegistryName(this, "registry", {
      name: "contosoimages",
      resourceGroupName: "images-rg",
    });

    const shop = new ManagedIdentityContainerApp(this, "shop", {
      ...place,
      name: "shop",
      environment: new ContainerAppEnvironment(this, "environment", { ...place, name: "shop" }),
      registries: [RegistryCredentials.fromRegistry(registry)],
      containers: [{ image: ContainerImage.of("mcr.microsoft.com/k8se/quickstart:latest") }],
      ignoreImageChanges: true,
    });

    // #region pipeline
    const pipeline = new ManagedIdentity(this, "pipeline", { ...place, name: "shop-pipeline" });
    pipeline.addFederatedCredential("production", FederatedCredential.githubEnvironment("contoso/shop", "production"));
    pipeline.addFederatedCredential("main", FederatedCredential.githubBranch("contoso/shop", "main"));
    shop.grantDeploy(pipeline);
    // #endregion

    // #region outputs
    const caller = new DataAzurermClientConfig(this, "caller", {});
    new TerraformOutput(this, "azure_client_id", { value: pipeline.clientId });
    new TerraformOutput(this, "azure_tenant_id", { value: pipeline.tenantId });
    new TerraformOutput(this, "azure_subscription_id", { value: caller.subscriptionId });
    // #endregion
  }
}
