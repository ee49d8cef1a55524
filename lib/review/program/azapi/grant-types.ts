import { AzapiType, blocks, NAME, PARENT } from "./azapi-type";
import type { ListedBlocks } from "./source";

const ROLE: AzapiType["arguments"] = {
  scope: PARENT,
  principal_id: "properties.principalId",
  role_definition_id: "properties.roleDefinitionId",
  condition: "properties.condition",
};

/** A request to PIM, which gives the role or takes it away. */
const REQUEST: AzapiType["arguments"] = { ...ROLE, request_type: "properties.requestType" };

const POLICIES = (path: string): ListedBlocks =>
  blocks(path, {
    object_id: "objectId",
    application_id: "applicationId",
    secret_permissions: "permissions.secrets",
    key_permissions: "permissions.keys",
    certificate_permissions: "permissions.certificates",
    storage_permissions: "permissions.storage",
  });

const AUTHORIZATION: ListedBlocks["of"] = {
  principal_id: "principalId",
  role_definition_id: "roleDefinitionId",
  delegated_role_definition_ids: "delegatedRoleDefinitionIds",
};

const IN_VAULT: AzapiType["arguments"] = { key_vault_id: PARENT, name: NAME };

/** Role assignments, role definitions, and vaults with what is in them. */
export const GRANT_TYPES_OF_AZAPI: Readonly<Record<string, AzapiType>> = {
  "microsoft.authorization/roleassignments": { type: "azurerm_role_assignment", arguments: ROLE },
  "microsoft.authorization/roleassignmentschedulerequests": {
    type: "azurerm_pim_active_role_assignment",
    arguments: REQUEST,
  },
  "microsoft.authorization/roleeligibilityschedulerequests": {
    type: "azurerm_pim_eligible_role_assignment",
    arguments: REQUEST,
  },
  "microsoft.authorization/roledefinitions": {
    type: "azurerm_role_definition",
    arguments: {
      scope: PARENT,
      role_definition_id: NAME,
      role_name: "properties.roleName",
      permissions: blocks("properties.permissions", {
        actions: "actions",
        not_actions: "notActions",
        data_actions: "dataActions",
        not_data_actions: "notDataActions",
      }),
    },
    attributes: { "properties.rolename": ["role_name"] },
  },
  "microsoft.managedservices/registrationdefinitions": {
    type: "azurerm_lighthouse_definition",
    arguments: {
      scope: PARENT,
      managing_tenant_id: "properties.managedByTenantId",
      authorization: blocks("properties.authorizations", AUTHORIZATION),
      eligible_authorization: blocks("properties.eligibleAuthorizations", AUTHORIZATION),
    },
  },
  "microsoft.keyvault/vaults": {
    type: "azurerm_key_vault",
    arguments: {
      rbac_authorization_enabled: "properties.enableRbacAuthorization",
      access_policy: POLICIES("properties.accessPolicies"),
    },
    attributes: { "properties.vaulturi": ["vault_uri"] },
  },
  "microsoft.keyvault/vaults/accesspolicies": {
    type: "azurerm_key_vault_access_policy",
    arguments: { ...IN_VAULT, access_policy: POLICIES("properties.accessPolicies") },
  },
  "microsoft.keyvault/vaults/secrets": {
    type: "azurerm_key_vault_secret",
    arguments: { ...IN_VAULT, value: "properties.value" },
    attributes: { "properties.secreturi": ["versionless_id"], "properties.secreturiwithversion": ["id_with_version"] },
  },
  "microsoft.keyvault/vaults/keys": {
    type: "azurerm_key_vault_key",
    arguments: IN_VAULT,
    attributes: { "properties.keyuri": ["versionless_id"], "properties.keyuriwithversion": ["id_with_version"] },
  },
  "microsoft.keyvault/managedhsms": {
    type: "azurerm_key_vault_managed_hardware_security_module",
    arguments: { admin_object_ids: "properties.initialAdminObjectIds" },
  },
};
