#!/usr/bin/env node
import * as fs from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { Acceptances, SHAPE } from "../report/acceptances";
import { compare, Comparison } from "../compare/compare";
import { readText } from "../read/input/files";
import { toJson } from "../render/json";
import { toMarkdown } from "../render/markdown";
import { toMermaid } from "../render/mermaid";
import { oneLine } from "../render/text";
import type { Report } from "../report/report";
import { readBaseline, reviewPath } from "./review";
import { ReviewError } from "../base/review-error";

const HELP = `Who may do what in a program of Terraform's, and what a change of it adds.

access-review [PATH] [options]

PATH is a cdk.tf.json or another *.tf.json, a folder of them, a folder that cdktf synth wrote, or what
terraform show -json prints of a plan or a state. Without it, cdktf.out.

  --baseline PATH    compare to the JSON of another review, or to anything that can be reviewed, of which a plan counts as
                     it will be; without it, a plan is compared to what it starts from
  --format FORMAT    markdown (the default), json or mermaid
  --output FILE      write to a file, whole or not at all, instead of to the standard output
  --accept FILE      findings that may stand: [{"finding": "…", "address": "…", "reason": "…"}]
                     (access-review.json in the current folder, where there is one)
  --fail-on WHAT     broadened, error or warning, which an error is, too; several with commas, or given several times
  --help             print this

Exit codes: 0 reviewed; 1 reviewed, and what --fail-on names is there; 2 wrong usage, or an input that cannot be read.
`;

const FORMATS = ["markdown", "json", "mermaid"] as const;
const FAILURES = ["broadened", "error", "warning"] as const;
const ACCEPTANCES = "access-review.json";

/** Where the command writes to. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

interface Options {
  readonly path: string;
  readonly baseline?: string;
  readonly format: (typeof FORMATS)[number];
  readonly output?: string;
  readonly accept?: string;
  readonly failOn: readonly (typeof FAILURES)[number][];
}

/** Runs the command, and returns its exit code. */
export function main(args: readonly string[], { out, err }: Streams): number {
  try {
    const options = parse(args);
    if (!options) {
      out(HELP);
      return 0;
    }
    return review(options, out);
  } catch (error) {
    const message =
      error instanceof ReviewError
        ? error.message
        : `this is a defect of access-review, please report it: ${(error as Error).message}`;
    err(`access-review: ${oneLine(message)}\n`);
    return 2;
  }
}

function review({ path: file, baseline, format, output, accept, failOn }: Options, out: Streams["out"]): number {
  const { report, change: planned } = reviewPath(file, acceptances(accept));
  const change = baseline === undefined ? planned : compare(readBaseline(baseline), report);
  if (failOn.includes("broadened") && !change) {
    throw new ReviewError(
      "USAGE",
      `--fail-on broadened takes something to compare to; allowed: with --baseline, or with a plan. Add --baseline.`,
    );
  }
  const text =
    format === "json" ? toJson(report, change) : format === "mermaid" ? toMermaid(report) : toMarkdown(report, change);
  const write = output === undefined ? out : (whole: string) => writeWhole(output, whole);
  write(text);
  return failOn.some((what) => isThere(what, report, change)) ? 1 : 0;
}

function isThere(what: (typeof FAILURES)[number], { findings }: Report, change: Comparison | undefined): boolean {
  const severities = what === "error" ? ["error"] : ["error", "warning"];
  return what === "broadened"
    ? change?.verdict === "broadened"
    : findings.some(({ severity }) => severities.includes(severity));
}

function acceptances(file: string | undefined): Acceptances {
  const named = file ?? (fs.existsSync(ACCEPTANCES) ? ACCEPTANCES : undefined);
  return named === undefined ? new Acceptances() : Acceptances.parse(readText(named, SHAPE), named);
}

/** The options; undefined where help is asked for. */
function parse(args: readonly string[]): Options | undefined {
  const { values, positionals } = parsed(args);
  if (values.help) {
    return undefined;
  }
  if (positionals.length > 1 || positionals[0] === "") {
    throw new ReviewError(
      "USAGE",
      `PATH is ${JSON.stringify(positionals)}; allowed: one file or folder. Run access-review once for each.`,
    );
  }
  return {
    path: positionals[0] ?? "cdktf.out",
    baseline: values.baseline,
    format: oneOf("--format", values.format ?? "markdown", FORMATS),
    output: values.output,
    accept: values.accept,
    failOn: (values["fail-on"] ?? []).flatMap(failuresIn),
  };
}

/**
 * What a list names; an empty one, as an unset variable makes it, must not be taken for a gate that lets everything
 * through.
 */
function failuresIn(list: string): (typeof FAILURES)[number][] {
  const names = list
    .split(",")
    .map((what) => what.trim())
    .filter((what) => what !== "");
  return (names.length === 0 ? [list] : names).map((what) => oneOf("--fail-on", what, FAILURES));
}

function parsed(args: readonly string[]) {
  try {
    const text = { type: "string" } as const;
    const options = {
      baseline: text,
      format: text,
      output: text,
      accept: text,
      "fail-on": { type: "string", multiple: true },
      help: { type: "boolean", short: "h" },
    } as const;
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new ReviewError(
      "USAGE",
      `${(error as Error).message.split(". ")[0]}; allowed: what access-review --help prints.`,
    );
  }
}

function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) {
    throw new ReviewError("USAGE", `${option} is ${JSON.stringify(value)}; allowed: ${allowed.join(", ")}.`);
  }
  return found;
}

/** Writes beside the file first, so that nobody reads half of it. */
function writeWhole(given: string, text: string): void {
  const present = fs.existsSync(given) ? fs.statSync(given) : undefined;
  const file = present ? fs.realpathSync(given) : given;
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}`);
  try {
    // What is no file, such as a pipe, is written to and not replaced.
    if (present && !present.isFile()) {
      fs.writeFileSync(file, text);
      return;
    }
    fs.writeFileSync(temporary, text, { mode: present?.mode });
    fs.renameSync(temporary, file);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw new ReviewError(
      "UNREADABLE",
      `${file} cannot be written (${(error as NodeJS.ErrnoException).code ?? "unknown error"}); allowed: a file in a folder that is there and that this user may write to.`,
    );
  }
}

if (require.main === module) {
  const write = (stream: NodeJS.WriteStream) => (text: string) => void stream.write(text);
  // Whoever reads the output may stop before its end: that changes nothing of the verdict.
  process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
    if (code !== "EPIPE") {
      write(process.stderr)(`access-review: the output cannot be written (${code ?? "unknown error"}).\n`);
      process.exitCode = 2;
    }
  });
  process.exitCode = main(process.argv.slice(2), { out: write(process.stdout), err: write(process.stderr) });
}
