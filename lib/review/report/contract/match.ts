import { Patterns } from "../../azure/patterns";

/** Whether something is what a contract names; `perhaps` where it is not known well enough to say. */
export type Match = "yes" | "perhaps" | "no";

/** Whether all of several are so. */
export function all(matches: readonly Match[]): Match {
  if (matches.includes("no")) {
    return "no";
  }
  return matches.includes("perhaps") ? "perhaps" : "yes";
}

/** Whether any of several is so. */
export function any(matches: readonly Match[]): Match {
  if (matches.includes("yes")) {
    return "yes";
  }
  return matches.includes("perhaps") ? "perhaps" : "no";
}

/** Something that a review names. */
interface Named {
  readonly key: string;
  readonly label: string;
  readonly unresolved?: string;
}

/** Whether the name of something, with or without the word for what it is, matches one of several patterns. */
export function nameMatches({ key, label, unresolved }: Named, patterns: readonly string[]): Match {
  const wanted = Patterns.of(patterns);
  const names = [label, label.replace(/ \([^()]*\)$/, ""), label.replace(/^object id /, ""), key];
  if (names.some((name) => wanted.covers(name))) {
    return "yes";
  }
  if (unresolved !== undefined) {
    return "perhaps";
  }
  // An expression in a name stands in braces, and may be any text.
  const isPartlyKnown = label.includes("{");
  return isPartlyKnown && names.some((name) => wanted.overlaps(name.replace(/\{.*\}/, "*"))) ? "perhaps" : "no";
}
