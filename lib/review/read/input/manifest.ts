import * as path from "node:path";
import { isObject, JsonObject } from "../../base/json";
import type { StackDeclaration } from "../../program/declaration";
import { stacksReadBy } from "../../program/module-instance";
import { configuredStack } from "./configured";
import { Places } from "./places";
import { notTerraform, terraformObject, wrongShape } from "./shape";

/** Whether JSON is the manifest that cdktf writes beside its stacks. */
export function isManifest(json: JsonObject): boolean {
  return isObject(json.stacks) && typeof json.version === "string";
}

/**
 * The stacks that a manifest lists.
 *
 * @param folder the folder of the manifest, which the stacks are in
 */
export function stacksIn(manifest: JsonObject, source: string, folder: string): StackDeclaration[] {
  const stacks = Object.entries(manifest.stacks as JsonObject);
  if (stacks.length === 0) {
    throw notTerraform(`${source} lists no stacks`, "a folder with at least one", "Run cdktf synth.");
  }
  return stacks.map(([name, stack]) => namedStack(name, stack, `${source}: stacks.${name}`, folder));
}

function namedStack(name: string, stack: unknown, source: string, folder: string): StackDeclaration {
  if (!isObject(stack) || typeof stack.synthesizedStackPath !== "string") {
    throw wrongShape(source, stack, "an object with a synthesizedStackPath");
  }
  const declared = readStack(stack.synthesizedStackPath, source, folder);
  const dependencies = Array.isArray(stack.dependencies)
    ? stack.dependencies.filter((dependency) => typeof dependency === "string")
    : [];
  return {
    ...declared,
    name,
    after: [...new Set([...dependencies, ...stacksReadBy(declared.module.resources.keys())])],
  };
}

/** Reads the configuration of a stack, which has to be below the manifest's folder, where cdktf writes it. */
function readStack(stackPath: string, source: string, folder: string): StackDeclaration {
  const wrongPath = (what: string) =>
    notTerraform(
      `${source} has the synthesizedStackPath ${JSON.stringify(stackPath)}, which ${what}`,
      "stacks/<name>/cdk.tf.json, as cdktf writes it",
      "Run cdktf synth.",
    );
  if (path.isAbsolute(stackPath) || path.normalize(stackPath).split(path.sep)[0] === "..") {
    throw wrongPath("leads out of the folder");
  }
  const file = path.join(folder, stackPath);
  const places = new Places();
  const json = terraformObject(places.read(path.normalize(stackPath), file), file);
  if (isManifest(json) || typeof json.format_version === "string") {
    throw wrongPath("holds no configuration");
  }
  return configuredStack(json, file, path.dirname(file), places);
}
