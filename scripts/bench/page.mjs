// Writes what was measured to a page, between the marks that it has for it: a table, and pictures of growth.
import { execSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";

const [BEGIN, END] = ["<!-- measured -->", "<!-- /measured -->"];

export function writePage(file, rows, runs) {
  const [before, rest = ""] = readFileSync(file, "utf8").split(BEGIN);
  const after = rest.split(END)[1] ?? "";
  const text = [where(runs), tableOf(rows), ...picturesOf(rows)].join("\n\n");
  writeFileSync(file, `${before}${BEGIN}\n\n${text}\n\n${END}${after}`);
}

function where(runs) {
  const commit = execSync("git rev-parse --short HEAD", { encoding: "utf8" }).trim();
  const [{ model }] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const date = new Date().toISOString().slice(0, 10);
  return `Measured on ${date} at ${commit}: Node ${process.version}, ${cpus().length} cores of ${model.trim()}, ${memory} GB; medians of ${runs} pairs of processes.`;
}

function tableOf(rows) {
  const number = (value) => (value === undefined ? "" : value.toFixed(value < 10 ? 2 : 0));
  const lines = rows.map(({ what, measure, unit, library, byHand, ratio, goal, isMissed }) => {
    const sides = [library, byHand].map((value) => (value === undefined ? "" : `${number(value)} ${unit}`.trim()));
    const verdict = goal === undefined ? "" : `${goal}${isMissed ? ", missed" : ""}`;
    return `| ${what} | ${measure} | ${sides.join(" | ")} | ${ratio.toFixed(2)} | ${verdict} |`;
  });
  return [
    "| what | measure | library or review | by hand, Node or file | ratio | goal |",
    "|---|---|---|---|---|---|",
    ...lines,
  ].join("\n");
}

/** A picture for each shape that was measured at several sizes: the library first, then by hand. */
function picturesOf(rows) {
  const grown = rows.filter(({ size }) => size !== undefined);
  return groupsOf(grown)
    .filter((group) => group.length > 1)
    .map(pictureOf);
}

function groupsOf(rows) {
  const groups = new Map();
  rows.forEach((row) => {
    const key = `${row.shape} ${row.things}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  });
  return [...groups.values()];
}

function pictureOf(group) {
  const [{ shape, things }] = group;
  const seconds = (side) => group.map((row) => (row[side] / 1000).toFixed(2)).join(", ");
  return [
    "```mermaid",
    "xychart-beta",
    `  title "${shape}: seconds of CPU; bars by the library, line by hand"`,
    `  x-axis "${things}" [${group.map(({ size }) => size).join(", ")}]`,
    '  y-axis "seconds"',
    `  bar [${seconds("library")}]`,
    `  line [${seconds("byHand")}]`,
    "```",
  ].join("\n");
}
