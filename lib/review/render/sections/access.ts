import type { Comparison } from "../../compare/compare";
import type { GrantRow, PrincipalRow, Report } from "../../report/report";
import { markdownText as text } from "../escape";
import { arrowsIn, MAX_ARROWS, toMermaid } from "../mermaid";
import { Names } from "../names";
import { addressesCell, runnersCell } from "../page/cells";
import { counted } from "../page/counted";
import { Section, tableOf, tableRow } from "../page/section";
import { permissionText } from "../permission-text";

/** Who may do what after the change; folded where there is one, because it is what changes that has to be judged. */
export function access(report: Report, change: Comparison | undefined): Section {
  const principals = new Map(report.principals.map((row) => [row.id, row]));
  const names = new Names(report);
  const rows = report.grants.map((row) => tableRow(cellsOf(row, principals.get(row.principal), names), "access"));
  const title = change ? "Who may do what after this change" : "Who may do what";
  const fold = change && counted(rows.length, "grant");
  return rows.length === 0
    ? { title, fold, lead: "Nothing.", groups: [] }
    : { title, fold, groups: [tableOf(["who", "what runs as it", "may", "plane", "on", "by"], rows)] };
}

function cellsOf(row: GrantRow, principal: PrincipalRow | undefined, names: Names): string[] {
  const who = text(names.of({ id: row.principal, name: principal?.name ?? row.principal }));
  return [
    principal?.existing ? `${who}, made elsewhere` : who,
    runnersCell(principal?.runs ?? [], names),
    text(permissionText(row)),
    row.plane,
    text(names.of(row.target)),
    addressesCell(row.by),
  ];
}

/** The same as a picture. */
export function picture(report: Report, change: Comparison | undefined): Section | undefined {
  const arrows = arrowsIn(report);
  if (arrows === 0) {
    return undefined;
  }
  const title = "Picture";
  const fold = change && "the same, drawn";
  return arrows > MAX_ARROWS
    ? { title, fold, lead: `The picture is left out: it would have ${arrows} arrows.`, groups: [] }
    : {
        title,
        fold,
        groups: [{ head: "", rows: [{ text: `\`\`\`mermaid\n${toMermaid(report)}\`\`\``, importance: "detail" }] }],
      };
}
