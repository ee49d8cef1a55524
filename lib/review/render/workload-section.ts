import type { Comparison } from "../compare/compare";
import type { WorkloadChange } from "../compare/workload-changes";
import type { GrantRow } from "../report/report";
import { markdownText as text } from "./escape";
import { markdownTable } from "./markdown-table";
import { permissionText } from "./permission-text";

/** How many grants, or names, one cell shows. */
const SHOWN = 5;

/** What a change does to what runs, beside what it does to each identity; empty where neither has changed. */
export function workloadSection({ verdict, verdicts, workloads }: Comparison): string {
  if (verdicts.workloads === undefined || (verdict === "same" && workloads.length === 0)) {
    return "";
  }
  const sentence = `By identity: **${verdicts.identities}**. By what runs: **${verdicts.workloads}**.`;
  return workloads.length === 0
    ? sentence
    : `${sentence}\n\n${markdownTable(
        "What runs, and may do more or less",
        ["verdict", "what runs", "as", "before", "may now", "may no more"],
        workloads.map(workloadRow),
      )}`;
}

function workloadRow({ verdict, workloads, before, after, gained, lost, isCut }: WorkloadChange): string[] {
  const isSame = JSON.stringify(before) === JSON.stringify(after);
  return [
    verdict,
    listed(workloads),
    listed(after),
    isSame ? "" : listed(before),
    grantsCell(gained, isCut),
    grantsCell(lost, isCut),
  ];
}

function grantsCell(rows: readonly GrantRow[], isCut = false): string {
  const texts = listed(rows.map((row) => `${permissionText(row)} on ${row.target.name}`));
  return isCut && rows.length > SHOWN ? `${texts}, and others` : texts;
}

/** The first of several texts, and how many more there are. */
function listed(texts: readonly string[]): string {
  const more = texts.length - SHOWN;
  return [...texts.slice(0, SHOWN).map(text), ...(more > 0 ? [`${more} more`] : [])].join(", ");
}
