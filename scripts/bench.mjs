// Measures what the library costs beside the same program written by hand with azurerm's own types, and checks that
// both make the same resources. Measures the access review beside the synthesis of what it reviews. Every run is a
// process of its own; the two take turns, and so do the sizes, so that a machine that slows down slows all.
//
//   npm run bench -- [--runs N] [--sizes 1,100]
import { execFileSync, execSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/** The most that the library may cost, as a multiple of the same by hand; few apps take too short a time to tell. */
const GOAL = { loading: 1.1, synthesis: 1.05, fromSize: 1000 };
/**
 * The most that the access review may take: of the time that synthesis takes, and in memory beside Node's own as a
 * multiple of the file.
 */
const REVIEW_GOAL = { time: 0.1, memory: 8 };
/**
 * The most that an app may cost in a larger program, as a multiple of what it costs in a smaller one, for the cost to
 * be called linear.
 */
const LINEAR = 1.25;
/** How many runs a short measurement has for each of a long one: noise is a larger part of it. */
const SHORT_RUNS = 3;

/**
 * V8 guesses from what survives one collection which objects will live long. At some sizes, which are others for each
 * of the two, a collection falls where the guess is wrong, and half of the runs take twice the memory; without it a run
 * measures the program.
 */
const WITHOUT_GUESS = "--no-allocation-site-pretenuring";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

const { values } = parseArgs({
  options: { runs: { type: "string", default: "7" }, sizes: { type: "string", default: "1,100,1000,5000" } },
});
const runs = Number(values.runs);
const sizes = values.sizes.split(",").map(Number);

execSync("npm run build", { cwd: ROOT, stdio: "pipe" });
const folder = mkdtempSync(join(tmpdir(), "bench-"));
try {
  print("loading", times(runs * SHORT_RUNS, loading()), GOAL.loading);
  const measured = new Map(sizes.map((size) => [size, []]));
  for (let i = 0; i < runs; i++) {
    measured.forEach((pairs, size) => pairs.push(...times(size > 1000 ? 1 : SHORT_RUNS, () => synthesis(size))));
  }
  measured.forEach((pairs, size) => print(`${size} apps`, pairs, size >= GOAL.fromSize ? GOAL.synthesis : undefined));
  printGrowth(measured);
  printReview();
  printShapes();
} finally {
  rmSync(folder, { recursive: true });
}

/** The library beside the classes of the provider that it loads. */
function loading() {
  const library = "../../build/index.js";
  const { classes } = run("load", library);
  return () => [run("load", library), run("load", "cdktf", "constructs", ...classes)];
}

function synthesis(size) {
  const pair = ["library", "by-hand"].map((scenario) => run(scenario, size, join(folder, scenario)));
  if (pair[0].resources !== pair[1].resources) {
    throw new Error(`The library and the code written by hand make different resources of ${size} apps.`);
  }
  return pair;
}

/** Runs a scenario. This process stays small meanwhile: on Linux a child's peak memory is at least its parent's. */
function run(scenario, ...args) {
  const file = join(ROOT, "scripts/bench", `${scenario}.mjs`);
  return JSON.parse(execFileSync(process.execPath, [WITHOUT_GUESS, file, ...args.map(String)], { encoding: "utf8" }));
}

function print(what, pairs, goal) {
  for (const [measure, unit, scale] of [
    ["time", "ms", 1],
    ["memory", "MB", 1024],
  ]) {
    const [library, byHand] = [0, 1].map((side) =>
      (median(pairs.map((pair) => pair[side][measure])) / scale).toFixed(0),
    );
    const ratio = median(pairs.map(([a, b]) => a[measure] / b[measure]));
    console.log(
      `${what}, ${measure}: library ${library} ${unit}, by hand ${byHand} ${unit}, ratio ${ratio.toFixed(2)}${verdict(ratio, goal)}`,
    );
  }
}

/** What an app adds to the time of the smallest size, at each size beside those before it. */
function printGrowth(measured) {
  const time = (size) => median(measured.get(size).map(([library]) => library.time));
  const [smallest, ...larger] = sizes;
  const perApp = (size) => (time(size) - time(smallest)) / (size - smallest);
  larger.forEach((size, i) =>
    larger.slice(0, i).forEach((before) => {
      const growth = perApp(size) / perApp(before);
      console.log(`an app among ${size}, time: ${growth.toFixed(2)} of one among ${before}${verdict(growth, LINEAR)}`);
    }),
  );
}

/** The access review of the largest program beside the synthesis of it, and beside the review of a fifth of it. */
function printReview() {
  const size = Math.max(...sizes);
  const [large, small] = [size, Math.ceil(size / 5)].map(review);
  const isLarge = size >= GOAL.fromSize;
  const ratio = large.time / large.synthesis;
  console.log(
    `review of ${size} apps, time: ${large.time.toFixed(0)} ms, ${ratio.toFixed(3)} of synthesis${verdict(ratio, isLarge && REVIEW_GOAL.time)}`,
  );
  console.log(
    `review of ${size} apps, memory: ${large.memory.toFixed(1)} times the file${verdict(large.memory, isLarge && REVIEW_GOAL.memory)}`,
  );
  console.log(
    `review, time of ${size} apps beside a fifth: ${(large.time / small.time).toFixed(1)}${verdict(large.time / small.time, isLarge && 5 * LINEAR)}`,
  );
}

/** The access review of programs in which everything has to do with everything, beside those of a fifth of the size. */
function printShapes() {
  const size = 2 * Math.max(...sizes);
  for (const shape of ["secrets", "chain", "subscriptions", "keys"]) {
    const pairs = times(runs, () => [run("shape", shape, size), run("shape", shape, Math.ceil(size / 5))]);
    const [large, small] = [0, 1].map((side) => median(pairs.map((pair) => pair[side].time)));
    console.log(
      `review of ${size} ${shape}, time: ${large.toFixed(0)} ms, ${(large / small).toFixed(1)} of a fifth${verdict(large / small, size >= GOAL.fromSize && 5 * LINEAR)}`,
    );
  }
}

/** What synthesizing so many apps takes, and reviewing them as the command does. */
function review(size) {
  const reviewed = join(folder, "reviewed");
  const pairs = times(runs, () => [run("library", size, reviewed), run("review", reviewed)]);
  const of = (pick) => median(pairs.map(pick));
  return {
    synthesis: of(([synthesis]) => synthesis.time),
    time: of(([, { time }]) => time),
    memory: of(([, { memory }]) => memory),
  };
}

function verdict(value, goal) {
  return goal ? ` (goal: at most ${goal}, ${value <= goal ? "met" : "MISSED"})` : "";
}

function times(count, measure) {
  return Array.from({ length: count }, () => measure());
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}
