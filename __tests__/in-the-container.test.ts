import { spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";

const ROOT = path.join(__dirname, "..");
const SNIPPETS = path.join(ROOT, "docs/in-the-container");
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), "utf8");

describe("docs/in-the-container.md", () => {
  const page = read("docs/in-the-container.md");

  test("shows each program of its folder", () => {
    for (const file of fs.readdirSync(SNIPPETS)) {
      expect(page).toContain(`<!-- docs/in-the-container/${file} -->`);
    }
  });

  test("knows every variable that the service reads", () => {
    const variables = read("examples/container/src/configuration.ts").matchAll(/(?:text|integer)\("(\w+)"/g);
    for (const [, variable] of variables) {
      expect(read("examples/container/README.md")).toContain(`\`${variable}\``);
    }
  });
});

/** What a compiler says of a program whose packages are not there; undefined where there is no such compiler. */
function compile(command: string, ...args: string[]): string | undefined {
  const { error, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  return error ? undefined : `${stdout}${stderr}`;
}

describe("the programs of other languages, where their tools are", () => {
  test("Python parses", () => {
    const source = path.join(SNIPPETS, "read_secret.py");
    const output = compile("python3", "-c", "import ast, sys; ast.parse(open(sys.argv[1]).read())", source);
    expect(output ?? "").toBe("");
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
