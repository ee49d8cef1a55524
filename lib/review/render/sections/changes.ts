import type { Comparison } from "../../compare/compare";
import { GrantChange, grantIn } from "../../compare/grant-changes";
import type { PathChange } from "../../compare/path-changes";
import type { RunnerChange } from "../../compare/runner-changes";
import type { UnreadChange } from "../../compare/unread-changes";
import { byVerdict, Change, Verdict } from "../../compare/verdict";
import { GrantRow, isCustomRole, Report } from "../../report/report";
import { markdownCode as code, markdownText as text } from "../escape";
import { Names } from "../names";
import { addressesCell } from "../page/cells";
import { Section, tableOf, tableRow } from "../page/section";
import { permissionText } from "../permission-text";
import { goalText } from "../../report/path-text";
import { detailText } from "./paths";
import { MARKS, VERDICT_IMPORTANCES } from "./verdict-marks";

/** A row of the table of changes. */
interface ChangeRow {
  readonly verdict: Verdict;
  readonly change: Change;
  readonly cells: readonly [who: string, what: string, where: string];
}

/** What a change of the program does to access. */
export function changes(report: Report, change: Comparison | undefined): Section | undefined {
  if (!change) {
    return undefined;
  }
  const names = new Names(report);
  const runners = new Map(report.principals.map(({ id, runs }) => [id, runs.map(({ name }) => name)]));
  const rows = [
    ...change.grants.map((row) => grantChange(row, runners.get(grantIn(row).principal) ?? [], names)),
    ...change.runners.map(runnerChange),
    ...change.paths.map(pathChange),
    ...change.unread.map(unreadChange),
  ].sort(byVerdict);
  const title = "What changes";
  return rows.length === 0
    ? { title, lead: "Nothing that anybody may do.", groups: [] }
    : { title, groups: [tableOf(["access", "who", "may do what, by which resource"], rows.map(rowOf))] };
}

function rowOf({ verdict, change, cells }: ChangeRow) {
  const [who, what, where] = cells;
  const lines = [what, where].filter((line) => line !== "").join("<br>");
  return tableRow([`${MARKS[verdict]}&nbsp;${verdict}<br>${change}`, who, lines], VERDICT_IMPORTANCES[verdict]);
}

function grantChange(change: GrantChange, runners: readonly string[], names: Names): ChangeRow {
  const row = grantIn(change);
  const [runner] = runners;
  const runs =
    runner === undefined
      ? ""
      : secondLine(`runs ${runner}${runners.length > 1 ? ` and ${runners.length - 1} more` : ""}`);
  return {
    ...change,
    cells: [
      `${text(names.of({ id: row.principal, name: change.principal }))}${runs}`,
      `<strong>${text(permissionText(row))}</strong> on ${text(names.of(row.target))}${before(change)}`,
      // A baseline of somebody's own may leave them out.
      addressesCell((row as Partial<GrantRow>).by ?? []),
    ],
  };
}

/** A second line in a cell. */
function secondLine(line: string): string {
  return `<br><em>${text(line)}</em>`;
}

function runnerChange(change: RunnerChange): ChangeRow {
  const runs = change.change === "added" ? "runs as it" : "ran as it";
  return { ...change, cells: [text(change.principal), `${text(change.runner)} ${runs}`, ""] };
}

function pathChange(change: PathChange): ChangeRow {
  const { path, principal } = change;
  const way = `may <strong>${text(`${path.may} ${goalText(path)}`)}</strong>${text(detailText(path))}`;
  return { ...change, cells: [text(principal), way, addressesCell(path.steps.flatMap(({ by }) => by))] };
}

function unreadChange(change: UnreadChange): ChangeRow {
  return { ...change, cells: ["not known", "is not read, and may give any access", code(change.address)] };
}

/** What a changed grant was. */
function before({ change, before: old, after }: GrantChange): string {
  if (change !== "changed" || !old || !after) {
    return "";
  }
  const target = old.target.id === after.target.id ? "" : ` on ${old.target.name}`;
  return secondLine(
    `before: ${permissionText(old)}${areOtherActions(old, after) ? " with other actions" : ""}${target}`,
  );
}

function areOtherActions({ permission: old }: GrantRow, { permission }: GrantRow): boolean {
  return (
    old.id === permission.id && !isCustomRole(old) && JSON.stringify(old.allowed) !== JSON.stringify(permission.allowed)
  );
}
