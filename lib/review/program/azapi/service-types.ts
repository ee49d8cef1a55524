import { concatenate } from "../../language/concatenation";
import { isList, ObjectValue, Value } from "../../language/value";
import { AzapiType, blocks, NAME, PARENT } from "./azapi-type";
import { at, Request, Source } from "./source";

/** An administrator that is a resource of its own, in what it administers. */
const administrator = (type: string, objectId: Source = "properties.sid"): AzapiType => ({
  type,
  arguments: { object_id: objectId },
  secrets: [],
});

/** A role for the data of a service, in what it is for. */
const assignment = (type: string, over: AzapiType["arguments"]): AzapiType => ({
  type,
  arguments: { principal_id: "properties.principalId", ...over },
});

const SITE: AzapiType["arguments"] = {
  key_vault_reference_identity_id: "properties.keyVaultReferenceIdentity",
  app_settings: ({ body }) => namedValues(at(body, "properties.siteConfig.appSettings")),
};

/** Databases, clusters, web apps and other services. The shapes: https://learn.microsoft.com/azure/templates */
export const SERVICE_TYPES: Readonly<Record<string, AzapiType>> = {
  "microsoft.resources/resourcegroups": { type: "azurerm_resource_group", arguments: {} },
  "microsoft.containerregistry/registries": {
    type: "azurerm_container_registry",
    arguments: {},
    attributes: { "properties.loginserver": ["login_server"] },
    secrets: [],
  },
  "microsoft.storage/storageaccounts": {
    type: "azurerm_storage_account",
    arguments: {
      customer_managed_key: blocks("properties.encryption", {
        key_vault_key_id: keyIdIn,
        user_assigned_identity_id: "identity.userAssignedIdentity",
      }),
    },
    secrets: [],
  },
  "microsoft.network/applicationgateways": {
    type: "azurerm_application_gateway",
    arguments: {
      ssl_certificate: blocks("properties.sslCertificates", {
        name: "name",
        key_vault_secret_id: "properties.keyVaultSecretId",
      }),
    },
    secrets: [],
  },
  "microsoft.web/sites": { type: "azurerm_linux_web_app", arguments: SITE, secrets: ["app_settings"] },
  "microsoft.web/sites/slots": { type: "azurerm_linux_web_app_slot", arguments: SITE, secrets: ["app_settings"] },
  "microsoft.web/sites/config": {
    type: "azurerm_linux_web_app_settings",
    arguments: {
      app_id: PARENT,
      app_settings: ({ body, own }) =>
        /^appsettings$/i.test(String(own("name") as string)) ? at(body, "properties") : null,
    },
  },
  "microsoft.containerservice/managedclusters": {
    type: "azurerm_kubernetes_cluster",
    arguments: {
      azure_active_directory_role_based_access_control: blocks("properties.aadProfile", {
        admin_group_object_ids: "adminGroupObjectIDs",
      }),
      kubelet_identity: blocks("properties.identityProfile.kubeletidentity", {
        user_assigned_identity_id: "resourceId",
      }),
    },
    attributes: {
      "properties.identityprofile.kubeletidentity.objectid": ["kubelet_identity", 0, "object_id"],
      "properties.identityprofile.kubeletidentity.clientid": ["kubelet_identity", 0, "client_id"],
    },
    secrets: [],
  },
  "microsoft.sql/servers": {
    type: "azurerm_mssql_server",
    arguments: { azuread_administrator: blocks("properties.administrators", { object_id: "sid" }) },
    secrets: [],
  },
  "microsoft.sql/managedinstances": {
    type: "azurerm_mssql_managed_instance",
    arguments: { azure_active_directory_administrator: blocks("properties.administrators", { object_id: "sid" }) },
    secrets: [],
  },
  "microsoft.sql/servers/administrators": administrator("azurerm_mssql_server_administrator"),
  "microsoft.sql/managedinstances/administrators": administrator(
    "azurerm_mssql_managed_instance_active_directory_administrator",
  ),
  "microsoft.dbforpostgresql/flexibleservers/administrators": administrator(
    "azurerm_postgresql_flexible_server_active_directory_administrator",
    NAME,
  ),
  "microsoft.dbformysql/flexibleservers/administrators": administrator(
    "azurerm_mysql_flexible_server_active_directory_administrator",
  ),
  "microsoft.synapse/workspaces/administrators": administrator("azurerm_synapse_workspace_aad_admin"),
  "microsoft.synapse/workspaces/sqladministrators": administrator("azurerm_synapse_workspace_sql_aad_admin"),
  // The body of a request to the data plane: https://learn.microsoft.com/rest/api/synapse/data-plane/role-assignments
  "microsoft.synapse/workspaces/roleassignments": {
    type: "azurerm_synapse_role_assignment",
    arguments: {
      principal_id: ["principalId", "properties.principalId"],
      role_name: ["roleId", "properties.roleId"],
    },
  },
  "microsoft.fabric/capacities": {
    type: "azurerm_fabric_capacity",
    arguments: { administration_members: "properties.administration.members" },
    secrets: [],
  },
  "microsoft.healthcareapis/services": {
    type: "azurerm_healthcare_service",
    arguments: { access_policy_object_ids: { each: "properties.accessPolicies", take: "objectId" } },
    secrets: [],
  },
  "microsoft.cache/redis/accesspolicies": {
    type: "azurerm_redis_cache_access_policy",
    arguments: { permissions: "properties.permissions" },
  },
  "microsoft.cache/redis/accesspolicyassignments": {
    type: "azurerm_redis_cache_access_policy_assignment",
    arguments: { object_id: "properties.objectId", access_policy_name: "properties.accessPolicyName" },
  },
  "microsoft.cache/redisenterprise/databases/accesspolicyassignments": {
    type: "azurerm_managed_redis_access_policy_assignment",
    arguments: { object_id: "properties.user.objectId" },
  },
  "microsoft.kusto/clusters/principalassignments": assignment("azurerm_kusto_cluster_principal_assignment", {
    role: "properties.role",
  }),
  "microsoft.kusto/clusters/databases/principalassignments": assignment("azurerm_kusto_database_principal_assignment", {
    role: "properties.role",
  }),
  "microsoft.documentdb/databaseaccounts/sqlroleassignments": assignment("azurerm_cosmosdb_sql_role_assignment", {
    scope: "properties.scope",
    role_definition_id: "properties.roleDefinitionId",
  }),
  "microsoft.documentdb/databaseaccounts/sqlroledefinitions": {
    type: "azurerm_cosmosdb_sql_role_definition",
    arguments: {
      role_definition_id: NAME,
      role_name: "properties.roleName",
      permissions: blocks("properties.permissions", { data_actions: "dataActions" }),
    },
  },
};

/** The texts of settings, which are a list of names and values, by their names. */
function namedValues(settings: Value): Value {
  if (!isList(settings)) {
    return settings;
  }
  const entries = settings.map((setting): [string, Value] => [
    String(at(setting, "name") as string),
    at(setting, "value"),
  ]);
  return new ObjectValue(new Map(entries));
}

/** The id of the key that encrypts a storage account, which Azure has in parts. */
function keyIdIn({ body }: Request): Value {
  const [uri, name, version] = ["keyvaulturi", "keyname", "keyversion"].map((part) =>
    at(body, `keyvaultproperties.${part}`),
  );
  if (uri === undefined || uri === null) {
    return null;
  }
  const isVersioned = version !== undefined && version !== null && version !== "";
  return concatenate([uri, "/keys/", name ?? null, ...(isVersioned ? ["/", version] : [])]);
}
