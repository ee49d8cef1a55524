// What the two ways of writing the same program share: its names, the clock around it and the proof that both make the
// same.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider/index.js";

export const RESOURCE_GROUP = "my-rg";
export const LOCATION = "westeurope";
/** A vault takes 1024 access policies, and so as many apps. */
export const APPS_OF_A_VAULT = 1000;
export const IMAGE = "mcr.microsoft.com/azure-cli";
export const ENVIRONMENT_ID =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg/providers/Microsoft.App/managedEnvironments/my-environment";

/** The names of the vaults that so many apps need. */
export function vaultNames(names) {
  return Array.from({ length: Math.ceil(names.length / APPS_OF_A_VAULT) }, (_, i) => `my-vault-${i}`);
}

/** Synthesizes as many apps as the command line says into the folder it says, and prints as JSON what that took. */
export function measure(declare) {
  const [size, outdir] = process.argv.slice(2);
  const start = performance.now();
  const app = new App({ outdir });
  const stack = new TerraformStack(app, "bench");
  new AzurermProvider(stack, "azurerm", { features: [{}] });
  const names = Array.from({ length: Number(size) }, (_, i) => `app-${i}`);
  declare(stack, names);
  app.synth();
  const time = performance.now() - start;
  const memory = process.resourceUsage().maxRSS;
  console.log(JSON.stringify({ time, memory, resources: digest(join(outdir, "stacks/bench/cdk.tf.json")) }));
}

/**
 * The same for two plans that hold the same resources, whatever their logical ids: a reference stands for the body it
 * leads to.
 */
function digest(file) {
  const { data, resource } = JSON.parse(readFileSync(file, "utf8"));
  const bodies = new Map([...entries(data, "data."), ...entries(resource, "")]);
  const texts = new Map();
  const textOf = (address) => {
    if (!texts.has(address)) {
      const text = JSON.stringify(bodies.get(address)).replace(ADDRESS, (other) =>
        bodies.has(other) ? textOf(other) : other,
      );
      texts.set(address, createHash("sha256").update(text).digest("hex"));
    }
    return texts.get(address);
  };
  return createHash("sha256")
    .update([...bodies.keys()].map(textOf).sort().join())
    .digest("hex");
}

const ADDRESS = /(?:data\.)?azurerm_\w+\.[\w-]+/g;

function entries(types, prefix) {
  return Object.entries(types).flatMap(([type, byId]) =>
    // The comment, which holds the construct's path, is cdktf's and not Terraform's.
    Object.entries(byId).map(([id, { "//": _, ...body }]) => [`${prefix}${type}.${id}`, { type, ...body }]),
  );
}
