import type { Comparison } from "../../compare/compare";
import { Verdict, VERDICTS } from "../../compare/verdict";
import { SEVERITIES } from "../../findings/rule";
import type { FindingRow, Report } from "../../report/report";
import { counted } from "../page/counted";
import { sortedFindings } from "./sorted-findings";
import { unknownRows } from "./unknown";
import { MARKS } from "./verdict-marks";

/** The heading with the verdict, what changes in numbers, the findings in numbers, and how much was read. */
export function top(report: Report, change: Comparison | undefined): string {
  const numbers = [
    ...(change ? changesIn(change) : []),
    findingsIn(report, change),
    ...unknownIn(report),
    readIn(report),
  ];
  return [
    `## Access review${change ? `: ${MARKS[change.verdict]} ${change.verdict}` : ""}`,
    ...(change ? [`This change leaves access **${change.verdict}**.`] : []),
    numbers.map((line) => `- ${line}`).join("\n"),
  ].join("\n\n");
}

function changesIn({ verdict, verdicts, grants, runners, paths, unread }: Comparison): string[] {
  const all: readonly { readonly verdict: Verdict }[] = [...grants, ...runners, ...paths, ...unread];
  const counts = VERDICTS.map((one) => ({ one, count: all.filter((row) => row.verdict === one).length }))
    .filter(({ count }) => count > 0)
    .map(({ one, count }) => `${count} ${one}`);
  const { identities, workloads: ofWorkloads = identities } = verdicts;
  const both = identities === verdict ? [] : [`By identity **${identities}**, by what runs **${ofWorkloads}**`];
  return counts.length === 0 ? both : [`Changes: ${counts.join(", ")}`, ...both];
}

function findingsIn(report: Report, change: Comparison | undefined): string {
  const { added, standing } = sortedFindings(report, change);
  const counts = change?.findings
    ? [...countsOf(added, "new "), ...countsOf(standing, "standing ")]
    : countsOf(added, "");
  const accepted = report.accepted.length > 0 ? [`${report.accepted.length} accepted`] : [];
  const gone =
    change?.findings && change.findings.gone.length > 0 ? [`${change.findings.gone.length} no longer found`] : [];
  return `Findings: ${[...(counts.length === 0 ? ["none"] : counts), ...accepted, ...gone].join(", ")}`;
}

function countsOf(rows: readonly FindingRow[], which: string): string[] {
  return SEVERITIES.map((severity) => ({ severity, count: rows.filter((row) => row.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) =>
      severity === "note" ? counted(count, which + severity) : `**${counted(count, which + severity)}**`,
    );
}

function unknownIn(report: Report): string[] {
  const unknown = unknownRows(report).length;
  const parts = [
    ...(report.unread.length > 0 ? [`${report.unread.length} not read`] : []),
    ...(unknown > 0 ? [`${unknown} not known`] : []),
  ];
  return parts.length === 0 ? [] : [`**Not all is known**: ${parts.join(", ")}`];
}

function readIn({ reads, grants }: Report): string {
  const resources = `${counted(reads.resources, "resource")} and ${counted(reads.dataSources, "data source")}`;
  return `Read: a ${reads.kind} with ${resources}, in it ${counted(grants.length, "grant")}`;
}
