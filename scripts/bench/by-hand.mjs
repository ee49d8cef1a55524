// The same program without the library: azurerm's own types, in one construct an app.
import { Construct } from "constructs";
import { ContainerApp } from "@cdktf/provider-azurerm/lib/container-app/index.js";
import { DataAzurermKeyVault } from "@cdktf/provider-azurerm/lib/data-azurerm-key-vault/index.js";
import { KeyVaultAccessPolicyA } from "@cdktf/provider-azurerm/lib/key-vault-access-policy/index.js";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity/index.js";
import { APPS_OF_A_VAULT, ENVIRONMENT_ID, IMAGE, LOCATION, measure, RESOURCE_GROUP, vaultNames } from "./program.mjs";

class HandWrittenApp extends Construct {
  constructor(scope, name, vault) {
    super(scope, name);
    const identity = new UserAssignedIdentity(this, "identity", {
      name: `${name}-id`,
      resourceGroupName: RESOURCE_GROUP,
      location: LOCATION,
    });
    const policy = new KeyVaultAccessPolicyA(this, "policy", {
      keyVaultId: vault.id,
      tenantId: vault.tenantId,
      objectId: identity.principalId,
      secretPermissions: ["Get"],
    });
    new ContainerApp(this, "app", {
      name,
      resourceGroupName: RESOURCE_GROUP,
      containerAppEnvironmentId: ENVIRONMENT_ID,
      revisionMode: "Single",
      maxInactiveRevisions: 100,
      identity: { type: "UserAssigned", identityIds: [identity.id] },
      secret: [
        { name: "db-password", keyVaultSecretId: `${vault.vaultUri}secrets/db-password`, identity: identity.id },
      ],
      template: {
        container: [
          {
            name,
            image: IMAGE,
            cpu: 0.25,
            memory: "0.5Gi",
            env: [
              { name: "AZURE_CLIENT_ID", value: identity.clientId },
              { name: "DB_PASSWORD", secretName: "db-password" },
            ],
          },
        ],
      },
      dependsOn: [policy],
    });
  }
}

measure((stack, names) => {
  const vaults = vaultNames(names).map(
    (name) => new DataAzurermKeyVault(stack, name, { name, resourceGroupName: RESOURCE_GROUP }),
  );
  names.forEach((name, i) => new HandWrittenApp(stack, name, vaults[Math.floor(i / APPS_OF_A_VAULT)]));
});
