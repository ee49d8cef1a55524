import type { TerraformResource } from "cdktf";
import type { CosmosdbSqlRoleAssignment } from "@cdktf/provider-azurerm/lib/cosmosdb-sql-role-assignment";
import type { KeyVaultAccessPolicyA } from "@cdktf/provider-azurerm/lib/key-vault-access-policy";
import type { KustoClusterPrincipalAssignment } from "@cdktf/provider-azurerm/lib/kusto-cluster-principal-assignment";
import type { KustoDatabasePrincipalAssignment } from "@cdktf/provider-azurerm/lib/kusto-database-principal-assignment";
import type { PostgresqlFlexibleServerActiveDirectoryAdministrator } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server-active-directory-administrator";
import type { RedisCacheAccessPolicyAssignment } from "@cdktf/provider-azurerm/lib/redis-cache-access-policy-assignment";
import type { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { addressOfResource } from "../../core/reference-graph";
import { CosmosDbRole } from "../cosmos-db-role";
import type { HandedOverGrant } from "../handed-over-grant";
import { textOfKey } from "./grant-keys";
import type { ManagedRedisAssignment } from "./managed-redis-assignment";
import type { GrantRecord } from "./records";
import type { StackGrants } from "./stack-grants";

type Access = Pick<HandedOverGrant, "access" | "scope" | "condition" | "description">;

/** The functions that read the access which a grant gives from its resource, by the Terraform type of the resource. */
const READERS: Readonly<Record<string, (resource: TerraformResource) => Access>> = {
  azurerm_role_assignment: (resource) => {
    const assignment = resource as RoleAssignment;
    const { roleDefinitionNameInput: name, roleDefinitionIdInput: id = "", scopeInput: scope = "" } = assignment;
    const { conditionInput: condition, descriptionInput: description } = assignment;
    return { access: name ?? id, scope, condition, description };
  },
  azurerm_key_vault_access_policy: (resource) => {
    const policy = resource as KeyVaultAccessPolicyA;
    const permissions = {
      secrets: policy.secretPermissionsInput,
      keys: policy.keyPermissionsInput,
      certificates: policy.certificatePermissionsInput,
      storage: policy.storagePermissionsInput,
    };
    const words = Object.entries(permissions).flatMap(([kind, some]) =>
      some?.length ? [`${kind}: ${some.join(", ")}`] : [],
    );
    return { access: words.join("; "), scope: policy.keyVaultIdInput ?? "" };
  },
  azurerm_cosmosdb_sql_role_assignment: (resource) => {
    const { roleDefinitionIdInput: id = "", scopeInput: scope = "" } = resource as CosmosdbSqlRoleAssignment;
    return { access: CosmosDbRole._nameOf(id) ?? id, scope };
  },
  azurerm_redis_cache_access_policy_assignment: (resource) => {
    const assignment = resource as RedisCacheAccessPolicyAssignment;
    const { accessPolicyNameInput: access = "", redisCacheIdInput: scope = "" } = assignment;
    return { access, scope };
  },
  azurerm_managed_redis_access_policy_assignment: (resource) => {
    const { managedRedisIdInput: scope } = resource as ManagedRedisAssignment;
    return { access: "default", scope };
  },
  azurerm_kusto_cluster_principal_assignment: (resource) => {
    const { roleInput: access = "", clusterNameInput: scope = "" } = resource as KustoClusterPrincipalAssignment;
    return { access, scope };
  },
  azurerm_kusto_database_principal_assignment: (resource) => {
    const assignment = resource as KustoDatabasePrincipalAssignment;
    const { roleInput: access = "", clusterNameInput: cluster = "", databaseNameInput: database = "" } = assignment;
    return { access, scope: `${cluster}/databases/${database}` };
  },
  azurerm_postgresql_flexible_server_active_directory_administrator: (resource) => {
    const { serverNameInput: scope = "" } = resource as PostgresqlFlexibleServerActiveDirectoryAdministrator;
    return { access: "administrator", scope };
  },
};

/** The grants of a stack as data, sorted by the addresses that they would have. */
export function handedOverGrants(grants: StackGrants): HandedOverGrant[] {
  const addressOf = ({ resource, key }: GrantRecord) => `${addressOfResource(resource)} ${textOfKey(key)}`;
  const byAddress = [...grants.all.values()].sort((a, b) => (addressOf(a) < addressOf(b) ? -1 : 1));
  return byAddress.map(({ principal: { name, principalId, principalType }, resource, stated }) => ({
    principalName: name ?? "",
    principalId,
    principalType,
    resourceType: resource.terraformResourceType,
    ...(stated ? { access: stated.access, scope: stated.scope } : accessOf(resource)),
  }));
}

function accessOf(resource: TerraformResource): Access {
  const read = READERS[resource.terraformResourceType];
  if (!read) {
    throw new Error(`${resource.terraformResourceType} has no reader in handed-over-grants.ts`);
  }
  return read(resource);
}

/** The grants as a Markdown table. */
export function tableOfGrants(grants: readonly HandedOverGrant[]): string {
  const head = ["Principal", "Object id", "Type", "Role or permissions", "Scope", "Why", "As"];
  return [head, head.map(() => "---"), ...grants.map(cellsOf)].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function cellsOf(grant: HandedOverGrant): string[] {
  const { principalName, principalId, principalType = "", resourceType, access, scope, condition } = grant;
  const limited = condition === undefined ? access : `${access}, if ${condition}`;
  const cells = [principalName, principalId, principalType, limited, scope, grant.description ?? "", resourceType];
  return cells.map((text) => text.replace(/\|/g, "\\|").replace(/\s*\n\s*/g, " "));
}
