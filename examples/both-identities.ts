import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { TerraformStack, TerraformVariable } from "cdktf";
import {
  AppIdentity,
  ContainerAppEnvironment,
  ContainerImage,
  KeyVault,
  KeyVaultSecret,
  ManagedIdentityContainerApp,
  Role,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

/**
 * An app with both kinds of identity: a user-assigned one that reads its secret, and the system-assigned one for what
 * is this app's alone.
 */
export class BothIdentitiesStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const group = new ResourceGroup(this, "group", { name: "billing-rg", location: "westeurope" });
    const place = { resourceGroupName: group.name, location: group.location };

    const apiKey = new TerraformVariable(this, "api_key", { type: "string", sensitive: true });
    const vault = new KeyVault(this, "vault", { ...place, name: "billing-vault-7f3a" });
    new KeyVaultSecret(this, "api-key", { vault, name: "api-key", value: apiKey.stringValue });

    const storage = new StorageAccount(this, "storage", {
      ...place,
      name: "billing7f3a",
      accountTier: "Standard",
      accountReplicationType: "LRS",
    });
    // #region app
    const app = new ManagedIdentityContainerApp(this, "billing", {
      ...place,
      name: "billing",
      environment: new ContainerAppEnvironment(this, "environment", { ...place, name: "billing" }),
      identity: AppIdentity.systemAndUserAssigned(),
      secrets: { API_KEY: vault.secret("api-key") },
      containers: [
        {
          image: ContainerImage.of("mcr.microsoft.com/k8se/quickstart:latest"),
          environmentVariables: { INVOICES: storage.primaryBlobEndpoint },
        },
        { name: "proxy", image: ContainerImage.of("mcr.microsoft.com/azurelinux/base/nginx:1.25"), cpu: 0.5 },
      ],
      tags: { team: "billing" },
    });
    app.systemAssignedPrincipal?.assignRole(Role.STORAGE_BLOB_DATA_READER, storage.id);
    // #endregion
  }
}
