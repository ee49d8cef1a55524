import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { App, LocalBackend, TerraformStack, TerraformVariable } from "cdktf";
import {
  AppIdentity,
  ContainerAppEnvironment,
  ContainerImage,
  KeyVault,
  KeyVaultSecret,
  ManagedIdentity,
  ManagedIdentityContainerApp,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

const PLACE = { resourceGroupName: "store-rg", location: "westeurope" };

// #region stacks
/** What the platform's team owns: the environment, the vault with its secret, and an identity that both apps act as. */
class PlatformStack extends TerraformStack {
  public readonly environment: ContainerAppEnvironment;
  public readonly vault: KeyVault;
  public readonly identity: ManagedIdentity;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    new LocalBackend(this, { path: `../../../terraform.${id}.tfstate` });
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const group = new ResourceGroup(this, "group", { name: PLACE.resourceGroupName, location: PLACE.location });
    const place = { resourceGroupName: group.name, location: group.location };
    this.environment = new ContainerAppEnvironment(this, "environment", { ...place, name: "store" });
    this.vault = new KeyVault(this, "vault", { ...place, name: "store-vault-7f3a" });
    this.identity = new ManagedIdentity(this, "identity", { ...place, name: "store-id" });
    const password = new TerraformVariable(this, "db_password", { type: "string", sensitive: true });
    new KeyVaultSecret(this, "db-password", { vault: this.vault, name: "db-password", value: password.stringValue });
  }
}

/**
 * What the shop's team owns. The grant on the vault is made in the platform's stack, once, because the identity is that
 * stack's too.
 */
class ShopStack extends TerraformStack {
  constructor(scope: Construct, id: string, { environment, vault, identity }: PlatformStack) {
    super(scope, id);
    new LocalBackend(this, { path: `../../../terraform.${id}.tfstate` });
    new AzurermProvider(this, "azurerm", { features: [{}] });
    for (const name of ["catalog", "checkout"]) {
      new ManagedIdentityContainerApp(this, name, {
        ...PLACE,
        name,
        environment,
        identity: AppIdentity.userAssigned(identity),
        secrets: { DB_PASSWORD: vault.secret("db-password") },
        containers: [{ image: ContainerImage.of("mcr.microsoft.com/k8se/quickstart:latest") }],
      });
    }
  }
}

export function program(app: App): void {
  const platform = new PlatformStack(app, "platform");
  new ShopStack(app, "shop", platform);
}
// #endregion
