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
 * @throws ReviewError that says what is wrong with the text
 */
export function parseJson(text: string, source: string): unknown {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw notJson(text, source, error as Error);
  }
  refuseDepth(json, source);
  return json;
}

function notJson(text: string, source: string, error: Error): ReviewError {
  const start = text.trimStart();
  if (start === "") {
    return new ReviewError("NOT_JSON", `${source} is empty; allowed: ${WHAT_IS_READ}.`);
  }
  if (/^(?:#|\/\/|\/\*|(?:resource|data|module|variable|terraform|provider|output|locals)\b)/.test(start)) {
    return new ReviewError("HCL", `${source} is HCL, Terraform's own syntax; allowed: ${WHAT_IS_READ}. Make a plan of it: terraform plan -out plan && terraform show -json plan.`);
  }
  if (start.startsWith("{\"@level\"")) {
    return new ReviewError("NOT_TERRAFORM", `${source} is the log of terraform plan -json; allowed: ${WHAT_IS_READ}. Make a plan of it: terraform plan -out plan && terraform show -json plan.`);
  }
  if (start.startsWith("PK\u0003\u0004")) {
    return new ReviewError("NOT_JSON", `${source} is a plan file as Terraform keeps it; allowed: ${WHAT_IS_READ}. Pass what terraform show -json prints of it.`);
  }
  if (/unexpected end|unterminated/i.test(error.message)) {
    return new ReviewError("TRUNCATED", `${source} ends too early, after ${text.length} characters; allowed: a complete file. Write it again.`);
  }
  const [, position] = /position (\d+)/.exec(error.message) ?? [];
  const line = position === undefined ? "" : ` at line ${text.slice(0, Number(position)).split("\n").length}`;
  return new ReviewError("NOT_JSON", `${source} is no JSON${line}; allowed: ${WHAT_IS_READ}.`);
}

/** What the review reads, as the end of the sentence "allowed: …". */
export const WHAT_IS_READ = "a cdk.tf.json, a folder that cdktf synth wrote, or what terraform show -json prints of a plan or a state";

function refuseDepth(json: unknown, source: string): void {
  if (isDeeperThan(json, MAX_DEPTH)) {
    throw new ReviewError("TOO_DEEP", `${source} has lists and objects that stand more than ${MAX_DEPTH} deep in each other; allowed: ${WHAT_IS_READ}, none of which is so deep.`);
  }
}

/** Looks no deeper than that, so that no depth is a danger to it. */
function isDeeperThan(json: unknown, depth: number): boolean {
  if (typeof json !== "object" || json === null) {
    return false;
  }
  if (depth === 0) {
    return true;
  }
  for (const key in json) {
    if (isDeeperThan((json as JsonObject)[key], depth - 1)) {
      return true;
    }
  }
  return false;
}
