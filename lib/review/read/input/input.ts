import * as fs from "node:fs";
import * as path from "node:path";
import type { StackDeclaration } from "../../program/declaration";
import { isObject, JsonObject, jsonKindOf, parseJson, WHAT_IS_READ } from "../../base/json";
import { stacksReadBy } from "../../program/module-instance";
import { ReviewError } from "../../base/review-error";
import { configurationsIn, configuredStack, isOfTofu, readModuleIn } from "./configured";
import { isFolder, readText } from "./files";
import { refuseWrongSections, wrongShape } from "./shape";
import { shown } from "./shown";

/** What is reviewed: stacks as they will be and, for a plan, as they are. */
export interface Input {
  readonly kind: "configuration" | "plan" | "state";
  readonly stacks: readonly StackDeclaration[];
  /** What a plan starts from; undefined for anything else. */
  readonly before?: readonly StackDeclaration[];
}

/** The keys at the top of a configuration in JSON. */
const CONFIGURATION_KEYS = new Set([
  "//",
  "resource",
  "data",
  "provider",
  "terraform",
  "variable",
  "output",
  "locals",
  "module",
  "import",
  "moved",
  "removed",
  "check",
  "ephemeral",
]);

/**
 * Reads a file or a folder.
 *
 * @throws ReviewError that says what is wrong with it
 */
export function readInput(file: string): Input {
  return isFolder(file) ? readFolder(file) : inputOf(parseJson(readText(file), file), file, path.dirname(file));
}

/**
 * Tells by its content what a JSON text holds.
 *
 * @param source what to call it in an error
 * @param folder where the local modules of a configuration are; none are read without one
 * @throws ReviewError that says what is wrong with it
 */
export function inputOf(json: unknown, source: string, folder?: string): Input {
  if (!isObject(json)) {
    throw new ReviewError("NOT_TERRAFORM", `${source} holds ${jsonKindOf(json)}; allowed: ${WHAT_IS_READ}.`);
  }
  if (typeof json.format_version === "string") {
    return shown(json, source);
  }
  if (isManifest(json) && folder !== undefined) {
    return readStacks(json, source, folder);
  }
  const keys = Object.keys(json);
  if ("serial" in json && "lineage" in json) {
    throw new ReviewError(
      "NOT_TERRAFORM",
      `${source} is a state file as Terraform keeps it; allowed: ${WHAT_IS_READ}. Pass what terraform show -json prints of it.`,
    );
  }
  const foreign = keys.find((key) => !CONFIGURATION_KEYS.has(key));
  if (foreign !== undefined || keys.length === 0) {
    throw new ReviewError(
      "NOT_TERRAFORM",
      `${source} ${foreign === undefined ? "is an empty object" : `has the key ${JSON.stringify(foreign)}, which no configuration has`}; allowed: ${WHAT_IS_READ}.`,
    );
  }
  refuseWrongSections(json, source);
  return { kind: "configuration", stacks: [configuredStack(json, folder)] };
}

/** What cdktf writes beside the stacks. */
function isManifest(json: JsonObject): boolean {
  return isObject(json.stacks) && typeof json.version === "string";
}

/** A folder that cdktf wrote, or one of configurations in JSON. */
function readFolder(folder: string): Input {
  const manifest = path.join(folder, "manifest.json");
  if (fs.existsSync(manifest)) {
    return inputOf(parseJson(readText(manifest), manifest), manifest, folder);
  }
  const names = configurationsIn(folder);
  const hcl = names.find((name) => name.endsWith(".tf"));
  if (hcl !== undefined) {
    throw new ReviewError(
      "HCL",
      `${path.join(folder, hcl)} is HCL, Terraform's own syntax; allowed: ${WHAT_IS_READ}. Make a plan of the folder: terraform plan -out plan && terraform show -json plan.`,
    );
  }
  const tofu = names.find(isOfTofu);
  if (tofu !== undefined) {
    throw new ReviewError(
      "NOT_TERRAFORM",
      `${path.join(folder, tofu)} is read by OpenTofu and not by Terraform, and which of them runs is not known; allowed: ${WHAT_IS_READ}. Make a plan of the folder with the one that runs.`,
    );
  }
  const json = readModuleIn(folder);
  if (!json) {
    throw new ReviewError(
      "MISSING",
      `${folder} holds no manifest.json and no *.tf.json; allowed: ${WHAT_IS_READ}. Run cdktf synth, or name another folder.`,
    );
  }
  return { kind: "configuration", stacks: [configuredStack(json, folder)] };
}

/** The stacks in the manifest of a folder that cdktf wrote, with where each is in the folder. */
function readStacks(manifest: JsonObject, source: string, folder: string): Input {
  const stacks = Object.entries(manifest.stacks as JsonObject);
  if (stacks.length === 0) {
    throw new ReviewError(
      "NOT_TERRAFORM",
      `${source} lists no stacks; allowed: a folder with at least one. Run cdktf synth.`,
    );
  }
  return {
    kind: "configuration",
    stacks: stacks.map(([name, stack]) => {
      if (!isObject(stack) || typeof stack.synthesizedStackPath !== "string") {
        throw wrongShape(`${source}: stacks.${name}`, stack, "an object with a synthesizedStackPath");
      }
      const one = readStack(stack.synthesizedStackPath, `${source}: stacks.${name}`, folder);
      const before = Array.isArray(stack.dependencies)
        ? stack.dependencies.filter((dependency) => typeof dependency === "string")
        : [];
      return { ...one, name, after: [...new Set([...before, ...stacksReadBy(one.module.resources.keys())])] };
    }),
  };
}

/** A stack of a manifest: a configuration below the manifest's folder, where cdktf puts all of them. */
function readStack(stackPath: string, source: string, folder: string): StackDeclaration {
  const wrong = (what: string) =>
    new ReviewError(
      "NOT_TERRAFORM",
      `${source} has the synthesizedStackPath ${JSON.stringify(stackPath)}, which ${what}; allowed: stacks/<name>/cdk.tf.json, as cdktf writes it. Run cdktf synth.`,
    );
  if (path.isAbsolute(stackPath) || path.normalize(stackPath).split(path.sep)[0] === "..") {
    throw wrong("leads out of the folder");
  }
  const file = path.join(folder, stackPath);
  const json = parseJson(readText(file), file);
  if (isObject(json) && (isManifest(json) || typeof json.format_version === "string")) {
    throw wrong("holds no configuration");
  }
  return inputOf(json, file, path.dirname(file)).stacks[0]!;
}
