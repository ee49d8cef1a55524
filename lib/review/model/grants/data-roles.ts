import { canonicalText, Instance } from "../../program/instance";
import { Permission, permissionNamed } from "../permission";
import { cosmosRoleAssignment } from "./cosmos-db";
import type { GrantContext } from "./grant-context";
import type { GrantTypes } from "./grant-type";
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
