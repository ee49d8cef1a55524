import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import {
  AppIdentity,
  ContainerAppEnvironment,
  ContainerImage,
  Ingress,
  KeyVault,
  KeyVaultAccessModel,
  ManagedIdentity,
  ManagedIdentityContainerApp,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

const SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000";

/**
 * An app among resources that other teams own: its identity, its vault (in another subscription) and its environment
 * exist.
 */
export class ExistingResourcesStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const hub = new AzurermProvider(this, "hub", {
      alias: "hub",
      subscriptionId: "11111111-1111-1111-1111-111111111111",
      features: [{}],
    });

    // #region identity
    const identity = ManagedIdentity.fromIdentityId(
      this,
      "identity",
      `${SUBSCRIPTION}/resourceGroups/shared-rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders-id`,
    );
    // #endregion
    // #region vault
    const vault = KeyVault.fromKeyVaultName(this, "vault", {
      name: "hub-vault",
      resourceGroupName: "hub-rg",
      accessModel: KeyVaultAccessModel.RBAC,
      provider: hub,
    });
    // #endregion
    // #region app
    new ManagedIdentityContainerApp(this, "orders", {
      name: "orders",
      resourceGroupName: "orders-rg",
      environment: ContainerAppEnvironment.fromEnvironmentId(
        this,
        "environment",
        `${SUBSCRIPTION}/resourceGroups/shared-rg/providers/Microsoft.App/managedEnvironments/shared`,
      ),
      identity: AppIdentity.userAssigned(identity),
      secrets: { DB_PASSWORD: vault.secret("db-password") },
      ingress: Ingress.external(80),
      containers: [{ image: ContainerImage.of("mcr.microsoft.com/k8se/quickstart:latest"), cpu: 0.5 }],
    });
    // #endregion
  }
}
