import type { Comparison } from "../compare/compare";
import { GrantChange, grantIn } from "../compare/grant-changes";
import type { PathChange } from "../compare/path-changes";
import type { RunnerChange } from "../compare/runner-changes";
import type { UnreadChange } from "../compare/unread-changes";
import { byVerdict, Change, Verdict } from "../compare/verdict";
import { isCustomRole } from "../report/report";
import { markdownCode as code, markdownText as text } from "./escape";
import { markdownTable } from "./markdown-table";
import { goalText, reachText, wayText } from "./path-section";
import { permissionText } from "./permission-text";

/** A row of the table of changes. */
interface ChangeRow {
  readonly verdict: Verdict;
  readonly change: Change;
  readonly cells: readonly [who: string, may: string, on: string, before: string];
}

/** What a change of the program does to access. */
export function changeSection({ grants, runners, paths, unread }: Comparison): string {
  const rows = [
    ...grants.map(grantChange),
    ...runners.map(runnerChange),
    ...paths.map(pathChange),
    ...unread.map(unreadChange),
  ];
  if (rows.length === 0) {
    return "## What changes\n\nNothing that anybody may do.";
  }
  return markdownTable(
    "What changes",
    ["verdict", "change", "who", "may", "on", "before"],
    rows.sort(byVerdict).map(({ verdict, change, cells }) => [verdict, change, ...cells]),
  );
}

function grantChange(change: GrantChange): ChangeRow {
  const row = grantIn(change);
  return {
    ...change,
    cells: [text(change.principal), text(permissionText(row)), text(row.target.name), before(change)],
  };
}

function runnerChange(change: RunnerChange): ChangeRow {
  const runs = change.change === "added" ? "runs as it" : "ran as it";
  return { ...change, cells: [text(change.principal), `${text(change.runner)} ${runs}`, "", ""] };
}

function pathChange(change: PathChange): ChangeRow {
  const { path, principal } = change;
  const way = `${path.may} ${goalText(path)}: it ${wayText(path)}`;
  return { ...change, cells: [text(principal), text(way), text(reachText(path)), ""] };
}

function unreadChange(change: UnreadChange): ChangeRow {
  return { ...change, cells: [code(change.address), "is not read, and may give any access", "", ""] };
}

/** What a changed grant was. */
function before({ change, before: old, after }: GrantChange): string {
  if (change !== "changed" || !old || !after) {
    return "";
  }
  const target = old.target.id === after.target.id ? "" : ` on ${old.target.name}`;
  const areOtherActions =
    old.permission.id === after.permission.id &&
    !isCustomRole(old.permission) &&
    JSON.stringify(old.permission.allowed) !== JSON.stringify(after.permission.allowed);
  return text(`${permissionText(old)}${areOtherActions ? " with other actions" : ""}${target}`);
}
