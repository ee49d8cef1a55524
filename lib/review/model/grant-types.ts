import { table } from "../azure/table";
import type { GrantKind } from "./grant";

/** A type whose resource gives one principal access to one thing. */
export interface GrantType {
  readonly kind: GrantKind;
  readonly principal: string;
  /**
   * The argument that holds the id of the target, or the type in Azure and the argument that holds its name; none for
   * the directory.
   */
  readonly target?: string | readonly [type: string, name: string];
  /** The argument that says what is allowed, or words for it. */
  readonly permission: { readonly argument: string } | { readonly words: string };
  /** The argument that names a part of the target, if it is only for that. */
  readonly part?: string;
  readonly caveat?: string;
}

/** A type whose resource lists principals that have access to it. */
export interface InlineGrantType {
  readonly kind: GrantKind;
  /** The block that the list stands in, if it does. */
  readonly block?: string;
  /** The argument that holds an object id, or a list of them. */
  readonly principals: string;
  readonly words: string;
}

const dataRole = (principal: string, target: GrantType["target"], argument: string, part?: string): GrantType => ({
  kind: "data role",
  principal,
  target,
  permission: { argument },
  part,
});
const administrator = (principal: string, target: GrantType["target"]): GrantType => ({
  kind: "administrator",
  principal,
  target,
  permission: { words: "administrator" },
});
const directoryRole = (principal: string, argument: string, over: Partial<GrantType> = {}): GrantType => ({
  kind: "directory role",
  principal,
  permission: { argument },
  ...over,
});
const KUSTO = ["Microsoft.Kusto/clusters", "cluster_name"] as const;
const ELIGIBLE = "eligible through PIM: holds once it is activated";

/** The types whose grants are no roles of Azure RBAC. */
export const GRANT_TYPES = table<GrantType>({
  azurerm_redis_cache_access_policy_assignment: dataRole("object_id", "redis_cache_id", "access_policy_name"),
  azurerm_managed_redis_access_policy_assignment: {
    kind: "data role",
    principal: "object_id",
    target: "managed_redis_id",
    permission: { words: "default access policy" },
  },
  azurerm_kusto_cluster_principal_assignment: dataRole("principal_id", KUSTO, "role"),
  azurerm_kusto_database_principal_assignment: dataRole("principal_id", KUSTO, "role", "database_name"),
  azurerm_synapse_role_assignment: dataRole(
    "principal_id",
    "synapse_workspace_id",
    "role_name",
    "synapse_spark_pool_id",
  ),
  azurerm_key_vault_managed_hardware_security_module_role_assignment: dataRole(
    "principal_id",
    "managed_hsm_id",
    "role_definition_id",
    "scope",
  ),
  azurerm_postgresql_flexible_server_active_directory_administrator: administrator("object_id", [
    "Microsoft.DBforPostgreSQL/flexibleServers",
    "server_name",
  ]),
  azurerm_mysql_flexible_server_active_directory_administrator: administrator("object_id", "server_id"),
  azurerm_mssql_managed_instance_active_directory_administrator: administrator("object_id", "managed_instance_id"),
  azurerm_synapse_workspace_aad_admin: administrator("object_id", "synapse_workspace_id"),
  azurerm_synapse_workspace_sql_aad_admin: administrator("object_id", "synapse_workspace_id"),
  azuread_group_member: {
    kind: "group membership",
    principal: "member_object_id",
    target: "group_object_id",
    permission: { words: "member" },
  },
  azuread_privileged_access_group_assignment_schedule: {
    kind: "group membership",
    principal: "principal_id",
    target: "group_id",
    permission: { argument: "assignment_type" },
    caveat: "active through PIM",
  },
  azuread_privileged_access_group_eligibility_schedule: {
    kind: "group membership",
    principal: "principal_id",
    target: "group_id",
    permission: { argument: "assignment_type" },
    caveat: ELIGIBLE,
  },
  azuread_directory_role_assignment: directoryRole("principal_object_id", "role_id", { part: "directory_scope_id" }),
  azuread_directory_role_member: directoryRole("member_object_id", "role_object_id"),
  azuread_directory_role_eligibility_schedule_request: directoryRole("principal_id", "role_definition_id", {
    part: "directory_scope_id",
    caveat: ELIGIBLE,
  }),
  azuread_administrative_unit_role_member: directoryRole("member_object_id", "role_object_id", {
    part: "administrative_unit_object_id",
  }),
  azuread_app_role_assignment: directoryRole("principal_object_id", "app_role_id", { target: "resource_object_id" }),
  azuread_service_principal_delegated_permission_grant: directoryRole("service_principal_object_id", "claim_values", {
    target: "resource_service_principal_object_id",
    caveat: "on behalf of its users",
  }),
});

/** The types that name their own administrators. */
export const INLINE_GRANT_TYPES = table<readonly InlineGrantType[]>({
  azuread_group: [
    { kind: "group membership", principals: "members", words: "member" },
    { kind: "directory role", principals: "owners", words: "owner" },
  ],
  azurerm_fabric_capacity: [{ kind: "administrator", principals: "administration_members", words: "administrator" }],
  azurerm_healthcare_service: [{ kind: "data role", principals: "access_policy_object_ids", words: "data access" }],
  azurerm_key_vault_managed_hardware_security_module: [
    { kind: "administrator", principals: "admin_object_ids", words: "administrator" },
  ],
  azurerm_kubernetes_cluster: [
    {
      kind: "administrator",
      block: "azure_active_directory_role_based_access_control",
      principals: "admin_group_object_ids",
      words: "administrator",
    },
  ],
  azurerm_mssql_managed_instance: [
    {
      kind: "administrator",
      block: "azure_active_directory_administrator",
      principals: "object_id",
      words: "administrator",
    },
  ],
  azurerm_mssql_server: [
    { kind: "administrator", block: "azuread_administrator", principals: "object_id", words: "administrator" },
  ],
});

/**
 * The role assignments of Azure RBAC, in all the ways that providers have for them, with what has to be done before
 * each holds.
 */
export const ROLE_ASSIGNMENTS: ReadonlyMap<string, string> = new Map([
  ["azurerm_role_assignment", ""],
  ["azurerm_marketplace_role_assignment", ""],
  ["azurerm_pim_active_role_assignment", "active through PIM"],
  ["azurerm_pim_eligible_role_assignment", ELIGIBLE],
]);

/** The types that give access and do nothing else. */
export function isGrantType(type: string): boolean {
  return (
    ROLE_ASSIGNMENTS.has(type) ||
    GRANT_TYPES[type] !== undefined ||
    type === "azurerm_key_vault_access_policy" ||
    type === "azurerm_cosmosdb_sql_role_assignment"
  );
}
