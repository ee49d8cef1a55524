import type { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { Role } from "../role";

/** The key of a grant: Azure takes one grant of a key. Made of canonical keys, it is the same in every stack. */
export interface GrantKey {
  readonly kind: "policy" | "role" | "cosmos" | "kusto" | "redis" | "administrator" | "database";
  /** The canonical key of the role; empty for a grant that has no role. */
  readonly role: string;
  /** The canonical key of the vault, the scope, the account, the cluster or the cache. */
  readonly target: string;
  /** The path of the part of the target, the database and the container; empty for the whole. */
  readonly part: string;
  /** The canonical key of the principal. */
  readonly principal: string;
}

/** The key as text. */
export function textOfKey({ kind, role, target, part, principal }: GrantKey): string {
  return [kind, role, target, part, principal].join(" ");
}

/** The key of the access policy of a principal on a vault. */
export function policyKey(target: string, principal: string): GrantKey {
  return { kind: "policy", role: "", target, part: "", principal };
}

/** The key of the assignment of a role to a principal at a scope. */
export function roleAssignmentKey(role: string, target: string, principal: string): GrantKey {
  return { kind: "role", role, target, part: "", principal };
}

/** The key of the data role of a principal in an account of Cosmos DB, or in a part of it. */
export function cosmosDbRoleKey(role: string, target: string, part: string, principal: string): GrantKey {
  return { kind: "cosmos", role, target, part, principal };
}

/** The key of the data role of a principal in a Kusto cluster, or in the database of one. */
export function kustoRoleKey(role: string, target: string, part: string, principal: string): GrantKey {
  return { kind: "kusto", role, target, part, principal };
}

/** The key of the access policy of a principal on a cache. */
export function redisPolicyKey(target: string, principal: string): GrantKey {
  return { kind: "redis", role: "", target, part: "", principal };
}

/** The key of the administrator of a database server. */
export function administratorKey(target: string, principal: string): GrantKey {
  return { kind: "administrator", role: "", target, part: "", principal };
}

/** The key of the user that a principal is of a database. */
export function databaseUserKey(target: string, part: string, principal: string): GrantKey {
  return { kind: "database", role: "", target, part, principal };
}

/** The key of the role that a role assignment assigns, be it this library's or the program's own. */
export function assignedRoleKey(assignment: RoleAssignment): string {
  const { cdktfStack, roleDefinitionNameInput, roleDefinitionIdInput } = assignment;
  return Role._keyOf(cdktfStack, roleDefinitionNameInput ?? roleDefinitionIdInput ?? "");
}
