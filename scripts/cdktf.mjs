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
// Off a terminal the result of a synthesis is all that there is to show, or the refusal instead of it.
const isHeld = args[0] === "synth" && !process.stdout.isTTY;
const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
  stdio: isHeld ? ["inherit", "pipe", "pipe"] : "inherit",
  maxBuffer: Infinity,
  env: {
    ...process.env,
    // Off a terminal cdktf would print each frame of its spinner; with CI it prints the result.
    ...(process.stdout.isTTY ? {} : { CI: "true" }),
    CHECKPOINT_DISABLE: "1",
    REFUSAL_FILE: refusal,
  },
});
if (existsSync(refusal)) {
  process.stderr.write(readFileSync(refusal));
} else if (isHeld) {
  process.stdout.write(stdout);
  process.stderr.write(stderr);
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
