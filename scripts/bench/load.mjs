// Loads the modules that the command line names, and prints as JSON what that took and which classes of the provider
// came with them.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const start = performance.now();
process.argv.slice(2).forEach((name) => require(name));
const time = performance.now() - start;
const memory = process.resourceUsage().maxRSS;
const classes = Object.keys(require.cache).filter((file) =>
  /provider-azurerm\/lib\/[^/]+\/index\.js$/.test(file.replaceAll("\\", "/")),
);
console.log(JSON.stringify({ time, memory, classes }));
