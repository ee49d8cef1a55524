import { spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";

const ROOT = path.join(__dirname, "../..");
const { name: PACKAGE, devDependencies: TESTED } = readJson(path.join(ROOT, "package.json")) as {
  readonly name: string;
  readonly devDependencies: Dependencies;
};

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
let tarball: string;

beforeAll(() => {
  // Built already, before the other tests of this folder read what is built.
  npm(ROOT, "pack", "--ignore-scripts", "--pack-destination", folder);
  tarball = fs.readdirSync(folder).find((file) => file.endsWith(".tgz"))!;
});

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

describe("the packed package", () => {
  let besideCdktf: Record<string, Stack>;

  test("makes three resources of the README's smallest program, beside the oldest peers that it takes", () => {
    const { cdktf, constructs, "@cdktf/provider-azurerm": azurerm } = TESTED;
    besideCdktf = synthInProject("cdktf", { dependencies: { cdktf, constructs, "@cdktf/provider-azurerm": azurerm } });
    const { resource } = besideCdktf.smallest!;
    expect(Object.entries(resource).flatMap(([type, all]) => Object.keys(all).map(() => type))).toEqual([
      "azurerm_container_app",
      "azurerm_key_vault_access_policy",
      "azurerm_user_assigned_identity",
    ]);
  });

  test("makes the same of it and of every example beside CDK Terrain, as the README installs that", () => {
    expect(synthInProject("cdk-terrain", readJson(path.join(__dirname, "cdk-terrain.json")) as Peers)).toEqual(
      besideCdktf,
    );
  });

  test("has a command that reviews what was synthesized", () => {
    const { bin } = readJson(path.join(folder, "cdktf", "node_modules", PACKAGE, "package.json")) as {
      readonly bin: Dependencies;
    };
    const command = path.join(folder, "cdktf", "node_modules", PACKAGE, bin["access-review"]!);
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
    // The examples have an administrator who makes the users of databases, and let an app write a whole account.
    expect(findings.map(({ id, address }) => [id, address.split("/")[0]])).toEqual([
      ["administrator", "databases"],
      ["administrator", "databases"],
      ["administrator", "services"],
    ]);
    // What npm makes of it for the shell.
    expect(fs.readdirSync(path.join(folder, "cdktf", "node_modules", ".bin"))).toContain("access-review");
  });

  test("holds what is built of lib but for the main stack, its API and its documents, and nothing else", () => {
    const installed = path.join(folder, "cdktf", "node_modules", PACKAGE);
    const files = fs
      .readdirSync(installed, { recursive: true, encoding: "utf8" })
      .filter((file) => fs.statSync(path.join(installed, file)).isFile())
      .map((file) => file.split(path.sep).join("/"));
    const isBuiltOfLib = (file: string) => {
      const [, module] = /^build\/(.*?)(?:\.d\.ts|\.js)$/.exec(file) ?? [];
      return module !== undefined && module !== "main-stack" && fs.existsSync(path.join(ROOT, "lib", `${module}.ts`));
    };
    expect(files).toContain("build/index.js");
    const isOfApi = (file: string) => /^docs\/api\/[\w-]+\.md$/.test(file);
    expect(files).toContain("docs/api/README.md");
    expect(files.filter((file) => !isBuiltOfLib(file) && !isOfApi(file)).sort()).toEqual([
      ".jsii",
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "docs/access-forbidden.schema.json",
      "docs/access-reference.schema.json",
      "docs/access-review.schema.json",
      "docs/findings.md",
      "docs/roles.md",
      "docs/rules.md",
      "docs/services.md",
      "package.json",
    ]);
  });
});

/**
 * Installs the package in a new project beside its peers, compiles the README's smallest program and the examples
 * there, and synthesizes them.
 */
function synthInProject(name: string, { dependencies, overrides }: Peers): Record<string, Stack> {
  const project = path.join(folder, name);
  const programs = path.join(project, "programs");
  fs.mkdirSync(programs, { recursive: true });
  for (const file of fs.readdirSync(path.join(ROOT, "examples")).filter((name) => name.endsWith(".ts"))) {
    fs.copyFileSync(path.join(ROOT, "examples", file), path.join(programs, file));
  }
  fs.writeFileSync(path.join(programs, "smallest.ts"), blockOfReadme("## The smallest program", "ts"));
  fs.writeFileSync(path.join(project, "main.js"), MAIN);
  fs.writeFileSync(
    path.join(project, "package.json"),
    JSON.stringify({
      private: true,
      dependencies: { ...dependencies, [PACKAGE]: `file:../${tarball}` },
      devDependencies: { typescript: TESTED.typescript },
      overrides,
    }),
  );
  // A conflict among peers fails, whatever the settings of this machine say.
  npm(project, "install", "--strict-peer-deps", "--legacy-peer-deps=false", "--force=false", "--no-audit", "--no-fund");
  const sources = fs.readdirSync(programs).map((file) => path.join("programs", file));
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
    ...sources,
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
