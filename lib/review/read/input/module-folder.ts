import * as fs from "node:fs";
import * as path from "node:path";
import { isObject, JsonObject } from "../../base/json";
import type { ReadModule } from "../configuration/configuration-reader";
import { namesIn } from "./files";
import { Places } from "./places";
import { objectOf, refuseWrongSections } from "./shape";

/** The files of a folder but for those that Terraform ignores: hidden ones and those that editors leave behind. */
export function configurationsIn(folder: string): string[] {
  return namesIn(folder).filter((name) => !/^\.|~$|^#.*#$/s.test(name));
}

/** Whether OpenTofu reads a file and Terraform does not. */
export function isOfTofu(name: string): boolean {
  return /\.tofu(\.json)?$/.test(name);
}

/** The files of a module as one object; undefined where there are none. */
export function readModuleIn(folder: string, places = new Places()): JsonObject | undefined {
  const names = configurationsIn(folder).filter((name) => name.endsWith(".tf.json"));
  const files = names.map((name) => ({
    body: readBody(name, path.join(folder, name), places),
    isOverride: /(^|_)override\.tf\.json$/.test(name),
  }));
  const inOrder = [...files.filter(({ isOverride }) => !isOverride), ...files.filter(({ isOverride }) => isOverride)];
  return files.length === 0 ? undefined : mergedModule(inOrder.map(({ body }) => body));
}

function readBody(name: string, file: string, places: Places): JsonObject {
  const body = objectOf(places.read(name, file), file);
  refuseWrongSections(body, file);
  return body;
}

function mergedModule(files: readonly JsonObject[]): JsonObject {
  const sections = Object.entries(LABELS).map(([section, labels]) => [
    section,
    merged(
      files.map((file) => file[section]),
      labels,
    ),
  ]);
  // Two blocks of one provider are two providers, with an alias each.
  const lists = ["provider", "moved", "import"].map((section) => [
    section,
    files.flatMap((file) => file[section] ?? []),
  ]);
  return Object.fromEntries([...sections, ...lists]) as JsonObject;
}

/** The sections that a review reads, with the number of labels that their blocks have. */
const LABELS: Readonly<Record<string, number>> = { resource: 2, data: 2, module: 1, variable: 1, output: 1, locals: 0 };

/** Merges a section of several files: of blocks with the same labels, the last value of an argument counts. */
function merged(sections: readonly unknown[], labels: number): JsonObject {
  const bodies = (sections as unknown[]).flat(Infinity).filter(isObject);
  if (labels === 0) {
    return Object.fromEntries(bodies.flatMap((body) => Object.entries(body)));
  }
  const names = new Set(bodies.flatMap((body) => Object.keys(body)).filter((name) => name !== "//"));
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      merged(
        bodies.map((body) => body[name]),
        labels - 1,
      ),
    ]),
  );
}

/**
 * Reads the modules that a module calls by a local path, which is relative to the folder of the caller. A module that
 * calls itself is not read again.
 *
 * @param caller the folder of the calling module
 * @param outer the folders of the modules that lead to the caller, the root module first
 */
export function localModulesOf(caller: string, outer: readonly string[] = []): ReadModule {
  const callers = [...outer, caller];
  const [root = caller] = outer;
  return (source) => {
    const folder = path.resolve(caller, source);
    const json = /^\.\.?(\/|$)/.test(source) && !callers.includes(folder) ? readLocalModule(folder) : undefined;
    return (
      json && {
        json,
        readModule: localModulesOf(folder, callers),
        folder: path.relative(root, folder).split(path.sep).join("/"),
      }
    );
  };
}

/** Reads a module whose files are all JSON; undefined for one with files of HCL or of OpenTofu, or with none. */
function readLocalModule(folder: string): JsonObject | undefined {
  const isFolder = fs.existsSync(folder) && fs.statSync(folder).isDirectory();
  return isFolder && !configurationsIn(folder).some((name) => name.endsWith(".tf") || isOfTofu(name))
    ? readModuleIn(folder)
    : undefined;
}
