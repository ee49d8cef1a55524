import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { TerraformStack } from "cdktf";
import {
  AppIdentity,
  ContainerAppEnvironment,
  ContainerImage,
  KeyVault,
  ManagedIdentityContainerApp,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

/**
 * An app under the identity that Azure makes with it: its code reads the vault, because Azure could not do so before
 * the app exists.
 */
export class SystemAssignedStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const group = new ResourceGroup(this, "group", { name: "reports-rg", location: "westeurope" });
    const place = { resourceGroupName: group.name, location: group.location };

    // #region app
    const app = new ManagedIdentityContainerApp(this, "reports", {
      ...place,
      name: "reports",
      environment: new ContainerAppEnvironment(this, "environment", { ...place, name: "reports" }),
      identity: AppIdentity.systemAssigned(),
      containers: [{ image: ContainerImage.of("mcr.microsoft.com/azure-cli"), command: ["tail", "-f", "/dev/null"] }],
    });
    const vault = new KeyVault(this, "vault", { ...place, name: "reports-vault-7f3a" });
    vault.grantReadSecrets(app);
    // #endregion
  }
}
