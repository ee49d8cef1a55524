import type { Report } from "../../report/report";
import { markdownText as text } from "../escape";
import { addressesCell } from "../page/cells";
import { counted } from "../page/counted";
import { Section, section } from "../page/section";

/** The permissions of the deployer, folded: only those who set up a deployment read them. */
export function deployer({ deployer: rows }: Report): Section | undefined {
  return section(
    "What applying it takes",
    rows,
    ["plane", "permission", "on", "for"],
    (row) => [row.plane, text(row.permission), text(row.scope), addressesCell(row.for)],
    { fold: `${counted(rows.length, "permission")} of the deployer` },
  );
}
