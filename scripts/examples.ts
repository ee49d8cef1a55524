import * as fs from "fs";
import * as path from "path";
import { App, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/** A file of `examples/`: one stack, or `program`, which adds several to an app. */
type Example = Record<string, unknown> & { readonly program?: (app: App) => void };

type Stack = new (scope: Construct, id: string) => TerraformStack;

const FOLDER = path.join(__dirname, "../examples");

/** The names of all examples, sorted. */
export const EXAMPLES: readonly string[] = fs
  .readdirSync(FOLDER)
  .filter((file) => file.endsWith(".ts"))
  .map((file) => path.basename(file, ".ts"))
  .sort();

/** Adds an example to an app; one of a single stack as a stack that has its name. */
export async function addExample(app: App, name: string): Promise<void> {
  const example = (await import(path.join(FOLDER, name))) as Example;
  if (example.program) {
    example.program(app);
    return;
  }
  const [stack, ...others] = Object.values(example).filter(
    (exported): exported is Stack => typeof exported === "function" && exported.prototype instanceof TerraformStack,
  );
  if (!stack || others.length > 0) {
    throw new Error(
      `examples/${name}.ts exports ${others.length + (stack ? 1 : 0)} stacks; allowed: one, or a program(app) that adds several. Export program.`,
    );
  }
  new stack(app, name);
}
