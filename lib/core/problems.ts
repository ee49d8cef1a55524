import { Token, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";

/** One thing that is wrong with a value: where it stands, what is allowed there and what to change. */
export interface Problem {
  /** The property, as the program spells it: `containers[0].name`. */
  readonly property: string;
  /** The value as it was given; left out where the problem is that there is none. */
  readonly value?: unknown;
  /** What is allowed, as the end of the sentence "allowed: …". */
  readonly allowed: string;
  /** What to change, as a sentence. */
  readonly change: string;
  /** The page that the rule is from. */
  readonly source?: string;
}

/** One problem as a line of text. */
export function describe(problem: Problem): string {
  const value = "value" in problem && problem.value !== undefined ? `is ${textOfValue(problem.value)}` : "is missing";
  const source = problem.source === undefined ? "" : ` See ${problem.source}`;
  return `${problem.property} ${value}; allowed: ${problem.allowed}. ${problem.change}${source}`;
}

/** A value as a program spells it, or in a word where JSON has none for it. */
function textOfValue(value: unknown): string {
  if (typeof value === "object" || typeof value === "string") {
    try {
      return JSON.stringify(value);
    } catch {
      return "an object that refers to itself";
    }
  }
  return typeof value === "function" ? "a function" : String(value as number | bigint | boolean | symbol);
}

/**
 * Throws one error that names the construct and lists every problem; does nothing when there is none.
 *
 * @throws Error whose message starts with the construct's path
 */
export function refuse(construct: IConstruct, problems: readonly Problem[]): void {
  if (problems.length > 0) {
    throw new Error(listed(`[${construct.node.path}] is refused`, problems.map(describe)));
  }
}

/** A heading and its lines, as every error of this library prints them. */
export function listed(heading: string, lines: readonly string[]): string {
  return [`${heading}:`, ...lines.map((line) => `  - ${line}`)].join("\n");
}

/** What Terraform takes for these characters themselves. */
const ESCAPED = /\$\$\{/g;

/** A number token in a string. After a hyphen cdktf writes such a token out as a number: there it is no reference. */
const NUMBER_TOKEN = /(?<!-)-\d\.\d+e\+\d{3}/;

/**
 * Whether Terraform, and not synth, will know the value: a token of whatever type, or text with a token or an
 * interpolation in it. What cdktf's own test would take apart to tell is looked at first: most values are none.
 */
export function isReference(value: unknown): boolean {
  if (typeof value === "string") {
    return (
      (value.includes("${") && value.replace(ESCAPED, "").includes("${")) ||
      (value.includes("e+") && NUMBER_TOKEN.test(value))
    );
  }
  if (typeof value === "number") {
    return value < -1e200 && Token.isUnresolved(value);
  }
  if (Array.isArray(value)) {
    return (
      value.length === 1 &&
      (typeof value[0] === "string" ? value[0].includes(TOKEN_MARK) : typeof value[0] === "number") &&
      Token.isUnresolved(value)
    );
  }
  return isObject(value) && (Tokenization.isResolvable(value) || hasTokenInKey(value));
}

/** What stands in every token in a text, a list or a key. */
const TOKEN_MARK = "{TfToken[";

function hasTokenInKey(value: object): boolean {
  for (const key in value) {
    if (key.includes(TOKEN_MARK)) {
      return true;
    }
  }
  return false;
}

/** Whether the value is a string that is known at synth. */
export function isLiteral(value: unknown): value is string {
  return typeof value === "string" && !isReference(value);
}

/** Whether the value is an object, and so may have what is asked of it. */
export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
