import { JsonScan, KeyVisitor, MAX_DEPTH, scanJson } from "./json-scan";
import { ReviewError } from "./review-error";

/** An object of JSON, of which nothing else is known. */
export interface JsonObject {
  readonly [name: string]: unknown;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Reads a JSON text.
 *
 * @param source what to call the text in an error
 * @param allowed the texts that are allowed, as the end of the sentence "allowed: …"
 * @param visit is told the keys near the top
 * @throws ReviewError that says what is wrong with the text
 */
export function parseJson(text: string, source: string, allowed = WHAT_IS_READ, visit?: KeyVisitor): unknown {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw allowed === WHAT_IS_READ
      ? (notTerraform(text, source) ?? notJson(text, source, error as Error, allowed))
      : notJson(text, source, error as Error, allowed);
  }
  const problem = problemIn(scanJson(text, json, visit), source, allowed);
  if (problem) {
    throw problem;
  }
  return json;
}

/** What is wrong with a text that is JSON. */
function problemIn({ duplicateKey, isTooDeep }: JsonScan, source: string, allowed: string): ReviewError | undefined {
  if (isTooDeep) {
    return new ReviewError(
      "TOO_DEEP",
      `${source} has lists and objects that stand more than ${MAX_DEPTH} deep in each other; ` +
        `allowed: ${allowed}, none of which is so deep.`,
    );
  }
  return duplicateKey === undefined
    ? undefined
    : new ReviewError(
        "NOT_TERRAFORM",
        `${source} has the key ${JSON.stringify(duplicateKey)} twice in one object; allowed: each key once, ` +
          "because Terraform takes both, and what reads JSON only the last. Merge the two.",
      );
}

const KINDS: Readonly<Record<string, string>> = {
  undefined: "missing",
  string: "a text",
  number: "a number",
  boolean: "true or false",
};

/** The kind of a JSON value in words, for errors: the value itself may be a secret. */
export function jsonKindOf(value: unknown): string {
  if (value === null) {
    return "null";
  }
  return Array.isArray(value) ? "a list" : (KINDS[typeof value] ?? "an object");
}

/** The error for what else Terraform writes, with the way to make JSON of it; undefined for any other text. */
function notTerraform(text: string, source: string): ReviewError | undefined {
  const start = text.trimStart();
  if (/^(?:#|\/\/|\/\*|(?:resource|data|module|variable|terraform|provider|output|locals)\b)/.test(start)) {
    return new ReviewError("HCL", `${source} is HCL, Terraform's own syntax; allowed: ${WHAT_IS_READ}. ${MAKE_A_PLAN}`);
  }
  if (start.startsWith('{"@level"')) {
    return new ReviewError(
      "NOT_TERRAFORM",
      `${source} is the log of terraform plan -json; allowed: ${WHAT_IS_READ}. ${MAKE_A_PLAN}`,
    );
  }
  if (start.startsWith("PK\u0003\u0004")) {
    return new ReviewError(
      "NOT_JSON",
      `${source} is a plan file as Terraform keeps it; allowed: ${WHAT_IS_READ}. ` +
        "Pass what terraform show -json prints of it.",
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

/** The inputs that the review reads, as the end of the sentence "allowed: …". */
export const WHAT_IS_READ =
  "a cdk.tf.json, a folder that cdktf synth wrote, or what terraform show -json prints of a plan or a state";

const MAKE_A_PLAN = "Make a plan of it: terraform plan -out plan && terraform show -json plan.";

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

/** The objects in a place where Terraform's JSON may have one or a list of them. */
export function bodiesIn(json: unknown): JsonObject[] {
  const bodies: JsonObject[] = [];
  eachBody(json, (body) => bodies.push(body));
  return bodies;
}

/** Visits the objects in such a place, as `bodiesIn` lists them. */
function eachBody(json: unknown, visit: (body: JsonObject) => void): void {
  if (Array.isArray(json)) {
    json.forEach((item) => eachBody(item, visit));
  } else if (isObject(json)) {
    visit(json);
  }
}

/** The blocks of Terraform's JSON with their labels, however they are nested; the comment `//` is none. */
export function labelled(json: unknown): [string, JsonObject][] {
  const blocks: [string, JsonObject][] = [];
  eachLabelled(json, (label, block) => blocks.push([label, block]));
  return blocks;
}

/** Visits the blocks of Terraform's JSON with their labels, as `labelled` lists them. */
export function eachLabelled(json: unknown, visit: (label: string, block: JsonObject) => void): void {
  eachBody(json, (body) => {
    for (const label in body) {
      if (label !== "//") {
        eachBody(body[label], (block) => visit(label, block));
      }
    }
  });
}
