// Reviews what a folder holds as the command does, and prints as JSON what that took: the memory beside what Node takes
// itself, as a multiple of the file.
import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [folder] = process.argv.slice(2);
const { main } = createRequire(import.meta.url)("../../build/review/door/cli.js");
const base = process.resourceUsage().maxRSS;
const start = performance.now();
const code = main([folder, "--output", join(folder, "review.md")], {
  out: () => undefined,
  err: (text) => process.stderr.write(text),
});
const time = performance.now() - start;
if (code !== 0) {
  throw new Error(`The review ended with ${code}.`);
}
const memory =
  ((process.resourceUsage().maxRSS - base) * 1024) / statSync(join(folder, "stacks/bench/cdk.tf.json")).size;
console.log(JSON.stringify({ time, memory }));
