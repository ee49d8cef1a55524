import { ReviewError } from "./review-error";

/** An object of JSON, of which nothing else is known. */
export interface JsonObject {
  readonly [name: string]: unknown;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** How deep lists and objects may stand in each other: several times deeper than Terraform's own output is. */
const MAX_DEPTH = 200;

/**
 * Reads a JSON text.
 *
 * @param source what to call the text in an error
 * @param allowed what the text may be, as the end of the sentence "allowed: …"
 * @throws ReviewError that says what is wrong with the text
 */
export function parseJson(text: string, source: string, allowed = WHAT_IS_READ): unknown {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw allowed === WHAT_IS_READ
      ? (notTerraform(text, source) ?? notJson(text, source, error as Error, allowed))
      : notJson(text, source, error as Error, allowed);
  }
  const { twice, isTooDeep } = lookOver(text);
  if (isTooDeep) {
    throw new ReviewError(
      "TOO_DEEP",
      `${source} has lists and objects that stand more than ${MAX_DEPTH} deep in each other; allowed: ${allowed}, none of which is so deep.`,
    );
  }
  if (twice !== undefined) {
    throw new ReviewError(
      "NOT_TERRAFORM",
      `${source} has the key ${JSON.stringify(twice)} twice in one object; allowed: each key once, because Terraform takes both, and what reads JSON only the last. Merge the two.`,
    );
  }
  return json;
}

/** What a value is, in a word: what it holds may be a secret. */
export function kindOf(value: unknown): string {
  if (value === undefined) {
    return "missing";
  }
  return value === null
    ? "null"
    : Array.isArray(value)
      ? "a list"
      : ({ string: "a text", number: "a number", boolean: "true or false" }[typeof value as string] ?? "an object");
}

/** As deep as the blocks of a configuration stand in each other. */
const KEYED_DEPTH = 7;

/** The first key that an object of the text, which is JSON, has twice, and whether anything in it is too deep. */
function lookOver(text: string): { readonly twice?: string; readonly isTooDeep: boolean } {
  const open: (Set<string> | undefined)[] = [];
  let isKey = false;
  let twice: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === QUOTE) {
      const end = endOfText(text, at);
      const keys = isKey ? open[open.length - 1] : undefined;
      const key = keys && keyIn(text.slice(at, end + 1));
      if (keys?.has(key!)) {
        twice ??= key;
      }
      keys?.add(key!);
      isKey = false;
      at = end;
    } else if (character === BRACE || character === BRACKET) {
      isKey = character === BRACE;
      open.push(isKey && open.length < KEYED_DEPTH ? new Set() : undefined);
      if (open.length > MAX_DEPTH) {
        return { isTooDeep: true };
      }
    } else if (character === BRACE_END || character === BRACKET_END) {
      open.pop();
    } else if (character === COMMA) {
      isKey = open[open.length - 1] !== undefined;
    }
  }
  return { twice, isTooDeep: false };
}

const [QUOTE, BACKSLASH, BRACE, BRACE_END, BRACKET, BRACKET_END, COMMA] = ['"', "\\", "{", "}", "[", "]", ","].map(
  (character) => character.charCodeAt(0),
);

/** What a key in quotes says: the same key may be written with escapes and without. */
function keyIn(quoted: string): string {
  return quoted.includes("\\") ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
}

/** Where the text that starts with a quote ends. */
function endOfText(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) {
    end = text.indexOf('"', end + 1);
  }
  return end;
}

function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text.charCodeAt(before) === BACKSLASH) {
    before--;
  }
  return (at - before) % 2 === 0;
}

/** What else Terraform writes, with how to make JSON of it. */
function notTerraform(text: string, source: string): ReviewError | undefined {
  const start = text.trimStart();
  if (/^(?:#|\/\/|\/\*|(?:resource|data|module|variable|terraform|provider|output|locals)\b)/.test(start)) {
    return new ReviewError(
      "HCL",
      `${source} is HCL, Terraform's own syntax; allowed: ${WHAT_IS_READ}. Make a plan of it: terraform plan -out plan && terraform show -json plan.`,
    );
  }
  if (start.startsWith('{"@level"')) {
    return new ReviewError(
      "NOT_TERRAFORM",
      `${source} is the log of terraform plan -json; allowed: ${WHAT_IS_READ}. Make a plan of it: terraform plan -out plan && terraform show -json plan.`,
    );
  }
  if (start.startsWith("PK\u0003\u0004")) {
    return new ReviewError(
      "NOT_JSON",
      `${source} is a plan file as Terraform keeps it; allowed: ${WHAT_IS_READ}. Pass what terraform show -json prints of it.`,
    );
  }
  return undefined;
}

function notJson(text: string, source: string, error: Error, allowed: string): ReviewError {
  if (text.trim() === "") {
    return new ReviewError("NOT_JSON", `${source} is empty; allowed: ${allowed}.`);
  }
  if (/unexpected end|unterminated/i.test(error.message)) {
    return new ReviewError(
      "TRUNCATED",
      `${source} ends too early, after ${text.length} characters; allowed: a complete file. Write it again.`,
    );
  }
  const [, position] = /position (\d+)/.exec(error.message) ?? [];
  const line = position === undefined ? "" : ` at line ${text.slice(0, Number(position)).split("\n").length}`;
  return new ReviewError("NOT_JSON", `${source} is no JSON${line}; allowed: ${allowed}.`);
}

/** What the review reads, as the end of the sentence "allowed: …". */
export const WHAT_IS_READ =
  "a cdk.tf.json, a folder that cdktf synth wrote, or what terraform show -json prints of a plan or a state";

/** The object under a name; an empty one where there is none. */
export function objectAt(json: unknown, name: string): JsonObject {
  const value = isObject(json) ? json[name] : undefined;
  return isObject(value) ? value : {};
}

/** The objects in a list. */
export function objectsIn(json: unknown): JsonObject[] {
  return Array.isArray(json) ? json.filter(isObject) : [];
}

/** The texts in a list. */
export function stringsIn(json: unknown): string[] {
  return Array.isArray(json) ? json.filter((item) => typeof item === "string") : [];
}

/** The objects in a place where JSON may have one or a list of them. */
export function bodiesIn(json: unknown): JsonObject[] {
  return Array.isArray(json) ? json.flatMap(bodiesIn) : isObject(json) ? [json] : [];
}

/** The blocks under their labels, however JSON nests them; the comment is none. */
export function labelled(json: unknown): [string, JsonObject][] {
  return bodiesIn(json).flatMap((body) =>
    Object.keys(body)
      .filter((label) => label !== "//")
      .flatMap((label) => bodiesIn(body[label]).map((inner): [string, JsonObject] => [label, inner])),
  );
}
