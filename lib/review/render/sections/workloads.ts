import type { Comparison } from "../../compare/compare";
import type { WorkloadChange } from "../../compare/workload-changes";
import type { GrantRow, Report } from "../../report/report";
import { markdownText as text } from "../escape";
import { Section, tableOf, tableRow } from "../page/section";
import { permissionText } from "../permission-text";
import { MARKS, VERDICT_IMPORTANCES } from "./verdict-marks";

/** How many grants, or names, one cell shows. */
const SHOWN = 5;

/** What a change does to what runs, beside what it does to each identity; none where neither has changed. */
export function workloads(_: Report, change: Comparison | undefined): Section | undefined {
  if (change?.verdicts.workloads === undefined || isNothing(change)) {
    return undefined;
  }
  const { verdicts, workloads: rows } = change;
  return {
    title: "What runs, and may do more or less",
    lead: `By identity: **${verdicts.identities}**. By what runs: **${verdicts.workloads}**.`,
    groups:
      rows.length === 0
        ? []
        : [tableOf(["access", "what runs, as which identity", "may now, and may no more"], rows.map(workloadRow))],
  };
}

function isNothing({ verdict, verdicts, workloads: rows }: Comparison): boolean {
  return verdict === "same" && verdicts.identities === "same" && rows.length === 0;
}

function workloadRow({ verdict, workloads: names, before, after, gained, lost }: WorkloadChange) {
  const isSame = JSON.stringify(before) === JSON.stringify(after);
  const as = isSame ? listed(after) : `${listed(after) || "nothing"}, before: ${listed(before) || "nothing"}`;
  const lines = [grantsLine("may now", gained), grantsLine("may no more", lost)].filter((line) => line !== "");
  return tableRow(
    [`${MARKS[verdict]}&nbsp;${verdict}`, `${listed(names)}<br><em>as ${as}</em>`, lines.join("<br>")],
    VERDICT_IMPORTANCES[verdict],
  );
}

function grantsLine(words: string, rows: readonly GrantRow[]): string {
  return rows.length === 0
    ? ""
    : `<em>${words}</em> ${listed(rows.map((row) => `${permissionText(row)} on ${row.target.name}`))}`;
}

/** The first of several texts, and how many more there are. */
function listed(texts: readonly string[]): string {
  const more = texts.length - SHOWN;
  return [...texts.slice(0, SHOWN).map(text), ...(more > 0 ? [`${more} more`] : [])].join(", ");
}
