import * as fs from "node:fs";
import * as path from "node:path";
import { ReviewError } from "../base/review-error";
import { compare, Comparison } from "../compare/compare";
import { beyondReference, parseReference, toReference } from "../compare/reference";
import { readText } from "../read/input/files";
import { oneLine } from "../render/escape";
import { Acceptances, SHAPE } from "../report/acceptances";
import { contractStanding, withContract } from "../report/contract/contract-rows";
import { FORBIDDEN_SHAPE, parseForbidden } from "../report/contract/forbidden-access";
import type { FindingRow, Report } from "../report/report";
import { parsedArguments } from "./arguments";
import { flawOfRole, FORMAT_NAMES, FormatName, formatOf, inFormat, maxLengthOf } from "./formats";
import { readBaseline, Review, reviewPath } from "./review";
import { setUpShortProcess } from "./short-process";

/** The severities of findings that fail the command, by the word for it; `broadened` is about the comparison. */
const FAILING_SEVERITIES = { broadened: [], error: ["error"], warning: ["error", "warning"] } as const;
type Failure = keyof typeof FAILING_SEVERITIES;
const FAILURES = Object.keys(FAILING_SEVERITIES) as Failure[];

/** The file of acceptances that is read where no other is named. */
const ACCEPTANCES = "access-review.json";

/** The output and the error stream of the command. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

interface Options {
  readonly path: string;
  readonly baseline?: string;
  /** The names of the baseline, with those that stand for them. */
  readonly names: Readonly<Record<string, string>>;
  /** The format; undefined where the file's ending says it. */
  readonly format?: FormatName;
  readonly outputs: readonly string[];
  readonly maxLength?: number;
  readonly accept?: string;
  readonly forbid?: string;
  readonly allow?: string;
  readonly writeAllow?: string;
  readonly failOn: readonly Failure[];
}

/** Runs the command but for its help, and returns its exit code. */
export function run(args: readonly string[], streams: Streams): number {
  setUpShortProcess();
  try {
    return review(parse(args), streams);
  } catch (error) {
    const { message } = error as Error;
    const defect = error instanceof ReviewError ? "" : "this is a defect of access-review, please report it: ";
    streams.err(`access-review: ${oneLine(`${defect}${message}`)}\n`);
    return 2;
  }
}

function review(options: Options, { out, err }: Streams): number {
  const { path: file, baseline, names, accept, writeAllow, failOn } = options;
  const before = baseline === undefined ? undefined : readBaseline(baseline);
  const made = reviewPath(file, acceptances(accept), before);
  const change = before ? compare(before, made.report, names) : made.change;
  if (failOn.includes("broadened") && !change) {
    throw new ReviewError(
      "USAGE",
      `--fail-on broadened takes something to compare to; allowed: with --baseline, or with a plan. Add --baseline.`,
    );
  }
  const contract = contractFindings(made, options);
  const report = withContract(made.report, contract);
  const flaw = options.format && flawOfRole(options.format, made);
  writeAll({ ...made, report, change }, options, out);
  if (flaw !== undefined) {
    err(`access-review: ${flaw}\n`);
  }
  // The log of a pipeline shows what breaks it, wherever the review is written.
  contract.forEach(({ id, address, message }) => err(`access-review: ${oneLine(`${id}: ${address}: ${message}`)}\n`));
  if (writeAllow !== undefined) {
    writeWhole(writeAllow, toReference(made.report));
  }
  return exitCode(
    failOn.some((failure) => fails(failure, report, change)),
    report,
  );
}

/** The findings of the contracts that the options name. */
function contractFindings({ report, forbidden }: Review, { forbid, allow }: Options): FindingRow[] {
  return [
    ...(forbid === undefined ? [] : forbidden(parseForbidden(readText(forbid, FORBIDDEN_SHAPE), forbid), forbid)),
    ...(allow === undefined ? [] : beyondReference(parseReference(readText(allow), allow), report, allow)),
  ];
}

function exitCode(isFailed: boolean, report: Report): number {
  const standing = contractStanding(report);
  if (isFailed || standing === "breached") {
    return 1;
  }
  return standing === "not known" ? 3 : 0;
}

/** Writes to the standard output, or to each file in its format. */
function writeAll(
  reviewed: Review,
  { format, outputs, maxLength }: Pick<Options, "format" | "outputs" | "maxLength">,
  out: Streams["out"],
): void {
  if (outputs.length === 0) {
    out(inFormat(format ?? "markdown", reviewed, maxLength));
  }
  outputs.forEach((output) => writeWhole(output, inFormat(format ?? formatOf(output), reviewed, maxLength)));
}

function fails(failure: Failure, { findings }: Report, change: Comparison | undefined): boolean {
  const severities: readonly string[] = FAILING_SEVERITIES[failure];
  return failure === "broadened"
    ? change?.verdict === "broadened"
    : findings.some(({ severity }) => severities.includes(severity));
}

function acceptances(file: string | undefined): Acceptances {
  const named = file ?? (fs.existsSync(ACCEPTANCES) ? ACCEPTANCES : undefined);
  return named === undefined ? new Acceptances() : Acceptances.parse(readText(named, SHAPE), named);
}

/** The options, each checked. */
function parse(args: readonly string[]): Options {
  const { values, positionals } = parsed(args);
  if (positionals.length > 1 || positionals[0] === "") {
    throw new ReviewError(
      "USAGE",
      `PATH is ${JSON.stringify(positionals)}; allowed: one file or folder. Run access-review once for each.`,
    );
  }
  return {
    path: positionals[0] ?? "cdktf.out",
    baseline: values.baseline,
    names: namesIn(values.map ?? [], values.baseline),
    format: values.format === undefined ? undefined : oneOf("--format", values.format, FORMAT_NAMES),
    outputs: values.output ?? [],
    maxLength: values["max-length"] === undefined ? undefined : maxLengthOf(values["max-length"], "--max-length"),
    accept: values.accept,
    forbid: values.forbid,
    allow: values.allow,
    writeAllow: values["write-allow"],
    failOn: (values["fail-on"] ?? []).flatMap(failuresIn),
  };
}

/** The names of the baseline in `--map`, with those that stand for them. */
function namesIn(pairs: readonly string[], baseline: string | undefined): Readonly<Record<string, string>> {
  const names = new Map<string, string>();
  for (const pair of pairs) {
    const [was = "", is = "", ...more] = pair.split("=").map((name) => name.trim());
    if (was === "" || is === "" || more.length > 0 || names.has(was)) {
      throw new ReviewError(
        "USAGE",
        `--map is ${JSON.stringify(pair)}; allowed: a name of the baseline once, as in dev=prod. Change it.`,
      );
    }
    names.set(was, is);
  }
  if (names.size > 0 && baseline === undefined) {
    throw new ReviewError("USAGE", "--map takes something to compare to; allowed: with --baseline. Add --baseline.");
  }
  return Object.fromEntries(names);
}

/**
 * The failures in a list of names. An empty list, as an unset variable makes it, is an error, because a gate with it
 * would let everything through.
 */
function failuresIn(list: string): Failure[] {
  const names = list
    .split(",")
    .map((what) => what.trim())
    .filter((what) => what !== "");
  return (names.length === 0 ? [list] : names).map((what) => oneOf("--fail-on", what, FAILURES));
}

/** The arguments, or an error that says where the usage is. */
function parsed(args: readonly string[]): ReturnType<typeof parsedArguments> {
  try {
    return parsedArguments(args);
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

/** Writes to a file beside it first, and then renames that, so that no reader sees half of the text. */
function writeWhole(given: string, text: string): void {
  const present = fs.existsSync(given) ? fs.statSync(given) : undefined;
  const file = present ? fs.realpathSync(given) : given;
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}`);
  try {
    // A pipe or another device cannot be replaced.
    if (present && !present.isFile()) {
      fs.writeFileSync(file, text);
      return;
    }
    fs.writeFileSync(temporary, text, { mode: present?.mode });
    fs.renameSync(temporary, file);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    const reason = (error as NodeJS.ErrnoException).code ?? "unknown error";
    throw new ReviewError(
      "UNREADABLE",
      `${file} cannot be written (${reason}); ` +
        "allowed: a file in a folder that is there and that this user may write to.",
    );
  }
}
