import { spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";

const ROOT = path.join(__dirname, "../..");

/** The command that makes a project. */
const TEMPLATE = "container-app-template";

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
    const besideCdkTerrain = synthInProject(CDK_TERRAIN);
    expect(JSON.parse(asOfProvider14(JSON.stringify(besideCdkTerrain)))).toEqual(besideCdktf);
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
      unread: { address: string }[];
    };
    // The template that the example of signing in deploys.
    expect(unread.map(({ address }) => address)).toEqual([
      "easy-auth/azurerm_resource_group_template_deployment.sign-in",
    ]);
    // The examples have an administrator who makes the users of databases, and let an app write a whole account.
    expect(findings.map(({ id, address }) => [id, address.split("/")[0]])).toEqual([
      ["administrator", "databases"],
      ["administrator", "databases"],
      ["administrator", "services"],
    ]);
    // What npm makes of it for the shell.
    expect(fs.readdirSync(path.join(folder, "cdktf", "node_modules", ".bin"))).toContain("access-review");
  });

  test.each([CDKTF, CDK_TERRAIN])(
    "of $cdktf made the project: it compiles, is tested, synthesized and reviewed",
    (fork) => {
      const project = path.join(folder, fork.cdktf);
      npm(project, "run", "check");
      // The first run writes the snapshots, on the machine of whoever made the project.
      npm(project, "test", "--", "--ci=false");
      npm(project, "test", "--", "--ci");
      npm(project, "run", "synth");
      npm(project, "run", "review");
      expect(fs.readFileSync(path.join(project, "access-review.md"), "utf8")).toContain("my-container-app-id");
      expect(filesIn(path.join(project, ".github"))).toEqual(["workflows/ci.yml"]);
    },
  );

  test("makes no project in a folder that has something", () => {
    const create = path.join(installedFolder(CDKTF), "template/create.mjs");
    const { status, stderr } = spawnSync(process.execPath, [create, folder], { encoding: "utf8" });
    expect([status, stderr]).toEqual([1, expect.stringContaining("is not empty")]);
  });

  test.each([CDKTF, CDK_TERRAIN])("of $cdktf holds what is built of lib, its API and its documents alone", (fork) => {
    const files = filesIn(installedFolder(fork));
    const isBuiltOfLib = (file: string) => {
      const [, module] = /^build\/(.*?)(?:\.d\.ts|\.js)$/.exec(file) ?? [];
      return module !== undefined && module !== "main-stack" && fs.existsSync(path.join(ROOT, "lib", `${module}.ts`));
    };
    expect(files).toContain("build/index.js");
    const isOfTemplate = (file: string) => file.startsWith("template/");
    expect(files.filter(isOfTemplate).sort()).toEqual(
      filesIn(path.join(ROOT, "template"))
        .map((file) => `template/${file}`)
        .sort(),
    );
    const isOfApi = (file: string) => /^docs\/api\/[\w-]+\.md$/.test(file);
    expect(files).toContain("docs/api/README.md");
    expect(files.filter((file) => !isBuiltOfLib(file) && !isOfTemplate(file) && !isOfApi(file)).sort()).toEqual([
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

/** What provider 14 makes of the one attribute that a program reads and azurerm has since 4.66. */
function asOfProvider14(text: string): string {
  return text.replace(/\$\{(azurerm_search_service\.[\w-]+)\.endpoint\}/g, "https://${$1.name}.search.windows.net");
}

/**
 * Packs a package, built already before the other tests of this folder read what is built, has its template make a
 * project, installs it there beside its peers, compiles the README's smallest program and the examples, and synthesizes
 * them.
 */
function synthInProject(fork: Fork): Record<string, Stack> {
  const tarball = pack(fork);
  const project = path.join(folder, fork.cdktf);
  // The peers are for the project alone.
  npm(folder, "exec", "--yes", "--legacy-peer-deps", `--package=${tarball}`, "--", TEMPLATE, project, tarball);
  addPeers(path.join(project, "package.json"), fork);
  // A conflict among peers fails, whatever the settings of this machine say.
  npm(project, "install", "--strict-peer-deps", "--legacy-peer-deps=false", "--force=false", "--no-audit", "--no-fund");
  const sources = addPrograms(fork, project);
  // With the declarations of the package and its peers, which a project may check.
  const strict = [
    "--strict",
    "--skipLibCheck",
    "false",
    "--types",
    "node",
    "--target",
    "es2022",
    "--module",
    "commonjs",
  ];
  node(project, "node_modules/typescript/bin/tsc", "--ignoreConfig", ...strict, ...sources);
  node(project, "main.js");
  const stacks = readStacks(path.join(project, "cdktf.out", "stacks"));
  fs.rmSync(path.join(project, "programs"), { recursive: true });
  return stacks;
}

/** The tarball of a package. */
function pack(fork: Fork): string {
  npm(path.join(ROOT, fork.packed), "pack", "--ignore-scripts", "--pack-destination", folder);
  return path.join(
    folder,
    fs.readdirSync(folder).find((file) => file.startsWith(packageOf(fork)))!,
  );
}

/** Has a project install the versions to test with. */
function addPeers(file: string, { dependencies, overrides }: Fork): void {
  const manifest = readJson(file) as Peers;
  const all = { ...manifest.dependencies, ...dependencies };
  fs.writeFileSync(file, JSON.stringify({ ...manifest, dependencies: all, overrides }));
}

/** Adds the programs to a project, and returns their files. */
function addPrograms(fork: Fork, project: string): string[] {
  const programs = path.join(project, "programs");
  const examples = path.join(ROOT, "examples");
  fs.mkdirSync(programs);
  fs.writeFileSync(path.join(project, "main.js"), inFork(fork, MAIN));
  const sources: [string, string][] = [
    ["smallest.ts", firstProgramOf("README.md")],
    ...fs
      .readdirSync(examples)
      .filter((file) => file.endsWith(".ts"))
      .map((file): [string, string] => [file, fs.readFileSync(path.join(examples, file), "utf8")]),
  ];
  sources.forEach(([file, program]) => fs.writeFileSync(path.join(programs, file), inFork(fork, program)));
  return sources.map(([file]) => path.join("programs", file));
}

function readStacks(stacks: string): Record<string, Stack> {
  return Object.fromEntries(
    fs.readdirSync(stacks).map((name) => {
      const { resource, data } = readJson(path.join(stacks, name, "cdk.tf.json")) as Stack;
      return [name, { resource, data }];
    }),
  );
}

/** The first program that a page shows. */
function firstProgramOf(page: string): string {
  const [, program] = /^```ts\n([^]*?)^```/m.exec(fs.readFileSync(path.join(ROOT, page), "utf8")) ?? [];
  if (program === undefined) {
    throw new Error(`${page} has no block of ts.`);
  }
  return program;
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
