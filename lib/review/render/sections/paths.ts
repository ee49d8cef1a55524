import type { Comparison } from "../../compare/compare";
import { wayText } from "../../model/paths/access-path";
import { goalText } from "../../report/path-text";
import type { OpenPathRow, PathRow, Report } from "../../report/report";
import { markdownText as text } from "../escape";
import type { Names } from "../names";
import { addressesCell, listed, runnersCell } from "../page/cells";
import { Section, section } from "../page/section";

/** Who can get access that it is not given, and how. */
export function paths(report: Report, _: Comparison | undefined, names: Names): Section | undefined {
  const principals = new Map(report.principals.map((row) => [row.id, row]));
  const ways = (report.paths ?? []).map((path) => {
    const who = principals.get(path.principal);
    return { path, name: who?.name ?? path.principal, runners: listed(who?.runs ?? []) };
  });
  const heads = ["who", "what runs as it", "may", "which reaches", "how", "by"];
  return section("Who can become whom", ways, heads, ({ path, name, runners }) => [
    text(names.of({ id: path.principal, name })),
    runnersCell(runners, names),
    text(`${path.may} ${goalText(path, names.of(path.what))}`),
    text(reachText(path)),
    text(wayText(path)),
    addressesCell(listed([...new Set(path.steps.flatMap(({ by }) => by))])),
  ]);
}

/** What may lead further, of which that is not known. */
export function openPaths({ openPaths: rows = [] }: Report): Section | undefined {
  return section("Ways that are not known", rows, ["who", "by", "why"], ({ principal, by, why }: OpenPathRow) => [
    text(principal),
    addressesCell(listed(by)),
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
