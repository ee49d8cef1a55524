import { spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { Testing } from "cdktf";
import { DatabasesStack } from "../examples/databases";
import { exampleProgram } from "./container/programs";
import { Synthesized, synthStack } from "./support/synth";

const ROOT = path.join(__dirname, "..");
const SNIPPETS = path.join(ROOT, "docs/in-the-container");
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), "utf8");

describe("docs/in-the-container.md", () => {
  const pages = read("docs/in-the-container.md") + read("docs/databases.md");

  test("shows each program of its folder, or the page of databases does", () => {
    for (const file of fs.readdirSync(SNIPPETS)) {
      expect(pages).toContain(`<!-- docs/in-the-container/${file} -->`);
    }
  });

  test("knows every variable that the service reads", () => {
    const variables = read("examples/container/src/configuration.ts").matchAll(/(?:text|integer)\("(\w+)"/g);
    for (const [, variable] of variables) {
      expect(read("examples/container/README.md")).toContain(`\`${variable}\``);
    }
  });
});

/** The environment variables of the one container of an app, by their names. */
function variablesOf(program: Synthesized, app: string): Record<string, string> {
  const { template } = Object.values(program.all("azurerm_container_app")).find(({ name }) => name === app)!;
  const [{ env }] = (template as unknown as { container: [{ env: { name: string; value?: string }[] }] }).container;
  return Object.fromEntries(env.map(({ name, value = "a secret" }) => [name, value]));
}

const databases = synthStack(new DatabasesStack(Testing.app(), "databases"));
const BILLING = variablesOf(databases, "billing");
const REPORTING = variablesOf(databases, "reporting");
const SAMPLE = variablesOf(exampleProgram(), "sample");

test.each([
  ["read_secret.py", SAMPLE],
  ["read_secret.go", SAMPLE],
  ["ReadSecret.java", SAMPLE],
  ["ReadSecret.cs", SAMPLE],
  ["query_postgresql.py", BILLING],
  ["query_azure_sql.py", REPORTING],
  ["QueryAzureSql.cs", REPORTING],
])("%s reads variables that the example sets, and no others", (file, variables) => {
  const names = [...read(`docs/in-the-container/${file}`).matchAll(/["']([A-Z]+(?:_[A-Z]+)+)["']/g)].map(
    ([, name]) => name,
  );
  expect(names).not.toEqual([]);
  expect(Object.keys(variables)).toEqual(expect.arrayContaining(names));
});

/** What a compiler says of a program whose packages are not there; undefined where there is no such compiler. */
function compile(command: string, ...args: string[]): string | undefined {
  const { error, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  return error ? undefined : `${stdout}${stderr}`;
}

/** Modules of Python that print what they are asked to connect to, and are connected. */
const STAND_INS = {
  "azure/__init__.py": "",
  "azure/identity.py": `
from types import SimpleNamespace
class DefaultAzureCredential:
    def get_token(self, scope):
        return SimpleNamespace(token="token for " + scope)
`,
  "psycopg.py": `
import contextlib, json
from types import SimpleNamespace
def connect(**parameters):
    print(json.dumps(parameters))
    cursor = SimpleNamespace(fetchone=lambda: ("me",))
    return contextlib.nullcontext(SimpleNamespace(execute=lambda query: cursor))
`,
  "mssql_python.py": `
import json
from types import SimpleNamespace
def connect(connection):
    print(json.dumps(connection))
    return SimpleNamespace(cursor=lambda: SimpleNamespace(execute=lambda query: None, fetchval=lambda: "me"))
`,
};

/** The lines that a program in Python prints whose packages are the stand-ins. */
function runWithStandIns(file: string, variables: Record<string, string>): string[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "python-"));
  fs.mkdirSync(path.join(folder, "azure"));
  Object.entries(STAND_INS).forEach(([name, source]) => fs.writeFileSync(path.join(folder, name), source));
  const { stdout, stderr } = spawnSync("python3", [path.join(SNIPPETS, file)], {
    encoding: "utf8",
    env: { ...process.env, ...variables, PYTHONPATH: folder },
  });
  fs.rmSync(folder, { recursive: true });
  expect(stderr).toBe("");
  return stdout.trim().split(/\r?\n/);
}

describe("the programs of other languages, where their tools are", () => {
  test("Python parses", () => {
    const sources = fs.readdirSync(SNIPPETS).filter((file) => file.endsWith(".py"));
    const parse = "import ast, sys; [ast.parse(open(file).read()) for file in sys.argv[1:]]";
    const output = compile("python3", "-c", parse, ...sources.map((file) => path.join(SNIPPETS, file)));
    expect(output ?? "").toBe("");
  });

  const hasPython = spawnSync("python3", ["--version"]).status === 0;

  (hasPython ? test : test.skip).each([
    [
      "query_postgresql.py",
      BILLING,
      {
        host: BILLING.POSTGRES_HOST,
        port: "5432",
        dbname: BILLING.POSTGRES_DATABASE,
        user: BILLING.POSTGRES_USERNAME,
        password: "token for https://ossrdbms-aad.database.windows.net/.default",
        sslmode: "require",
      },
    ],
    [
      "query_azure_sql.py",
      REPORTING,
      `Server=tcp:${REPORTING.AZURE_SQL_SERVER},1433;Database=${REPORTING.AZURE_SQL_DATABASE};` +
        `Authentication=ActiveDirectoryMSI;UID=${REPORTING.AZURE_CLIENT_ID};Encrypt=yes;`,
    ],
  ])("%s connects with what the example sets", (file, variables, connection) => {
    const [called, printed] = runWithStandIns(file, variables);
    expect(JSON.parse(called!)).toEqual(connection);
    expect(printed).toBe("connected as me");
  });

  test("Go parses, and is formatted", () => {
    expect(compile("gofmt", "-l", "-e", path.join(SNIPPETS, "read_secret.go")) ?? "").toBe("");
  });

  test("Java parses: the only errors are the packages that are not there", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "java-"));
    const output = compile("javac", "-d", folder, path.join(SNIPPETS, "ReadSecret.java")) ?? "";
    fs.rmSync(folder, { recursive: true });
    const errors = output.split("\n").filter((line) => line.includes("error:"));
    expect(errors.filter((line) => !/package com\.azure\.[\w.]+ does not exist|cannot find symbol/.test(line))).toEqual(
      [],
    );
  });
});

describe("the image of examples/container", () => {
  const stages = read("examples/container/Dockerfile").split(/^(?=FROM )/m);

  test("runs as a user that is not root, by node itself, without the tools that build it", () => {
    const [, last] = stages as [string, string];
    expect(stages).toHaveLength(2);
    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/^CMD \["node", "dist\/main\.js"\]$/m);
    expect(stages[0]).toMatch(/npm ci\n[^]*npm prune --omit=dev/);
  });

  test("is given the sources and the lock file, and nothing else of the folder", () => {
    expect(read("examples/container/.dockerignore").trim().split("\n")).toEqual([
      "*",
      "!package.json",
      "!package-lock.json",
      "!tsconfig.json",
      "!src",
    ]);
  });

  test("is built of exact versions, whose Node is one that the packages support", () => {
    const manifest = JSON.parse(read("examples/container/package.json")) as Record<string, Record<string, string>>;
    const versions = Object.values({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    expect(Object.keys(manifest.dependencies!).every((name) => name.startsWith("@azure/"))).toBe(true);
    expect(stages.map((stage) => /^FROM node:(\d+)-/.exec(stage)?.[1])).toEqual(["24", "24"]);
  });
});
