import { KIND_WORDS } from "../azure/words";
import { ReviewError } from "../base/review-error";
import type { GrantRow, Report } from "../report/report";
import { idsIn, permissionIdsIn, withIds } from "./ids";

/** What begins an id and is no name: its kind, and the type of a resource in Azure. */
const KIND = /^(?:[^|]*\|)(?:microsoft\.[^|]*\|)?/;

/** What is no name in a sentence: a type in an address, and the kind of a thing behind its name. */
const NO_NAME = [
  String.raw`(?<![\w-])(?:azapi|azuread|azurerm)_\w+(?=\.)`,
  String.raw`(?<= )\((?:${KIND_WORDS.join("|")})(?= of |\))`,
].join("|");

/**
 * The names of a baseline, with those that stand for them in what is compared to it, so that one stage can be compared
 * to another. A name is replaced where it is a whole word: `dev` in `kv-dev`, and not in `device`.
 */
export class NameMapping {
  private readonly names = new Map<string, string>();
  private readonly pattern: RegExp | undefined;
  /** The names in a sentence of the baseline, and those that stand for them; beside either, what is no name. */
  private readonly known: RegExp | undefined;
  private readonly others: RegExp | undefined;

  /**
   * @param names the names of the baseline, with those that stand for them
   * @throws ReviewError where a name is empty, or is there twice
   */
  constructor(names: Readonly<Record<string, string>>) {
    Object.entries(names).forEach(([was, is]) => this.add(was, is));
    if (this.names.size > 0) {
      const name = anyOf([...this.names.keys()]);
      this.pattern = new RegExp(name, "gi");
      this.known = new RegExp(`${NO_NAME}|${name}`, "gi");
      this.others = new RegExp(`${NO_NAME}|${anyOf([...this.names.values()])}`, "gi");
    }
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

  /**
   * What a sentence of the baseline says with the names of what is compared to it, as `inOther` has them. A name that is
   * also a word of the sentence is replaced there, too: the sentence is then another one, and never the same by chance.
   */
  public inSentence(sentence: string): string {
    const named = this.known
      ? sentence.replace(this.known, (word) => this.names.get(word.toLowerCase()) ?? word)
      : sentence;
    return this.inOther(named);
  }

  /** A sentence of what is compared to the baseline, with the names that stand for others in one case. */
  public inOther(sentence: string): string {
    return this.others ? sentence.replace(this.others, (word) => word.toLowerCase()) : sentence;
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

/** The pattern of any of the names as a whole word, the longest first. */
function anyOf(names: readonly string[]): string {
  const longestFirst = [...names].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return `(?<![a-z0-9])(?:${longestFirst.map(escaped).join("|")})(?![a-z0-9])`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
