import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { TerraformStack, TerraformVariable } from "cdktf";
import {
  ContainerAppEnvironment,
  ContainerImage,
  KeyVault,
  KeyVaultAccessModel,
  KeyVaultSecret,
  ManagedIdentityContainerApp,
  SecretGrantScope,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

/** A vault that gives access by roles: the app may read one of its secrets, and waits until it can. */
export class RbacStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const group = new ResourceGroup(this, "group", { name: "shop-rg", location: "westeurope" });
    const place = { resourceGroupName: group.name, location: group.location };

    // #region secrets
    const password = new TerraformVariable(this, "db_password", { type: "string", sensitive: true });
    const vault = new KeyVault(this, "vault", {
      ...place,
      name: "shop-vault-7f3a",
      accessModel: KeyVaultAccessModel.RBAC,
    });
    const secret = new KeyVaultSecret(this, "db-password", { vault, name: "db-password", value: password.stringValue });

    new ManagedIdentityContainerApp(this, "shop", {
      ...place,
      name: "shop",
      environment: new ContainerAppEnvironment(this, "environment", { ...place, name: "shop" }),
      secrets: { DB_PASSWORD: secret.reference({ grantScope: SecretGrantScope.SECRET }) },
      containers: [{ image: ContainerImage.of("mcr.microsoft.com/k8se/quickstart:latest") }],
    });
    // #endregion
  }
}
