import { grouped } from "../base/grouped";
import type { Comparison } from "../compare/compare";
import type { Severity } from "../findings/rule";
import { RULES } from "../findings/rules";
import { hashOf } from "../language/text";
import type { FindingRow, Report } from "../report/report";
import { broadenedRows } from "./change-sentences";
import { oneLine } from "./escape";
import { findingPage, PROJECT } from "./links";
import { SarifLocation, SarifLocations } from "./sarif-locations";
import type { Source } from "./source";

/** The rule of the rows that a comparison calls broadened. */
const BROADENED = {
  id: "access-broadened",
  severity: "warning",
  why: "Somebody may do more than before, or something else.",
  change: "Approve it, or take away what is not needed.",
} as const;

/** A result as it stands in the log, but for what makes its fingerprint unique. */
interface Result {
  readonly rule: string;
  readonly level: Severity;
  readonly message: string;
  readonly location: SarifLocation;
  readonly state: "new" | "unchanged" | undefined;
  /** What stays the same when lines, texts and versions change. */
  readonly identity: string;
}

/**
 * The findings, and what broadens, as SARIF 2.1.0 in the part of it that GitHub's code scanning reads. Accepted findings
 * are left out, because code scanning would show them as open.
 *
 * @see https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function toSarif(report: Report, change: Comparison | undefined, source: Source): string {
  const locations = new SarifLocations([...(report.resources ?? []), ...(change?.resources ?? [])], source);
  const results = [...findingResults(report, change, locations), ...changeResults(change, locations)];
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "access-review", informationUri: PROJECT, rules: rulesOf(report) } },
        results: numbered(results).map(([result, number]) => resultOf(result, number)),
        properties: { verdict: change?.verdict },
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

interface DescribedRule {
  readonly id: string;
  readonly severity: Severity;
  readonly why: string;
  readonly change: string;
}

/** The rules of the review, and those of findings that are of none of them. */
function rulesOf({ findings }: Report) {
  const byId = new Map<string, DescribedRule>([...findings, ...RULES, BROADENED].map((rule) => [rule.id, rule]));
  return [...byId.values()].map(ruleOf).sort((a, b) => (a.id < b.id ? -1 : 1));
}

function ruleOf({ id, severity, why, change }: DescribedRule) {
  return {
    id,
    name: id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: `${id.charAt(0).toUpperCase()}${id.slice(1).replace(/-/g, " ")}` },
    fullDescription: { text: why },
    help: { text: `${why} ${change}`, markdown: `${why}\n\n**What to do:** ${change}` },
    helpUri: findingPage(id),
    defaultConfiguration: { level: severity },
    properties: { tags: ["security", "azure", "terraform"], "problem.severity": PROBLEM_SEVERITIES[severity] },
  };
}

/** The words of code scanning for the severities. */
const PROBLEM_SEVERITIES: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  note: "recommendation",
};

function findingResults({ findings }: Report, change: Comparison | undefined, locations: SarifLocations): Result[] {
  const added = change?.findings && new Set(change.findings.added.map(keyOf));
  return findings.map((finding) => {
    const { id, severity, address, message } = finding;
    const location = locations.of(address);
    return {
      rule: id,
      level: severity,
      message,
      location,
      state: added && (added.has(keyOf(finding)) ? "new" : "unchanged"),
      identity: JSON.stringify([id, location.name]),
    };
  });
}

function keyOf({ id, address, message }: FindingRow): string {
  return JSON.stringify([id, address, message]);
}

function changeResults(change: Comparison | undefined, locations: SarifLocations): Result[] {
  return (change ? broadenedRows(change) : []).map(({ message, address, identity }) => ({
    rule: BROADENED.id,
    level: BROADENED.severity,
    message,
    location: locations.of(address ?? ""),
    state: "new",
    identity,
  }));
}

/** The results, each with its number among those with one identity. */
function numbered(results: readonly Result[]): (readonly [Result, number])[] {
  const numbers = new Map(
    [...grouped(results, ({ identity }) => identity).values()].flatMap((same) =>
      same.map((result, i): [Result, number] => [result, i + 1]),
    ),
  );
  return [...numbers];
}

function resultOf({ rule, level, message, location, state, identity }: Result, number: number) {
  return {
    ruleId: rule,
    level,
    // Only what looks like a link is one in a message.
    message: { text: oneLine(message).replace(/\]\(/g, "] (") },
    locations: [location.json],
    // The one fingerprint that code scanning looks at.
    partialFingerprints: { primaryLocationLineHash: `${hashOf(identity).slice(1)}:${number}` },
    baselineState: state,
  };
}
