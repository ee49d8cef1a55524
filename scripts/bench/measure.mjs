// Runs a scenario as a process of its own, and compares the library with the same by hand in turn.
import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));
const CLI = fileURLToPath(new URL("../../build/review/door/cli.js", import.meta.url));

/**
 * V8 guesses from what survives one collection which objects will live long. At some sizes, which are others for each
 * of the two, a collection falls where the guess is wrong, and half of the runs take twice the memory; without it a run
 * measures the program.
 */
const WITHOUT_GUESS = "--no-allocation-site-pretenuring";

/** How far the heap may grow before it is collected is another of V8's guesses, and most of a peak; here it is fixed. */
const MEASURING_MEMORY = ["--heap-growing-percent=20", "--expose-gc"];

/** Runs a scenario. This process stays small meanwhile: on Linux a child's peak memory is at least its parent's. */
export function run(scenario, args, flags = []) {
  const file = join(FOLDER, `${scenario}.mjs`);
  const all = [WITHOUT_GUESS, ...flags, file, ...args.map(String)];
  return JSON.parse(execFileSync(process.execPath, all, { encoding: "utf8", maxBuffer: 1 << 30 }));
}

/** The CPU of the command as a whole process; of Node alone where there are no arguments. */
export function commandCpu(...args) {
  const hook = join(FOLDER, "at-exit.js");
  const program = args.length === 0 ? ["-e", ""] : [CLI, ...args];
  return JSON.parse(spawnSync(process.execPath, ["--require", hook, ...program], { encoding: "utf8" }).stderr).cpu;
}

/** A shape of so many apps or stacks, by the library and by hand, which must make the same resources. */
export function pairsOf({ runs, shape, size, unit, folder, isForMemory }) {
  const pair = (flags) => {
    const [library, byHand] = ["library", "by-hand"].map((way) =>
      run(way, [shape, size, unit, join(folder, `${way}-${shape}-${size}-${unit}`)], flags),
    );
    if (library.resources !== byHand.resources) {
      throw new Error(`The library and the code written by hand make different resources: ${shape}, ${size} ${unit}.`);
    }
    return [library, byHand];
  };
  const times = repeat(runs, () => pair([]));
  const memories = isForMemory ? repeat(Math.ceil(runs / 2), () => pair(MEASURING_MEMORY)) : [];
  return {
    cpu: ratioOf(times, "cpu"),
    time: ratioOf(times, "time"),
    ...(isForMemory && { memory: ratioOf(memories, "memory"), live: ratioOf(memories, "live") }),
  };
}

/** The medians of the library and by hand, and the median of the ratios pair by pair. */
export function ratioOf(pairs, measure) {
  const of = (side) => median(pairs.map((pair) => pair[side][measure]));
  return { library: of(0), byHand: of(1), ratio: median(pairs.map(([a, b]) => a[measure] / b[measure])) };
}

export function repeat(count, measure) {
  return Array.from({ length: count }, () => measure());
}

export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}
