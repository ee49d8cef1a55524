import * as fs from "node:fs";
import * as path from "node:path";
import { isObject, parseJson } from "../base/json";
import { ReviewError } from "../base/review-error";
import { compare, Comparison } from "../compare/compare";
import { AccessModel } from "../model/access-model";
import type { StackDeclaration } from "../program/declaration";
import { Program } from "../program/program";
import { isFolder } from "../read/input/files";
import type { Input } from "../read/input/input";
import { Places } from "../read/input/places";
import { inputOf, readInput } from "../read/input/read-input";
import type { Source } from "../render/source";
import { Acceptances } from "../report/acceptances";
import { buildReport } from "../report/build-report";
import type { ForbiddenEntry } from "../report/contract/forbidden-access";
import { forbiddenBreaches } from "../report/contract/forbidden-breaches";
import { reportFrom } from "../report/parse-report";
import type { FindingRow, Report } from "../report/report";

/** The report on a program and, of a plan, its comparison to the state that the plan starts from. */
export interface Review {
  readonly report: Report;
  /** What a plan changes; undefined where the input is no plan. */
  readonly change?: Comparison;
  /** The findings of what a contract forbids, or may forbid; the source is what to call the contract. */
  readonly forbidden: (entries: readonly ForbiddenEntry[], source: string) => FindingRow[];
  readonly source: Source;
}

/**
 * Reviews a file or a folder.
 *
 * @param baseline what it was before; undefined where that is not known, or a plan says it
 */
export function reviewPath(file: string, acceptances = new Acceptances(), baseline?: Report): Review {
  return { ...reviewOf(readInput(file), acceptances, baseline), source: sourceOf(file) };
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
  const places = new Places();
  const json = places.read(path.basename(file), file);
  return isObject(json) && "schemaVersion" in json
    ? reportFrom(json, file)
    : reviewOf(inputOf(json, file, path.dirname(file), places), new Acceptances()).report;
}

function reviewOf(input: Input, acceptances: Acceptances, baseline?: Report): Omit<Review, "source"> {
  try {
    return reviewed(input, acceptances, baseline);
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

function reviewed(
  { kind, stacks, before }: Input,
  acceptances: Acceptances,
  baseline?: Report,
): Omit<Review, "source"> {
  const state = before && buildReport(modelOf(before), "state", new Acceptances());
  const access = modelOf(stacks, state ?? baseline);
  const report = buildReport(access, kind, acceptances);
  return {
    report,
    change: state && compare(state, report),
    forbidden: (entries, source) => forbiddenBreaches(access, entries, source),
  };
}

function modelOf(stacks: readonly StackDeclaration[], before?: Report): AccessModel {
  return new AccessModel(new Program(stacks), before?.grants);
}
