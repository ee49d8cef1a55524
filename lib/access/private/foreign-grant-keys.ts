import type { TerraformResource, TerraformStack } from "cdktf";
import type { CosmosdbSqlRoleAssignment } from "@cdktf/provider-azurerm/lib/cosmosdb-sql-role-assignment";
import type { KustoClusterPrincipalAssignment } from "@cdktf/provider-azurerm/lib/kusto-cluster-principal-assignment";
import type { KustoDatabasePrincipalAssignment } from "@cdktf/provider-azurerm/lib/kusto-database-principal-assignment";
import type { KeyVaultAccessPolicyA } from "@cdktf/provider-azurerm/lib/key-vault-access-policy";
import type { PostgresqlFlexibleServerActiveDirectoryAdministrator } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server-active-directory-administrator";
import type { RedisCacheAccessPolicyAssignment } from "@cdktf/provider-azurerm/lib/redis-cache-access-policy-assignment";
import type { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { isLiteral } from "../../core/problems";
import { textOf } from "../../core/token-text";
import { CosmosDbRole } from "../cosmos-db-role";
import type { CanonicalKeys } from "./canonical-keys";
import {
  administratorKey,
  assignedRoleKey,
  cosmosDbRoleKey,
  GrantKey,
  kustoRoleKey,
  policyKey,
  redisPolicyKey,
  roleAssignmentKey,
} from "./grant-keys";
import type { ManagedRedisAssignment } from "./managed-redis-assignment";

type ReadKey = (resource: TerraformResource, keys: CanonicalKeys) => GrantKey | undefined;

/** Reads the key of a grant that the program makes with azurerm's own class, by the type of the resource. */
const READERS: Readonly<Record<string, ReadKey>> = {
  azurerm_role_assignment: (resource, keys) => {
    const assignment = resource as RoleAssignment;
    const { cdktfStack: stack, scopeInput: scope = "", principalIdInput: principalId = "" } = assignment;
    const target = keys.scopeKey(stack, scope);
    return roleAssignmentKey(assignedRoleKey(assignment), target, keys.principalKey(stack, principalId));
  },
  azurerm_key_vault_access_policy: (resource, keys) => {
    const policy = resource as KeyVaultAccessPolicyA;
    const { cdktfStack: stack, keyVaultIdInput: vaultId = "", objectIdInput: objectId = "" } = policy;
    // A policy for an application on behalf of a principal is another policy than the principal's own.
    return policy.applicationIdInput === undefined
      ? policyKey(keys.vaultKey(stack, vaultId), keys.principalKey(stack, objectId))
      : undefined;
  },
  azurerm_cosmosdb_sql_role_assignment: (resource, keys) => {
    const assignment = resource as CosmosdbSqlRoleAssignment;
    const { cdktfStack: stack, scopeInput: scope, roleDefinitionIdInput: definition } = assignment;
    if (typeof scope !== "string" || typeof definition !== "string") {
      return undefined;
    }
    const [account = "", path = ""] = scope.split(/\/dbs\/(.*)/s);
    const part = path.replace("/colls/", "/");
    const role = CosmosDbRole.fromDefinitionId(definition)._keyIn(stack);
    const principal = keys.principalKey(stack, assignment.principalIdInput ?? "");
    return cosmosDbRoleKey(role, keys.scopeKey(stack, account), part, principal);
  },
  azurerm_redis_cache_access_policy_assignment: (resource, keys) => {
    const assignment = resource as RedisCacheAccessPolicyAssignment;
    const { cdktfStack: stack, redisCacheIdInput: cacheId = "", objectIdInput: objectId = "" } = assignment;
    return redisPolicyKey(keys.scopeKey(stack, cacheId), keys.principalKey(stack, objectId));
  },
  azurerm_managed_redis_access_policy_assignment: (resource, keys) => {
    const { cdktfStack: stack, managedRedisIdInput: redisId, objectIdInput } = resource as ManagedRedisAssignment;
    return redisPolicyKey(keys.scopeKey(stack, redisId), keys.principalKey(stack, objectIdInput));
  },
  azurerm_kusto_cluster_principal_assignment: readKustoRole,
  azurerm_kusto_database_principal_assignment: readKustoRole,
  azurerm_postgresql_flexible_server_active_directory_administrator: (resource, keys) => {
    const administrator = resource as PostgresqlFlexibleServerActiveDirectoryAdministrator;
    const { cdktfStack: stack, serverNameInput: server = "", objectIdInput: objectId = "" } = administrator;
    const target = idByName(stack, server);
    return target === undefined ? undefined : administratorKey(target, keys.principalKey(stack, objectId));
  },
};

/** The key of a role in a Kusto cluster; undefined for a cluster without a key. */
function readKustoRole(resource: TerraformResource, keys: CanonicalKeys): GrantKey | undefined {
  const assignment = resource as KustoClusterPrincipalAssignment | KustoDatabasePrincipalAssignment;
  const { cdktfStack: stack, clusterNameInput: cluster = "", principalIdInput: principalId = "" } = assignment;
  const database = "databaseNameInput" in assignment ? (assignment.databaseNameInput ?? "") : "";
  const target = idByName(stack, cluster);
  const principal = keys.principalKey(stack, principalId);
  return target === undefined
    ? undefined
    : kustoRoleKey(assignment.roleInput ?? "", target, textOf(stack, database), principal);
}

/** The key of a resource that is known by its name: undefined for a literal one, which is not enough for the id. */
function idByName(stack: TerraformStack, name: string): string | undefined {
  return isLiteral(name) ? undefined : textOf(stack, name).replace(/\.name$/, ".id");
}

/** The types of the resources that give access. */
export const GRANT_TYPES = Object.keys(READERS);

/** The key of the grant that a resource of azurerm's own class gives; undefined for one that this library never gives. */
export function grantKeyOf(resource: TerraformResource, keys: CanonicalKeys): GrantKey | undefined {
  return READERS[resource.terraformResourceType]?.(resource, keys);
}
