import * as fs from "node:fs";
import * as path from "node:path";
import { isObject, parseJson } from "../base/json";
import { ReviewError } from "../base/review-error";
import { compare, Comparison } from "../compare/compare";
import { AccessModel } from "../model/access-model";
import type { StackDeclaration } from "../program/declaration";
import { Program } from "../program/program";
import { isFolder, readText } from "../read/input/files";
import type { Input } from "../read/input/input";
import { inputOf, readInput } from "../read/input/read-input";
import type { Source } from "../render/source";
import { Acceptances } from "../report/acceptances";
import { buildReport } from "../report/build-report";
import { reportFrom } from "../report/parse-report";
import type { Report } from "../report/report";

/** The report on a program and, of a plan, its comparison to the state that the plan starts from. */
export interface Review {
  readonly report: Report;
  /** What a plan changes; undefined where the input is no plan. */
  readonly change?: Comparison;
  readonly source: Source;
}

/** Reviews a file or a folder. */
export function reviewPath(file: string, acceptances = new Acceptances()): Review {
  return { ...reviewOf(readInput(file), acceptances), source: sourceOf(file) };
}

/** The file that cdktf would write a text to. */
const SYNTHESIZED: Source = { folder: "", file: "cdk.tf.json" };

/** Where the files of what is reviewed are, as seen from the working directory. */
function sourceOf(file: string): Source {
  const isWhole = isFolder(file);
  const manifest = path.join(file, "manifest.json");
  const entry = isWhole && fs.existsSync(manifest) ? manifest : file;
  return { folder: fromHere(isWhole ? file : path.dirname(file)), file: fromHere(entry) };
}

/** A path from the working directory, as a URI has it; without what leads out of that. */
function fromHere(file: string): string {
  const steps = path.relative("", file).split(path.sep);
  return steps.filter((step) => step !== "..").join("/");
}

/** Reviews a JSON text. */
export function reviewText(text: string, acceptances = new Acceptances()): Review {
  return { ...reviewOf(inputOf(parseJson(text, "the text"), "the text"), acceptances), source: SYNTHESIZED };
}

/** Reads the baseline of a comparison: the JSON of another review, or anything that can be reviewed. */
export function readBaseline(file: string): Report {
  if (isFolder(file)) {
    return reviewPath(file).report;
  }
  const json = parseJson(readText(file), file);
  return isObject(json) && "schemaVersion" in json
    ? reportFrom(json, file)
    : reviewOf(inputOf(json, file, path.dirname(file)), new Acceptances()).report;
}

function reviewOf(input: Input, acceptances: Acceptances): Omit<Review, "source"> {
  try {
    return reviewed(input, acceptances);
  } catch (error) {
    if (error instanceof RangeError) {
      throw new ReviewError(
        "TOO_DEEP",
        `the ${input.kind} has values that lead to each other in a circle, or further than a review follows; ` +
          "allowed: what Terraform itself plans. Take the circle out.",
      );
    }
    throw error;
  }
}

function reviewed({ kind, stacks, before }: Input, acceptances: Acceptances): Omit<Review, "source"> {
  const report = reportOn(stacks, kind, acceptances);
  return { report, change: before && compare(reportOn(before, "state", new Acceptances()), report) };
}

function reportOn(stacks: readonly StackDeclaration[], kind: string, acceptances: Acceptances): Report {
  return buildReport(new AccessModel(new Program(stacks)), kind, acceptances);
}
