import type { Comparison } from "../../compare/compare";
import type { WorkloadChange } from "../../compare/workload-changes";
import type { GrantRow, Report } from "../../report/report";
import { markdownText as text } from "../escape";
import { rowsOf, Section, tableOf } from "../page/section";
import { permissionText } from "../permission-text";
import { MARKS, VERDICT_IMPORTANCES } from "./verdict-marks";

/** How many grants, or names, one cell shows. */
const SHOWN = 5;

/** What a change does to what runs, beside what it does to each identity. */
export function workloads(_: Report, change: Comparison | undefined): Section | undefined {
  const rows = change?.workloads ?? [];
  return rows.length === 0
    ? undefined
    : {
        title: "What runs, and may do more or less",
        groups: [
          tableOf(
            ["access", "what runs, as which identity", "may now, and may no more"],
            rowsOf(rows, ({ verdict }) => VERDICT_IMPORTANCES[verdict], cellsOf),
          ),
        ],
      };
}

function cellsOf({ verdict, workloads: names, before, after, gained, lost, isCut }: WorkloadChange): string[] {
  const isSame = JSON.stringify(before) === JSON.stringify(after);
  const as = isSame ? listed(after) : `${listed(after) || "nothing"}, before: ${listed(before) || "nothing"}`;
  const lines = [grantsLine("may now", gained, isCut), grantsLine("may no more", lost, isCut)].filter(
    (line) => line !== "",
  );
  return [`${MARKS[verdict]}&nbsp;${verdict}`, `${listed(names)}<br><em>as ${as}</em>`, lines.join("<br>")];
}

function grantsLine(words: string, rows: readonly GrantRow[], isCut = false): string {
  const grants = listed(rows.map((row) => `${permissionText(row)} on ${row.target.name}`));
  const others = isCut && rows.length > SHOWN ? ", and others" : "";
  return rows.length === 0 ? "" : `<em>${words}</em> ${grants}${others}`;
}

/** The first of several texts, and how many more there are. */
function listed(texts: readonly string[]): string {
  const more = texts.length - SHOWN;
  return [...texts.slice(0, SHOWN).map(text), ...(more > 0 ? [`${more} more`] : [])].join(", ");
}
