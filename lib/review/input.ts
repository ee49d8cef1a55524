import * as fs from "node:fs";
import * as path from "node:path";
import { ConfigurationReader, ReadModule } from "./configuration";
import type { ModuleDeclaration, StackDeclaration } from "./declaration";
import { Folder } from "./folder";
import { isObject, JsonObject, kindOf, parseJson, WHAT_IS_READ } from "./json";
import { withoutKeys } from "./plan/known-resources";
import { plannedStack, stateStack } from "./plan/plan";
import { stacksReadBy } from "./module-instance";
import { ReviewError } from "./review-error";
import { literal, Unknown, Value } from "./value";

/** What is reviewed: stacks as they will be and, for a plan, as they are. */
export interface Input {
  readonly kind: "configuration" | "plan" | "state";
  readonly stacks: readonly StackDeclaration[];
  /** What a plan starts from; undefined for anything else. */
  readonly before?: readonly StackDeclaration[];
}

/** The largest file that is read: JSON of this size takes several gigabytes of memory. */
const MAX_BYTES = 400 * 1024 * 1024;

/** The keys at the top of a configuration in JSON. */
const CONFIGURATION_KEYS = new Set(
  ["//", "resource", "data", "provider", "terraform", "variable", "output", "locals", "module", "import", "moved", "removed", "check", "ephemeral"],
);

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
    throw new ReviewError("NOT_TERRAFORM", `${source} holds ${kindOf(json)}; allowed: ${WHAT_IS_READ}.`);
  }
  if (typeof json.format_version === "string") {
    return shown(json, source);
  }
  if (isManifest(json) && folder !== undefined) {
    return readStacks(json, source, folder);
  }
  const keys = Object.keys(json);
  if ("serial" in json && "lineage" in json) {
    throw new ReviewError("NOT_TERRAFORM", `${source} is a state file as Terraform keeps it; allowed: ${WHAT_IS_READ}. Pass what terraform show -json prints of it.`);
  }
  const foreign = keys.find((key) => !CONFIGURATION_KEYS.has(key));
  if (foreign !== undefined || keys.length === 0) {
    throw new ReviewError("NOT_TERRAFORM", `${source} ${foreign === undefined ? "is an empty object" : `has the key ${JSON.stringify(foreign)}, which no configuration has`}; allowed: ${WHAT_IS_READ}.`);
  }
  refuseWrongSections(json, source);
  return { kind: "configuration", stacks: [configuredStack(json, folder)] };
}

/** What cdktf writes beside the stacks. */
function isManifest(json: JsonObject): boolean {
  return isObject(json.stacks) && typeof json.version === "string";
}

/** What `terraform show -json` prints. */
function shown(json: JsonObject, source: string): Input {
  const version = json.format_version as string;
  if (!/^[01]\./.test(version)) {
    throw new ReviewError("VERSION", `${source} has the format_version ${JSON.stringify(version)}; allowed: 0.x and 1.x. Use a review that knows it.`);
  }
  if (isObject(json.planned_values) || Array.isArray(json.resource_changes) || isObject(json.configuration)) {
    if (json.errored === true) {
      throw new ReviewError("NOT_TERRAFORM", `${source} is a plan that ended in an error, which holds only part of what there is; allowed: a complete plan. Mend the error and plan again.`);
    }
    if (!isObject(json.planned_values) || !isObject(json.configuration)) {
      throw new ReviewError("NOT_TERRAFORM", `${source} is a plan without planned_values or configuration; allowed: all that terraform show -json prints of a plan.`);
    }
    if (json.complete === false) {
      throw new ReviewError("NOT_TERRAFORM", `${source} is a plan of a part, as -target makes one; allowed: a complete plan, since what is left out is not known. Plan without -target.`);
    }
    refuseWrongModule(json.planned_values.root_module, `${source}: planned_values.root_module`);
    refuseWrongConfiguration(json.configuration.root_module, `${source}: configuration.root_module`);
    refuseUndeclared(json, source);
    const prior = isObject(json.prior_state) ? json.prior_state.values : undefined;
    refuseWrongValues(prior, `${source}: prior_state.values`);
    refuseUntold(json, prior, source);
    return { kind: "plan", stacks: [plannedStack(json)], before: [stateStack(prior)] };
  }
  if ("values" in json || Object.keys(json).every((key) => key === "format_version" || key === "terraform_version")) {
    refuseWrongValues(json.values, `${source}: values`);
    return { kind: "state", stacks: [stateStack(json.values)] };
  }
  throw new ReviewError("NOT_TERRAFORM", `${source} has a format_version and neither planned_values nor values; allowed: ${WHAT_IS_READ}.`);
}

/** A state in which nothing is has no values at all. */
function refuseWrongValues(values: unknown, source: string): void {
  if (values === undefined) {
    return;
  }
  if (!isObject(values)) {
    throw wrongShape(source, values, "an object");
  }
  refuseWrongModule(values.root_module, `${source}.root_module`);
}

/** What is planned stands in the configuration, too, and what changes in the list of changes: where one of them is cut short, nothing is to be read into it. */
function refuseUndeclared({ planned_values: planned, configuration, resource_changes: changes }: JsonObject, source: string): void {
  const resources = plannedIn((planned as JsonObject).root_module);
  refuseUnplanned(changes, new Set(resources), source);
  if (resources.length === 0) {
    return;
  }
  const { root_module: root } = configuration as JsonObject;
  if (!isObject(root) || !Array.isArray(changes)) {
    throw isObject(root) ? wrongShape(`${source}: resource_changes`, changes, "a list") : wrongShape(`${source}: configuration.root_module`, root, "an object");
  }
  const declared = new Set(declaredIn(root, ""));
  const other = resources.find((address) => !declared.has(withoutKeys(address)));
  if (other !== undefined) {
    throw new ReviewError("NOT_TERRAFORM", `${source} plans ${JSON.stringify(other)}, which its configuration does not have; allowed: all that terraform show -json prints of a plan.`);
  }
}

/** What is made, changed or left as it is will be there, and so is planned. */
function refuseUnplanned(changes: unknown, planned: ReadonlySet<string>, source: string): void {
  const list = Array.isArray(changes) ? (changes as unknown[]) : [];
  const nameless = list.findIndex((change) => !isObject(change) || typeof change.address !== "string");
  if (nameless >= 0) {
    throw wrongShape(`${source}: resource_changes[${nameless}]`, list[nameless], "a change with an address");
  }
  const stays = ({ mode, change }: JsonObject) => mode === "managed" && isObject(change) && Array.isArray(change.actions) && ["create", "update", "no-op"].some((action) => (change.actions as unknown[]).includes(action));
  const other = (list as JsonObject[]).find((change) => stays(change) && !planned.has(change.address as string));
  if (other !== undefined) {
    throw new ReviewError("NOT_TERRAFORM", `${source} changes ${JSON.stringify(other.address)}, which its planned_values do not have; allowed: all that terraform show -json prints of a plan.`);
  }
}

/** What was there is planned, or changes, if only its address; a plan that only refreshes says neither. */
function refuseUntold({ planned_values: planned, resource_changes: changes }: JsonObject, prior: unknown, source: string): void {
  const changed = ((changes ?? []) as JsonObject[]).flatMap(({ address, previous_address: before }) => [address, before]);
  const told = new Set([...changed, ...plannedIn((planned as JsonObject).root_module)]);
  const other = plannedIn((prior as JsonObject | undefined)?.root_module).find((address) => !told.has(address));
  if (other !== undefined) {
    throw new ReviewError("NOT_TERRAFORM", `${source} does not say what becomes of ${JSON.stringify(other)}, which is in its prior_state; allowed: a complete plan. Plan without -refresh-only and without -target.`);
  }
}

function plannedIn(module: unknown): string[] {
  const { resources = [], child_modules: children = [] } = (module ?? {}) as { resources?: JsonObject[]; child_modules?: JsonObject[] };
  // What is forgotten is listed, too, without values.
  return [...resources.filter(({ mode, values }) => mode === "managed" && isObject(values)).map(({ address }) => address as string), ...children.flatMap(plannedIn)];
}

function declaredIn(module: JsonObject, prefix: string): string[] {
  const resources = Array.isArray(module.resources) ? (module.resources as unknown[]).filter(isObject) : [];
  const calls = isObject(module.module_calls) ? Object.entries(module.module_calls) : [];
  return [
    ...resources.map(({ type, name }) => `${prefix}${String(type)}.${String(name)}`),
    ...calls.flatMap(([name, call]) => (isObject(call) && isObject(call.module) ? declaredIn(call.module, `${prefix}module.${name}.`) : [])),
  ];
}

/** A part in another shape than Terraform writes must not be taken for one that holds nothing; where there is nothing, Terraform writes an empty object. */
function refuseWrongModule(module: unknown, source: string): void {
  if (!isObject(module)) {
    throw wrongShape(source, module, "an object");
  }
  for (const name of ["resources", "child_modules"]) {
    const list = module[name];
    if (list !== undefined && !(Array.isArray(list) && list.every(isObject))) {
      throw wrongShape(`${source}.${name}`, list, "a list of objects");
    }
  }
  ((module.child_modules ?? []) as JsonObject[]).forEach((child, i) => {
    if (typeof child.address !== "string") {
      throw wrongShape(`${source}.child_modules[${i}]`, child, "a module with an address");
    }
    refuseWrongModule(child, `${source}.child_modules[${i}]`);
  });
  ((module.resources ?? []) as JsonObject[]).forEach((resource, i) => {
    if (["address", "type", "name"].some((key) => typeof resource[key] !== "string")) {
      throw wrongShape(`${source}.resources[${i}]`, resource, "a resource with an address, a type and a name");
    }
  });
}

/** The same for what a plan says of a module's configuration. */
function refuseWrongConfiguration(module: unknown, source: string): void {
  const { resources = [], module_calls: calls = {} } = isObject(module) ? module : {};
  (Array.isArray(resources) ? resources : []).forEach((resource, i) => {
    if (!isObject(resource) || typeof resource.type !== "string" || typeof resource.name !== "string") {
      throw wrongShape(`${source}.resources[${i}]`, resource, "a resource with a type and a name");
    }
  });
  Object.entries(isObject(calls) ? calls : {}).forEach(([name, call]) => {
    if (!isObject(call) || (call.source !== undefined && typeof call.source !== "string")) {
      throw wrongShape(`${source}.module_calls.${name}`, call, "a call of a module with a source");
    }
    refuseWrongConfiguration(call.module, `${source}.module_calls.${name}.module`);
  });
}

/** Sections hold objects, or lists of them, and resources two levels of them. */
function refuseWrongSections(json: JsonObject, source: string): void {
  for (const [section, value] of Object.entries(json)) {
    const isSection = section !== "//";
    const depth = section === "resource" || section === "data" ? 3 : section === "module" || section === "variable" || section === "output" ? 2 : 1;
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
  Object.entries(value).forEach(([name, inner]) => refuseWrongBlocks(inner, name === "//" ? 0 : depth - 1, `${source}.${name}`));
}

function wrongShape(source: string, value: unknown, allowed: string): ReviewError {
  return new ReviewError("NOT_TERRAFORM", `${source} is ${kindOf(value)}; allowed: ${allowed}.`);
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
    throw new ReviewError("HCL", `${path.join(folder, hcl)} is HCL, Terraform's own syntax; allowed: ${WHAT_IS_READ}. Make a plan of the folder: terraform plan -out plan && terraform show -json plan.`);
  }
  const tofu = names.find(isOfTofu);
  if (tofu !== undefined) {
    throw new ReviewError("NOT_TERRAFORM", `${path.join(folder, tofu)} is read by OpenTofu and not by Terraform, and which of them runs is not known; allowed: ${WHAT_IS_READ}. Make a plan of the folder with the one that runs.`);
  }
  const json = readModuleIn(folder);
  if (!json) {
    throw new ReviewError("MISSING", `${folder} holds no manifest.json and no *.tf.json; allowed: ${WHAT_IS_READ}. Run cdktf synth, or name another folder.`);
  }
  return { kind: "configuration", stacks: [configuredStack(json, folder)] };
}

/** The stacks in the manifest of a folder that cdktf wrote, with where each is in the folder. */
function readStacks(manifest: JsonObject, source: string, folder: string): Input {
  const stacks = Object.entries(manifest.stacks as JsonObject);
  if (stacks.length === 0) {
    throw new ReviewError("NOT_TERRAFORM", `${source} lists no stacks; allowed: a folder with at least one. Run cdktf synth.`);
  }
  return {
    kind: "configuration",
    stacks: stacks.map(([name, stack]) => {
      if (!isObject(stack) || typeof stack.synthesizedStackPath !== "string") {
        throw wrongShape(`${source}: stacks.${name}`, stack, "an object with a synthesizedStackPath");
      }
      const one = readStack(stack.synthesizedStackPath, `${source}: stacks.${name}`, folder);
      const before = Array.isArray(stack.dependencies) ? stack.dependencies.filter((dependency) => typeof dependency === "string") : [];
      return { ...one, name, after: [...new Set([...before, ...stacksReadBy(one.module.resources.keys())])] };
    }),
  };
}

/** A stack of a manifest: a configuration below the manifest's folder, where cdktf puts all of them. */
function readStack(stackPath: string, source: string, folder: string): StackDeclaration {
  const wrong = (what: string) => new ReviewError("NOT_TERRAFORM", `${source} has the synthesizedStackPath ${JSON.stringify(stackPath)}, which ${what}; allowed: stacks/<name>/cdk.tf.json, as cdktf writes it. Run cdktf synth.`);
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

/** A root module, with the local modules that it calls and the values that its folder gives its variables. */
function configuredStack(json: JsonObject, folder: string | undefined): StackDeclaration {
  const reader = new ConfigurationReader(folder === undefined ? undefined : localModulesOf([path.resolve(folder)]));
  const module = reader.read(json);
  const files = folder === undefined ? [] : variableFilesIn(folder);
  return {
    module,
    files: folder === undefined ? undefined : new Folder(folder),
    variables: new Map(files.flatMap((file) => [...variablesIn(path.join(folder!, file), module)])),
    after: [],
    unreadable: reader.unreadable,
    unread: files.filter(isHcl).map((file) => ({ address: file, why: "the values of variables in it are HCL, and so is what they grant not in this review: write them as .tfvars.json, or review a plan, which holds them" })),
  };
}

/** Reads the modules that a module calls by a local path: of these the path is from the folder of the caller. A module that calls itself is not read again. */
function localModulesOf(callers: readonly string[]): ReadModule {
  return (source) => {
    const folder = path.resolve(callers[0]!, source);
    const json = /^\.\.?(\/|$)/.test(source) && !callers.includes(folder) ? readLocalModule(folder) : undefined;
    return json && { json, readModule: localModulesOf([folder, ...callers]), folder: path.relative(callers.at(-1)!, folder).split(path.sep).join("/") };
  };
}

/** A module whose files are all JSON; one of HCL, or of OpenTofu's, is not read, and said to be so. */
function readLocalModule(folder: string): JsonObject | undefined {
  const isFolder = fs.existsSync(folder) && fs.statSync(folder).isDirectory();
  return isFolder && !configurationsIn(folder).some((name) => name.endsWith(".tf") || isOfTofu(name)) ? readModuleIn(folder) : undefined;
}

/** The files of a folder that may be of a configuration: Terraform leaves out those that are hidden, and those that editors leave behind. */
function configurationsIn(folder: string): string[] {
  return namesIn(folder).filter((name) => !/^\.|~$|^#.*#$/s.test(name));
}

function isOfTofu(name: string): boolean {
  return /\.tofu(\.json)?$/.test(name);
}

/** The files of a module as one object; undefined where there are none. */
function readModuleIn(folder: string): JsonObject | undefined {
  const names = configurationsIn(folder).filter((name) => name.endsWith(".tf.json"));
  const isOverride = (name: string) => /(^|_)override\.tf\.json$/.test(name);
  const files = [...names.filter((name) => !isOverride(name)), ...names.filter(isOverride)].map((name) => ({ name, json: parseJson(readText(path.join(folder, name)), path.join(folder, name)) }));
  for (const { name, json } of files) {
    if (!isObject(json)) {
      throw wrongShape(path.join(folder, name), json, "an object");
    }
    refuseWrongSections(json, path.join(folder, name));
  }
  if (files.length === 0) {
    return undefined;
  }
  const sections = Object.entries(LABELS).map(([section, labels]) => [section, merged(files.map(({ json }) => (json as JsonObject)[section]), labels)]);
  // Several blocks of one provider are several.
  return Object.fromEntries([...sections, ["provider", files.flatMap(({ json }) => (json as JsonObject).provider ?? [])]]) as JsonObject;
}

/** How many labels the blocks of each section have that a review reads. */
const LABELS: Readonly<Record<string, number>> = { resource: 2, data: 2, module: 1, variable: 1, output: 1, locals: 0 };

/** Sections of several files as one: blocks of the same labels are merged, and of their arguments the last counts, as an override has it. */
function merged(sections: readonly unknown[], labels: number): JsonObject {
  const bodies = (sections as unknown[]).flat(Infinity).filter(isObject);
  if (labels === 0) {
    return Object.fromEntries(bodies.flatMap((body) => Object.entries(body)));
  }
  const names = new Set(bodies.flatMap((body) => Object.keys(body)).filter((name) => name !== "//"));
  return Object.fromEntries([...names].map((name) => [name, merged(bodies.map((body) => body[name]), labels - 1)]));
}

/** The files of variables that Terraform reads of its own accord, hidden ones too: of what several set the last counts. */
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
    return [...variables.keys()].map((name) => [name, new Unknown(`the file ${path.basename(file)}, which is HCL and not read, may set the variable ${name}`, [], `var.${name}`)]);
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

function namesIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder, { withFileTypes: true }).filter((entry) => !entry.isDirectory()).map(({ name }) => name).sort();
  } catch (error) {
    throw unreadable(folder, error as NodeJS.ErrnoException);
  }
}

/**
 * Whether a path is that of a folder.
 *
 * @throws ReviewError where there is nothing
 */
export function isFolder(file: string): boolean {
  return statOf(file).isDirectory();
}

function statOf(file: string, allowed = WHAT_IS_READ): fs.Stats {
  try {
    return fs.statSync(file);
  } catch (error) {
    throw unreadable(file, error as NodeJS.ErrnoException, allowed);
  }
}

/**
 * Reads a text file, in UTF-8 or, as PowerShell writes it, in UTF-16.
 *
 * @param allowed what may be in it, as the end of the sentence "allowed: …"
 * @throws ReviewError where it is missing, too large or not to be read
 */
export function readText(file: string, allowed = WHAT_IS_READ): string {
  const stat = statOf(file, allowed);
  if (stat.isDirectory() || stat.isCharacterDevice() || stat.isBlockDevice()) {
    throw new ReviewError("UNREADABLE", `${file} is ${stat.isDirectory() ? "a folder" : "a device"}; allowed: a file.`);
  }
  if (stat.size > MAX_BYTES) {
    throw tooLarge(file, `${Math.round(stat.size / 1024 / 1024)} MiB`);
  }
  try {
    const bytes = stat.isFile() && stat.size > 0 ? fs.readFileSync(file) : readToEnd(file);
    return bytes.toString(bytes[0] === 0xff && bytes[1] === 0xfe ? "utf16le" : "utf8").replace(/^\ufeff/, "");
  } catch (error) {
    throw error instanceof ReviewError ? error : unreadable(file, error as NodeJS.ErrnoException);
  }
}

/** Reads piece by piece what does not say how much there is of it, such as a pipe. */
function readToEnd(file: string): Buffer {
  const pieces: Buffer[] = [];
  const piece = Buffer.allocUnsafe(1024 * 1024);
  const descriptor = fs.openSync(file, "r");
  try {
    let size = 0;
    for (let length = fs.readSync(descriptor, piece); length > 0; length = fs.readSync(descriptor, piece)) {
      size += length;
      if (size > MAX_BYTES) {
        throw tooLarge(file, `more than ${MAX_BYTES / 1024 / 1024} MiB`);
      }
      pieces.push(Buffer.from(piece.subarray(0, length)));
    }
    return Buffer.concat(pieces);
  } finally {
    fs.closeSync(descriptor);
  }
}

function tooLarge(file: string, size: string): ReviewError {
  return new ReviewError("TOO_LARGE", `${file} has ${size}; allowed: ${MAX_BYTES / 1024 / 1024} MiB. Review the stacks, or the modules, one by one.`);
}

function unreadable(file: string, { code }: NodeJS.ErrnoException, allowed = WHAT_IS_READ): ReviewError {
  if (code === "ENOENT" || code === "ENOTDIR") {
    return new ReviewError("MISSING", `${file} is not there; allowed: ${allowed}. ${allowed === WHAT_IS_READ ? "Run cdktf synth, or name" : "Name"} another path.`);
  }
  return new ReviewError("UNREADABLE", `${file} cannot be read (${code ?? "unknown error"}); allowed: a file or a folder that this user may read.`);
}
