import { Allowed, NOTHING_ALLOWED } from "../azure/actions";
import { Containment } from "../azure/containment";
import { GrantIndex, keyOf } from "./grant-index";
import type { GrantRow, Report } from "../report/report";
import { Change, Verdict, VERDICTS } from "./verdict";

/** A grant that is not as it was. */
export interface GrantChange {
  readonly change: Change;
  readonly verdict: Verdict;
  readonly principal: string;
  readonly before?: GrantRow;
  readonly after?: GrantRow;
}

/** The grants that are added, removed and changed, with what that does to access. */
export function grantChanges(before: Report, after: Report): GrantChange[] {
  const [old, now] = [byMeaning(before.grants), byMeaning(after.grants)];
  const removed = [...old].filter(([key]) => !now.has(key)).map(([, row]) => row);
  const added = [...now].filter(([key]) => !old.has(key)).map(([, row]) => row);
  const [oldAt, nowAt] = [before, after].map(
    ({ grants }) => new GrantIndex(grants, ({ principal, target }) => [keyOf(principal, target.id)]),
  );
  const names = new Map([...before.principals, ...after.principals].map(({ id, name }) => [id, name]));
  const containment = new Containment();
  const isMore = (row: GrantRow) => !isCovered(row, oldAt!, containment);
  const isLess = (row: GrantRow) => !isCovered(row, nowAt!, containment);
  const open = new GrantIndex(removed, (row) => likenesses(row));
  const changes = added.map((row): GrantChange => {
    const counterpart = open.take(likenesses(row));
    const verdict = isMore(row) ? "broadened" : counterpart && isLess(counterpart) ? "narrowed" : "same";
    return {
      change: counterpart ? "changed" : "added",
      verdict,
      principal: names.get(row.principal)!,
      before: counterpart,
      after: row,
    };
  });
  const left = open.rest.map((row): GrantChange => ({
    change: "removed",
    verdict: isLess(row) ? "narrowed" : "same",
    principal: names.get(row.principal)!,
    before: row,
  }));
  const ordered = [...changes, ...left].map((change) => ({ change, order: orderOf(change) }));
  return ordered.sort((a, b) => (a.order < b.order ? -1 : 1)).map(({ change }) => change);
}

function orderOf({ verdict, principal, before, after }: GrantChange): string {
  return `${VERDICTS.indexOf(verdict)} ${principal} ${meaningOf(after ?? before!)}`;
}

/**
 * What a grant that is no more may have become, the likeliest first: one for the same target, else one with the same
 * permission.
 */
function likenesses({ principal, target, permission }: GrantRow): string[] {
  return [
    keyOf(principal, "both", target.id, permission.id),
    keyOf(principal, "target", target.id),
    keyOf(principal, "permission", permission.id),
  ];
}

/** All that a grant says, but for which resources give it. */
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
function isCovered(row: GrantRow, others: GrantIndex, containment: Containment): boolean {
  const places = new Set([row.target.id, ...row.target.within]);
  const wider = [...places]
    .flatMap((place) => [...others.at(keyOf(row.principal, place))])
    .filter((other) => isAsFree(other, row));
  const { allowed } = row.permission;
  if (
    wider.some(
      (other) =>
        other.permission.id === row.permission.id &&
        (!allowed || !other.permission.allowed || containment.isWithin(allowed, other.permission.allowed)) &&
        !allowed === !other.permission.allowed,
    )
  ) {
    return true;
  }
  const known = wider.flatMap((other) => other.permission.allowed ?? []);
  return (
    allowed !== undefined && partsOf(allowed).every((part) => known.some((other) => containment.isWithin(part, other)))
  );
}

/** Whether what limits a grant limits the other one, too. */
function isAsFree(free: GrantRow, bound: GrantRow): boolean {
  return (
    (["condition", "caveat"] as const).every((limit) => free[limit] === undefined || free[limit] === bound[limit]) &&
    (["ineffective", "repeats"] as const).every((limit) => free[limit] === undefined || bound[limit] !== undefined)
  );
}

/** What is allowed, pattern by pattern. */
function partsOf({ actions, notActions, dataActions, notDataActions }: Allowed): Allowed[] {
  return [
    ...actions.map((action) => ({ ...NOTHING_ALLOWED, actions: [action], notActions })),
    ...dataActions.map((action) => ({ ...NOTHING_ALLOWED, dataActions: [action], notDataActions })),
  ];
}
