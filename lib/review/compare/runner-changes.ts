import type { PrincipalRow, Report, RunnerRow } from "../report/report";
import type { Verdict } from "./verdict";

/** Something that now runs as a principal with access, or does not run as it any more. */
export interface RunnerChange {
  readonly change: "added" | "removed";
  readonly verdict: Verdict;
  readonly principal: string;
  readonly runner: string;
}

/**
 * The changes of what runs as principals that have access before and after, or may have access that the program does
 * not show. Of a new principal its grants show all of it.
 */
export function runnerChanges(
  before: Report,
  after: Report,
  isOfInterest: (principal: PrincipalRow) => boolean = () => true,
): RunnerChange[] {
  const [old, now] = [byId(before), byId(after)];
  const hasAccess = new Set([...before.grants, ...after.grants].map(({ principal }) => principal));
  const mayHaveAccess = (row: PrincipalRow) =>
    row.kind !== "system-assigned identity" &&
    (isFromElsewhere(row) ||
      row.kind === "unresolved" ||
      (hasAccess.has(row.id) && old.has(row.id) && now.has(row.id)));
  return [...new Map([...old, ...now]).values()]
    .filter((row) => mayHaveAccess(row) && isOfInterest(row))
    .flatMap((row) => changesOf(old.get(row.id) ?? { ...row, runs: [] }, now.get(row.id) ?? { ...row, runs: [] }));
}

function byId({ principals }: Report): ReadonlyMap<string, PrincipalRow> {
  return new Map(principals.map((row) => [row.id, row]));
}

/** Whether an identity is made elsewhere, so that a program does not show all its access. */
function isFromElsewhere({ kind, existing }: PrincipalRow): boolean {
  return kind === "user-assigned identity" && existing === true;
}

function changesOf(before: PrincipalRow, after: PrincipalRow): RunnerChange[] {
  const without = (rows: PrincipalRow["runs"], others: PrincipalRow["runs"]) => {
    const known = new Set(others.map(keyOf));
    return rows.filter((row) => !known.has(keyOf(row)));
  };
  return [
    ...without(after.runs, before.runs).map(({ name }) => ({
      change: "added" as const,
      verdict: "broadened" as const,
      principal: after.name,
      runner: name,
    })),
    ...without(before.runs, after.runs).map(({ name }) => ({
      change: "removed" as const,
      verdict: "narrowed" as const,
      principal: after.name,
      runner: name,
    })),
  ];
}

/** What runs, and whether that is certain: what only perhaps ran as a principal may do more where it does for certain. */
function keyOf({ id, unsure }: RunnerRow): string {
  return JSON.stringify([id, unsure === true]);
}
