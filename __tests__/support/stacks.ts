import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { App, LocalBackend, TerraformStack } from "cdktf";
import { Synthesized } from "./synth";

/** Synthesizes an app of several stacks, as `cdktf synth` does. */
export function synthApp(program: (newStack: (id: string) => TerraformStack) => void): {
  stacks: Record<string, Synthesized>;
  dependencies: Record<string, string[]>;
} {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "stacks-"));
  try {
    const app = new App({ outdir });
    program((id) => {
      const stack = new TerraformStack(app, id);
      new LocalBackend(stack, { path: `${id}.tfstate` });
      new AzurermProvider(stack, "azurerm", { features: [{}] });
      return stack;
    });
    app.synth();
    const manifest = JSON.parse(fs.readFileSync(path.join(outdir, "manifest.json"), "utf8")) as {
      stacks: Record<string, { dependencies: string[] }>;
    };
    const ids = Object.keys(manifest.stacks);
    const read = (id: string) =>
      new Synthesized(fs.readFileSync(path.join(outdir, "stacks", id, "cdk.tf.json"), "utf8"));
    return {
      stacks: Object.fromEntries(ids.map((id) => [id, read(id)])),
      dependencies: Object.fromEntries(ids.map((id) => [id, manifest.stacks[id]!.dependencies])),
    };
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
}

/** The addresses in `depends_on` that the stack does not have, which Terraform refuses. */
export function danglingDependencies({ json, addresses }: Synthesized): string[] {
  const bodies = Object.values(json.resource ?? {}).flatMap((resources) => Object.values(resources));
  return bodies
    .flatMap((body) => (body.depends_on as string[] | undefined) ?? [])
    .filter((address) => !addresses.includes(address));
}
