import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformOutput, TerraformStack } from "cdktf";
import {
  AppIdentity,
  ContainerAppEnvironment,
  ContainerImage,
  ContainerRegistry,
  GrantHandOver,
  KeyVault,
  KeyVaultAccessModel,
  ManagedIdentity,
  ManagedIdentityContainerApp,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

/** An app of a team that may not give access: the stack says what it needs, and others grant it. */
export class HandOverStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });

    // #region app
    const handOver = GrantHandOver.enable(this);
    new TerraformOutput(this, "hand_over", { value: handOver.table });

    const place = { resourceGroupName: "web-rg", location: "westeurope" };
    const identity = new ManagedIdentity(this, "identity", { ...place, name: "web-id" });
    const registry = ContainerRegistry.fromRegistryName(this, "registry", { name: "hub7f3a", resourceGroupName: "hub-rg" });
    const vault = KeyVault.fromKeyVaultName(this, "vault", { name: "hub-vault", resourceGroupName: "hub-rg", accessModel: KeyVaultAccessModel.RBAC });
    new ManagedIdentityContainerApp(this, "web", {
      ...place,
      name: "web",
      environment: ContainerAppEnvironment.fromEnvironmentName(this, "environment", { name: "web", resourceGroupName: "web-rg" }),
      identity: AppIdentity.userAssigned(identity),
      secrets: { API_KEY: vault.secret("api-key") },
      containers: [{ image: ContainerImage.fromRegistry(registry, "web:1.2") }],
    });
    // #endregion
  }
}
