import type { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { Role } from "../role";

// The keys of grants: Azure accepts one grant of each key. A key consists of canonical keys, so it is the same in every
// stack.

/** The key of the access policy of a principal on a vault. */
export function policyKey(vaultKey: string, principalKey: string): string {
  return `policy ${vaultKey} ${principalKey}`;
}

/** The key of the assignment of a role to a principal at a scope. */
export function roleAssignmentKey(roleKey: string, scopeKey: string, principalKey: string): string {
  return `role ${roleKey} ${scopeKey} ${principalKey}`;
}

/** The key of the data role of a principal in an account of Cosmos DB, or in a part of it. */
export function cosmosDbRoleKey(roleKey: string, accountKey: string, part: string, principalKey: string): string {
  return `cosmos ${roleKey} ${accountKey} ${part} ${principalKey}`;
}

/** The key of the access policy of a principal on a cache. */
export function redisPolicyKey(cacheKey: string, principalKey: string): string {
  return `redis ${cacheKey} ${principalKey}`;
}

/** The key of the role that a role assignment assigns, be it this library's or the program's own. */
export function assignedRoleKey(assignment: RoleAssignment): string {
  const { cdktfStack, roleDefinitionNameInput, roleDefinitionIdInput } = assignment;
  return Role._keyOf(cdktfStack, roleDefinitionNameInput ?? roleDefinitionIdInput ?? "");
}
