import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { AccessReview } from "../../lib/review/door/access-review";
import type { Configuration } from "./review-programs";

/** Configurations of stacks, by their names. */
export type Stacks = Readonly<Record<string, Configuration>>;

/** Writes a folder as cdktf does, and returns its path. */
export function writeStacks(stacks: Stacks): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "stacks-"));
  const manifest = {
    version: "0.21.0",
    stacks: Object.fromEntries(
      Object.keys(stacks).map((name) => [
        name,
        { name, synthesizedStackPath: `stacks/${name}/cdk.tf.json`, dependencies: [] },
      ]),
    ),
  };
  fs.writeFileSync(path.join(folder, "manifest.json"), JSON.stringify(manifest));
  for (const [name, configuration] of Object.entries(stacks)) {
    fs.mkdirSync(path.join(folder, "stacks", name), { recursive: true });
    fs.writeFileSync(path.join(folder, "stacks", name, "cdk.tf.json"), JSON.stringify(configuration));
  }
  return folder;
}

/** Reviews stacks together, as the folder that cdktf writes. */
export function reviewStacks(stacks: Stacks): AccessReview {
  const folder = writeStacks(stacks);
  try {
    return AccessReview.ofPath(folder);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
