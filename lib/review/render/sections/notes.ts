import { grouped } from "../../base/grouped";
import type { Comparison } from "../../compare/compare";
import type { FindingRow, Report } from "../../report/report";
import { markdownCode as code, markdownText as text } from "../escape";
import { counted } from "../page/counted";
import type { Importance, Row, Section } from "../page/section";
import { headOf } from "./findings";
import { sortedFindings } from "./sorted-findings";

/** How many notes on one identity are written out. */
const MAX_LISTED = 3;

/** The notes, those on one identity together. */
export function notes(report: Report, change: Comparison | undefined): Section | undefined {
  const { added, standing } = sortedFindings(report, change);
  const all = [...added, ...standing].filter(({ severity }) => severity === "note");
  if (all.length === 0) {
    return undefined;
  }
  const isNew = new Set(change?.findings ? added : []);
  const identityOf = identities(report);
  const byRule = grouped(all, ({ id }) => id);
  const groups = [...byRule.values()].map((rows) => ({
    head: headOf(rows),
    rows: [...grouped(rows, (row) => JSON.stringify([isNew.has(row), identityOf(row) ?? row.address])).values()].map(
      (same) => rowOf(same, identityOf(same[0]!), isNew.has(same[0]!)),
    ),
  }));
  const fresh = all.filter((row) => isNew.has(row)).length;
  return { title: "Notes", fold: `${all.length}${fresh > 0 ? `, ${fresh} new` : ""}`, groups };
}

function rowOf(rows: readonly FindingRow[], identity: string | undefined, isNew: boolean): Row {
  const importance: Importance = isNew ? "changed" : "minor";
  const mark = isNew ? "new: " : "";
  const said = rows.map(({ address, message }) => `${code(address)}: ${text(message)}`);
  const [only = ""] = said;
  if (identity === undefined || rows.length === 1) {
    return { text: `- ${mark}${only}`, importance };
  }
  const more = rows.length > MAX_LISTED ? [`and ${counted(rows.length - MAX_LISTED, "other")}`] : [];
  const listed = [...said.slice(0, MAX_LISTED), ...more].map((line) => `  - ${line}`);
  return { text: [`- ${mark}${text(identity)}, ${counted(rows.length, "grant")}`, ...listed].join("\n"), importance };
}

/** Finds the identity that a note is about: the one of the grants at its address that it names. */
function identities({ grants, principals }: Report): (row: FindingRow) => string | undefined {
  const names = new Map(principals.map(({ id, name }) => [id, name]));
  const byAddress = grouped(
    grants.flatMap(({ by, principal }) => by.map((address) => ({ address, name: names.get(principal) ?? principal }))),
    ({ address }) => address,
  );
  return ({ address, message }) => byAddress.get(address)?.find(({ name }) => message.includes(name))?.name;
}
