// Runs the project's own cdktf with its arguments, and without its telemetry, on any platform.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const args = process.argv.slice(2);
const cli = createRequire(import.meta.url).resolve("cdktf-cli/bundle/bin/cdktf");
const temporary = mkdtempSync(join(tmpdir(), "refusal-"));
const refusal = join(temporary, "refusal.txt");
const { status } = spawnSync(process.execPath, [cli, ...args], {
  stdio: "inherit",
  env: {
    ...process.env,
    // Off a terminal cdktf would print each frame of its spinner; with CI it prints the result.
    ...(process.stdout.isTTY ? {} : { CI: "true" }),
    CHECKPOINT_DISABLE: "1",
    REFUSAL_FILE: refusal,
  },
});
if (existsSync(refusal)) {
  console.error(readFileSync(refusal, "utf8"));
}
rmSync(temporary, { recursive: true, force: true });
if (args[0] === "synth" && status === 0) {
  filesIn(args[args.indexOf("--output") + 1 || args.length] ?? "cdktf.out").forEach((file) => console.log(`  ${file}`));
}
process.exitCode = status ?? 1;

/** The file of each stack that Terraform reads. */
function filesIn(output) {
  const stacks = join(output, "stacks");
  return readdirSync(stacks).flatMap((stack) =>
    ["cdk.tf.json", "cdk.tf"].map((name) => join(stacks, stack, name)).filter((file) => existsSync(file)),
  );
}
