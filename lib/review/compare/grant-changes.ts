import { Containment } from "../azure/containment";
import { withoutRoleReads } from "../azure/role-reads";
import type { GrantRow, Report } from "../report/report";
import { byPrincipalAndTarget, isCovered } from "./grant-coverage";
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
export function meaningOf({
  principal,
  permission,
  target,
  condition,
  caveat,
  ineffective,
  repeats,
}: GrantRow): string {
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
