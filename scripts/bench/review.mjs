// Reviews what a folder holds as the command does, or only reads and parses its file, and prints as JSON what that took:
// the memory beside what Node takes itself, as a multiple of the file.
import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [what, folder] = process.argv.slice(2);
const file = join(folder, "stacks/bench-0/cdk.tf.json");
const STEPS = { read: () => JSON.parse(readFileSync(file, "utf8")), review };
const { run } = createRequire(import.meta.url)("../../build/review/door/index.js");
const base = process.resourceUsage().maxRSS;
const start = process.cpuUsage();
const made = STEPS[what]();
const { user, system } = process.cpuUsage(start);
const memory = ((process.resourceUsage().maxRSS - base) * 1024) / statSync(file).size;
if (!made) {
  throw new Error(`The ${what} of ${folder} failed.`);
}
console.log(JSON.stringify({ cpu: (user + system) / 1000, memory }));

function review() {
  const streams = { out: () => undefined, err: (text) => process.stderr.write(text) };
  return run([folder, "--output", join(folder, "review.md")], streams) === 0;
}
