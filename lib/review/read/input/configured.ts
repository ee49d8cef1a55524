import * as fs from "node:fs";
import * as path from "node:path";
import { ConfigurationReader, ReadModule } from "../configuration/configuration-reader";
import type { ModuleDeclaration, StackDeclaration } from "../../program/declaration";
import { isObject, JsonObject, parseJson } from "../../base/json";
import { literal, Unknown, Value } from "../../language/value";
import { namesIn, readText } from "./files";
import { Folder } from "./folder";
import { refuseWrongSections, wrongShape } from "./shape";

/** A root module, with the local modules that it calls and the values that its folder gives its variables. */
export function configuredStack(json: JsonObject, folder: string | undefined): StackDeclaration {
  const reader = new ConfigurationReader(folder === undefined ? undefined : localModulesOf([path.resolve(folder)]));
  const module = reader.read(json);
  const files = folder === undefined ? [] : variableFilesIn(folder);
  return {
    module,
    files: folder === undefined ? undefined : new Folder(folder),
    variables: new Map(files.flatMap((file) => [...variablesIn(path.join(folder!, file), module)])),
    after: [],
    unreadable: reader.unreadable,
    unread: files.filter(isHcl).map((file) => ({
      address: file,
      why: "the values of variables in it are HCL, and so is what they grant not in this review: write them as .tfvars.json, or review a plan, which holds them",
    })),
  };
}

/**
 * Reads the modules that a module calls by a local path: of these the path is from the folder of the caller. A module
 * that calls itself is not read again.
 */
function localModulesOf(callers: readonly string[]): ReadModule {
  return (source) => {
    const folder = path.resolve(callers[0]!, source);
    const json = /^\.\.?(\/|$)/.test(source) && !callers.includes(folder) ? readLocalModule(folder) : undefined;
    return (
      json && {
        json,
        readModule: localModulesOf([folder, ...callers]),
        folder: path.relative(callers.at(-1)!, folder).split(path.sep).join("/"),
      }
    );
  };
}

/** A module whose files are all JSON; one of HCL, or of OpenTofu's, is not read, and said to be so. */
function readLocalModule(folder: string): JsonObject | undefined {
  const isFolder = fs.existsSync(folder) && fs.statSync(folder).isDirectory();
  return isFolder && !configurationsIn(folder).some((name) => name.endsWith(".tf") || isOfTofu(name))
    ? readModuleIn(folder)
    : undefined;
}

/**
 * The files of a folder that may be of a configuration: Terraform leaves out those that are hidden, and those that
 * editors leave behind.
 */
export function configurationsIn(folder: string): string[] {
  return namesIn(folder).filter((name) => !/^\.|~$|^#.*#$/s.test(name));
}

/** Whether OpenTofu reads a file, and Terraform does not. */
export function isOfTofu(name: string): boolean {
  return /\.tofu(\.json)?$/.test(name);
}

/** The files of a module as one object; undefined where there are none. */
export function readModuleIn(folder: string): JsonObject | undefined {
  const names = configurationsIn(folder).filter((name) => name.endsWith(".tf.json"));
  const isOverride = (name: string) => /(^|_)override\.tf\.json$/.test(name);
  const files = [...names.filter((name) => !isOverride(name)), ...names.filter(isOverride)].map((name) => ({
    name,
    json: parseJson(readText(path.join(folder, name)), path.join(folder, name)),
  }));
  for (const { name, json } of files) {
    if (!isObject(json)) {
      throw wrongShape(path.join(folder, name), json, "an object");
    }
    refuseWrongSections(json, path.join(folder, name));
  }
  if (files.length === 0) {
    return undefined;
  }
  const sections = Object.entries(LABELS).map(([section, labels]) => [
    section,
    merged(
      files.map(({ json }) => (json as JsonObject)[section]),
      labels,
    ),
  ]);
  // Several blocks of one provider are several.
  return Object.fromEntries([
    ...sections,
    ["provider", files.flatMap(({ json }) => (json as JsonObject).provider ?? [])],
  ]) as JsonObject;
}

/** How many labels the blocks of each section have that a review reads. */
const LABELS: Readonly<Record<string, number>> = { resource: 2, data: 2, module: 1, variable: 1, output: 1, locals: 0 };

/**
 * Sections of several files as one: blocks of the same labels are merged, and of their arguments the last counts, as an
 * override has it.
 */
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
 * The files of variables that Terraform reads of its own accord, hidden ones too: of what several set the last counts.
 */
function variableFilesIn(folder: string): string[] {
  const orderOf = (name: string) => (name === "terraform.tfvars" ? 0 : name === "terraform.tfvars.json" ? 1 : 2);
  const names = namesIn(folder).filter((name) => orderOf(name) < 2 || /\.auto\.tfvars(\.json)?$/.test(name));
  return names.sort((a, b) => orderOf(a) - orderOf(b) || (a < b ? -1 : 1));
}

function isHcl(name: string): boolean {
  return name.endsWith(".tfvars");
}

/** The values that a file gives variables; one in HCL may set any of them. */
function variablesIn(file: string, { variables }: ModuleDeclaration): [string, Value][] {
  if (isHcl(file)) {
    return [...variables.keys()].map((name) => [
      name,
      new Unknown(
        `the file ${path.basename(file)}, which is HCL and not read, may set the variable ${name}`,
        [],
        `var.${name}`,
      ),
    ]);
  }
  return Object.entries(objectIn(file)).map(([name, value]) => [name, literal(value)]);
}

function objectIn(file: string): JsonObject {
  const json = parseJson(readText(file), file);
  if (!isObject(json)) {
    throw wrongShape(file, json, "an object");
  }
  return json;
}
