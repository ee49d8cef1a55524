import { AccessReview } from "../../lib/review/door/access-review";

/** A configuration, or a block of one, as Terraform's JSON syntax has it. */
export type Configuration = Record<string, unknown>;

export const VAULT_ID = "${azurerm_key_vault.vault.id}";
export const SECRET_ID = "${azurerm_key_vault.vault.vault_uri}secrets/db";
export const IDENTITY_ID = "${azurerm_user_assigned_identity.app.id}";
export const PRINCIPAL_ID = "${azurerm_user_assigned_identity.app.principal_id}";

const place = { resource_group_name: "rg", location: "westeurope" };

/** An app with one container, which is told who it is. */
export function app(over: Configuration = {}, name = "web"): Configuration {
  return {
    name,
    resource_group_name: "rg",
    container_app_environment_id: "/subscriptions/1/resourceGroups/rg/providers/Microsoft.App/managedEnvironments/env",
    revision_mode: "Single",
    identity: { type: "UserAssigned", identity_ids: [IDENTITY_ID] },
    template: {
      container: {
        name,
        image: "nginx",
        cpu: 0.25,
        memory: "0.5Gi",
        env: [{ name: "AZURE_CLIENT_ID", value: "${azurerm_user_assigned_identity.app.client_id}" }],
      },
    },
    ...over,
  };
}

/** An app that reads a secret of the vault. */
export function appWithSecret(over: Configuration = {}): Configuration {
  return app({ secret: { name: "db", key_vault_secret_id: SECRET_ID, identity: IDENTITY_ID }, ...over });
}

export const identity = { ...place, name: "web-id" };
export const vault = { ...place, name: "kv", sku_name: "standard", tenant_id: "t", rbac_authorization_enabled: false };
export const rbacVault = { ...vault, rbac_authorization_enabled: true };
export const registry = { ...place, name: "acr", sku: "Basic" };
export const policy = { key_vault_id: VAULT_ID, tenant_id: "t", object_id: PRINCIPAL_ID, secret_permissions: ["Get"] };
export const secretsUser = {
  scope: VAULT_ID,
  role_definition_name: "Key Vault Secrets User",
  principal_id: PRINCIPAL_ID,
};

/** The identity, a vault and whatever else. */
export function program(resources: Configuration, others: Configuration = {}): Configuration {
  return {
    resource: { azurerm_user_assigned_identity: { app: identity }, azurerm_key_vault: { vault }, ...resources },
    ...others,
  };
}

export function review(configuration: unknown): AccessReview {
  return AccessReview.ofSynthesized(JSON.stringify(configuration));
}

/** The grants, a line each. */
export function grantsOf(configuration: unknown): string[] {
  return review(configuration).grants.map(
    ({ principal, permission, target }) => `${principal}: ${permission} on ${target}`,
  );
}

/** The findings, a line each. */
export function findingsOf(configuration: unknown): string[] {
  return review(configuration).findings.map(({ id, address }) => `${id} ${address}`);
}
