// Runs the project's own cdktf with its arguments, and without its telemetry, on any platform.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";

const cli = createRequire(import.meta.url).resolve("cdktf-cli/bundle/bin/cdktf");
const { status } = spawnSync(process.execPath, [cli, ...process.argv.slice(2)], {
  stdio: "inherit",
  env: { ...process.env, CHECKPOINT_DISABLE: "1" },
});
process.exitCode = status ?? 1;
