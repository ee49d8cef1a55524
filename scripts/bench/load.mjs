// Loads the modules that the command line names, and prints as JSON what that took, and how many files.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const [start, cpu] = [performance.now(), process.cpuUsage()];
process.argv.slice(2).forEach((name) => require(name));
const time = performance.now() - start;
const { user, system } = process.cpuUsage(cpu);
const memory = process.resourceUsage().maxRSS;
const files = Object.keys(require.cache).length;
console.log(JSON.stringify({ time, cpu: (user + system) / 1000, memory, files }));
