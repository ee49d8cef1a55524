import { KeyVaultKey } from "@cdktf/provider-azurerm/lib/key-vault-key";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { RoleDefinition } from "@cdktf/provider-azurerm/lib/role-definition";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { TerraformStack } from "cdktf";
import {
  ContainerAppEnvironment,
  ContainerImage,
  KeyVault,
  KeyVaultAccessModel,
  ManagedIdentityContainerApp,
  Principal,
  PrincipalType,
  Role,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

/** An app that signs with a key of a vault and adds what it signed to a storage account, which a group of people reads. */
export class RolesStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const group = new ResourceGroup(this, "group", { name: "sign-rg", location: "westeurope" });
    const place = { resourceGroupName: group.name, location: group.location };
    const storage = new StorageAccount(this, "storage", {
      ...place,
      name: "sign7f3a",
      accountTier: "Standard",
      accountReplicationType: "LRS",
    });
    const vault = new KeyVault(this, "vault", {
      ...place,
      name: "sign-vault-7f3a",
      accessModel: KeyVaultAccessModel.RBAC,
    });
    new KeyVaultKey(this, "key", {
      name: "documents",
      keyVaultId: vault.keyVaultId,
      keyType: "EC",
      curve: "P-256",
      keyOpts: ["sign", "verify"],
    });

    const app = new ManagedIdentityContainerApp(this, "sign", {
      ...place,
      name: "sign",
      environment: new ContainerAppEnvironment(this, "environment", { ...place, name: "sign" }),
      containers: [{ image: ContainerImage.of("mcr.microsoft.com/k8se/quickstart:latest") }],
    });
    // #region builtin
    app.assignRole(Role.KEY_VAULT_CRYPTO_USER, vault.keyVaultId);
    app.assignRole(Role.fromName("Monitoring Reader"), storage.id, { description: "It shows how much there is." });
    // #endregion

    // #region custom
    const addBlobs = new RoleDefinition(this, "add-blobs", {
      name: "Add blobs",
      scope: group.id,
      permissions: [{ dataActions: ["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action"] }],
    });
    app.assignRole(Role.fromDefinitionId(addBlobs.roleDefinitionResourceId), storage.id);
    // #endregion

    // #region group
    const auditors = Principal.fromObjectId(this, "22222222-2222-2222-2222-222222222222", PrincipalType.GROUP);
    auditors.assignRole(Role.STORAGE_BLOB_DATA_READER, storage.id);
    // #endregion
  }
}
