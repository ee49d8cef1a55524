import { isObject, JsonObject, jsonKindOf, WHAT_IS_READ } from "../../base/json";
import { ReviewError } from "../../base/review-error";

/**
 * The error for an input that Terraform and cdktf do not write, or that is only a part of what they write.
 *
 * @param problem the source of the input, and what is wrong with it
 * @param advice what to change, as a sentence
 */
export function notTerraform(problem: string, allowed = WHAT_IS_READ, advice?: string): ReviewError {
  return new ReviewError(
    "NOT_TERRAFORM",
    `${problem}; allowed: ${allowed}.${advice === undefined ? "" : ` ${advice}`}`,
  );
}

/** The error for a value of another shape than Terraform gives it. */
export function wrongShape(source: string, value: unknown, allowed: string): ReviewError {
  return notTerraform(`${source} is ${jsonKindOf(value)}`, allowed);
}

/** @throws ReviewError where the JSON is no object */
export function objectOf(json: unknown, source: string): JsonObject {
  if (!isObject(json)) {
    throw wrongShape(source, json, "an object");
  }
  return json;
}

/** @throws ReviewError where the JSON is no object, and so nothing that Terraform or cdktf writes */
export function terraformObject(json: unknown, source: string): JsonObject {
  if (!isObject(json)) {
    throw notTerraform(`${source} holds ${jsonKindOf(json)}`);
  }
  return json;
}

/** How many objects stand in each other in a section, one for each label and one for the block; one in any other. */
const DEPTHS: ReadonlyMap<string, number> = new Map([
  ["//", 0],
  ["resource", 3],
  ["data", 3],
  ["module", 2],
  ["variable", 2],
  ["output", 2],
]);

/** @throws ReviewError where a section of a configuration holds anything but blocks under their labels */
export function refuseWrongSections(json: JsonObject, source: string): void {
  for (const [section, value] of Object.entries(json)) {
    refuseWrongBlocks(value, DEPTHS.get(section) ?? 1, `${source}: ${section}`);
  }
}

function refuseWrongBlocks(value: unknown, depth: number, source: string): void {
  if (depth === 0) {
    return;
  }
  if (Array.isArray(value)) {
    value.forEach((item, i) => refuseWrongBlocks(item, depth, `${source}[${i}]`));
    return;
  }
  if (!isObject(value)) {
    throw wrongShape(source, value, "an object, or a list of objects");
  }
  // What a block holds may be anything.
  if (depth > 1) {
    Object.entries(value).forEach(([name, inner]) =>
      refuseWrongBlocks(inner, name === "//" ? 0 : depth - 1, `${source}.${name}`),
    );
  }
}
