import { isObject, JsonObject, jsonKindOf } from "../../base/json";
import { ReviewError } from "../../base/review-error";

/** What is not of the shape in which Terraform has it. */
export function wrongShape(source: string, value: unknown, allowed: string): ReviewError {
  return new ReviewError("NOT_TERRAFORM", `${source} is ${jsonKindOf(value)}; allowed: ${allowed}.`);
}

/** Sections hold objects, or lists of them, and resources two levels of them. */
export function refuseWrongSections(json: JsonObject, source: string): void {
  for (const [section, value] of Object.entries(json)) {
    const isSection = section !== "//";
    const depth =
      section === "resource" || section === "data"
        ? 3
        : section === "module" || section === "variable" || section === "output"
          ? 2
          : 1;
    refuseWrongBlocks(value, isSection ? depth : 0, `${source}: ${section}`);
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
  Object.entries(value).forEach(([name, inner]) =>
    refuseWrongBlocks(inner, name === "//" ? 0 : depth - 1, `${source}.${name}`),
  );
}
