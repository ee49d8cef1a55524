// Synthesizes every example into cdktf.out.examples; one of a single stack as a stack that has the name of its file.
import * as fs from "fs";
import { App } from "cdktf";
import { addExample, EXAMPLES } from "./examples";

const OUTPUT = "cdktf.out.examples";

async function main(): Promise<void> {
  // App.synth leaves the stacks of examples that are no more.
  fs.rmSync(OUTPUT, { recursive: true, force: true });
  // The tests validate. Of a stack that moves resources cdktf's validation asks for terraform, which may not be there.
  const app = new App({ outdir: OUTPUT, skipValidation: true });
  for (const name of EXAMPLES) {
    await addExample(app, name);
  }
  app.synth();
  console.log(`Generated Terraform code for the examples: ${EXAMPLES.join(", ")}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
