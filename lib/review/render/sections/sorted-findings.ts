import type { Comparison } from "../../compare/compare";
import type { FindingRow, Report } from "../../report/report";

/** The findings that a change adds, or all where that is not known, and those that stood before it. */
export function sortedFindings(
  { findings }: Report,
  change: Comparison | undefined,
): { readonly added: readonly FindingRow[]; readonly standing: readonly FindingRow[] } {
  if (!change?.findings) {
    return { added: findings, standing: [] };
  }
  const added = new Set(change.findings.added.map(keyOf));
  return {
    added: findings.filter((row) => added.has(keyOf(row))),
    standing: findings.filter((row) => !added.has(keyOf(row))),
  };
}

function keyOf({ id, address, message }: FindingRow): string {
  return JSON.stringify([id, address, message]);
}
