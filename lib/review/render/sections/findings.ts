import { grouped } from "../../base/grouped";
import type { Comparison } from "../../compare/compare";
import type { Severity } from "../../findings/rule";
import type { FindingRow, Report } from "../../report/report";
import { markdownCode as code, markdownText as text } from "../escape";
import { Group, Importance, Section, Text, Words, WordsOfRow } from "../page/section";
import { sortedFindings } from "./sorted-findings";

/** The errors and warnings that are new, or all where it is not known which are. */
export function newFindings(report: Report, change: Comparison | undefined): Section {
  const rows = sortedFindings(report, change).added.filter(isSerious);
  const title = change?.findings ? "New findings" : "Findings";
  const lead =
    change && !change.findings
      ? "Which of them are new is not known: what this is compared with, such as a state, does not show all findings."
      : undefined;
  return rows.length === 0 ? { title, lead: "None.", groups: [] } : { title, lead, groups: groupsOf(rows, "decisive") };
}

/** The errors and warnings that stood before the change. */
export function standingFindings(report: Report, change: Comparison | undefined): Section | undefined {
  const rows = sortedFindings(report, change).standing.filter(isSerious);
  return rows.length === 0
    ? undefined
    : { title: "Findings that stood before this change", groups: groupsOf(rows, "open") };
}

function isSerious({ severity }: FindingRow): boolean {
  return severity !== "note";
}

/** What catches the eye beside a severity in words. */
const MARKS: Readonly<Record<Severity, string>> = { error: "❌", warning: "⚠️", note: "ℹ️" };

/** The findings by what they have in common: why they matter and what to do. */
function groupsOf(rows: readonly FindingRow[], importance: Importance): Group[] {
  const groups = grouped(rows, ({ severity, id, why, change }) => JSON.stringify([severity, id, why, change]));
  return [...groups.values()].map((group) => ({
    head: headOf(group),
    rows: group.map((row) => new WordsOfRow(row, importance, lineOf)),
  }));
}

function lineOf({ address, message }: FindingRow): string {
  return `- ${code(address)}: ${text(message)}`;
}

/** The paragraph above the findings of one rule. */
export function headOf([first]: readonly FindingRow[]): string | Text {
  return first === undefined ? "" : new Words(first, ruleText);
}

function ruleText({ severity, id, why, change }: FindingRow): string {
  return `${MARKS[severity]} **${severity}** ${code(id)}: ${text(why)} *${text(change)}*\n\n`;
}
