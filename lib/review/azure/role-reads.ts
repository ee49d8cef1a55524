import type { Allowed } from "./actions";

/** The actions that tell which roles there are and who has them on a scope, and nothing of what is in it. */
const ROLE_READS = new Set([
  "microsoft.authorization/roleassignments/read",
  "microsoft.authorization/roledefinitions/read",
]);

/** What is allowed but for reading role assignments and definitions; the same where it allows nothing else. */
export function withoutRoleReads(allowed: Allowed): Allowed {
  const actions = allowed.actions.filter((action) => !ROLE_READS.has(action.toLowerCase()));
  return actions.length + allowed.dataActions.length === 0 ? allowed : { ...allowed, actions };
}
