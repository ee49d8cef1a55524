import * as path from "node:path";
import { JsonObject, WHAT_IS_READ } from "../../base/json";
import type { SourcePlaces, StackDeclaration } from "../../program/declaration";
import { ConfigurationReader } from "../configuration/configuration-reader";
import { Folder } from "./folder";
import { localModulesOf } from "./module-folder";
import { notTerraform, refuseWrongSections } from "./shape";
import { variablesIn } from "./variable-files";

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
 * The stack of a configuration in JSON.
 *
 * @throws ReviewError where the JSON is no configuration
 */
export function configuredStack(
  json: JsonObject,
  source: string,
  folder: string | undefined,
  places: SourcePlaces | undefined,
): StackDeclaration {
  refuseOthers(json, source);
  refuseWrongSections(json, source);
  return stackOf(json, folder, places);
}

function refuseOthers(json: JsonObject, source: string): void {
  const keys = Object.keys(json);
  if ("serial" in json && "lineage" in json) {
    throw notTerraform(
      `${source} is a state file as Terraform keeps it`,
      WHAT_IS_READ,
      "Pass what terraform show -json prints of it.",
    );
  }
  const foreign = keys.find((key) => !CONFIGURATION_KEYS.has(key));
  if (foreign !== undefined) {
    throw notTerraform(`${source} has the key ${JSON.stringify(foreign)}, which no configuration has`);
  }
  if (keys.length === 0) {
    throw notTerraform(`${source} is an empty object`);
  }
}

/**
 * The stack of a root module whose sections have the right shape.
 *
 * @param folder the folder of the module; without one, neither local modules nor variable files are read
 */
export function stackOf(
  json: JsonObject,
  folder: string | undefined,
  places: SourcePlaces | undefined,
): StackDeclaration {
  if (folder === undefined) {
    const reader = new ConfigurationReader();
    return { module: reader.read(json), variables: new Map(), after: [], unreadable: reader.unreadable, unread: [] };
  }
  const reader = new ConfigurationReader(localModulesOf(path.resolve(folder)));
  const module = reader.read(json);
  const { values, unread } = variablesIn(folder, module);
  return {
    module,
    files: new Folder(folder),
    places,
    variables: values,
    after: [],
    unreadable: reader.unreadable,
    unread,
  };
}
