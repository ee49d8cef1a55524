import { wayText } from "../../model/paths/access-path";
import { goalText } from "../../report/path-text";
import type { OpenPathRow, PathRow, Report } from "../../report/report";
import { markdownText as text } from "../escape";
import { Names } from "../names";
import { addressesCell, runnersCell } from "../page/cells";
import { Section, section } from "../page/section";

/** Who can get access that it is not given, and how. */
export function paths(report: Report): Section | undefined {
  const principals = new Map(report.principals.map((row) => [row.id, row]));
  const names = new Names(report);
  const heads = ["who", "what runs as it", "may", "which reaches", "how", "by"];
  return section("Who can become whom", report.paths ?? [], heads, (row) => {
    const who = principals.get(row.principal);
    return [
      text(names.of({ id: row.principal, name: who?.name ?? row.principal })),
      runnersCell(who?.runs ?? [], names),
      text(`${row.may} ${goalText(row, names.of(row.what))}`),
      text(reachText(row)),
      text(wayText(row)),
      addressesCell([...new Set(row.steps.flatMap(({ by }) => by))]),
    ];
  });
}

/** What may lead further, of which that is not known. */
export function openPaths({ openPaths: rows = [] }: Report): Section | undefined {
  return section("Ways that are not known", rows, ["who", "by", "why"], ({ principal, by, why }: OpenPathRow) => [
    text(principal),
    addressesCell(by),
    text(why),
  ]);
}

/** What a way reaches. */
function reachText({ reaches, elsewhere }: PathRow): string {
  return [...reaches, ...(elsewhere ? ["what the identity may do elsewhere"] : [])].join("; ");
}

/** How a way goes and what it reaches; nothing of what is given at once, which the goal says. */
export function detailText(path: PathRow): string {
  const isGoal = path.permission !== undefined && path.steps.length === 1;
  return isGoal ? "" : `: it ${wayText(path)}; this reaches ${reachText(path)}`;
}
