import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { TerraformStack, Testing } from "cdktf";
import { addExample } from "../../scripts/examples";

/** A stack that moves resources has cdktf ask the terraform of the machine for its version, which is left out here. */
const ASKS_FOR_TERRAFORM = new Set(["adopted-stack"]);

/** The stacks of an example, by their ids, as they are synthesized. */
export async function synthExample(name: string): Promise<[string, string][]> {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "example-"));
  try {
    const app = Testing.app({ outdir });
    await addExample(app, name);
    const stacks = app.node.children.filter((child): child is TerraformStack => TerraformStack.isStack(child));
    if (stacks.length === 1) {
      return [[name, Testing.synth(stacks[0]!, !ASKS_FOR_TERRAFORM.has(name))]];
    }
    app.synth();
    return stacks.map(({ node: { id } }) => [
      id,
      fs.readFileSync(path.join(outdir, "stacks", id, "cdk.tf.json"), "utf8"),
    ]);
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
}
