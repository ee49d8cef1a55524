import { Allowed, NOTHING_ALLOWED } from "../azure/actions";
import { builtInRole } from "../azure/built-in-roles";
import type { Containment } from "../azure/containment";
import type { GrantRow } from "../report/report";
import { GrantIndex, indexKey } from "./grant-index";

/** Grants by who has them and what they are on. */
export function byPrincipalAndTarget(rows: readonly GrantRow[]): GrantIndex {
  return new GrantIndex(rows, ({ principal, target }) => [indexKey(principal, target.id)]);
}

/**
 * Whether other grants of the same principal, together, allow all that a grant does; of several principals, where
 * something acts as all of them.
 */
export function isCovered(
  row: GrantRow,
  others: GrantIndex,
  containment: Containment,
  principals: readonly string[] = [row.principal],
): boolean {
  const scopes = new Set([row.target.id, ...row.target.within]);
  const wider = [...scopes]
    .flatMap((scope) => principals.flatMap((principal) => [...others.at(indexKey(principal, scope))]))
    .filter((other) => isAsFree(other, row));
  if (wider.some((other) => isSameRole(row, other, containment))) {
    return true;
  }
  const known = wider.flatMap((other) => other.permission.allowed ?? []);
  const { allowed } = row.permission;
  return (
    allowed !== undefined && partsOf(allowed).every((part) => known.some((other) => containment.isWithin(part, other)))
  );
}

/**
 * Whether another grant has the same permission, which allows no less there; unknown actions are equal. A role that
 * Azure defines is the same one, also where the review of another version has known other actions of it.
 */
function isSameRole({ permission: one }: GrantRow, { permission: other }: GrantRow, containment: Containment): boolean {
  if (one.id !== other.id) {
    return false;
  }
  if (builtInRole(one.name) && one.id.startsWith("role|")) {
    return true;
  }
  return one.allowed && other.allowed
    ? containment.isWithin(one.allowed, other.allowed)
    : one.allowed === other.allowed;
}

/** Whether all that limits a grant limits the other one, too. */
function isAsFree(free: GrantRow, bound: GrantRow): boolean {
  return (
    (["condition", "caveat"] as const).every((limit) => free[limit] === undefined || free[limit] === bound[limit]) &&
    (["ineffective", "repeats"] as const).every((limit) => free[limit] === undefined || bound[limit] !== undefined)
  );
}

/** What is allowed, one action at a time. */
function partsOf({ actions, notActions, dataActions, notDataActions }: Allowed): Allowed[] {
  return [
    ...actions.map((action) => ({ ...NOTHING_ALLOWED, actions: [action], notActions })),
    ...dataActions.map((action) => ({ ...NOTHING_ALLOWED, dataActions: [action], notDataActions })),
  ];
}
