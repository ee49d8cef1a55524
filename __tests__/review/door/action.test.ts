import { spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { writeAccessReviewCommand } from "../../support/access-review-command";
import { policy, program, secretsUser } from "../../support/review-programs";

const ROOT = path.join(__dirname, "../../..");
const ACTION = path.join(ROOT, ".github/actions/access-review");
const yaml = fs.readFileSync(path.join(ACTION, "action.yml"), "utf8");

/** A step of the action, as much of it as the action uses. */
interface Step {
  readonly id?: string;
  readonly condition?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly env: Readonly<Record<string, string>>;
}

function stepOf(text: string): Step {
  const value = (key: string) => new RegExp(`^(?:- | {2})${key}: (.*)$`, "m").exec(text)?.[1];
  const [, env = ""] = /^ {2}env:\n((?: {4}.*\n)+)/m.exec(text) ?? [];
  return {
    id: value("id"),
    condition: value("if"),
    run: value("run")?.replace(/^'(.*)'$/, "$1"),
    uses: value("uses"),
    env: Object.fromEntries([...env.matchAll(/^ {4}(\w+): (.*)$/gm)].map(([, name, text]) => [name!, text!])),
  };
}

const STEPS = yaml
  .split("\n  steps:\n")[1]!
  .split(/^ {4}(?=- )/m)
  .filter((text) => text.trim() !== "")
  .map((text) => stepOf(text.replace(/^ {4}/gm, "")));
const DEFAULTS = Object.fromEntries(
  [...yaml.split("\noutputs:")[0]!.matchAll(/^ {2}([\w-]+):\n {4}description: .*\n {4}default: (.*)$/gm)].map(
    ([, name, value]) => [name!, value!.replace(/^"(.*)"$/, "$1")],
  ),
);

/** A stand-in for GitHub's command: it lists the comments that are there, and notes what it is called with. */
const GH = `#!/usr/bin/env bash
echo "$*" >>"$CALLS"
if [ -n "\${REFUSES:-}" ]; then exit 1; fi
for argument in "$@"; do
  case "$argument" in
    .\\[\\]*) jq --raw-output "$argument" "$COMMENTS" ;;
    body=@*) cp "\${argument#body=@}" "$CALLS.body" ;;
  esac
done
`;

const hasTools = ["bash", "jq"].every((tool) => spawnSync(tool, ["--version"]).error === undefined);

(hasTools ? describe : describe.skip)("the action for workflows of GitHub", () => {
  let folder: string;
  const file = (name: string) => path.join(folder, name);
  const accessReview = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "access-review-")), "cli.js");
  beforeAll(() => writeAccessReviewCommand(accessReview));
  afterAll(() => fs.rmSync(path.dirname(accessReview), { recursive: true, force: true }));
  const less = program({ azurerm_key_vault_access_policy: { p: policy } });
  const owner = { ...secretsUser, role_definition_name: "Owner" };
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "the action "));
    fs.mkdirSync(file("bin"));
    fs.writeFileSync(file("bin/gh"), GH, { mode: 0o755 });
    fs.writeFileSync(file("less.json"), JSON.stringify(less));
    fs.writeFileSync(file("more.json"), JSON.stringify(program({ azurerm_role_assignment: { r: owner } })));
    fs.writeFileSync(file("comments.json"), "[]");
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  interface Outcome {
    readonly code: number;
    readonly outputs: Readonly<Record<string, string>>;
    readonly calls: readonly string[];
    readonly uses: readonly string[];
    readonly log: string;
  }

  /** Runs the steps as a runner does: those whose condition holds, up to the first that fails. */
  function act(inputs: Record<string, string>, more: Record<string, string> = {}): Outcome {
    const command = `${process.execPath} ${accessReview}`;
    const outputs: Record<string, string> = {};
    const values = (name: string): string => {
      const [context, ...rest] = name.split(".");
      if (context === "inputs") {
        return { ...DEFAULTS, command, token: "t", ...inputs }[rest[0]!]!;
      }
      return context === "steps" ? (outputs[rest[2]!] ?? "") : (more.number ?? "7");
    };
    const resolved = (text: string) => text.replace(/\$\{\{ ([\w.-]+) \}\}/g, (_, name: string) => values(name));
    const holds = (condition: string) =>
      condition
        .replace(/^\$\{\{ | \}\}$/g, "")
        .split(" && ")
        .every((part) => {
          const [name, wanted] = part.split(" == ");
          return wanted === undefined ? values(name!) !== "" : values(name!) === wanted.replace(/'/g, "");
        });
    let [code, log] = [0, ""];
    const uses: string[] = [];
    for (const step of STEPS) {
      if (code !== 0 || (step.condition !== undefined && !holds(step.condition))) {
        continue;
      }
      if (step.uses !== undefined) {
        uses.push(step.uses);
        continue;
      }
      const env = {
        PATH: `${file("bin")}:${process.env.PATH}`,
        GITHUB_ACTION_PATH: ACTION,
        GITHUB_OUTPUT: file("output"),
        GITHUB_STEP_SUMMARY: file("summary.md"),
        GITHUB_REPOSITORY: "org/shop",
        RUNNER_TEMP: file("temp"),
        CALLS: file("calls"),
        COMMENTS: file("comments.json"),
        ...more,
        ...Object.fromEntries(Object.entries(step.env).map(([name, text]) => [name, resolved(text)])),
      };
      const ran = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run!], {
        cwd: folder,
        env: env as unknown as NodeJS.ProcessEnv,
        encoding: "utf8",
      });
      code = ran.status ?? -1;
      log += ran.stdout + ran.stderr;
      const lines = fs.existsSync(file("output")) ? fs.readFileSync(file("output"), "utf8").trim().split("\n") : [];
      lines.forEach((line) => (outputs[line.split("=")[0]!] = line.slice(line.indexOf("=") + 1)));
    }
    const calls = fs.existsSync(file("calls")) ? fs.readFileSync(file("calls"), "utf8").trim().split("\n") : [];
    return { code, outputs, calls, uses, log };
  }

  test("writes the page into the pull request and the summary, and fails where it is told to", () => {
    const { code, outputs, calls, uses } = act({ path: "more.json", baseline: "less.json", "fail-on": "broadened" });
    expect(code).toBe(1);
    expect(outputs).toMatchObject({ "exit-code": "1", verdict: "broadened" });
    expect(calls).toEqual([
      expect.stringMatching(/^api --paginate repos\/org\/shop\/issues\/7\/comments /),
      expect.stringMatching(/^api --method POST repos\/org\/shop\/issues\/7\/comments --field body=@.* --silent$/),
    ]);
    const body = fs.readFileSync(file("calls.body"), "utf8");
    expect(body).toMatch(/^<!-- access-review -->\n## Access review: 🔴 broadened\n/);
    expect(fs.readFileSync(file("summary.md"), "utf8")).toBe(body.replace(/^.*\n/, ""));
    expect(uses).toEqual([]);
  }, 30_000);

  test("writes over the comment of its own, hands findings to code scanning, and passes without a gate", () => {
    const comment = (id: number, type: string, text: string) => ({ id, user: { type }, body: text });
    const mine = "<!-- access-review -->\nold";
    const comments = [comment(1, "User", mine), comment(2, "Bot", "other"), comment(3, "Bot", mine)];
    fs.writeFileSync(file("comments.json"), JSON.stringify(comments));
    const { code, outputs, calls, uses } = act({ path: "more.json", baseline: "less.json", "code-scanning": "true" });
    expect(code).toBe(0);
    expect(calls[1]).toMatch(/^api --method PATCH repos\/org\/shop\/issues\/comments\/3 /);
    expect(uses).toEqual(["github/codeql-action/upload-sarif@v3"]);
    expect(JSON.parse(fs.readFileSync(outputs.sarif!, "utf8"))).toMatchObject({ version: "2.1.0" });
  }, 30_000);

  test("says where the page is when it may not comment, and does not fail for that", () => {
    const { code, log, outputs } = act({ path: "less.json" }, { REFUSES: "yes" });
    expect(code).toBe(0);
    expect(log).toMatch(/^::warning::access-review cannot .*; its page is in the summary of the job$/m);
    expect(outputs).toMatchObject({ "exit-code": "0", verdict: "" });
  }, 30_000);

  test("fails on what it cannot read, and shows no page of that", () => {
    const { code, log, calls, outputs } = act({ path: "not there" });
    expect(code).toBe(2);
    expect(log).toContain("not there is not there");
    expect(calls).toEqual([]);
    expect(outputs).toEqual({ "exit-code": "2" });
    expect(fs.existsSync(file("summary.md"))).toBe(false);
  }, 30_000);

  test.each<[string, number, string]>([
    ["is breached", 1, "Owner"],
    ["may be, which is not known", 3, "A role of Contoso's"],
  ])(
    "shows the page of a contract that %s",
    (_, exitCode, role) => {
      const grant = { ...secretsUser, role_definition_name: role };
      fs.writeFileSync(file("role.json"), JSON.stringify(program({ azurerm_role_assignment: { r: grant } })));
      const forbidden = { actions: ["Microsoft.Authorization/roleAssignments/write"], reason: "Only the platform." };
      fs.writeFileSync(file("forbidden.json"), JSON.stringify([forbidden]));
      const { code, outputs, calls, log } = act({ path: "role.json", baseline: "less.json", forbid: "forbidden.json" });
      expect([code, outputs["exit-code"]]).toEqual([exitCode, String(exitCode)]);
      expect(outputs.verdict).toBe("broadened");
      expect(JSON.parse(fs.readFileSync(outputs.sarif!, "utf8"))).toMatchObject({ version: "2.1.0" });
      expect(calls).toHaveLength(2);
      expect(fs.readFileSync(file("calls.body"), "utf8")).toContain("entry 0 of forbidden.json");
      expect(fs.readFileSync(file("summary.md"), "utf8")).toContain("entry 0 of forbidden.json");
      expect(log.match(/^access-review: /gm)).toHaveLength(1);
    },
    30_000,
  );

  test("holds access against a reference", () => {
    fs.writeFileSync(file("reference.json"), "{}");
    const { code, log } = act({ path: "less.json", allow: "reference.json" });
    expect([code, log]).toEqual([2, expect.stringContaining("reference.json")]);
  }, 30_000);

  test("fails where the command is not there", () => {
    const { code, outputs, calls } = act({ path: "less.json", command: "access-review-that-nobody-installed" });
    expect([code, outputs, calls]).toEqual([127, { "exit-code": "127" }, []]);
  }, 30_000);

  test("comments nothing outside of a pull request, or where it is told not to", () => {
    expect(act({ path: "less.json" }, { number: "" }).calls).toEqual([]);
    expect(act({ path: "less.json", comment: "false" }).calls).toEqual([]);
  }, 30_000);

  test("has a default or a value for everything that its steps name", () => {
    const named = [...yaml.split("\nruns:")[1]!.matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name!);
    expect(Object.keys(DEFAULTS).sort()).toEqual([...new Set(named)].sort());
  });
});
