import { spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { pathToFileURL } from "url";
import { slowTest } from "./support/runs";

const ROOT = path.join(__dirname, "..");

/** What `npm run synth` runs, off a terminal, with the environment of a machine that has no settings of Terraform's. */
function synth(output: string, environment: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/cdktf.mjs", "synth", "--output", output], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, CI: "", TF_CLI_CONFIG_FILE: "", ...environment },
  });
  return { status, printed: `${stdout}${stderr}` };
}

describe("npm run synth, off a terminal", () => {
  let output: string;

  beforeAll(() => (output = fs.mkdtempSync(path.join(os.tmpdir(), "synth-"))));
  afterAll(() => fs.rmSync(output, { recursive: true, force: true }));

  /** What a program prints that throws, as cdktf runs it. */
  function thrown(code: string) {
    const program = path.join(output, "thrown.cjs");
    fs.writeFileSync(program, code);
    const preload = path.join(ROOT, "scripts", "refusal.mjs");
    return spawnSync(process.execPath, ["--import", pathToFileURL(preload).href, program], {
      encoding: "utf8",
      env: { ...process.env, REFUSAL_FILE: undefined },
    });
  }

  slowTest(
    "prints the result and where the JSON is",
    () => {
      const { status, printed } = synth(output);
      const file = path.join(output, "stacks", "main", "cdk.tf.json");
      expect({ status, lines: printed.split("\n").filter((line) => line.trim()) }).toEqual({
        status: 0,
        lines: ["Generated Terraform code for the stacks: main", `  ${file}`],
      });
      expect(fs.existsSync(file)).toBe(true);
    },
    60_000,
  );

  slowTest(
    "prints a refusal once, with the line of the program and no stack",
    () => {
      const { status, printed } = synth(output, { KEY_VAULT: "bad_name" });
      expect({ status, lines: printed.trimEnd().split("\n") }).toEqual({
        status: 1,
        lines: [
          "[main] is refused:",
          expect.stringMatching(/^ {2}- KEY_VAULT is "bad_name"; allowed: /),
          expect.stringMatching(/^ {4}at MainStack\.readSettings \(lib[\\/]main-stack\.ts:\d+:\d+\)$/),
        ],
      });
    },
    60_000,
  );

  test.each([
    ["at new ShopStack (ROOT/main-stack.ts:8:44)", "at new ShopStack (main-stack.ts:8:44)"],
    ["at <anonymous> (file://ROOT/main.ts:8:44)", "at main.ts:8:44"],
    ["at new <anonymous> (ROOT/main.ts:8:44)", "at main.ts:8:44"],
    ["at import_cdktf (ROOT/main.ts:8:44)", "at main.ts:8:44"],
    ["at ROOT/main.ts:8:44", "at main.ts:8:44"],
  ])("names the line of a refusal as the program does: %s", (frame, printed) => {
    const message = "x is 1; allowed: 2. Pass 2.";
    const stack = `Error: ${message}\n    at refuse (node:x:1:1)\n    ${frame.replace("ROOT", ROOT)}`;
    const { status, stderr } = thrown(
      `throw Object.assign(new Error(${JSON.stringify(message)}), { stack: ${JSON.stringify(stack)} });`,
    );
    expect({ status, stderr }).toEqual({ status: 1, stderr: `${message}\n    ${printed}\n` });
  });

  test("keeps the stack of any other error", () => {
    const { status, stderr } = thrown("(function broken() { throw new TypeError('bug'); })();");
    expect(status).toBe(1);
    expect(stderr).toMatch(/^TypeError: bug\n +at broken .*thrown\.cjs:1:/);
  });
});
