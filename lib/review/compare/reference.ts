import { isObject, jsonKindOf, parseJson } from "../base/json";
import { ReviewError } from "../base/review-error";
import { wayText } from "../model/paths/access-path";
import { breach, notKnown } from "../report/contract/contract-rows";
import { reportFrom } from "../report/parse-report";
import { goalText } from "../report/path-text";
import type { FindingRow, GrantRow, Report } from "../report/report";
import { compare } from "./compare";
import { grantIn } from "./grant-changes";

/** What a reference is, as the end of the sentence "allowed: …". */
const REFERENCE_SHAPE = "what access-review --write-allow writes";

/** The parts of a report that say what is granted. */
const PARTS = [
  "reads",
  "stacks",
  "principals",
  "grants",
  "vaults",
  "roles",
  "settings",
  "paths",
  "openPaths",
  "unread",
] as const;

/** A report as a reference beyond which nothing is granted: without findings and all else that is no access. */
export function toReference(report: Report): string {
  const parts = Object.fromEntries(PARTS.map((part) => [part, report[part]]));
  return `${JSON.stringify({ schemaVersion: report.schemaVersion, ...parts }, undefined, 2)}\n`;
}

/**
 * Reads a reference.
 *
 * @throws ReviewError when the text is none
 */
export function parseReference(text: string, source: string): Report {
  const json = parseJson(text, source, REFERENCE_SHAPE);
  if (!isObject(json) || !("schemaVersion" in json)) {
    const what = isObject(json) ? "no schemaVersion" : jsonKindOf(json);
    throw new ReviewError(
      "CONTRACT",
      `${source} holds ${what}; allowed: ${REFERENCE_SHAPE}. Write the reference with that option.`,
    );
  }
  return reportFrom(json, source);
}

/** What is granted beyond a reference, and what in a report is not known. */
export function beyondReference(reference: Report, report: Report, source: string): FindingRow[] {
  const { grants, runners, paths, unread } = compare(reference, report);
  const why = `The reference ${source} does not have it.`;
  const beyond = (address: string, message: string) => breach("access-beyond-reference", address, message, why);
  return [
    ...grants.filter(isBroadened).map((change) => {
      const row = grantIn(change);
      return beyond(row.by[0] ?? row.target.name, `${change.principal} has ${grantText(row)}.`);
    }),
    ...runners.filter(isBroadened).map(({ principal, runner }) => beyond(runner, `${runner} runs as ${principal}.`)),
    ...paths.filter(isBroadened).map(({ principal, path }) => {
      const way = `${principal} may ${path.may} ${goalText(path)}: it ${wayText(path)}.`;
      return beyond(path.steps[0]?.by[0] ?? principal, way);
    }),
    ...unread
      .filter(isBroadened)
      .map(({ address, why: reason }) => beyond(address, `It may give any access: ${reason}.`)),
    ...unknownIn(reference, report),
  ];
}

function isBroadened({ verdict }: { readonly verdict: string }): boolean {
  return verdict === "broadened";
}

function grantText({ permission, target, condition }: GrantRow): string {
  return `${permission.name} on ${target.name}${condition === undefined ? "" : ` if ${condition}`}`;
}

/**
 * What is not known in a report. The reference has been reviewed with what it says is not known: that is a note. A grant
 * of which something else is not known is beyond the reference.
 */
function unknownIn(reference: Report, { grants, principals, unread }: Report): FindingRow[] {
  const whoIsUnknown = new Map(principals.map(({ id, unresolved }) => [id, unresolved]));
  const names = new Map(principals.map(({ id, name }) => [id, name]));
  const seen = new Set(reference.unread.map(({ address, why }) => `${address} ${why}`));
  return [
    ...grants.flatMap((row) => {
      const why = whoIsUnknown.get(row.principal) ?? row.permission.unresolved ?? row.target.unresolved ?? row.repeats;
      const words = `${names.get(row.principal)} has ${grantText(row)}`;
      return why === undefined ? [] : [notKnown(row.by[0] ?? "", `${words}, which is not known: ${why}.`, "note")];
    }),
    ...unread.map(({ address, why, content }) =>
      notKnown(
        address,
        `It is not read: ${why}.`,
        content !== undefined || seen.has(`${address} ${why}`) ? "note" : "warning",
      ),
    ),
  ];
}
