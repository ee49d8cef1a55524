import { spend } from "../budget";
import { refused } from "../unknown";
import { ListOf, Value } from "../value";
import { isPlain, onText, TerraformFunction } from "./function";

/** A class of characters, and one character or a class: those that mean the same in RE2 and in JavaScript. */
const CLASS = String.raw`\[\^?(?:[\w \-./:@#,;=!~%&+*?(){}|$]|\\[dwDW.\-/\\[\]])+\]`;
const ATOM = String.raw`(?:[\w \-/:@#,;=!~"'<>%&]|\\[dwDW.\-/\\+*?()[\]{}|^$]|\.|${CLASS})`;
const TIMES = String.raw`(?:[*+?]|\{\d{1,2}(?:,\d{0,2})?\})\??`;

/** A pattern with one meaning in both; a group may be optional, and is not repeated. */
const PLAIN = new RegExp(String.raw`^(?:${ATOM}(?:${TIMES})?|\((?:\?:)?|\)\??|\||\^|\$)*$`);

const MAX_LENGTH = 300;

/** How many steps a search may take, and how many of them cost one unit of the budget. */
const MAX_STEPS = 4_000_000;
const STEPS = 128;

/** A pattern that means the same to Terraform and to JavaScript, and is searched for fast; undefined for any other. */
function patternOf(pattern: string, text: string): RegExp | undefined {
  if (pattern.length > MAX_LENGTH || !PLAIN.test(pattern) || !isPlain(text)) {
    return undefined;
  }
  const steps = stepsOf(pattern, text);
  if (steps > MAX_STEPS || !spend(1 + steps / STEPS)) {
    return undefined;
  }
  try {
    return new RegExp(pattern, "g");
  } catch {
    return undefined;
  }
}

/** How many steps a search may take: JavaScript tries every way in which repeated atoms may share the text. */
function stepsOf(pattern: string, text: string): number {
  const repeated = pattern.match(/[*+?{]/g)?.length ?? 0;
  const isAnchored = pattern.startsWith("^") && !pattern.includes("|");
  return Math.max(text.length, 2) ** (repeated + (isAnchored ? 0 : 1));
}

/** The result of a match: its groups, or the whole match where the pattern has none. */
function matched([whole = "", ...groups]: readonly (string | undefined)[]): Value {
  return groups.length === 0 ? whole : groups.map((group) => group ?? null);
}

export const regex: TerraformFunction = onText((pattern, text = "") => {
  const found = patternOf(pattern, text)?.exec(text);
  if (found === undefined) {
    return undefined;
  }
  return found ? matched(found) : refused("the pattern does not match");
});

/** Empty matches are not known: the two languages disagree on where they are. */
export const regexall: TerraformFunction = onText((pattern, text = "") => {
  const known = patternOf(pattern, text);
  const found = known && [...text.matchAll(known)];
  return found?.every(([whole]) => whole !== "") && spend(found.length)
    ? ListOf.kindOf("list", found.map(matched))
    : undefined;
});
