import { Allowed, isWithin, NOTHING_ALLOWED } from "./azure/actions";
import type { GrantRow, PrincipalRow, Report } from "./report";

/** What a change does to access: more than before, or something else; less; neither. */
export type Verdict = "broadened" | "narrowed" | "same";

export type Change = "added" | "removed" | "changed";

/** A grant that is not as it was. */
export interface GrantChange {
  readonly change: Change;
  readonly verdict: Verdict;
  readonly principal: string;
  readonly before?: GrantRow;
  readonly after?: GrantRow;
}

/** Something that now runs as a principal with access, or does no more. */
export interface RunnerChange {
  readonly change: "added" | "removed";
  readonly verdict: Verdict;
  readonly principal: string;
  readonly runner: string;
}

/** What a change of the program does to who may do what. */
export interface Comparison {
  readonly verdict: Verdict;
  readonly grants: readonly GrantChange[];
  readonly runners: readonly RunnerChange[];
}

/** Compares two reviews by what their grants mean. */
export function compare(before: Report, after: Report): Comparison {
  const grants = grantChanges(before, after);
  const runners = runnerChanges(before, after);
  const verdicts = [...grants, ...runners].map(({ verdict }) => verdict);
  return { verdict: verdicts.includes("broadened") ? "broadened" : verdicts.includes("narrowed") ? "narrowed" : "same", grants, runners };
}

function grantChanges(before: Report, after: Report): GrantChange[] {
  const [old, now] = [byMeaning(before.grants), byMeaning(after.grants)];
  const removed = [...old].filter(([key]) => !now.has(key)).map(([, row]) => row);
  const added = [...now].filter(([key]) => !old.has(key)).map(([, row]) => row);
  const [oldOf, nowOf] = [byPrincipal(before.grants), byPrincipal(after.grants)];
  const names = new Map([...before.principals, ...after.principals].map(({ id, name }) => [id, name]));
  const isMore = (row: GrantRow) => !isCovered(row, oldOf.get(row.principal) ?? []);
  const isLess = (row: GrantRow) => !isCovered(row, nowOf.get(row.principal) ?? []);
  const open = byPrincipal(removed);
  const changes = added.map((row): GrantChange => {
    const counterpart = takeCounterpart(open.get(row.principal) ?? [], row);
    const verdict = isMore(row) ? "broadened" : counterpart && isLess(counterpart) ? "narrowed" : "same";
    return { change: counterpart ? "changed" : "added", verdict, principal: names.get(row.principal)!, before: counterpart, after: row };
  });
  const left = [...open.values()].flat().map((row): GrantChange => ({ change: "removed", verdict: isLess(row) ? "narrowed" : "same", principal: names.get(row.principal)!, before: row }));
  return [...changes, ...left].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

const VERDICTS: readonly Verdict[] = ["broadened", "narrowed", "same"];

function orderOf({ verdict, principal, before, after }: GrantChange): string {
  return `${VERDICTS.indexOf(verdict)} ${principal} ${meaningOf(after ?? before!)}`;
}

/** What a grant that is no more has become: one for the same target, else one with the same permission. */
function takeCounterpart(removed: GrantRow[], added: GrantRow): GrantRow | undefined {
  const tests: ((row: GrantRow) => boolean)[] = [
    (row) => row.target.id === added.target.id && row.permission.id === added.permission.id,
    (row) => row.target.id === added.target.id,
    (row) => row.permission.id === added.permission.id,
  ];
  const index = tests.map((test) => removed.findIndex(test)).find((found) => found >= 0);
  return index === undefined ? undefined : removed.splice(index, 1)[0];
}

/** All that a grant says, but for which resources give it. */
function meaningOf({ principal, permission, target, condition, caveat, ineffective, repeats }: GrantRow): string {
  return JSON.stringify([principal, permission.id, permission.allowed, target.id, condition, caveat, ineffective !== undefined, repeats !== undefined]);
}

function byMeaning(rows: readonly GrantRow[]): Map<string, GrantRow> {
  return new Map(rows.map((row) => [meaningOf(row), row]));
}

function byPrincipal(rows: readonly GrantRow[]): Map<string, GrantRow[]> {
  const groups = new Map<string, GrantRow[]>();
  for (const row of rows) {
    const group = groups.get(row.principal) ?? [];
    group.push(row);
    groups.set(row.principal, group);
  }
  return groups;
}

/** Whether other grants of the same principal, together, allow all that a grant does. */
function isCovered(row: GrantRow, others: readonly GrantRow[]): boolean {
  const wider = others.filter((other) => reaches(other, row));
  const { allowed } = row.permission;
  if (wider.some((other) => other.permission.id === row.permission.id && (!allowed || !other.permission.allowed || isWithin(allowed, other.permission.allowed)) && !allowed === !other.permission.allowed)) {
    return true;
  }
  const known = wider.flatMap((other) => other.permission.allowed ?? []);
  return allowed !== undefined && partsOf(allowed).every((part) => known.some((other) => isWithin(part, other)));
}

/** Whether a grant holds wherever the other one does. */
function reaches(wide: GrantRow, narrow: GrantRow): boolean {
  const isInScope = [narrow.target.id, ...narrow.target.within].includes(wide.target.id);
  const isAsFree = (limit: "condition" | "caveat" | "ineffective" | "repeats") => wide[limit] === undefined || (limit === "condition" || limit === "caveat" ? wide[limit] === narrow[limit] : narrow[limit] !== undefined);
  return isInScope && isAsFree("condition") && isAsFree("caveat") && isAsFree("ineffective") && isAsFree("repeats");
}

/** What is allowed, pattern by pattern. */
function partsOf({ actions, notActions, dataActions, notDataActions }: Allowed): Allowed[] {
  return [...actions.map((action) => ({ ...NOTHING_ALLOWED, actions: [action], notActions })), ...dataActions.map((action) => ({ ...NOTHING_ALLOWED, dataActions: [action], notDataActions }))];
}

/** What runs as a principal that was there before and has access, or may have some; of a new one, its grants say it all. */
function runnerChanges(before: Report, after: Report): RunnerChange[] {
  const [old, now] = [before, after].map(({ principals }) => new Map(principals.map((row) => [row.id, row])));
  const hasAccess = new Set([...before.grants, ...after.grants].map(({ principal }) => principal));
  const isOfInterest = (row: PrincipalRow) => row.kind !== "system-assigned identity" && (isFromElsewhere(row) || (hasAccess.has(row.id) && old!.has(row.id) && now!.has(row.id)));
  return [...new Map([...old!, ...now!]).values()].filter(isOfInterest).flatMap((row) => runnersOf(old!.get(row.id) ?? { ...row, runs: [] }, now!.get(row.id) ?? { ...row, runs: [] }));
}

/** Whether an identity goes by an id that is written out, with a subscription: it is there already, and a program does not say all that it may do. */
function isFromElsewhere({ kind, id }: PrincipalRow): boolean {
  return kind === "user-assigned identity" && id.split("|").length > 3;
}

function runnersOf(before: PrincipalRow, after: PrincipalRow): RunnerChange[] {
  const without = (rows: PrincipalRow["runs"], others: PrincipalRow["runs"]) => {
    const ids = new Set(others.map(({ id }) => id));
    return rows.filter(({ id }) => !ids.has(id));
  };
  return [
    ...without(after.runs, before.runs).map(({ name }) => ({ change: "added" as const, verdict: "broadened" as const, principal: after.name, runner: name })),
    ...without(before.runs, after.runs).map(({ name }) => ({ change: "removed" as const, verdict: "narrowed" as const, principal: after.name, runner: name })),
  ];
}
