import { Token, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";
import { pathInProgram } from "./program-paths";
import { mayHoldSecret } from "./secret-text";

/** The second part of a problem: what is allowed, what to change, and the source of the rule. */
interface Remedy {
  /** What is allowed, as the end of the sentence "allowed: …". */
  readonly allowed: string;
  /** What to change, as a sentence. */
  readonly change: string;
  /** The address of the page that states the rule: Microsoft's or the provider's. */
  readonly source?: string;
}

/** A problem with one value that a construct was given. */
export interface Problem extends Remedy {
  /** The property, as the program spells it: `containers[0].name`. */
  readonly property: string;
  /** The value as it was given; undefined where the value is missing. */
  readonly value?: unknown;
}

/**
 * A problem with a construct that shows only beside the rest of the program, such as two constructs that exclude each
 * other.
 */
export interface ProgramProblem extends Remedy {
  /** The construct that the error names first. */
  readonly construct: IConstruct;
  /** What is wrong: the rest of a sentence that starts with the construct's path. */
  readonly finding: string;
}

/** What an error says of a value in words, without quotes: these would read as a text that the program has passed. */
export class Description {
  constructor(public readonly words: string) {}
}

/** The problem with a value, as one line of an error. */
function describe({ property, value, ...remedy }: Problem): string {
  return `${property} ${value === undefined ? "is missing" : `is ${textOfValue(value)}`}; ${describeRemedy(remedy)}`;
}

/** The problem with a construct, as one line of an error. */
export function describeInProgram({ construct, finding, ...remedy }: ProgramProblem): string {
  return `${pathInProgram(construct)} ${finding}; ${describeRemedy(remedy)}`;
}

function describeRemedy({ allowed, change, source }: Remedy): string {
  return `allowed: ${allowed}. ${change}${source === undefined ? "" : ` See ${source}`}`;
}

/** The value as JSON, or a description of it where JSON has no form for it. */
function textOfValue(value: unknown): string {
  if (value instanceof Description) {
    return value.words;
  }
  if (typeof value === "string" && mayHoldSecret(value)) {
    return "a text that is not shown, since it may hold a secret";
  }
  if (typeof value === "object" || typeof value === "string") {
    try {
      return JSON.stringify(value);
    } catch {
      return "an object that refers to itself";
    }
  }
  if (typeof value === "function" || typeof value === "symbol") {
    return `a ${typeof value}`;
  }
  return String(value as number | bigint | boolean);
}

/**
 * Throws one error that names the construct and lists every problem; returns when there is none.
 *
 * @throws Error whose message starts with the construct's path
 */
export function refuse(construct: IConstruct, problems: readonly Problem[]): void {
  if (problems.length > 0) {
    throw new Error(listed(`[${construct.node.path}] is refused`, problems.map(describe)));
  }
}

/**
 * Throws one error that names a call and lists every problem of its arguments, where there is no construct;
 * returns when there is none.
 *
 * @param call the class and the method: `AzureService.storageBlobs`
 * @throws Error whose message starts with the name of the call
 */
export function refuseCall(call: string, problems: readonly Problem[]): void {
  if (problems.length > 0) {
    throw new Error(listed(`${call} is refused`, problems.map(describe)));
  }
}

/** What an error shows of a value of the wrong type, which may be a secret: its type; undefined where it is missing. */
export function kindOf(value: unknown): Description | null | undefined {
  if (value === undefined || value === null) {
    return value;
  }
  if (isReference(value)) {
    return new Description("a reference");
  }
  const words: Readonly<Record<string, string>> = { string: "a string", object: "an object", function: "a function" };
  return new Description(Array.isArray(value) ? "a list" : (words[typeof value] ?? `a ${typeof value}`));
}

/**
 * Throws one problem at once: a call contradicts an earlier one.
 *
 * @throws Error whose message starts with the construct's path
 */
export function refuseInProgram(problem: ProgramProblem): never {
  throw new Error(describeInProgram(problem));
}

/** A heading and its lines, as every error of this library prints them. */
export function listed(heading: string, lines: readonly string[]): string {
  return [`${heading}:`, ...lines.map((line) => `  - ${line}`)].join("\n");
}

/** The escaped form of the start of an interpolation. */
const ESCAPED = /\$\$\{/g;

/**
 * A number token in a string. After a hyphen cdktf renders such a token as a number, so it is not a reference there.
 */
const NUMBER_TOKEN = /(?<!-)-\d\.\d+e\+\d{3}/;

/**
 * Whether Terraform, and not synth, will know the value: a token of any type, or a string with a token or an
 * interpolation in it. Cheap tests come before cdktf's own, which parses the value: most values are not references.
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

/** The text that every token in a string, a list or a key contains. */
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

/** Whether the value is an object, so that its members can be read. */
export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
