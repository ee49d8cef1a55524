import { ReviewError } from "../base/review-error";
import type { GrantRow, Report } from "../report/report";
import { idsIn, permissionIdsIn, withIds } from "./ids";

/** What begins an id and is no name: its kind, and the type of a resource in Azure. */
const KIND = /^(?:[^|]*\|)(?:microsoft\.[^|]*\|)?/;

/**
 * The names of a baseline, with those that stand for them in what is compared to it, so that one stage can be compared
 * to another. A name is replaced where it is a whole word: `dev` in `kv-dev`, and not in `device`.
 */
export class NameMapping {
  private readonly names = new Map<string, string>();
  private readonly pattern: RegExp | undefined;

  /**
   * @param names the names of the baseline, with those that stand for them
   * @throws ReviewError where a name is empty, or is there twice
   */
  constructor(names: Readonly<Record<string, string>>) {
    Object.entries(names).forEach(([was, is]) => this.add(was, is));
    const longestFirst = [...this.names.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
    this.pattern =
      longestFirst.length > 0
        ? new RegExp(`(?<![a-z0-9])(?:${longestFirst.map(escaped).join("|")})(?![a-z0-9])`, "gi")
        : undefined;
  }

  /**
   * A baseline with the names of what is compared to it in its ids.
   *
   * @throws ReviewError where two things of the baseline would be one
   */
  public in(baseline: Report): Report {
    if (!this.pattern) {
      return baseline;
    }
    const id = (own: string) => this.inId(own);
    [idsIn(baseline), permissionIdsIn(baseline)].forEach((ids) => this.refuseMerging(ids));
    const renamed = withIds(baseline, { id, permission: id });
    return {
      ...renamed,
      grants: renamed.grants.map((row) => this.inLimits(row)),
      stacks: renamed.stacks?.map(({ name, subscription }) => ({
        name: name === undefined ? undefined : this.inText(name),
        subscription: subscription === undefined ? undefined : this.inText(subscription).toLowerCase(),
      })),
    };
  }

  private add(was: string, is: unknown): void {
    const key = was.toLowerCase();
    if (was.trim() === "" || typeof is !== "string" || is.trim() === "" || this.names.has(key)) {
      // What is no text may be a secret in the wrong place.
      const shown = typeof is === "string" ? JSON.stringify(is) : "what is no text";
      throw new ReviewError(
        "USAGE",
        `the names map ${JSON.stringify(was)} to ${shown}; ` +
          "allowed: each name of the baseline once, in whatever case, to a name. Change the mapping.",
      );
    }
    this.names.set(key, is);
  }

  private inLimits(row: GrantRow): GrantRow {
    const { condition, caveat } = row;
    return {
      ...row,
      condition: condition === undefined ? undefined : this.inText(condition),
      caveat: caveat === undefined ? undefined : this.inText(caveat),
    };
  }

  /** An id with other names in it. Ids are in lower case but for the subjects of federated credentials and for stacks. */
  private inId(id: string): string {
    const [kind = ""] = KIND.exec(id) ?? [];
    const [, names = "", stack = ""] = /^(.*?)(<[^<>|]*>)?$/s.exec(id.slice(kind.length)) ?? [];
    const renamed = this.inText(names);
    return `${kind}${kind.startsWith("federated|") ? renamed : this.lowered(names, renamed)}${this.inText(stack)}`;
  }

  private lowered(names: string, renamed: string): string {
    return names === renamed ? names : renamed.toLowerCase();
  }

  private inText(text: string): string {
    return this.pattern ? text.replace(this.pattern, (name) => this.names.get(name.toLowerCase()) ?? name) : text;
  }

  private refuseMerging(ids: readonly string[]): void {
    const known = new Map<string, string>();
    for (const id of new Set(ids)) {
      const renamed = this.inId(id);
      const other = known.get(renamed);
      if (other !== undefined) {
        throw new ReviewError(
          "USAGE",
          `the names make one of ${JSON.stringify(other)} and ${JSON.stringify(id)} of the baseline; ` +
            "allowed: names that keep them two. Map their whole names.",
        );
      }
      known.set(renamed, id);
    }
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
