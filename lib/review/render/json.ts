import type { Comparison } from "../compare/compare";
import type { Report } from "../report/report";

/** A review as JSON, of which `docs/access-review.schema.json` is the schema. */
export function toJson(report: Report, change?: Comparison): string {
  return `${JSON.stringify(change ? { ...report, change: changeRow(change) } : report, undefined, 2)}\n`;
}

/** A comparison, without what says no more than its verdict. */
function changeRow({ verdicts, workloads, ...change }: Comparison): object {
  const { identities, workloads: ofWorkloads = identities } = verdicts;
  const areOther = identities !== change.verdict || ofWorkloads !== change.verdict;
  return {
    ...change,
    verdicts: areOther ? verdicts : undefined,
    workloads: workloads.length > 0 ? workloads : undefined,
  };
}
