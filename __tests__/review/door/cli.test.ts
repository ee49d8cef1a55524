import { spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { main } from "../../../lib/review/door/cli";
import { writeAccessReviewCommand } from "../../support/access-review-command";
import { policy, program, secretsUser } from "../../support/review-programs";

let folder: string;
const home = process.cwd();
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "review-"));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(home);
  fs.rmSync(folder, { recursive: true, force: true });
});

function run(...args: string[]): { code: number; out: string; err: string } {
  let [out, err] = ["", ""];
  const code = main(args, { out: (text) => (out += text), err: (text) => (err += text) });
  return { code, out, err };
}

const write = (name: string, json: unknown) => fs.writeFileSync(name, JSON.stringify(json));
const less = program(
  { azurerm_key_vault_access_policy: { p: policy } },
  { output: { id: { value: "${azurerm_user_assigned_identity.app.id}" } } },
);
const more = {
  ...less,
  resource: {
    ...(less.resource as object),
    azurerm_role_assignment: { r: { ...secretsUser, role_definition_name: "Owner" } },
  },
};

beforeEach(() => {
  write("less.json", less);
  write("more.json", more);
  fs.writeFileSync("empty.json", "");
  fs.writeFileSync("main.tf", 'resource "a" "b" {}');
  write("half.json", [{ finding: "broad-role", address: "x" }]);
});

test("reviews cdktf.out unless it is told what", () => {
  expect(run()).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^access-review: cdktf\.out is not there; .*Run cdktf synth/) as string,
  });
  fs.mkdirSync("cdktf.out");
  write("cdktf.out/cdk.tf.json", less);
  expect(run()).toMatchObject({ code: 0, err: "", out: expect.stringMatching(/^## Access review\n/) as string });
});

test("--help says all that it can do, and with which exit codes", () => {
  const { code, out } = run("--help");
  expect(code).toBe(0);
  for (const word of [
    "PATH",
    "--baseline",
    "--format",
    "--output",
    "--accept",
    "--fail-on",
    "Exit codes: 0",
    "1 reviewed",
    "2 wrong",
  ]) {
    expect(out).toContain(word);
  }
});

test.each([
  [["--format", "json"], /^\{\n {2}"schemaVersion": 1,/],
  [["--format", "mermaid"], /^flowchart LR\n/],
  [["--format", "markdown"], /^## Access review\n/],
])("writes %s", (args, start) => {
  expect(run("less.json", ...args)).toMatchObject({ code: 0, out: expect.stringMatching(start) as string });
});

describe("compares to a baseline", () => {
  const GRANT = {
    principal: "p",
    permission: { id: "Reader", name: "Reader" },
    target: { id: "t", name: "t", within: ["s"] },
  };
  const PRINCIPAL = { id: "p", name: "p", kind: "external", runs: [] };

  test.each<[string, string, string]>([
    ["less.json", "more.json", "broadened"],
    ["more.json", "less.json", "narrowed"],
    ["more.json", "more.json", "same"],
  ])("from %s to %s is %s, whether the baseline is a program or a review", (before, after, verdict) => {
    expect(run(before, "--format", "json", "--output", "baseline.json").code).toBe(0);
    for (const baseline of [before, "baseline.json"]) {
      const { out } = run(after, "--baseline", baseline);
      expect(out).toContain(`This change leaves access **${verdict}**.`);
      expect(run(after, "--baseline", baseline, "--fail-on", "broadened").code).toBe(verdict === "broadened" ? 1 : 0);
    }
  });

  test.each<[string, unknown, RegExp]>([
    ["another version", { schemaVersion: 2 }, /schemaVersion 2; allowed: 1/],
    ["half a review", { schemaVersion: 1, grants: [] }, /no complete principals/],
    [
      "grants of another shape",
      { schemaVersion: 1, grants: [{ principal: "x" }], principals: [] },
      /no complete grants/,
    ],
    [
      "a limit of another shape",
      { schemaVersion: 1, grants: [{ ...GRANT, condition: 1 }], principals: [PRINCIPAL] },
      /no complete grants/,
    ],
    [
      "a target in what is no id",
      { schemaVersion: 1, grants: [{ ...GRANT, target: { ...GRANT.target, within: [1] } }], principals: [PRINCIPAL] },
      /no complete grants/,
    ],
    [
      "a runner without a name",
      { schemaVersion: 1, grants: [GRANT], principals: [{ ...PRINCIPAL, runs: [{ id: "r" }] }] },
      /no complete principals/,
    ],
    [
      "a grant to nobody",
      { schemaVersion: 1, grants: [GRANT], principals: [] },
      /has a grant to "p", which is none of its principals; allowed: what access-review --format json writes/,
    ],
    [
      "a principal that is there twice",
      { schemaVersion: 1, grants: [GRANT], principals: [PRINCIPAL, PRINCIPAL] },
      /has a principal twice/,
    ],
  ])("and refuses %s", (_, baseline, message) => {
    write("baseline.json", baseline);
    expect(run("less.json", "--baseline", "baseline.json")).toMatchObject({
      code: 2,
      err: expect.stringMatching(message) as string,
    });
  });

  test("and takes the least that a comparison looks at", () => {
    write("baseline.json", { schemaVersion: 1, grants: [GRANT], principals: [PRINCIPAL] });
    expect(run("less.json", "--baseline", "baseline.json").code).toBe(0);
  });
});

test("--fail-on looks at the findings that nobody accepted", () => {
  expect(run("more.json", "--fail-on", "error").code).toBe(0);
  expect(run("more.json", "--fail-on", "warning").code).toBe(1);
  write("access-review.json", [
    { finding: "broad-role", address: "azurerm_role_assignment.r", reason: "the pipeline" },
  ]);
  expect(run("more.json", "--fail-on", "warning", "--fail-on", "error")).toMatchObject({
    code: 0,
    out: expect.stringContaining(
      "| broad-role | `azurerm_role_assignment.r` | web-id (identity) has Owner on kv (key vault). | the pipeline |",
    ) as string,
  });
  expect(run("less.json").out).toContain("## Acceptances that match no finding");
});

test("--accept takes a file as the page of the review shows it", () => {
  expect(run("less.json", "--accept", path.join(home, "__tests__/review/fixtures/access-review.json")).out).toContain(
    "| broad-scope | `main/azurerm_role_assignment.monitoring` |",
  );
});

describe("refuses, with exit code 2 and one line", () => {
  test.each<[string[], RegExp]>([
    [["--format", "xml"], /--format is "xml"; allowed: markdown, json, mermaid/],
    [["--fail-on", ""], /--fail-on is ""; allowed: broadened, error, warning/],
    [["--fail-on", " ,"], /--fail-on is " ,"; allowed: broadened, error, warning/],
    [["--fail-on", "error", "--fail-on", ""], /--fail-on is ""/],
    [["--fail-on", "notes"], /--fail-on is "notes"; allowed: broadened, error, warning/],
    [["--no-such"], /Unknown option '--no-such'/],
    [["--format"], /--format/],
    [["more.json"], /PATH is \["less\.json","more\.json"\]; allowed: one file or folder/],
    [["--fail-on", "broadened"], /takes something to compare to/],
    [["--accept", "nowhere.json"], /nowhere\.json is not there; allowed: a list of \{"finding".* Name another path/],
    [["--accept", "less.json"], /less\.json holds an object; allowed: a list of \{"finding"/],
    [["--accept", "empty.json"], /empty\.json is empty; allowed: a list of \{"finding"/],
    [["--accept", "half.json"], /half\.json: entry 0 has no reason; allowed: a list of \{"finding"/],
    [["--accept", "main.tf"], /main\.tf is no JSON.*; allowed: a list of \{"finding"/],
    [["--output", "no/such/folder/file"], /cannot be written \(ENOENT\)/],
  ])("%j", (args, message) => {
    const { code, out, err } = run("less.json", ...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message);
    expect(err).toMatch(/^access-review: [^\n]+\n$/);
  });
});

test("--output leaves the file as it was unless all is well, and no other file", () => {
  const files = fs.readdirSync(".");
  fs.writeFileSync("review.md", "before");
  expect(run("nowhere", "--output", "review.md").code).toBe(2);
  expect(fs.readFileSync("review.md", "utf8")).toBe("before");
  expect(run("less.json", "--output", "review.md")).toEqual({ code: 0, out: "", err: "" });
  expect(fs.readFileSync("review.md", "utf8")).toBe(run("less.json").out);
  expect(fs.readdirSync(".").sort()).toEqual([...files, "review.md"].sort());
});

test("--output writes through a link, keeps who may read the file, and writes to a pipe instead of replacing it", () => {
  fs.writeFileSync("target.md", "before", { mode: 0o600 });
  fs.symlinkSync("target.md", "link.md");
  expect(run("less.json", "--output", "link.md").code).toBe(0);
  expect(fs.lstatSync("link.md").isSymbolicLink()).toBe(true);
  expect(fs.readFileSync("target.md", "utf8")).toMatch(/^## Access review/);
  expect(fs.statSync("target.md").mode & 0o777).toBe(0o600);
  expect(run("less.json", "--output", "/dev/null").code).toBe(0);
  expect(fs.statSync("/dev/null").isCharacterDevice()).toBe(true);
});

test("reads a baseline by what it holds, whatever its name", () => {
  run("more.json", "--format", "json", "--output", "baseline.review");
  expect(run("more.json", "--baseline", "baseline.review").out).toContain("**same**");
});

test("reads a list of what to fail on with spaces and an end", () => {
  expect(run("more.json", "--fail-on", "error, warning,").code).toBe(1);
});

test("prints no command to a terminal or a workflow in an error", () => {
  write("wrong.json", { variable: { "a\n::error::b\u001b[31m": 1 } });
  expect(run("wrong.json").err).toMatch(/^access-review: [^\n\u001b]+\n$/);
});

test("keeps its verdict when nobody reads to the end", () => {
  writeAccessReviewCommand("cli.js");
  const command = `"${process.execPath}" cli.js more.json --fail-on warning | true; echo "\${PIPESTATUS[0]}"`;
  const { stdout, stderr } = spawnSync("bash", ["-c", command], { encoding: "utf8" });
  expect({ code: stdout.trim(), stderr }).toEqual({ code: "1", stderr: "" });
});

test("loads nothing but Node's own modules", () => {
  const files = fs
    .readdirSync(path.join(home, "lib/review"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"));
  const imports = files.flatMap((file) =>
    [
      ...fs
        .readFileSync(path.join(home, "lib/review", file), "utf8")
        .matchAll(/^(?:import|export) (?!type\b)[^;]*?from "([^"]+)"/gm),
    ].map(([, name]) => name!),
  );
  expect(imports.filter((name) => !name.startsWith(".") && !name.startsWith("node:"))).toEqual([]);
});

test("is a program of its own", () => {
  writeAccessReviewCommand("cli.js");
  const { status, stdout } = spawnSync(process.execPath, ["cli.js", "less.json", "--format", "json"], {
    encoding: "utf8",
  });
  expect(status).toBe(0);
  expect(stdout).toBe(run("less.json", "--format", "json").out);
});
