import type { Comparison } from "../compare/compare";
import type { GrantChange } from "../compare/grant-changes";
import { byVerdict } from "../compare/verdict";
import { CUSTOM_ROLE } from "../model/role";
import type { FindingRow, GrantRow, Report } from "../report/report";
import { arrowsIn, MAX_ARROWS, toMermaid } from "./mermaid";
import { Names } from "./names";
import { markdownCode as code, markdownText as text } from "./text";

/** How many addresses a cell lists before it only counts them. */
const MAX_LISTED = 3;

/** A review for people: for a pull request, or a file beside the program. */
export function toMarkdown(report: Report, change?: Comparison): string {
  const sections = [
    introduction(report, change),
    change && changes(change),
    findings(report.findings),
    grants(report),
    picture(report),
    uses(report),
    open(report),
    section("Not read", report.unread, ["where", "why"], ({ address, why }) => [code(address), text(why)]),
    section("Accepted findings", report.accepted, ["finding", "where", "what", "accepted because"], (row) => [
      row.id,
      code(row.address),
      text(row.message),
      text(row.reason),
    ]),
    section("Acceptances that match no finding", report.staleAcceptances, ["finding", "where", "reason"], (row) => [
      text(row.finding),
      code(row.address),
      text(row.reason),
    ]),
    deployer(report),
  ];
  return `${sections.filter((part) => part !== undefined && part !== "").join("\n\n")}\n`;
}

function introduction(
  { limits, reads, grants: rows, findings: found, accepted }: Report,
  change: Comparison | undefined,
): string {
  const verdict = change && `This change leaves access **${change.verdict}**. `;
  const counts = ["error", "warning", "note"]
    .map((severity) => [severity, found.filter((row) => row.severity === severity).length] as const)
    .filter(([, count]) => count > 0);
  const summary =
    counts.length === 0 ? "no findings" : counts.map(([severity, count]) => counted(count, severity)).join(", ");
  return [
    "# Access review",
    "",
    `${verdict ?? ""}The ${reads.kind} has ${counted(reads.resources, "resource")} and ${counted(reads.dataSources, "data source")}, with ${counted(rows.length, "grant")}: ${summary}${accepted.length > 0 ? `, ${accepted.length} accepted` : ""}.`,
    "",
    "What this cannot see:",
    "",
    ...limits.map((limit) => `- ${text(limit)}`),
  ].join("\n");
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function changes({ grants: rows, runners, unread }: Comparison): string {
  if (rows.length + runners.length + unread.length === 0) {
    return "## What changes\n\nNothing that anybody may do.";
  }
  const granted = rows.map((row) => ({
    ...row,
    cells: [text(row.principal), text(mayOf(row)), text((row.after ?? row.before!).target.name), before(row)],
  }));
  const running = runners.map((row) => ({
    ...row,
    cells: [text(row.principal), `${text(row.runner)} ${row.change === "added" ? "runs as it" : "ran as it"}`, "", ""],
  }));
  const open = unread.map((row) => ({
    ...row,
    cells: [code(row.address), "is not read, and may give any access", "", ""],
  }));
  const ordered = [...granted, ...running, ...open]
    .sort(byVerdict)
    .map(({ verdict, change, cells }) => [verdict, change, ...cells]);
  return table("What changes", ["verdict", "change", "who", "may", "on", "before"], ordered);
}

function mayOf({ before: old, after }: GrantChange): string {
  return permission(after ?? old!);
}

function before({ change, before: old, after }: GrantChange): string {
  if (change !== "changed" || !old || !after) {
    return "";
  }
  const target = old.target.id === after.target.id ? "" : ` on ${old.target.name}`;
  const actions =
    old.permission.id === after.permission.id &&
    !old.permission.id.startsWith(CUSTOM_ROLE) &&
    JSON.stringify(old.permission.allowed) !== JSON.stringify(after.permission.allowed)
      ? " with other actions"
      : "";
  return text(`${permission(old)}${actions}${target}`);
}

function permission({ permission: { id, name, allowed }, condition, caveat, ineffective }: GrantRow): string {
  const actions =
    id.startsWith(CUSTOM_ROLE) && allowed
      ? `: ${[...allowed.actions, ...allowed.dataActions].join(", ")}${allowed.notActions.length + allowed.notDataActions.length > 0 ? `, but not ${[...allowed.notActions, ...allowed.notDataActions].join(", ")}` : ""}`
      : "";
  return [`${name}${actions}`, condition && `if ${condition}`, caveat, ineffective && `does nothing: ${ineffective}`]
    .filter(Boolean)
    .join("; ");
}

function findings(rows: readonly FindingRow[]): string {
  if (rows.length === 0) {
    return "## Findings\n\nNone.";
  }
  return table(
    "Findings",
    ["severity", "finding", "where", "what", "why it matters, and what to do"],
    rows.map((row) => [
      row.severity,
      row.id,
      code(row.address),
      text(row.message),
      `${text(row.why)} ${text(row.change)}`,
    ]),
  );
}

function grants(report: Report): string {
  const { grants: rows, principals } = report;
  const known = new Map(principals.map((row) => [row.id, row]));
  const names = new Names(report);
  return table(
    "Who may do what",
    ["who", "what runs as it", "may", "plane", "on", "by"],
    rows.map((row) => {
      const { id, name = row.principal, runs = [], existing } = known.get(row.principal) ?? { id: row.principal };
      const runners =
        runs.length > MAX_LISTED ? `${runs.length} of them` : runs.map((runner) => text(names.of(runner))).join(", ");
      const who = text(names.of({ id, name }));
      return [
        existing ? `${who}, made elsewhere` : who,
        runners,
        text(permission(row)),
        row.plane,
        text(names.of(row.target)),
        addresses(row.by),
      ];
    }),
  );
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

/** What only those read who set up a deployment. */
function deployer({ deployer: rows }: Report): string {
  const whole = section("What applying it takes", rows, ["plane", "permission", "on", "for"], (row) => [
    row.plane,
    text(row.permission),
    text(row.scope),
    addresses(row.for),
  ]);
  const [title, ...lines] = whole.split("\n");
  return whole === ""
    ? ""
    : [
        title,
        "",
        `<details><summary>${counted(rows.length, "permission")} of the deployer</summary>`,
        ...lines,
        "",
        "</details>",
      ].join("\n");
}

/** What could not be resolved, with why. */
function open({ grants: rows, principals, uses: used }: Report): string {
  const why = new Map(principals.map(({ id, unresolved }) => [id, unresolved]));
  const granted = rows.flatMap((row) => {
    const reasons = [
      ["who", why.get(row.principal)],
      [
        "what it may do",
        row.permission.unresolved ??
          (row.kind === "role" && !row.permission.allowed
            ? "this review does not know what the role allows"
            : undefined),
      ],
      ["on what", row.target.unresolved],
      ["how many there are", row.repeats],
    ].filter(([, reason]) => reason !== undefined);
    return reasons.map(([what, reason]) => [addresses(row.by), what!, text(reason!)]);
  });
  const usedOpen = used
    .filter(({ unresolved }) => unresolved !== undefined)
    .map((row) => [code(row.by), row.kind, text(row.unresolved!)]);
  const running = principals.flatMap(({ name, runs, unresolved }) =>
    unresolved === undefined
      ? []
      : runs.map((runner) => [text(runner.name), "what it runs as", text(`${name}: ${unresolved}`)]),
  );
  return granted.length + usedOpen.length + running.length === 0
    ? ""
    : table("What is not known", ["where", "what", "why"], [...granted, ...running, ...usedOpen]);
}

function addresses(list: readonly string[]): string {
  return list.length > MAX_LISTED ? `${code(list[0]!)} and ${list.length - 1} others` : list.map(code).join(", ");
}

function section<T>(
  title: string,
  rows: readonly T[],
  heads: readonly string[],
  cells: (row: T) => readonly string[],
): string {
  return rows.length === 0 ? "" : table(title, heads, rows.map(cells));
}

function table(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    `## ${title}`,
    "",
    rows.length === 0 ? "Nothing." : [line(heads), line(heads.map(() => "---")), ...rows.map(line)].join("\n"),
  ].join("\n");
}
