import type { Comparison } from "../../compare/compare";
import { GrantChange, grantIn } from "../../compare/grant-changes";
import type { PathChange } from "../../compare/path-changes";
import type { RunnerChange } from "../../compare/runner-changes";
import type { UnreadChange } from "../../compare/unread-changes";
import { byVerdict, Change, Verdict } from "../../compare/verdict";
import { GrantRow, isCustomRole, PrincipalRow, Report } from "../../report/report";
import { markdownCode as code, markdownText as text } from "../escape";
import type { Names } from "../names";
import { addressesCell, listed } from "../page/cells";
import { Row, Section, tableLine, tableOf, WordsOfRow } from "../page/section";
import { permissionText } from "../permission-text";
import { goalText } from "../../report/path-text";
import { detailText } from "./paths";
import { MARKS, VERDICT_IMPORTANCES } from "./verdict-marks";

type Cells = readonly [who: string, what: string, where: string];

/** What a change of the program does to access. */
export function changes(report: Report, change: Comparison | undefined, names: Names): Section | undefined {
  if (!change) {
    return undefined;
  }
  const principals = new Map(report.principals.map((row) => [row.id, row]));
  const grantCells = (row: ChangeOfGrant) => cellsOfGrant(row, names);
  const sorted = [
    ...change.grants.map((row) => rowOf(row, withRunners(row, principals.get(grantIn(row).principal)), grantCells)),
    ...change.runners.map((row) => rowOf(row, row, runnerCells)),
    ...change.paths.map((row) => rowOf(row, row, pathCells)),
    ...change.unread.map((row) => rowOf(row, row, unreadCells)),
  ].sort(byVerdict);
  const rows = sorted.map(({ row }) => row);
  const title = "What changes";
  return rows.length === 0
    ? { title, lead: "Nothing that anybody may do.", groups: [] }
    : { title, groups: [tableOf(["access", "who", "may do what, by which resource"], rows)] };
}

/** A row of the table of changes. */
function rowOf<T>(
  { verdict, change }: { readonly verdict: Verdict; readonly change: Change },
  about: T,
  cellsOf: (about: T) => Cells,
): { readonly verdict: Verdict; readonly row: Row } {
  const words = (shown: T) => {
    const [who, what, where] = cellsOf(shown);
    const lines = [what, where].filter((line) => line !== "").join("<br>");
    return tableLine([`${MARKS[verdict]}&nbsp;${verdict}<br>${change}`, who, lines]);
  };
  return { verdict, row: new WordsOfRow(about, VERDICT_IMPORTANCES[verdict], words) };
}

/** A change of a grant, with what runs as the principal. */
interface ChangeOfGrant {
  readonly row: GrantChange;
  readonly runner?: string;
  readonly otherRunners: number;
}

function withRunners(row: GrantChange, principal: PrincipalRow | undefined): ChangeOfGrant {
  const runs = principal?.runs ?? [];
  return { row, runner: runs[0]?.name, otherRunners: runs.length - 1 };
}

function cellsOfGrant({ row: change, runner, otherRunners }: ChangeOfGrant, names: Names): Cells {
  const row = grantIn(change);
  const runs =
    runner === undefined ? "" : secondLine(`runs ${runner}${otherRunners > 0 ? ` and ${otherRunners} more` : ""}`);
  return [
    `${text(names.of({ id: row.principal, name: change.principal }))}${runs}`,
    `<strong>${text(permissionText(row))}</strong> on ${text(names.of(row.target))}${before(change)}`,
    // A baseline of somebody's own may leave them out.
    addressesCell(listed((row as Partial<GrantRow>).by ?? [])),
  ];
}

/** A second line in a cell. */
function secondLine(line: string): string {
  return `<br><em>${text(line)}</em>`;
}

function runnerCells({ change, principal, runner }: RunnerChange): Cells {
  return [text(principal), `${text(runner)} ${change === "added" ? "runs as it" : "ran as it"}`, ""];
}

function pathCells({ path, principal }: PathChange): Cells {
  const way = `may <strong>${text(`${path.may} ${goalText(path)}`)}</strong>${text(detailText(path))}`;
  return [text(principal), way, addressesCell(listed(path.steps.flatMap(({ by }) => by)))];
}

function unreadCells({ address }: UnreadChange): Cells {
  return ["not known", "is not read, and may give any access", code(address)];
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
