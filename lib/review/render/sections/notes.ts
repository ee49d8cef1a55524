import { grouped } from "../../base/grouped";
import type { Comparison } from "../../compare/compare";
import type { FindingRow, NamedRow, Report } from "../../report/report";
import { markdownCode as code, markdownText as text } from "../escape";
import type { Names } from "../names";
import { counted } from "../page/counted";
import { Row, Section, WordsOfRow } from "../page/section";
import { headOf } from "./findings";
import { sortedFindings } from "./sorted-findings";

/** How many notes on one identity are written out. */
const MAX_LISTED = 10;

/** The notes, those on one identity together. */
export function notes(report: Report, change: Comparison | undefined, names: Names): Section | undefined {
  const { added, standing } = sortedFindings(report, change);
  if (![...added, ...standing].some(isNote)) {
    return undefined;
  }
  const identityOf = identities(report);
  const all = [...notesIn(added, identityOf, change?.findings !== undefined), ...notesIn(standing, identityOf, false)];
  const fresh = all.filter(({ isNew }) => isNew).length;
  return {
    title: "Notes",
    fold: `${all.length}${fresh > 0 ? `, ${fresh} new` : ""}`,
    groups: [...grouped(all, ({ finding }) => finding.id).values()].map((notesOfRule) => ({
      head: headOf(notesOfRule.map(({ finding }) => finding)),
      rows: [...grouped(notesOfRule, keyOf).values()].map((notesOfOne) => rowOf(notesOfOne, names)),
    })),
  };
}

function isNote({ severity }: FindingRow): boolean {
  return severity === "note";
}

/** A note, and what it is about. */
interface Note {
  readonly finding: FindingRow;
  readonly identity?: NamedRow;
  readonly isNew: boolean;
}

function notesIn(findings: readonly FindingRow[], identityOf: IdentityOf, isNew: boolean): Note[] {
  return findings.filter(isNote).map((finding) => ({ finding, identity: identityOf(finding), isNew }));
}

function keyOf({ finding, identity, isNew }: Note): string {
  return JSON.stringify([isNew, identity?.id ?? finding.address]);
}

function rowOf(notesOfOne: readonly Note[], names: Names): Row {
  const [{ identity, isNew } = { isNew: false, identity: undefined }] = notesOfOne;
  const about = { identity, findings: notesOfOne.map(({ finding }) => finding) };
  return new WordsOfRow(about, isNew ? "changed" : "minor", (shown) => linesOf(shown, isNew ? "new: " : "", names));
}

function linesOf(
  { identity, findings }: { readonly identity?: NamedRow; readonly findings: readonly FindingRow[] },
  mark: string,
  names: Names,
): string {
  const said = findings.map(({ address, message }) => `${code(address)}: ${text(message)}`);
  if (identity === undefined || said.length === 1) {
    return said.map((line) => `- ${mark}${line}`).join("\n");
  }
  const more = said.length > MAX_LISTED ? [`and ${said.length - MAX_LISTED} more`] : [];
  const listed = [...said.slice(0, MAX_LISTED), ...more].map((line) => `  - ${line}`);
  return [`- ${mark}${text(names.of(identity))}: ${counted(said.length, "note")}`, ...listed].join("\n");
}

type IdentityOf = (row: FindingRow) => NamedRow | undefined;

/** Finds the identity that a note is about: the one of the grants at its address that it names. */
function identities(report: Report): IdentityOf {
  const principals = new Map(report.principals.map((row) => [row.id, row]));
  const byAddress = grouped(
    report.grants.flatMap(({ by, principal }) => by.map((address) => ({ address, row: principals.get(principal) }))),
    ({ address }) => address,
  );
  return ({ address, message }) => {
    const row = byAddress.get(address)?.find((grant) => grant.row && message.includes(grant.row.name))?.row;
    return row && { id: row.id, name: row.name };
  };
}
