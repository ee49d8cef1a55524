import type { Value } from "../../language/value";
import { canonicalText, Instance } from "../../program/instance";
import { Grant, grantOf } from "../grant";
import { Permission, permissionNamed } from "../permission";
import { partOf, Target } from "../target";
import { cosmosRole } from "./cosmos-role";
import type { GrantContext } from "./grant-context";
import type { GrantType, GrantTypes } from "./grant-type";
import { listedGrants } from "./listed-grants";
import { idIn, idOfPartIn, inWords, namedIn, nameIn, partIn, singleGrant } from "./single-grant";

const KUSTO_CLUSTER = nameIn("Microsoft.Kusto/clusters", "cluster_name");

/** The roles that services have for their own data, beside Azure RBAC: Cosmos DB, Redis, Kusto, Synapse and others. */
export const DATA_ROLES: GrantTypes = {
  azurerm_cosmosdb_sql_role_assignment: { isOnlyGrant: true, read: cosmosRoleAssignment },
  azurerm_redis_cache_access_policy_assignment: singleGrant({
    kind: "data role",
    principal: "object_id",
    permission: redisPolicy,
    target: idIn("redis_cache_id"),
  }),
  azurerm_managed_redis_access_policy_assignment: singleGrant({
    kind: "data role",
    principal: "object_id",
    permission: inWords("default access policy"),
    target: idIn("managed_redis_id"),
  }),
  azurerm_kusto_cluster_principal_assignment: singleGrant({
    kind: "data role",
    principal: "principal_id",
    permission: namedIn("role"),
    target: KUSTO_CLUSTER,
  }),
  azurerm_kusto_database_principal_assignment: singleGrant({
    kind: "data role",
    principal: "principal_id",
    permission: namedIn("role"),
    target: partIn(KUSTO_CLUSTER, "database_name"),
  }),
  azurerm_synapse_role_assignment: singleGrant({
    kind: "data role",
    principal: "principal_id",
    permission: namedIn("role_name"),
    target: idOfPartIn("synapse_workspace_id", "synapse_spark_pool_id"),
  }),
  azurerm_key_vault_managed_hardware_security_module_role_assignment: singleGrant({
    kind: "data role",
    principal: "principal_id",
    permission: namedIn("role_definition_id"),
    target: idOfPartIn("managed_hsm_id", "scope"),
  }),
  azurerm_healthcare_service: listedGrants([
    { kind: "data role", principals: "access_policy_object_ids", words: "data access" },
  ]),
};

/** The administrators of databases, clusters and the like. */
export const ADMINISTRATORS: GrantTypes = {
  azurerm_postgresql_flexible_server_active_directory_administrator: administrator(
    nameIn("Microsoft.DBforPostgreSQL/flexibleServers", "server_name"),
  ),
  azurerm_mysql_flexible_server_active_directory_administrator: administrator(idIn("server_id")),
  azurerm_mssql_managed_instance_active_directory_administrator: administrator(idIn("managed_instance_id")),
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

/** The access policy of a Redis cache; the key of one that the program defines holds what it allows. */
function redisPolicy(assignment: Instance, context: GrantContext): Permission {
  const name = assignment.argument("access_policy_name") ?? null;
  const policy = context.redisPolicy(canonicalText(name));
  const { key, ...permission } = permissionNamed(name);
  return {
    ...permission,
    key: policy ? `${key}|${canonicalText(policy.argument("permissions") ?? null)}` : key,
  };
}

function cosmosRoleAssignment(by: Instance, context: GrantContext): Grant[] {
  const account = context.targets.named("Microsoft.DocumentDB/databaseAccounts", canonicalText(by.get("account_name")));
  return [cosmosGrant(context, { by, account, argument: (name) => by.get(name) })];
}

/** A role assignment of Cosmos DB: the account that it is in, and its arguments in azurerm's words. */
interface CosmosRoleAssignment {
  readonly by: Instance;
  readonly account: Target;
  readonly argument: (name: string) => Value;
}

/** The grant of a role assignment of Cosmos DB. */
export function cosmosGrant(context: GrantContext, { by, account, argument }: CosmosRoleAssignment): Grant {
  const scope = context.targets.of(argument("scope"));
  const isKnown = scope.unresolved === undefined;
  return grantOf({
    kind: "data role",
    principal: context.principals.of(argument("principal_id")),
    permission: cosmosRole(context.targets, argument("role_definition_id")),
    target: isKnown ? scope : partOf(account, canonicalText(argument("scope")), `${account.label} or a part of it`),
    by,
  });
}
