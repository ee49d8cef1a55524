import { ListOf, Value } from "./value";
import { spend } from "./budget";
import { refused } from "./convert";
import { isPlain, onText, TerraformFunction } from "./function";

/** One character of a pattern, or a class of them, as RE2 and JavaScript both read it. */
const ATOM = String.raw`(?:[\w \-/:@#,;=!~"'<>%&]|\\[dwDW.\-/\\+*?()[\]{}|^$]|\.|\[\^?(?:[\w \-./:@#,;=!~%&+*?(){}|$]|\\[dwDW.\-/\\[\]])+\])`;
const TIMES = String.raw`(?:[*+?]|\{\d{1,2}(?:,\d{0,2})?\})\??`;

/** A pattern that means the same in both languages; a group may be left out, and is not repeated. */
const PLAIN = new RegExp(String.raw`^(?:${ATOM}(?:${TIMES})?|\((?:\?:)?|\)\??|\||\^|\$)*$`);

const MAX_LENGTH = 300;

/** How many steps a search may take at most, and how many of them cost one. */
const MAX_STEPS = 4_000_000;
const STEPS = 128;

/** What is the same to Terraform and JavaScript, and is found in no time; undefined for anything else. */
function patternOf(pattern: string, text: string): RegExp | undefined {
  if (pattern.length > MAX_LENGTH || !PLAIN.test(pattern) || !isPlain(text)) {
    return undefined;
  }
  // JavaScript tries every way in which what is repeated may share the text.
  const repeated = pattern.match(/[*+?{]/g)?.length ?? 0;
  const steps = Math.max(text.length, 2) ** (repeated + (pattern.startsWith("^") && !pattern.includes("|") ? 0 : 1));
  if (steps > MAX_STEPS || !spend(1 + steps / STEPS)) {
    return undefined;
  }
  try {
    return new RegExp(pattern, "g");
  } catch {
    return undefined;
  }
}

/** What a match comes to: its groups, where it has any. */
function matched([whole, ...groups]: readonly (string | undefined)[]): Value {
  return groups.length === 0 ? whole! : groups.map((group) => group ?? null);
}

export const regex: TerraformFunction = onText((pattern, text = "") => {
  const found = patternOf(pattern, text)?.exec(text);
  return found === undefined ? undefined : found ? matched(found) : refused("the pattern does not match");
});

/** The two languages do not agree on where nothing at all is found. */
export const regexall: TerraformFunction = onText((pattern, text = "") => {
  const known = patternOf(pattern, text);
  const found = known && [...text.matchAll(known)];
  return found?.every(([whole]) => whole !== "") && spend(found.length)
    ? ListOf.kindOf("list", found.map(matched))
    : undefined;
});
