import type { Comparison } from "../compare/compare";
import type { Report } from "../report/report";

/** A review as JSON, of which `docs/access-review.schema.json` is the schema. */
export function toJson(report: Report, change?: Comparison): string {
  return `${JSON.stringify(change ? { ...report, change } : report, undefined, 2)}\n`;
}
