import { isObject, jsonKindOf, parseJson } from "../base/json";
import { ReviewError } from "../base/review-error";
import { RULES } from "../findings/rules";
import type { Instance } from "../program/instance";
import type { Acceptance, AcceptedRow, FindingRow } from "./report";
import { ResourceRows, withoutMainChild } from "./resource-row";
import { constructPath } from "./resource-rows";
import { ShortenedAcceptances } from "./shortened-acceptances";

/** Findings with their acceptances, and acceptances without findings. */
interface SortedFindings {
  readonly open: readonly FindingRow[];
  readonly accepted: readonly AcceptedRow[];
  readonly stale: readonly Acceptance[];
}

/** What a file of acceptances holds, as the end of the sentence "allowed: …". */
export const SHAPE = 'a list of {"finding": "<id>", "address": "<address>", "reason": "<why it may stand>"}';

/** The findings that a file, or the program itself, accepts. */
export class Acceptances {
  /**
   * Reads the text of a file of acceptances.
   *
   * @throws ReviewError when it is no list of acceptances, each with a reason
   */
  public static parse(text: string, source: string): Acceptances {
    const list = parseJson(text, source, SHAPE);
    if (!Array.isArray(list)) {
      throw problem(`${source} holds ${jsonKindOf(list)}; allowed: ${SHAPE}. Put the acceptances in brackets.`);
    }
    return new Acceptances(list.map((entry: unknown, i) => parseEntry(entry, `${source}: entry ${i}`)));
  }

  constructor(private readonly listed: readonly Acceptance[] = []) {}

  /** Separates the findings that are accepted from those that are not. */
  public sort(findings: readonly FindingRow[], instances: readonly Instance[]): SortedFindings {
    const acceptances = [...inProgram(instances), ...this.listed];
    if (acceptances.length === 0) {
      return { open: findings, accepted: [], stale: [] };
    }
    // The list comes last, because it overrules what the program accepts at the same address.
    const byKey = new Map(acceptances.map((one) => [acceptanceKey(one.finding, one.address), one]));
    const shortened = new ShortenedAcceptances(acceptances, instances);
    const constructs = new ResourceRows(instances);
    const used = new Set<Acceptance>();
    const [open, accepted]: [FindingRow[], AcceptedRow[]] = [[], []];
    for (const finding of findings) {
      const acceptance = acceptanceOf(finding, byKey, shortened, constructs);
      if (acceptance) {
        used.add(acceptance);
        accepted.push({ ...finding, reason: acceptance.reason });
      } else {
        open.push(finding);
      }
    }
    return { open, accepted, stale: acceptances.filter((acceptance) => !used.has(acceptance)) };
  }
}

/** An entry of a file of acceptances. */
function parseEntry(entry: unknown, source: string): Acceptance {
  const missing = ["finding", "address", "reason"].find(
    (key) => !isObject(entry) || typeof entry[key] !== "string" || entry[key].trim() === "",
  );
  if (missing !== undefined) {
    throw problem(`${source} has no ${missing}; allowed: ${SHAPE}. Say which finding may stand where, and why.`);
  }
  const acceptance = entry as Acceptance;
  const ids = RULES.map(({ id }) => id).sort();
  if (!ids.includes(acceptance.finding)) {
    const finding = JSON.stringify(acceptance.finding);
    throw problem(
      `${source} accepts the finding ${finding}; allowed: ${ids.join(", ")}. Write the id that the review prints.`,
    );
  }
  return acceptance;
}

function problem(message: string): ReviewError {
  return new ReviewError("ACCEPTANCES", message);
}

/** The acceptances that stand in the comments of resources. */
function inProgram(instances: readonly Instance[]): Acceptance[] {
  return instances
    .filter(({ declaration }) => declaration.accepted.size > 0)
    .flatMap(({ address, declaration }) =>
      Array.from(declaration.accepted, ([finding, reason]) => ({ finding, address, reason })),
    );
}

/**
 * The acceptance of a finding: at its address, or at a prefix of it, as a resource accepts what is in its blocks; or at
 * the path of its construct, likewise, whole or as the page shows it.
 */
function acceptanceOf(
  { id, address }: FindingRow,
  byKey: ReadonlyMap<string, Acceptance>,
  shortened: ShortenedAcceptances,
  constructs: ResourceRows<Instance>,
): Acceptance | undefined {
  const { row, rest } = constructs.at(address) ?? { row: undefined, rest: "" };
  const path = row && constructPath(row);
  const paths = path === undefined ? [] : [path, withoutMainChild(path)].flatMap((one) => [`${one}${rest}`, one]);
  const exact = [...prefixesOf(address), ...paths]
    .map((prefix) => byKey.get(acceptanceKey(id, prefix)))
    .find((found) => found !== undefined);
  return exact ?? (path === undefined ? undefined : shortened.of(id, path, rest));
}

function prefixesOf(address: string): string[] {
  const dots = [...address.matchAll(/\./g)].map(({ index }) => index);
  return [address, ...dots.map((dot) => address.slice(0, dot))];
}

function acceptanceKey(finding: string, address: string): string {
  return `${finding} ${address}`;
}
