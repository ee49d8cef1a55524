import type { TerraformResource } from "cdktf";
import type { CosmosdbSqlRoleAssignment } from "@cdktf/provider-azurerm/lib/cosmosdb-sql-role-assignment";
import type { KeyVaultAccessPolicyA } from "@cdktf/provider-azurerm/lib/key-vault-access-policy";
import type { RedisCacheAccessPolicyAssignment } from "@cdktf/provider-azurerm/lib/redis-cache-access-policy-assignment";
import type { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import type { Grant } from "../grant";
import type { HandedOverGrant } from "../grant-hand-over";
import { CosmosDbRole } from "../cosmos-db-role";
import type { Grants } from "./grants";

type Given = Pick<HandedOverGrant, "access" | "scope" | "condition" | "description">;

/** What each kind of grant gives, by the type of its resource. */
const GIVEN: Readonly<Record<string, (resource: TerraformResource) => Given>> = {
  azurerm_role_assignment: (resource) => {
    const { roleDefinitionNameInput, roleDefinitionIdInput, scopeInput, conditionInput, descriptionInput } =
      resource as RoleAssignment;
    return {
      access: (roleDefinitionNameInput ?? roleDefinitionIdInput)!,
      scope: scopeInput!,
      condition: conditionInput,
      description: descriptionInput,
    };
  },
  azurerm_key_vault_access_policy: (resource) => {
    const policy = resource as KeyVaultAccessPolicyA;
    const kinds = {
      secrets: policy.secretPermissionsInput,
      keys: policy.keyPermissionsInput,
      certificates: policy.certificatePermissionsInput,
      storage: policy.storagePermissionsInput,
    };
    const words = Object.entries(kinds).flatMap(([kind, permissions]) =>
      permissions?.length ? [`${kind}: ${permissions.join(", ")}`] : [],
    );
    return { access: words.join("; "), scope: policy.keyVaultIdInput! };
  },
  azurerm_cosmosdb_sql_role_assignment: (resource) => {
    const { roleDefinitionIdInput: id, scopeInput } = resource as CosmosdbSqlRoleAssignment;
    return { access: CosmosDbRole._nameOf(id!) ?? id!, scope: scopeInput! };
  },
  azurerm_redis_cache_access_policy_assignment: (resource) => {
    const { accessPolicyNameInput, redisCacheIdInput } = resource as RedisCacheAccessPolicyAssignment;
    return { access: accessPolicyNameInput!, scope: redisCacheIdInput! };
  },
};

/** The grants of a stack as data, by the addresses that they would have had. */
export function handedOver(grants: Grants): HandedOverGrant[] {
  const byAddress = [...grants.all.values()].sort((a, b) => (addressOf(a) < addressOf(b) ? -1 : 1));
  return byAddress.map(({ principal, resource }) => ({
    principalName: principal._name ?? "",
    principalId: principal.principalId,
    principalType: principal.principalType,
    resourceType: resource.terraformResourceType,
    ...GIVEN[resource.terraformResourceType]!(resource),
  }));
}

function addressOf({ resource }: Grant): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}

/** The same as a table in Markdown. */
export function tableOf(grants: readonly HandedOverGrant[]): string {
  const rows = grants.map(
    ({ principalName, principalId, principalType, resourceType, access, scope, condition, description }) => [
      principalName,
      principalId,
      principalType ?? "",
      condition === undefined ? access : `${access}, if ${condition}`,
      scope,
      description ?? "",
      resourceType,
    ],
  );
  const head = ["Principal", "Object id", "Type", "Role or permissions", "Scope", "Why", "As"];
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.map(cellOf).join(" | ")} |`).join("\n");
}

function cellOf(text: string): string {
  return text.replace(/\|/g, "\\|").replace(/\s*\n\s*/g, " ");
}
