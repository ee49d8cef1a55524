// Makes the package for CDK Terrain in dist/cdktn, out of what `npm run build` has built: the same files, in which only
// the packages beside this one, and this one itself, have other names.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FOLDER = join(ROOT, "dist/cdktn");

/** What a new project installs. */
const TEMPLATE = "template/files/package.json";

/** The lines of CDK Terrain that there are, and the constructs that these ask for. */
const PEERS = {
  "@cdktn/provider-azurerm": ">=16.1.0 <19.0.0",
  cdktn: ">=0.23.0 <0.26.0",
  constructs: "^10.6.0",
};

/** The versions that this package is tested with. */
const INSTALLED = json(join(ROOT, "__tests__/package/cdk-terrain.json"));
const TESTED = INSTALLED.dependencies;

/** What code and documents import or install; addresses on the web stay as they are. */
const NAMES = [
  [
    /\bcdktf@[\d.]+ @cdktf\/provider-azurerm@[\d.]+ constructs@[\d.]+/g,
    Object.entries(TESTED)
      .map((one) => one.join("@"))
      .join(" "),
  ],
  [/(["'`])cdktf(?=["'`/])/g, "$1cdktn"],
  [/\bcdktf(?=\.[A-Z]| (?:synth|diff|deploy|destroy|get)\b)/g, "cdktn"],
  [/@cdktf\/provider-azurerm(?!-)/g, "@cdktn/provider-azurerm"],
  [/\bcdktf-cli\b/g, "cdktn-cli"],
  [/(?<![\w-]|[^.]\/)cdktf-managed-identity-container-app(?!\/)/g, "cdktn-managed-identity-container-app"],
];

const manifest = json(join(ROOT, "package.json"));
const targets = JSON.parse(JSON.stringify(manifest.jsii.targets), targetOf);
const inFork = {
  name: renamed(manifest.name),
  description: manifest.description.replace("CDK for Terraform", "CDK Terrain"),
  keywords: manifest.keywords.map((word) => (word === "cdktf" ? "cdktn" : word)),
  engines: { node: ">= 20.16.0" },
  peerDependencies: PEERS,
};

rmSync(FOLDER, { recursive: true, force: true });
["LICENSE", "README.md", ...manifest.files.filter((file) => !file.startsWith("!"))]
  .filter((name) => name !== ".jsii")
  .forEach(copy);
const { scripts: _scripts, devDependencies: _tools, overrides: _overrides, ...rest } = manifest;
write("package.json", asJson({ ...rest, ...inFork, jsii: { ...manifest.jsii, targets } }));
write(".jsii", asJson(assembly()));
write(TEMPLATE, asJson({ ...json(join(ROOT, TEMPLATE)), ...INSTALLED }));

/** What jsii says of the package, with the types of CDK Terrain; its packages say what they are in other languages. */
function assembly() {
  const { fingerprint: _, ...built } = JSON.parse(renamed(readFileSync(join(ROOT, ".jsii"), "utf8")));
  const dependencyClosure = Object.fromEntries(Object.keys(PEERS).map((name) => [name, closureOf(name)]));
  const { name, description, keywords } = inFork;
  const dependencies = PEERS;
  const made = inOrder({
    ...built,
    name,
    description,
    keywords,
    dependencies,
    dependencyClosure,
    targets: { ...targets, js: { npm: name } },
  });
  return { ...made, fingerprint: createHash("sha256").update(JSON.stringify(made)).digest("base64") };
}

function closureOf(name) {
  const { submodules, targets } = json(join(ROOT, "node_modules", name, ".jsii"));
  const ofSubmodules = Object.entries(submodules ?? {}).map(([module, { targets }]) => [module, { targets }]);
  return { submodules: submodules && Object.fromEntries(ofSubmodules), targets };
}

/** The name in another language: the last part of it, except for the group that the packages of Maven share. */
function targetOf(key, value) {
  return typeof value === "string" && key !== "groupId"
    ? value.replace(/(?<=^|[/.])(c)dktf(?=[^/.]*$)/i, "$1dktn")
    : value;
}

/** A text with the names of CDK Terrain. */
function renamed(text) {
  return NAMES.reduce((before, [name, other]) => before.replace(name, other), text);
}

/** An object with the keys of all its parts in order, as jsii takes the fingerprint of it. */
function inOrder(value) {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Array.isArray(value)
    ? value.map(inOrder)
    : Object.fromEntries(
        Object.keys(value)
          .sort()
          .map((key) => [key, inOrder(value[key])]),
      );
}

function copy(name) {
  const file = join(ROOT, name);
  if (statSync(file).isDirectory()) {
    readdirSync(file).forEach((child) => copy(join(name, child)));
  } else {
    write(name, renamed(readFileSync(file, "utf8")));
  }
}

function write(name, text) {
  mkdirSync(dirname(join(FOLDER, name)), { recursive: true });
  writeFileSync(join(FOLDER, name), text);
}

function json(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}

function asJson(value) {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
