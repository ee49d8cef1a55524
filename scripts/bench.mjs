// Measures what the library costs beside the same program written by hand with azurerm's own types, and checks that
// both make the same resources; and what the access review costs beside reading its file. Every run is a process of its
// own, and the two take turns, so that a machine that slows down slows both. The goals stand in bench/goals.mjs.
//
//   npm run bench -- [--runs N] [--apps 1000,5000] [--stacks 100,200,400] [--page docs/performance.md]
//   npm run bench -- --judge    what CI judges: 1,000 apps and 100 stacks, a minute
import { execSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { CI, GOALS } from "./bench/goals.mjs";
import { commandCpu, median, pairsOf, ratioOf, repeat, run } from "./bench/measure.mjs";
import { writePage } from "./bench/page.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** How many runs a short measurement has for each of a long one: noise is a larger part of it. */
const SHORT_RUNS = 3;
/** What a program of apps loads of the provider, with the library or without. */
const CLASSES = [
  "provider",
  "container-app",
  "user-assigned-identity",
  "key-vault-access-policy",
  "data-azurerm-key-vault",
];

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "3" },
    apps: { type: "string", default: "1000,5000" },
    stacks: { type: "string", default: "100,200,400" },
    judge: { type: "boolean", default: false },
    page: { type: "string" },
  },
});
const runs = Number(values.runs);
const sizes = (text) => text.split(",").map(Number);
const rows = [];

execSync("npm run build", { cwd: ROOT, stdio: "pipe" });
const folder = mkdtempSync(join(tmpdir(), "bench-"));
try {
  if (values.judge) {
    judge();
  } else {
    measureAll();
  }
} finally {
  rmSync(folder, { recursive: true });
}

/** The few ratios that CI judges. */
function judge() {
  compareShape("policies", [1000], "apps", { cpu: CI.apps });
  compareShape("policies", [100], "stacks", { cpu: CI.stacks });
  compareShape("shared", [100], "stacks", { cpu: CI.stacks });
  process.exitCode = rows.some(({ isMissed }) => isMissed) ? 1 : 0;
}

function measureAll() {
  const apps = sizes(values.apps);
  loading();
  compareShape("policies", apps, "apps", { cpu: GOALS.apps, time: GOALS.apps, memory: GOALS.apps, live: GOALS.apps });
  ["rbac", "registries", "services", "jobs"].forEach((shape) =>
    compareShape(shape, apps.slice(0, 1), "apps", {
      cpu: GOALS.otherShapes,
      time: GOALS.otherShapes,
      memory: GOALS.otherShapes,
    }),
  );
  ["policies", "shared"].forEach((shape) =>
    compareShape(shape, sizes(values.stacks), "stacks", {
      cpu: GOALS.stacks,
      time: GOALS.stacks,
      memory: GOALS.stacks,
    }),
  );
  start();
  review(Math.max(...apps));
  reviewShapes(2 * Math.max(...apps));
  if (values.page) {
    writePage(join(ROOT, values.page), rows, runs);
  }
}

/** The library beside cdktf, each with the classes of the provider that a program of apps loads. */
function loading() {
  const classes = CLASSES.map((name) => `@cdktf/provider-azurerm/lib/${name}`);
  const pairs = repeat(runs * SHORT_RUNS, () => [
    run("load", ["../../build/index.js", ...classes]),
    run("load", ["cdktf", "constructs", ...classes]),
  ]);
  report("loading", "CPU", "ms", ratioOf(pairs, "cpu"), GOALS.loading);
  report("loading", "files", "", ratioOf(pairs, "files"));
}

/** A shape at several sizes, by the library and by hand, and how both grow. */
function compareShape(shape, sizesOfShape, unit, goals) {
  const measured = sizesOfShape.map((size) => {
    const { cpu, time, memory, live } = pairsOf({
      runs,
      shape,
      size,
      unit,
      folder,
      isForMemory: !values.judge,
    });
    const what = `${size} ${unit}, ${shape}`;
    report(what, "CPU", "ms", cpu, goals.cpu, { shape, size, things: unit });
    report(what, "wall time", "ms", time, goals.time);
    if (memory) {
      report(what, "peak memory", "MB", scaled(memory, 1024), goals.memory);
      report(what, "live heap", "MB", scaled(live, 1024 * 1024), goals.live);
    }
    return { size, cpu };
  });
  const [first, ...larger] = measured;
  larger.forEach(({ size, cpu }) => {
    const growth = (side) => cpu[side] / size / (first.cpu[side] / first.size);
    const [library, byHand] = [growth("library"), growth("byHand")];
    const what = `one of ${size} ${unit} beside one of ${first.size}, ${shape}`;
    report(what, "CPU", "", { library, byHand, ratio: library / byHand }, GOALS.linear);
  });
}

/** The command where it has next to nothing to do, beside a process of Node that does nothing. */
function start() {
  const tiny = join(folder, "tiny");
  mkdirSync(tiny);
  writeFileSync(
    join(tiny, "cdk.tf.json"),
    JSON.stringify({ resource: { azurerm_resource_group: { a: { name: "a" } } } }),
  );
  for (const [what, args] of [
    ["access-review --help", ["--help"]],
    ["access-review of a tiny file", [tiny]],
  ]) {
    const pairs = repeat(runs * SHORT_RUNS, () => [{ cpu: commandCpu(...args) }, { cpu: commandCpu() }]);
    report(what, "CPU of an empty process", "ms", ratioOf(pairs, "cpu"), GOALS.start);
  }
}

/** The access review of a program beside reading and parsing its file, and beside the review of a fifth of it. */
function review(size) {
  const [large, small] = [size, Math.ceil(size / 5)].map((count) => {
    const outdir = join(folder, `reviewed-${count}`);
    run("library", ["policies", count, "apps", outdir]);
    return repeat(runs, () => [run("review", ["review", outdir]), run("review", ["read", outdir])]);
  });
  const { library, byHand, ratio } = ratioOf(large, "cpu");
  report(`review of ${size} apps`, "CPU of reading its file", "ms", { library, byHand, ratio }, GOALS.review.time);
  const memory = median(large.map(([{ memory: times }]) => times));
  report(`review of ${size} apps`, "memory, of its file", "", { ratio: memory }, GOALS.review.memory);
  const growth = library / ratioOf(small, "cpu").library / 5;
  report(`an app in a review of ${size} beside a fifth`, "CPU", "", { ratio: growth }, GOALS.linear);
}

/** The access review of programs in which everything has to do with everything, beside those of a fifth of the size. */
function reviewShapes(size) {
  for (const shape of ["secrets", "chain", "subscriptions", "keys"]) {
    const pairs = repeat(runs, () => [run("shape", [shape, size]), run("shape", [shape, Math.ceil(size / 5)])]);
    const { ratio } = ratioOf(pairs, "cpu");
    report(`one in a review of ${size} ${shape} beside a fifth`, "CPU", "", { ratio: ratio / 5 }, GOALS.linear);
  }
}

/** Prints a ratio, and keeps it for the page; a goal is the most that it may be. */
function report(what, measure, unit, { library, byHand, ratio }, goal, place) {
  const isMissed = goal !== undefined && ratio > goal;
  const sides =
    library === undefined ? "" : ` (${library.toFixed(1)} to ${byHand.toFixed(1)} ${unit})`.replace(" )", ")");
  const verdict = goal === undefined ? "" : `; goal: at most ${goal}, ${isMissed ? "MISSED" : "met"}`;
  console.log(`${what}, ${measure}: ${ratio.toFixed(2)}${sides}${verdict}`);
  rows.push({ what, measure, unit, library, byHand, ratio, goal, isMissed, ...place });
}

function scaled({ library, byHand, ratio }, scale) {
  return { library: library / scale, byHand: byHand / scale, ratio };
}
