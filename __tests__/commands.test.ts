import { spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { pathToFileURL } from "url";

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

  test("prints the result and where the JSON is", () => {
    const { status, printed } = synth(output);
    const file = path.join(output, "stacks", "main", "cdk.tf.json");
    expect({ status, lines: printed.split("\n").filter((line) => line.trim()) }).toEqual({
      status: 0,
      lines: ["Generated Terraform code for the stacks: main", `  ${file}`],
    });
    expect(fs.existsSync(file)).toBe(true);
  }, 60_000);

  test("prints a refusal once, with the line of the program and no stack", () => {
    const { status, printed } = synth(output, { KEY_VAULT: "bad_name" });
    expect(status).toBe(1);
    expect(printed.match(/KEY_VAULT is "bad_name"; allowed: /g)).toHaveLength(1);
    expect(printed.match(/^ +at .*/gm)).toEqual([expect.stringMatching(/^ +at .*lib[\\/]main-stack\.ts:\d+:\d+\)$/)]);
  }, 60_000);

  test("keeps the stack of any other error", () => {
    const program = path.join(output, "bug.cjs");
    fs.writeFileSync(program, "(function broken() { throw new TypeError('bug'); })();");
    const preload = path.join(ROOT, "scripts", "refusal.mjs");
    const { status, stderr } = spawnSync(process.execPath, ["--import", pathToFileURL(preload).href, program], {
      encoding: "utf8",
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^TypeError: bug\n +at broken .*bug\.cjs:1:/);
  });
});
