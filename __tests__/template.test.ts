import { spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";

const ROOT = path.join(__dirname, "..");
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), "utf8");

interface Manifest {
  readonly name?: string;
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
}

const template = JSON.parse(read("template/files/package.json")) as Manifest;

/** What the package tests do with a project, these hold against the sources. */
describe("the template", () => {
  test("has the smallest program of the README", () => {
    expect(read("template/files/main-stack.ts")).toBe(read("examples/minimal.ts").replace("MinimalStack", "MainStack"));
  });

  test("installs what the README does, and tools of the versions that this project has", () => {
    const installed = Object.entries(template.dependencies).map((dependency) => dependency.join("@"));
    const [command = ""] = /^npm install \.\/cdktf-managed.*$/m.exec(read("README.md")) ?? [];
    expect(installed.filter((dependency) => !command.includes(dependency))).toEqual([]);
    const { devDependencies: tools } = JSON.parse(read("package.json")) as Manifest;
    const others = Object.entries(template.devDependencies).filter(([name, version]) => tools[name] !== version);
    // What compiles its tests, which here esbuild does.
    expect(others.map(([name]) => name)).toEqual(["ts-jest"]);
  });
});

describe("its command", () => {
  let folder: string;
  beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "template "))));
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  const create = (...args: string[]) =>
    spawnSync(process.execPath, [path.join(ROOT, "template/create.mjs"), ...args], { cwd: folder, encoding: "utf8" });

  test("makes a project that has its own name, and installs this version", () => {
    expect(create("My-App")).toMatchObject({ status: 0, stderr: "" });
    const made = JSON.parse(fs.readFileSync(path.join(folder, "My-App/package.json"), "utf8")) as Manifest;
    const { name, version } = JSON.parse(read("package.json")) as { name: string; version: string };
    expect(made).toMatchObject({ name: "my-app", dependencies: { [name]: version } });
    expect(fs.readdirSync(path.join(folder, "My-App"))).toEqual(expect.arrayContaining([".gitignore", ".github"]));
  });

  test("gives the project a copy of the tarball that it installs, whatever folder that is in", () => {
    fs.mkdirSync(path.join(folder, "packages"));
    fs.writeFileSync(path.join(folder, "packages/app-1.0.0.tgz"), "packed");
    expect(create("my-app", "packages/app-1.0.0.tgz")).toMatchObject({ status: 0, stderr: "" });
    const { name } = JSON.parse(read("package.json")) as { name: string };
    const made = JSON.parse(fs.readFileSync(path.join(folder, "my-app/package.json"), "utf8")) as Manifest;
    expect(made.dependencies[name]).toBe("file:./app-1.0.0.tgz");
    expect(fs.readFileSync(path.join(folder, "my-app/app-1.0.0.tgz"), "utf8")).toBe("packed");
  });

  test("keeps what its commands write out of git", () => {
    create("my-app");
    const ignored = fs.readFileSync(path.join(folder, "my-app/.gitignore"), "utf8").trim().split("\n");
    const { scripts } = JSON.parse(read("template/files/package.json")) as { scripts: Record<string, string> };
    const outputs = [...scripts.review!.matchAll(/--output (\S+)/g)].map(([, file]) => file);
    expect(ignored).toEqual(expect.arrayContaining([...outputs, "cdktf.out/"]));
  });

  test.each([[[]], [["--help"]], [["a", "b", "c"]]])("says how it is called, given %j", (args) => {
    expect(create(...args)).toMatchObject({ status: 2, stderr: expect.stringMatching(/^Usage: /) as string });
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  test("leaves a folder that has something as it is", () => {
    fs.writeFileSync(path.join(folder, "main.ts"), "");
    expect(create(".")).toMatchObject({ status: 1, stderr: expect.stringContaining("is not empty") as string });
    expect(fs.readdirSync(folder)).toEqual(["main.ts"]);
  });
});
