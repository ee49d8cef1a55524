import { RULES } from "../findings/rules";
import type { Instance } from "../program/instance";
import { isObject, jsonKindOf, parseJson } from "../base/json";
import type { AcceptedRow, FindingRow } from "./report";
import { ReviewError } from "../base/review-error";

/** A finding that somebody has looked at and lets stand. */
export interface Acceptance {
  readonly finding: string;
  readonly address: string;
  readonly reason: string;
}

/** Findings with their acceptances, and acceptances without findings. */
export interface Sorted {
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
      throw new ReviewError(
        "ACCEPTANCES",
        `${source} holds ${jsonKindOf(list)}; allowed: ${SHAPE}. Put the acceptances in brackets.`,
      );
    }
    list.forEach((entry, i) => {
      const missing = ["finding", "address", "reason"].find(
        (key) => !isObject(entry) || typeof entry[key] !== "string" || entry[key].trim() === "",
      );
      if (missing !== undefined) {
        throw new ReviewError(
          "ACCEPTANCES",
          `${source}: entry ${i} has no ${missing}; allowed: ${SHAPE}. Say which finding may stand where, and why.`,
        );
      }
      const { finding } = entry as Acceptance;
      if (!RULES.some(({ id }) => id === finding)) {
        throw new ReviewError(
          "ACCEPTANCES",
          `${source}: entry ${i} accepts the finding ${JSON.stringify(finding)}; allowed: ${RULES.map(({ id }) => id)
            .sort()
            .join(", ")}. Write the id that the review prints.`,
        );
      }
    });
    return new Acceptances(list as Acceptance[]);
  }

  constructor(private readonly listed: readonly Acceptance[] = []) {}

  /** Parts the findings that are accepted from those that are not. */
  public sort(findings: readonly FindingRow[], instances: readonly Instance[]): Sorted {
    const listed = new Map(
      this.listed.map((acceptance) => [keyOf(acceptance.finding, acceptance.address), acceptance]),
    );
    const ofProgram = new Map(
      instances.flatMap(({ address, declaration }) =>
        [...declaration.accepted].map(([finding, reason]) => [keyOf(finding, address), { finding, address, reason }]),
      ),
    );
    const used = new Set<Acceptance>();
    const accepted: AcceptedRow[] = [];
    const open = findings.filter((finding) => {
      const acceptance = placesOf(finding.address)
        .map((place) => listed.get(keyOf(finding.id, place)) ?? ofProgram.get(keyOf(finding.id, place)))
        .find((found) => found !== undefined);
      if (acceptance) {
        used.add(acceptance);
        accepted.push({ ...finding, reason: acceptance.reason });
      }
      return acceptance === undefined;
    });
    return {
      open,
      accepted,
      stale: [...this.listed, ...ofProgram.values()].filter((acceptance) => !used.has(acceptance)),
    };
  }
}

/** An address, and what it may be a place in: a resource accepts what is found in its blocks. */
function placesOf(address: string): string[] {
  const dots = [...address.matchAll(/\./g)].map(({ index }) => index);
  return [address, ...dots.map((dot) => address.slice(0, dot))];
}

function keyOf(finding: string, address: string): string {
  return `${finding} ${address}`;
}
