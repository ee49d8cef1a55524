import { SEVERITIES, Severity } from "../../findings/rule";
import type { FindingRow, Report } from "../report";
import { uniqueRows } from "../rows";

/** The findings of a contract that is breached. */
export const BREACHES = ["forbidden-access", "access-beyond-reference"] as const;

/** The finding of what a contract cannot be held against. */
export const NOT_KNOWN = "contract-not-known";

/** The finding that access breaches a contract. */
export function breach(id: (typeof BREACHES)[number], address: string, message: string, why: string): FindingRow {
  const change = "Take the access away; where it is meant to be, change the contract, and have that reviewed.";
  return { id, severity: "error", address, message, why, change };
}

/** The finding that it is not known whether access breaches a contract. */
export function notKnown(address: string, message: string, severity: Severity = "warning"): FindingRow {
  const why = "A contract does not hold for what nobody has read.";
  return {
    id: NOT_KNOWN,
    severity,
    address,
    message,
    why,
    change: "Review a plan, which knows more, or write the value out.",
  };
}

/** A report with the findings of contracts among its own. */
export function withContract(report: Report, rows: readonly FindingRow[]): Report {
  const findings = uniqueRows(
    [...report.findings, ...rows],
    ({ severity, id, address, message }) => `${SEVERITIES.indexOf(severity)} ${id} ${address} ${message}`,
  );
  return { ...report, findings };
}

/** How a review stands to its contracts: `breached` counts more than `not known`. */
export function contractStanding({ findings }: Pick<Report, "findings">): "kept" | "breached" | "not known" {
  if (findings.some(({ id }) => BREACHES.some((one) => one === id))) {
    return "breached";
  }
  return findings.some(({ id, severity }) => id === NOT_KNOWN && severity !== "note") ? "not known" : "kept";
}
