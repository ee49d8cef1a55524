#!/usr/bin/env node
// Makes a project with the smallest program, its tests and its workflow: create.mjs <folder> [<this package>], where the
// second is what the project is to install, such as a tarball, of which it gets a copy; by default this version.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const FILES = fileURLToPath(new URL("files", import.meta.url));
const { name, version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

/** npm reads these in every package, and so they have other names here. */
const DOTTED = ["gitignore", "github"];

const [target, source = version, ...others] = process.argv.slice(2);
if (!target || target.startsWith("-") || others.length > 0) {
  console.error("Usage: container-app-template <folder> [<version, or path of a tarball, of this package>]");
  process.exitCode = 2;
} else if (existsSync(target) && readdirSync(target).length > 0) {
  console.error(`${target} is not empty; allowed: a folder that is not there, or an empty one. Choose another one.`);
  process.exitCode = 1;
} else {
  create(resolve(target));
  console.log(`Made ${target}. Go on with: cd ${target}, npm install, npm run synth, npm test, npm run review`);
}

function create(folder) {
  mkdirSync(folder, { recursive: true });
  cpSync(FILES, folder, { recursive: true });
  DOTTED.forEach((file) => renameSync(join(folder, file), join(folder, `.${file}`)));
  const file = join(folder, "package.json");
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  const dependencies = { ...manifest.dependencies, [name]: sourceIn(folder) };
  const named = { name: basename(folder).toLowerCase(), ...manifest, dependencies };
  writeFileSync(file, `${JSON.stringify(named, undefined, 2)}\n`);
}

/** What the project installs: of a tarball its own copy, so that it can be committed, and installed in any clone. */
function sourceIn(folder) {
  if (!existsSync(source)) {
    return source;
  }
  if (!statSync(source).isFile()) {
    return `file:${resolve(source)}`;
  }
  cpSync(source, join(folder, basename(source)));
  return `file:./${basename(source)}`;
}
