import { spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";

const ROOT = path.join(__dirname, "../..");
const { devDependencies: TOOLS } = readJson(path.join(ROOT, "package.json")) as { devDependencies: Dependencies };

type Dependencies = Record<string, string | undefined>;

/** What a project says of the packages beside this one. */
interface Peers {
  readonly dependencies: Dependencies;
  readonly overrides?: Dependencies;
}

/** The sections of a synthesized stack that say what there is. */
interface Stack {
  readonly resource: Record<string, Record<string, unknown>>;
  readonly data?: Record<string, Record<string, unknown>>;
}

/** One of the two packages, with what its users install beside it. */
interface Fork extends Peers {
  readonly cdktf: string;
  readonly packed: string;
}

const CDKTF: Fork = {
  cdktf: "cdktf",
  packed: ".",
  // The oldest that the package takes.
  dependencies: { cdktf: "0.21.0", "@cdktf/provider-azurerm": "14.23.1", constructs: "10.4.2" },
};
const CDK_TERRAIN: Fork = {
  cdktf: "cdktn",
  packed: "dist/cdktn",
  ...(readJson(path.join(__dirname, "cdk-terrain.json")) as Peers),
};

const packageOf = ({ cdktf }: Fork) => `${cdktf}-managed-identity-container-app`;

/** Synthesizes the one class of every program, in plain JavaScript, as any project may. */
const MAIN = `
const { App } = require("cdktf");
const fs = require("fs");
const app = new App({ skipValidation: true }); // cdktf's own asks for terraform where a program moves resources
for (const file of fs.readdirSync("programs").filter((file) => file.endsWith(".js"))) {
  const { program, ...stacks } = require("./programs/" + file);
  const [Stack] = Object.values(stacks);
  program ? program(app) : new Stack(app, file.replace(".js", ""));
}
app.synth();
`;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "package-"));

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

describe("the packed package", () => {
  let besideCdktf: Record<string, Stack>;

  test("makes three resources of the README's smallest program, beside the oldest peers that it takes", () => {
    besideCdktf = synthInProject(CDKTF);
    const { resource } = besideCdktf.smallest!;
    expect(Object.entries(resource).flatMap(([type, all]) => Object.keys(all).map(() => type))).toEqual([
      "azurerm_container_app",
      "azurerm_key_vault_access_policy",
      "azurerm_user_assigned_identity",
    ]);
  });

  test("for CDK Terrain makes the same of it and of every example", () => {
    expect(synthInProject(CDK_TERRAIN)).toEqual(besideCdktf);
  });

  test("has a command that reviews what was synthesized", () => {
    const installed = installedFolder(CDKTF);
    const { bin } = readJson(path.join(installed, "package.json")) as { readonly bin: Dependencies };
    const command = path.join(installed, bin["access-review"]!);
    const { status, stdout } = spawnSync(process.execPath, [command, "--format", "json"], {
      cwd: path.join(folder, "cdktf"),
      encoding: "utf8",
    });
    expect(status).toBe(0);
    const { findings, unread } = JSON.parse(stdout) as {
      findings: { id: string; address: string }[];
      unread: unknown[];
    };
    expect(unread).toEqual([]);
    // The examples make an app the administrator of its database, and let one write a whole account.
    expect(findings.map(({ id, address }) => [id, address.split("/")[0]])).toEqual([
      ["administrator", "databases"],
      ["administrator", "services"],
    ]);
    // What npm makes of it for the shell.
    expect(fs.readdirSync(path.join(folder, "cdktf", "node_modules", ".bin"))).toContain("access-review");
  });

  test.each([CDKTF, CDK_TERRAIN])("of $cdktf holds what is built of lib, its API and its documents alone", (fork) => {
    const files = filesIn(installedFolder(fork));
    const isBuiltOfLib = (file: string) => {
      const [, module] = /^build\/(.*?)(?:\.d\.ts|\.js)$/.exec(file) ?? [];
      return module !== undefined && module !== "main-stack" && fs.existsSync(path.join(ROOT, "lib", `${module}.ts`));
    };
    expect(files).toContain("build/index.js");
    expect(files.filter((file) => !isBuiltOfLib(file)).sort()).toEqual([
      ".jsii",
      "API.md",
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "docs/access-forbidden.schema.json",
      "docs/access-reference.schema.json",
      "docs/access-review.schema.json",
      "package.json",
    ]);
  });
});

/** Where a project has the package. */
function installedFolder(fork: Fork): string {
  return path.join(folder, fork.cdktf, "node_modules", packageOf(fork));
}

function filesIn(directory: string): string[] {
  return fs
    .readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((file) => fs.statSync(path.join(directory, file)).isFile())
    .map((file) => file.split(path.sep).join("/"));
}

/** A program as the users of a fork write it. */
function inFork({ cdktf }: Fork, program: string): string {
  return program.replace(/(["@])cdktf(?=["/-])/g, `$1${cdktf}`);
}

/**
 * Packs a package, built already before the other tests of this folder read what is built, installs it in a new project
 * beside its peers, compiles the README's smallest program and the examples there, and synthesizes them.
 */
function synthInProject(fork: Fork): Record<string, Stack> {
  const { cdktf, packed, dependencies, overrides } = fork;
  const project = path.join(folder, cdktf);
  const programs = path.join(project, "programs");
  fs.mkdirSync(programs, { recursive: true });
  npm(path.join(ROOT, packed), "pack", "--ignore-scripts", "--pack-destination", project);
  const tarball = fs.readdirSync(project).find((file) => file.endsWith(".tgz"))!;
  const examples = path.join(ROOT, "examples");
  const sources: [string, string][] = [
    ["smallest.ts", blockOfReadme("## The smallest program", "ts")],
    ...fs
      .readdirSync(examples)
      .filter((file) => file.endsWith(".ts"))
      .map((file): [string, string] => [file, fs.readFileSync(path.join(examples, file), "utf8")]),
  ];
  sources.forEach(([file, program]) => fs.writeFileSync(path.join(programs, file), inFork(fork, program)));
  fs.writeFileSync(path.join(project, "main.js"), inFork(fork, MAIN));
  fs.writeFileSync(
    path.join(project, "package.json"),
    JSON.stringify({
      private: true,
      dependencies: { ...dependencies, [packageOf(fork)]: `file:${tarball}` },
      devDependencies: { typescript: TOOLS.typescript },
      overrides,
    }),
  );
  // A conflict among peers fails, whatever the settings of this machine say.
  npm(project, "install", "--strict-peer-deps", "--legacy-peer-deps=false", "--force=false", "--no-audit", "--no-fund");
  // With the declarations of the package and its peers, which a project may check.
  node(
    project,
    "node_modules/typescript/bin/tsc",
    "--strict",
    "--skipLibCheck",
    "false",
    "--target",
    "es2022",
    "--module",
    "commonjs",
    ...sources.map(([file]) => path.join("programs", file)),
  );
  node(project, "main.js");
  return readStacks(path.join(project, "cdktf.out", "stacks"));
}

function readStacks(stacks: string): Record<string, Stack> {
  return Object.fromEntries(
    fs.readdirSync(stacks).map((name) => {
      const { resource, data } = readJson(path.join(stacks, name, "cdk.tf.json")) as Stack;
      return [name, { resource, data }];
    }),
  );
}

/** The first block of a language after a heading of README.md. */
function blockOfReadme(heading: string, language: string): string {
  const lines = fs.readFileSync(path.join(ROOT, "README.md"), "utf8").split(/\r?\n/);
  const start = lines.indexOf(`\`\`\`${language}`, lines.indexOf(heading));
  if (!lines.includes(heading) || start < 0) {
    throw new Error(`README.md has no "${heading}" with a block of ${language} after it.`);
  }
  return lines.slice(start + 1, lines.indexOf("```", start)).join("\n");
}

/** Runs the npm that runs this test, which takes no shell on any platform. */
function npm(directory: string, ...args: string[]): void {
  if (!process.env.npm_execpath) {
    throw new Error("This test does not know which npm to test with: start it by `npm run test:package`.");
  }
  node(directory, process.env.npm_execpath, ...args);
}

/** Runs a script of Node, and shows what it said when it fails. */
function node(directory: string, ...args: string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: directory, encoding: "utf8" });
  if (status !== 0) {
    throw new Error(`node ${args.join(" ")} failed in ${directory}:\n${stdout}${stderr}`);
  }
}

function readJson(file: string): unknown {
  return JSON.parse(fs.readFileSync(file, "utf8"));
}
