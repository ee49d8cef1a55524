import type { Comparison } from "../compare/compare";
import type { AcceptedRow, Acceptance, FindingRow, GrantRow, PrincipalRow, Report, UnreadRow } from "../report/report";
import { changeSection } from "./change-section";
import { deployerSection } from "./deployer-section";
import { markdownCode as code, markdownText as text } from "./escape";
import { addressesCell, counted, runnersCell, section, markdownTable } from "./markdown-table";
import { arrowsIn, MAX_ARROWS, toMermaid } from "./mermaid";
import { Names } from "./names";
import { openPathSection, pathSection } from "./path-section";
import { permissionText } from "./permission-text";
import { unknownSection } from "./unknown-section";
import { workloadSection } from "./workload-section";

/** A review for people: for a pull request, or a file beside the program. */
export function toMarkdown(report: Report, change?: Comparison): string {
  const sections = [
    introduction(report, change),
    change ? changeSection(change) : "",
    change ? workloadSection(change) : "",
    findings(report.findings),
    grants(report),
    picture(report),
    pathSection(report),
    uses(report),
    unknownSection(report),
    openPathSection(report),
    unread(report.unread),
    accepted(report.accepted),
    staleAcceptances(report.staleAcceptances),
    deployerSection(report),
  ];
  return `${sections.filter((part) => part !== "").join("\n\n")}\n`;
}

function introduction(report: Report, change: Comparison | undefined): string {
  const verdict = change ? `This change leaves access **${change.verdict}**. ` : "";
  return [
    "# Access review",
    "",
    `${verdict}${summary(report)}`,
    "",
    "What this cannot see:",
    "",
    ...report.limits.map((limit) => `- ${text(limit)}`),
  ].join("\n");
}

function summary({ reads, grants: rows, findings: open, accepted: standing }: Report): string {
  const counts = ["error", "warning", "note"]
    .map((severity) => ({ severity, count: open.filter((row) => row.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => counted(count, severity));
  const resources = `${counted(reads.resources, "resource")} and ${counted(reads.dataSources, "data source")}`;
  const found = counts.length === 0 ? "no findings" : counts.join(", ");
  const also = standing.length > 0 ? `, ${standing.length} accepted` : "";
  return `The ${reads.kind} has ${resources}, with ${counted(rows.length, "grant")}: ${found}${also}.`;
}

function findings(rows: readonly FindingRow[]): string {
  return rows.length === 0
    ? "## Findings\n\nNone."
    : markdownTable(
        "Findings",
        ["severity", "finding", "where", "what", "why it matters, and what to do"],
        rows.map(finding),
      );
}

function finding({ severity, id, address, message, why, change }: FindingRow): string[] {
  return [severity, id, code(address), text(message), `${text(why)} ${text(change)}`];
}

function grants(report: Report): string {
  const principals = new Map(report.principals.map((row) => [row.id, row]));
  const names = new Names(report);
  return markdownTable(
    "Who may do what",
    ["who", "what runs as it", "may", "plane", "on", "by"],
    report.grants.map((row) => grant(row, principals.get(row.principal), names)),
  );
}

function grant(row: GrantRow, principal: PrincipalRow | undefined, names: Names): string[] {
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

function picture(report: Report): string {
  const arrows = arrowsIn(report);
  if (arrows === 0) {
    return "";
  }
  return arrows > MAX_ARROWS
    ? `The picture is left out: it would have ${arrows} arrows.`
    : `\`\`\`mermaid\n${toMermaid(report)}\`\`\``;
}

function uses({ uses: rows }: Report): string {
  return section("What is used by identities", rows, ["what", "as", "uses", "of"], (row) => [
    code(row.by),
    text(row.principal),
    text([row.kind, row.item].filter(Boolean).join(" ")),
    text(row.target),
  ]);
}

function unread(rows: readonly UnreadRow[]): string {
  return section("Not read", rows, ["where", "why"], ({ address, why }) => [code(address), text(why)]);
}

function accepted(rows: readonly AcceptedRow[]): string {
  return section("Accepted findings", rows, ["finding", "where", "what", "accepted because"], (row) => [
    row.id,
    code(row.address),
    text(row.message),
    text(row.reason),
  ]);
}

function staleAcceptances(rows: readonly Acceptance[]): string {
  return section("Acceptances that match no finding", rows, ["finding", "where", "reason"], (row) => [
    text(row.finding),
    code(row.address),
    text(row.reason),
  ]);
}
