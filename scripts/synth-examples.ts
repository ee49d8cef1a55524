// Synthesizes every example, each as a stack that has the name of its file, into cdktf.out.examples.
import * as fs from "fs";
import * as path from "path";
import { App, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

type Example = new (scope: Construct, id: string) => TerraformStack;

const OUTPUT = "cdktf.out.examples";

async function main(): Promise<void> {
  // App.synth leaves the stacks of examples that are no more.
  fs.rmSync(OUTPUT, { recursive: true, force: true });
  const app = new App({ outdir: OUTPUT });
  const names = fs
    .readdirSync(path.join(__dirname, "../examples"))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => path.basename(file, ".ts"));
  for (const name of names.sort()) {
    const classes = Object.values((await import(`../examples/${name}.ts`)) as Record<string, unknown>).filter(isExample);
    if (classes.length !== 1) {
      throw new Error(`examples/${name}.ts exports ${classes.length} stacks; an example exports one.`);
    }
    new classes[0]!(app, name);
  }
  app.synth();
  console.log(`Generated Terraform code for the examples: ${names.join(", ")}`);
}

function isExample(exported: unknown): exported is Example {
  return typeof exported === "function" && exported.prototype instanceof TerraformStack;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
