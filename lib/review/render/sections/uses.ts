import type { Comparison } from "../../compare/compare";
import type { Report } from "../../report/report";
import { markdownCode as code, markdownText as text } from "../escape";
import { Section, section } from "../page/section";

/** What Azure or Terraform does as identities. */
export function uses({ uses: rows }: Report, change: Comparison | undefined): Section | undefined {
  return section(
    "What is used by identities",
    rows,
    ["what", "as", "uses", "of"],
    (row) => [
      code(row.by),
      text(row.principal),
      text([row.kind, row.item].filter(Boolean).join(" ")),
      text(row.target),
    ],
    { fold: change && `${rows.length}` },
  );
}
