import * as fs from "node:fs";
import * as path from "node:path";
import { parseJson, WHAT_IS_READ } from "../../base/json";
import { ReviewError } from "../../base/review-error";
import { configuredStack, stackOf } from "./configured";
import { isFolder, readText } from "./files";
import type { Input } from "./input";
import { isManifest, stacksIn } from "./manifest";
import { configurationsIn, isOfTofu, readModuleIn } from "./module-folder";
import { Places } from "./places";
import { notTerraform, terraformObject } from "./shape";
import { shownInput } from "./shown";

/**
 * Reads a file or a folder.
 *
 * @throws ReviewError that says what is wrong with the file or the folder
 */
export function readInput(file: string): Input {
  if (isFolder(file)) {
    return readFolder(file);
  }
  const places = new Places();
  return inputOf(places.read(path.basename(file), file), file, path.dirname(file), places);
}

/**
 * The input that JSON holds, by its content: a configuration, a manifest of cdktf's, a plan or a state.
 *
 * @param source what an error calls the JSON
 * @param folder the folder that the stacks of a manifest and the local modules of a configuration are in; without one,
 *   neither are read
 * @param places where the blocks of a configuration stand; undefined where that is not known
 * @throws ReviewError that says what is wrong with the JSON
 */
export function inputOf(json: unknown, source: string, folder?: string, places?: Places): Input {
  const object = terraformObject(json, source);
  if (typeof object.format_version === "string") {
    return shownInput(object, object.format_version, source);
  }
  const stacks =
    isManifest(object) && folder !== undefined
      ? stacksIn(object, source, folder)
      : [configuredStack(object, source, folder, places)];
  return { kind: "configuration", stacks };
}

/** Reads a folder that cdktf wrote, or one of configurations in JSON. */
function readFolder(folder: string): Input {
  const manifest = path.join(folder, "manifest.json");
  if (fs.existsSync(manifest)) {
    return inputOf(parseJson(readText(manifest), manifest), manifest, folder);
  }
  refuseOtherLanguages(folder);
  const places = new Places();
  const json = readModuleIn(folder, places);
  if (!json) {
    throw new ReviewError(
      "MISSING",
      `${folder} holds no manifest.json and no *.tf.json; allowed: ${WHAT_IS_READ}. ` +
        "Run cdktf synth, or name another folder.",
    );
  }
  return { kind: "configuration", stacks: [stackOf(json, folder, places)] };
}

/** @throws ReviewError where a folder holds configurations in HCL, or that only OpenTofu reads */
function refuseOtherLanguages(folder: string): void {
  const names = configurationsIn(folder);
  const hcl = names.find((name) => name.endsWith(".tf"));
  if (hcl !== undefined) {
    throw new ReviewError(
      "HCL",
      `${path.join(folder, hcl)} is HCL, Terraform's own syntax; allowed: ${WHAT_IS_READ}. ` +
        "Make a plan of the folder: terraform plan -out plan && terraform show -json plan.",
    );
  }
  const tofu = names.find(isOfTofu);
  if (tofu !== undefined) {
    throw notTerraform(
      `${path.join(folder, tofu)} is read by OpenTofu and not by Terraform, and which of them runs is not known`,
      WHAT_IS_READ,
      "Make a plan of the folder with the one that runs.",
    );
  }
}
