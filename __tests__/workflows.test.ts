import { spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";

const ROOT = path.join(__dirname, "..");
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), "utf8");
/** There a file has no mode that says whether it can be run. */
const IS_WINDOWS = process.platform === "win32";
const SCRIPTS = Object.keys((JSON.parse(read("package.json")) as { scripts: object }).scripts);
const WORKFLOWS = [
  ...fs.readdirSync(path.join(ROOT, ".github/workflows")).map((file) => `.github/workflows/${file}`),
  "template/files/github/workflows/ci.yml",
];

/** The commands of the steps of a workflow, each in one line. */
const commandsIn = (workflow: string) =>
  [...read(workflow).matchAll(/^ +(?:- )?run: (.*)$/gm)].map(([, run = ""]) => run);

describe.each(WORKFLOWS)("the workflow %s", (workflow) => {
  const commands = commandsIn(workflow);

  test("runs commands that are there", () => {
    const scripts = workflow.startsWith("template/")
      ? Object.keys((JSON.parse(read("template/files/package.json")) as { scripts: object }).scripts)
      : SCRIPTS;
    const named = commands.flatMap((command) => [...command.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name));
    expect(scripts).toEqual(expect.arrayContaining(named));
    const files = commands.filter((command) => /^\.(ci|github)\//.test(command));
    const canRun = (file: string) => IS_WINDOWS || (fs.statSync(path.join(ROOT, file)).mode & 0o111) !== 0;
    expect(files.filter((file) => !canRun(file))).toEqual([]);
    expect(commands.length).toBeGreaterThan(1);
  });

  test("puts nothing of an event into a shell, and says what its token may", () => {
    expect(commands.filter((command) => command.includes("${{"))).toEqual([]);
    expect(read(workflow)).toMatch(/^permissions:\n {2}contents: read$/m);
    expect(read(workflow)).not.toContain("pull_request_target");
  });

  test("has actions of GitHub and HashiCorp alone, by their major version", () => {
    const uses = [...read(workflow).matchAll(/uses: (.*)$/gm)].map(([, action]) => action);
    expect(uses.filter((action) => !/^(actions|hashicorp)\/[\w-]+@v\d+$/.test(action!))).toEqual([]);
  });
});

/** Stands for a command: notes what it is called with, and answers as the test says. */
const STAND_IN = `#!/usr/bin/env bash
name=$(basename "$0")
echo "$name $*" >>"$CALLS"
case "$name $*" in
  "npm view cdktn-"*) echo "\${PUBLISHED_CDKTN:-}" ;;
  "npm view"*) [ -n "\${PUBLISHED:-}" ] || exit 1; echo "$PUBLISHED" ;;
  "npx --no-install jsii-diff"*) exit "\${DIFFERS:-0}" ;;
esac
`;

// The workflow of releases runs on Linux.
const hasTools =
  !IS_WINDOWS && ["bash", "tar", "awk"].every((tool) => spawnSync(tool, ["--version"]).error === undefined);

(hasTools ? describe : describe.skip)("a release", () => {
  let folder: string;
  const file = (name: string) => path.join(folder, name);

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "release "));
    fs.cpSync(path.join(ROOT, ".github/scripts"), file(".github/scripts"), { recursive: true });
    fs.mkdirSync(file("bin"));
    ["npm", "npx", "gh"].forEach((name) => fs.writeFileSync(file(`bin/${name}`), STAND_IN, { mode: 0o755 }));
    fs.writeFileSync(file("calls"), "");
    fs.writeFileSync(file("package.json"), JSON.stringify({ name: "cdktf-app", version: "0.2.0" }));
    fs.writeFileSync(
      file("CHANGELOG.md"),
      "# Changelog\n\n## Unreleased\n\n- Later.\n\n## 0.2.0 (2026-12-01)\n\n- A line\n  of two.\n\n- Another.\n\n## 0.1.0\n\n- First.\n",
    );
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  function run(script: string, environment: Record<string, string> = {}) {
    const { status, stdout, stderr } = spawnSync("bash", [`.github/scripts/${script}.sh`], {
      cwd: folder,
      encoding: "utf8",
      env: {
        ...process.env,
        PATH: `${file("bin")}${path.delimiter}${process.env.PATH}`,
        CALLS: file("calls"),
        GITHUB_REF_NAME: "v0.2.0",
        ...environment,
      },
    });
    const calls = fs.readFileSync(file("calls"), "utf8").split("\n").filter(Boolean);
    return { status, output: `${stdout}${stderr}`, calls };
  }

  /** A tarball of a package in packages/, as npm packs it. */
  function addTarball(name: string): void {
    fs.mkdirSync(file("packages"), { recursive: true });
    fs.mkdirSync(file("package"), { recursive: true });
    fs.writeFileSync(file("package/package.json"), JSON.stringify({ name, version: "0.2.0" }));
    spawnSync("tar", ["-czf", `packages/${name}-0.2.0.tgz`, "package/package.json"], { cwd: folder });
  }

  test("is of the version that the tag names, and has notes", () => {
    expect(run("check-tag").status).toBe(0);
    expect(run("notes").output.trim()).toBe("- A line\n  of two.\n\n- Another.");
  });

  test("is refused with another tag, or without notes", () => {
    expect(run("check-tag", { GITHUB_REF_NAME: "v0.3.0" })).toMatchObject({
      status: 1,
      output: expect.stringContaining("allowed: v0.2.0") as string,
    });
    fs.writeFileSync(
      file("CHANGELOG.md"),
      "# Changelog\n\n## Unreleased\n\n- Later.\n\n## 0.2.0\n\n## 0.1.0\n\n- First.\n",
    );
    expect(run("check-tag")).toMatchObject({ status: 1, output: expect.stringContaining('"## 0.2.0"') as string });
  });

  test.each([
    ["the first one", {}, 0, "no release"],
    ["one that changes nothing incompatibly", { PUBLISHED: "0.1.9" }, 0, ""],
    ["a minor one before 1.0.0 that does", { PUBLISHED: "0.1.9", DIFFERS: "1" }, 0, "::warning::"],
    ["a patch that does", { PUBLISHED: "0.2.0", DIFFERS: "1" }, 1, "::error::"],
  ])("compares its API: %s", (_, environment, status, says) => {
    expect(run("compare-api", environment)).toMatchObject({ status, output: expect.stringContaining(says) as string });
  });

  test.each([
    ["1.1.0", "1.0.0", 1],
    ["2.0.0", "1.9.0", 0],
    ["1.0.0", "0.9.0", 0],
  ])("of %s after %s may break the API, or not", (version, PUBLISHED, status) => {
    fs.writeFileSync(file("package.json"), JSON.stringify({ name: "cdktf-app", version }));
    expect(run("compare-api", { PUBLISHED, DIFFERS: "1" }).status).toBe(status);
  });

  test("packs both packages out of one build", () => {
    fs.mkdirSync(file("dist/cdktn"), { recursive: true });
    expect(run("pack")).toMatchObject({
      status: 0,
      calls: [
        "npm run build",
        "npm run build:cdktn",
        "npm pack --ignore-scripts --pack-destination packages",
        "npm pack --ignore-scripts --pack-destination ../../packages",
      ],
    });
  });

  test("publishes both with provenance, and leaves out what npm has", () => {
    ["cdktf-app", "cdktn-app"].forEach(addTarball);
    const publish = (name: string) => `npm publish packages/${name}-0.2.0.tgz --provenance --access public`;
    const published = (calls: string[]) => calls.filter((call) => call.startsWith("npm publish"));
    const first = run("publish");
    expect([first.status, published(first.calls)]).toEqual([0, [publish("cdktf-app"), publish("cdktn-app")]]);
    fs.writeFileSync(file("calls"), "");
    expect(published(run("publish", { PUBLISHED: "0.2.0" }).calls)).toEqual([publish("cdktn-app")]);
  });

  test("is on GitHub with its notes and the tarballs", () => {
    ["cdktf-app", "cdktn-app"].forEach(addTarball);
    expect(run("release").calls).toEqual([
      "gh release create v0.2.0 packages/cdktf-app-0.2.0.tgz packages/cdktn-app-0.2.0.tgz --verify-tag --title v0.2.0 --notes-file notes.md",
    ]);
    expect(fs.readFileSync(file("notes.md"), "utf8")).toContain("- Another.");
  });
});
