import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { App, LocalBackend, TerraformOutput, TerraformStack } from "cdktf";
import {
  AppIdentity,
  ContainerAppEnvironment,
  ContainerImage,
  ContainerRegistry,
  GrantHandOver,
  IContainerRegistry,
  IKeyVault,
  KeyVault,
  KeyVaultAccessModel,
  ManagedIdentity,
  ManagedIdentityContainerApp,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

const PLACE = { resourceGroupName: "web-rg", location: "westeurope" };

// #region stacks
/** The identity, and what it is to reach: applied first. Its output is what others grant. */
class IdentitiesStack extends TerraformStack {
  public readonly identity: ManagedIdentity;
  public readonly registry: IContainerRegistry;
  public readonly vault: IKeyVault;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    new LocalBackend(this, { path: `../../../terraform.${id}.tfstate` });
    new AzurermProvider(this, "azurerm", { features: [{}] });
    this.identity = new ManagedIdentity(this, "identity", { ...PLACE, name: "web-id" });
    this.registry = ContainerRegistry.fromRegistryName(this, "registry", {
      name: "hub7f3a",
      resourceGroupName: "hub-rg",
    });
    this.vault = KeyVault.fromKeyVaultName(this, "vault", {
      name: "hub-vault",
      resourceGroupName: "hub-rg",
      accessModel: KeyVaultAccessModel.RBAC,
    });

    new TerraformOutput(this, "hand_over", { value: GrantHandOver.enable(this).table });
  }
}

/** The app: applied once the grants are there. */
class WebStack extends TerraformStack {
  constructor(scope: Construct, id: string, { identity, registry, vault }: IdentitiesStack) {
    super(scope, id);
    new LocalBackend(this, { path: `../../../terraform.${id}.tfstate` });
    new AzurermProvider(this, "azurerm", { features: [{}] });
    GrantHandOver.enable(this);
    new ManagedIdentityContainerApp(this, "web", {
      ...PLACE,
      name: "web",
      environment: ContainerAppEnvironment.fromEnvironmentName(this, "environment", {
        name: "web",
        resourceGroupName: "web-rg",
      }),
      identity: AppIdentity.userAssigned(identity),
      secrets: { API_KEY: vault.secret("api-key") },
      containers: [{ image: ContainerImage.fromRegistry(registry, "web:1.2") }],
    });
  }
}

export function program(app: App): void {
  const identities = new IdentitiesStack(app, "identities");
  new WebStack(app, "web", identities);
}
// #endregion
