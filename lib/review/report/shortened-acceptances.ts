import type { Instance } from "../program/instance";
import type { Acceptance } from "./report";
import { withoutMainChild } from "./resource-row";
import { constructPath } from "./resource-rows";

/** The beginning of a part of a path that the page shows by its end alone. */
const SHORTENED = /(^|\/)…/g;

/** Acceptances that name a construct as the page shows it, with `…` for the beginning of a long part of its path. */
export class ShortenedAcceptances {
  private readonly patterns: readonly (readonly [Acceptance, RegExp])[];
  private readonly paths: readonly string[];

  constructor(acceptances: readonly Acceptance[], instances: readonly Instance[]) {
    const shortened = acceptances.filter(({ address }) => address.includes("…"));
    this.patterns = shortened.map((acceptance) => [acceptance, patternOf(acceptance.address)]);
    this.paths = shortened.length === 0 ? [] : instances.flatMap((one) => constructPath(one) ?? []);
  }

  /** The acceptance of a finding at a construct, or at a block in it; none where it could be that of several constructs. */
  public of(finding: string, path: string, block: string): Acceptance | undefined {
    const [acceptance] =
      this.patterns.find(
        ([one, shown]) =>
          one.finding === finding &&
          fits(shown, path, block) &&
          this.paths.filter((other) => fits(shown, other, block)).length === 1,
      ) ?? [];
    return acceptance;
  }
}

function fits(pattern: RegExp, path: string, block: string): boolean {
  const shown = withoutMainChild(path);
  return pattern.test(shown) || pattern.test(`${shown}${block}`);
}

function patternOf(address: string): RegExp {
  const literal = address.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${literal.replace(SHORTENED, "$1[^/]+")}$`);
}
