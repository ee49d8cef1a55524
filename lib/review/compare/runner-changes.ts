import type { PrincipalRow, Report } from "../report/report";
import type { Verdict } from "./verdict";

/** Something that now runs as a principal with access, or does no more. */
export interface RunnerChange {
  readonly change: "added" | "removed";
  readonly verdict: Verdict;
  readonly principal: string;
  readonly runner: string;
}

/**
 * What runs as a principal that was there before and has access, or may have some, as one that is not known may; of a
 * new one, its grants say it all.
 */
export function runnerChanges(before: Report, after: Report): RunnerChange[] {
  const [old, now] = [before, after].map(({ principals }) => new Map(principals.map((row) => [row.id, row])));
  const hasAccess = new Set([...before.grants, ...after.grants].map(({ principal }) => principal));
  const isOfInterest = (row: PrincipalRow) =>
    row.kind !== "system-assigned identity" &&
    (isFromElsewhere(row) ||
      row.kind === "unresolved" ||
      (hasAccess.has(row.id) && old!.has(row.id) && now!.has(row.id)));
  return [...new Map([...old!, ...now!]).values()]
    .filter(isOfInterest)
    .flatMap((row) => changesOf(old!.get(row.id) ?? { ...row, runs: [] }, now!.get(row.id) ?? { ...row, runs: [] }));
}

/**
 * Whether an identity is there already, so that a program does not say all that it may do: it reads it, or it goes by
 * an id that is written out, with a subscription.
 */
function isFromElsewhere({ kind, id, existing }: PrincipalRow): boolean {
  return kind === "user-assigned identity" && (existing === true || id.split("|").length > 3);
}

function changesOf(before: PrincipalRow, after: PrincipalRow): RunnerChange[] {
  const without = (rows: PrincipalRow["runs"], others: PrincipalRow["runs"]) => {
    const ids = new Set(others.map(({ id }) => id));
    return rows.filter(({ id }) => !ids.has(id));
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
