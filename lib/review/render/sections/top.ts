import type { Comparison } from "../../compare/compare";
import { Verdict, VERDICTS } from "../../compare/verdict";
import { SEVERITIES } from "../../findings/rule";
import type { FindingRow, Report } from "../../report/report";
import { counted } from "../page/counted";
import { sortedFindings } from "./sorted-findings";
import { unknownRows } from "./unknown";

/** The heading with the verdict, what changes in numbers, the findings in numbers, and how much was read. */
export function top(report: Report, change: Comparison | undefined): string {
  const said = [findingsIn(report, change), unknownIn(report), readIn(report)].filter((sentence) => sentence !== "");
  return [
    `## Access review${change ? `: ${MARKS[change.verdict]} ${change.verdict}` : ""}`,
    [...(change ? [changesIn(change)] : []), ...said].join(" "),
  ].join("\n\n");
}

/** What catches the eye beside a verdict in words. */
export const MARKS: Readonly<Record<Verdict, string>> = { broadened: "🔴", narrowed: "🟢", same: "⚪" };

function changesIn({ verdict, grants, runners, unread }: Comparison): string {
  const all: readonly { readonly verdict: Verdict }[] = [...grants, ...runners, ...unread];
  const counts = VERDICTS.map((one) => ({ one, count: all.filter((row) => row.verdict === one).length }))
    .filter(({ count }) => count > 0)
    .map(({ one, count }) => `${count} ${one}`);
  return `This change leaves access **${verdict}**.${counts.length === 0 ? "" : ` Changes: ${counts.join(", ")}.`}`;
}

function findingsIn(report: Report, change: Comparison | undefined): string {
  const { added, standing } = sortedFindings(report, change);
  const counts = change?.findings
    ? [...countsOf(added, "new "), ...countsOf(standing, "standing ")]
    : countsOf(added, "");
  const accepted = report.accepted.length > 0 ? [`${report.accepted.length} accepted`] : [];
  const gone = change?.findings && change.findings.gone.length > 0 ? [`${change.findings.gone.length} no more`] : [];
  return `Findings: ${[...(counts.length === 0 ? ["none"] : counts), ...accepted, ...gone].join(", ")}.`;
}

function countsOf(rows: readonly FindingRow[], which: string): string[] {
  return SEVERITIES.map((severity) => ({ severity, count: rows.filter((row) => row.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) =>
      severity === "note" ? counted(count, which + severity) : `**${counted(count, which + severity)}**`,
    );
}

function unknownIn(report: Report): string {
  const parts = [
    ...(report.unread.length > 0 ? [`${report.unread.length} not read`] : []),
    ...(unknownRows(report).length > 0 ? [`${unknownRows(report).length} not known`] : []),
  ];
  return parts.length === 0 ? "" : `**Not all is known**: ${parts.join(", ")}, below.`;
}

function readIn({ reads, grants }: Report): string {
  const resources = `${counted(reads.resources, "resource")} and ${counted(reads.dataSources, "data source")}`;
  return `The ${reads.kind} has ${resources}, with ${counted(grants.length, "grant")}.`;
}
