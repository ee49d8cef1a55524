import type { Comparison } from "../../compare/compare";
import { GrantChange, grantIn } from "../../compare/grant-changes";
import type { RunnerChange } from "../../compare/runner-changes";
import type { UnreadChange } from "../../compare/unread-changes";
import { byVerdict, Change, Verdict } from "../../compare/verdict";
import { GrantRow, isCustomRole, Report } from "../../report/report";
import { markdownCode as code, markdownText as text } from "../escape";
import { addressesCell } from "../page/cells";
import { Importance, Section, tableOf, tableRow } from "../page/section";
import { permissionText } from "../permission-text";
import { MARKS } from "./top";

/** A row of the table of changes. */
interface ChangeRow {
  readonly verdict: Verdict;
  readonly change: Change;
  readonly cells: readonly [who: string, may: string, on: string, where: string];
}

/** What a change of the program does to access. */
export function changes(report: Report, change: Comparison | undefined): Section | undefined {
  if (!change) {
    return undefined;
  }
  const runners = new Map(report.principals.map(({ id, runs }) => [id, runs.map(({ name }) => name)]));
  const rows = [
    ...change.grants.map((row) => grantChange(row, runners.get(grantIn(row).principal) ?? [])),
    ...change.runners.map(runnerChange),
    ...change.unread.map(unreadChange),
  ].sort(byVerdict);
  const title = "What changes";
  return rows.length === 0
    ? { title, lead: "Nothing that anybody may do.", groups: [] }
    : { title, groups: [tableOf(["access", "who", "may", "on", "where"], rows.map(rowOf))] };
}

const IMPORTANCES: Readonly<Record<Verdict, Importance>> = {
  broadened: "decisive",
  narrowed: "changed",
  same: "minor",
};

function rowOf({ verdict, change, cells }: ChangeRow) {
  return tableRow([`${MARKS[verdict]} ${verdict}, ${change}`, ...cells], IMPORTANCES[verdict]);
}

function grantChange(change: GrantChange, runners: readonly string[]): ChangeRow {
  const row = grantIn(change);
  const [runner] = runners;
  const runs =
    runner === undefined ? "" : small(`runs ${runner}${runners.length > 1 ? ` and ${runners.length - 1} more` : ""}`);
  return {
    ...change,
    cells: [
      `${text(change.principal)}${runs}`,
      `${text(permissionText(row))}${before(change)}`,
      text(row.target.name),
      // A baseline of somebody's own may leave them out.
      addressesCell((row as Partial<GrantRow>).by ?? []),
    ],
  };
}

/** A line of its own in a cell. */
function small(line: string): string {
  return `<br><sub>${text(line)}</sub>`;
}

function runnerChange(change: RunnerChange): ChangeRow {
  const runs = change.change === "added" ? "runs as it" : "ran as it";
  return { ...change, cells: [text(change.principal), `${text(change.runner)} ${runs}`, "", ""] };
}

function unreadChange(change: UnreadChange): ChangeRow {
  return { ...change, cells: ["", "is not read, and may give any access", "", code(change.address)] };
}

/** What a changed grant was. */
function before({ change, before: old, after }: GrantChange): string {
  if (change !== "changed" || !old || !after) {
    return "";
  }
  const target = old.target.id === after.target.id ? "" : ` on ${old.target.name}`;
  return small(`before: ${permissionText(old)}${areOtherActions(old, after) ? " with other actions" : ""}${target}`);
}

function areOtherActions({ permission: old }: GrantRow, { permission }: GrantRow): boolean {
  return (
    old.id === permission.id && !isCustomRole(old) && JSON.stringify(old.allowed) !== JSON.stringify(permission.allowed)
  );
}
