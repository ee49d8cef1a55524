// What the two ways of writing the same program share: its names, the clocks around it and the proof that both make the
// same.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider/index.js";

export const RESOURCE_GROUP = "my-rg";
export const LOCATION = "westeurope";
export const place = { resourceGroupName: RESOURCE_GROUP, location: LOCATION };
/** A vault takes 1024 access policies, and so as many apps. */
export const APPS_OF_A_VAULT = 1000;
/** How many apps each of many stacks holds. */
const APPS_OF_A_STACK = 5;
export const JOB_TIMEOUT = 1800;
export const IMAGE = "mcr.microsoft.com/azure-cli";
const GROUP_ID = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg";
export const ENVIRONMENT_ID = `${GROUP_ID}/providers/Microsoft.App/managedEnvironments/my-environment`;
export const REGISTRY_NAME = "myregistry";
export const REGISTRY_ID = `${GROUP_ID}/providers/Microsoft.ContainerRegistry/registries/${REGISTRY_NAME}`;

/** The names of the vaults that the apps of a stack need; another stack has others. */
export function vaultNames(names) {
  return Array.from({ length: Math.ceil(names.length / APPS_OF_A_VAULT) }, (_, i) => `${names[0]}-vault-${i}`);
}

/**
 * Synthesizes the shape that the command line says, of so many apps or, with "stacks", so many stacks, into the folder it
 * says, and prints as JSON what that took. A shape with `first` shares what that makes among all stacks. Memory is
 * the peak of the process and, where Node exposes its collector, what lives at the end beside what lived at the start.
 */
export function measure(shapes) {
  const [name, size, unit, outdir] = process.argv.slice(2);
  const { first, inStack } = shapes[name];
  globalThis.gc?.();
  const [start, cpu, heap] = [performance.now(), process.cpuUsage(), process.memoryUsage().heapUsed];
  const app = new App({ outdir });
  const shared = first?.(stackIn(app, "shared"));
  const isMany = unit === "stacks";
  for (const [i, names] of isMany ? namesOfStacks(Number(size)).entries() : [[0, namesOf("app", Number(size))]]) {
    inStack(stackIn(app, `bench-${i}`), names, shared);
  }
  app.synth();
  const time = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  const memory = process.resourceUsage().maxRSS;
  globalThis.gc?.();
  // The program is still there when its memory is read.
  const live = app.node.id === undefined ? 0 : process.memoryUsage().heapUsed - heap;
  console.log(JSON.stringify({ time, cpu: (user + system) / 1000, memory, live, resources: resourcesIn(outdir) }));
}

function stackIn(app, id) {
  const stack = new TerraformStack(app, id);
  new AzurermProvider(stack, "azurerm", { features: [{}] });
  return stack;
}

function namesOfStacks(count) {
  return Array.from({ length: count }, (_, i) => namesOf(`app-${i}`, APPS_OF_A_STACK));
}

function namesOf(prefix, count) {
  return Array.from({ length: count }, (_, i) => `${prefix}-${i}`);
}

/** The same for two programs whose stacks hold the same resources. */
function resourcesIn(outdir) {
  const stacks = readdirSync(join(outdir, "stacks")).sort();
  const digests = stacks.map((stack) => digest(join(outdir, "stacks", stack, "cdk.tf.json")));
  return createHash("sha256").update(digests.join()).digest("hex");
}

/**
 * The same for two plans that hold the same resources, whatever their logical ids: a reference stands for the body it
 * leads to.
 */
function digest(file) {
  const { data = {}, resource = {} } = JSON.parse(readFileSync(file, "utf8"));
  const bodies = new Map([...entries(data, "data."), ...entries(resource, "")]);
  const texts = new Map();
  const textOf = (address) => {
    if (!texts.has(address)) {
      const text = JSON.stringify(bodies.get(address))
        .replace(OUTPUT, "")
        .replace(ADDRESS, (other) => (bodies.has(other) ? textOf(other) : other));
      texts.set(address, createHash("sha256").update(text).digest("hex"));
    }
    return texts.get(address);
  };
  return createHash("sha256")
    .update([...bodies.keys()].map(textOf).sort().join())
    .digest("hex");
}

const ADDRESS = /(?:data\.)?(?:azurerm_\w+|time_sleep)\.[\w-]+/g;
/** What cdktf calls an output for other stacks, up to the attribute: it has the logical id in it. */
const OUTPUT = /cross-stack-output-[\w-]*?_[0-9A-F]{8}/g;

function entries(types, prefix) {
  return Object.entries(types).flatMap(([type, byId]) =>
    // The comment, which holds the construct's path, is cdktf's and not Terraform's.
    Object.entries(byId).map(([id, { "//": _, triggers = {}, ...body }]) => [
      `${prefix}${type}.${id}`,
      { type, triggers: Object.values(triggers), ...body },
    ]),
  );
}
