import type { Report } from "../../report/report";
import { markdownCode as code, markdownText as text } from "../escape";
import { Section, section } from "../page/section";

/** The findings that may stand, each with the reason. */
export function accepted({ accepted: rows }: Report): Section | undefined {
  return section(
    "Accepted findings",
    rows,
    ["finding", "where", "what", "accepted because"],
    ({ id, address, message, reason }) => [id, code(address), text(message), text(reason)],
    { fold: `${rows.length}` },
  );
}

/** The acceptances that have nothing left to accept. */
export function staleAcceptances({ staleAcceptances: rows }: Report): Section | undefined {
  return section("Acceptances that match no finding", rows, ["finding", "where", "reason"], (row) => [
    text(row.finding),
    code(row.address),
    text(row.reason),
  ]);
}
