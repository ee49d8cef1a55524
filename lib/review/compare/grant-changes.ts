import { Allowed, NOTHING_ALLOWED } from "../azure/actions";
import { builtInRole } from "../azure/built-in-roles";
import { Containment } from "../azure/containment";
import { withoutRoleReads } from "../azure/role-reads";
import type { GrantRow, Report } from "../report/report";
import { GrantIndex, indexKey } from "./grant-index";
import { Change, Verdict, VERDICTS } from "./verdict";

/** A grant that is not as it was. */
export type GrantChange = AddedOrChanged | Removed;

interface ChangeOfGrant {
  readonly change: Change;
  readonly verdict: Verdict;
  /** The name of the principal. */
  readonly principal: string;
}

interface AddedOrChanged extends ChangeOfGrant {
  /** The grant that it replaces; undefined where it is added. */
  readonly before?: GrantRow;
  readonly after: GrantRow;
}

interface Removed extends ChangeOfGrant {
  readonly before: GrantRow;
  readonly after?: undefined;
}

/** The grant after a change; before it, where it is removed. */
export function grantIn(change: GrantChange): GrantRow {
  return change.after === undefined ? change.before : change.after;
}

/** The grants that are added, removed and changed, with what that does to access. */
export function grantChanges(before: Report, after: Report): GrantChange[] {
  const [old, now] = [byMeaning(before.grants), byMeaning(after.grants)];
  const removed = new GrantIndex(without(old, now), likenessesOf);
  const verdicts = new Verdicts(before, after);
  const changes = without(now, old).map((row) => verdicts.ofAdded(row, removed.take(likenessesOf(row))));
  const left = removed.rest.map((row) => verdicts.ofRemoved(row));
  return inOrder([...changes, ...left]);
}

/** Judges changes of grants by all grants before and after them. */
class Verdicts {
  private readonly names: ReadonlyMap<string, string>;
  private readonly old: GrantIndex;
  private readonly now: GrantIndex;
  private readonly containment = new Containment();

  constructor(before: Report, after: Report) {
    this.names = new Map([...before.principals, ...after.principals].map(({ id, name }) => [id, name]));
    this.old = byPrincipalAndTarget(before.grants);
    this.now = byPrincipalAndTarget(after.grants);
  }

  /** A grant that is new, or replaces another one. */
  public ofAdded(after: GrantRow, before: GrantRow | undefined): GrantChange {
    const change = before ? "changed" : "added";
    return { change, verdict: this.verdictOf(after, before), principal: this.nameOf(after), before, after };
  }

  /** A grant that is gone, and that no other one replaces. */
  public ofRemoved(before: GrantRow): GrantChange {
    const verdict = this.isLess(before) ? "narrowed" : "same";
    return { change: "removed", verdict, principal: this.nameOf(before), before };
  }

  private verdictOf(after: GrantRow, before: GrantRow | undefined): Verdict {
    if (!isCovered(after, this.old, this.containment)) {
      return before && this.isLess(before) && this.isMoreToReadOfRolesOnly(after) ? "narrowed" : "broadened";
    }
    return before && this.isLess(before) ? "narrowed" : "same";
  }

  /** Whether the grants after the change do not allow all that a grant has allowed. */
  private isLess(before: GrantRow): boolean {
    return !isCovered(before, this.now, this.containment);
  }

  /** Whether all that is new in a grant is to read which roles there are, as a role with less in it may add. */
  private isMoreToReadOfRolesOnly(after: GrantRow): boolean {
    const { allowed } = after.permission;
    const permission = { ...after.permission, allowed: allowed && withoutRoleReads(allowed) };
    return isCovered({ ...after, permission }, this.old, this.containment);
  }

  private nameOf({ principal }: GrantRow): string {
    return this.names.get(principal) ?? principal;
  }
}

/** Grants by their principals and the ids of their targets, as `isCovered` looks them up. */
export function byPrincipalAndTarget(rows: readonly GrantRow[]): GrantIndex {
  return new GrantIndex(rows, ({ principal, target }) => [indexKey(principal, target.id)]);
}

/** The rows that others do not have with the same meaning. */
function without(rows: ReadonlyMap<string, GrantRow>, others: ReadonlyMap<string, GrantRow>): GrantRow[] {
  return [...rows].filter(([meaning]) => !others.has(meaning)).map(([, row]) => row);
}

function inOrder(changes: readonly GrantChange[]): GrantChange[] {
  const ordered = changes.map((change) => ({ change, order: orderOf(change) }));
  return ordered.sort((a, b) => (a.order < b.order ? -1 : 1)).map(({ change }) => change);
}

function orderOf(change: GrantChange): string {
  return `${VERDICTS.indexOf(change.verdict)} ${change.principal} ${meaningOf(grantIn(change))}`;
}

/**
 * The keys by which a new grant finds the removed one that it replaces, the likeliest first: one with the same
 * permission on the same target, else any on the same target, else one with the same permission.
 */
function likenessesOf({ principal, target, permission }: GrantRow): string[] {
  return [
    indexKey(principal, "both", target.id, permission.id),
    indexKey(principal, "target", target.id),
    indexKey(principal, "permission", permission.id),
  ];
}

/** All that a grant says but the resources that give it, as one text. */
function meaningOf({ principal, permission, target, condition, caveat, ineffective, repeats }: GrantRow): string {
  return JSON.stringify([
    principal,
    permission.id,
    permission.allowed,
    target.id,
    condition,
    caveat,
    ineffective !== undefined,
    repeats !== undefined,
  ]);
}

function byMeaning(rows: readonly GrantRow[]): Map<string, GrantRow> {
  return new Map(rows.map((row) => [meaningOf(row), row]));
}

/** Whether other grants of the same principal, together, allow all that a grant does. */
export function isCovered(row: GrantRow, others: GrantIndex, containment: Containment): boolean {
  const scopes = new Set([row.target.id, ...row.target.within]);
  const wider = [...scopes]
    .flatMap((scope) => [...others.at(indexKey(row.principal, scope))])
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
