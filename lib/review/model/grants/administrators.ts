import type { GrantType, GrantTypes } from "./grant-type";
import { listedGrants } from "./listed-grants";
import { idIn, inWords, nameIn, singleGrant } from "./single-grant";

/** The administrators of databases, clusters and the like. */
export const ADMINISTRATORS: GrantTypes = {
  azurerm_postgresql_flexible_server_active_directory_administrator: administrator(
    nameIn("Microsoft.DBforPostgreSQL/flexibleServers", "server_name"),
  ),
  azurerm_mysql_flexible_server_active_directory_administrator: administrator(idIn("server_id")),
  azurerm_mssql_managed_instance_active_directory_administrator: administrator(idIn("managed_instance_id")),
  azurerm_mssql_server_administrator: administrator(idIn("server_id")),
  azurerm_synapse_workspace_aad_admin: administrator(idIn("synapse_workspace_id")),
  azurerm_synapse_workspace_sql_aad_admin: administrator(idIn("synapse_workspace_id")),
  azurerm_fabric_capacity: administratorsIn("administration_members"),
  azurerm_key_vault_managed_hardware_security_module: administratorsIn("admin_object_ids"),
  azurerm_kubernetes_cluster: administratorsIn(
    "admin_group_object_ids",
    "azure_active_directory_role_based_access_control",
  ),
  azurerm_mssql_managed_instance: administratorsIn("object_id", "azure_active_directory_administrator"),
  azurerm_mssql_server: administratorsIn("object_id", "azuread_administrator"),
};

function administrator(target: ReturnType<typeof idIn>): GrantType {
  return singleGrant({ kind: "administrator", principal: "object_id", permission: inWords("administrator"), target });
}

function administratorsIn(principals: string, block?: string): GrantType {
  return listedGrants([{ kind: "administrator", block, principals, words: "administrator" }]);
}
