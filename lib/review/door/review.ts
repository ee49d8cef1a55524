import * as path from "node:path";
import { Acceptances } from "../report/acceptances";
import { compare, Comparison } from "../compare/compare";
import type { StackDeclaration } from "../program/declaration";
import { isFolder, readText } from "../read/input/files";
import type { Input } from "../read/input/input";
import { inputOf, readInput } from "../read/input/read-input";
import { isObject, parseJson } from "../base/json";
import { Access } from "../model/access";
import { Program } from "../program/program";
import { Report, reportOf, SCHEMA_VERSION } from "../report/report";
import { ReviewError } from "../base/review-error";

/** The review of a program and, of a plan, of what it starts from. */
export interface Review {
  readonly report: Report;
  /** What a plan changes; undefined for what is no plan. */
  readonly change?: Comparison;
}

/** Reviews a file or a folder. */
export function reviewPath(file: string, acceptances = new Acceptances()): Review {
  return reviewOf(readInput(file), acceptances);
}

/** Reviews a JSON text. */
export function reviewText(text: string, acceptances = new Acceptances()): Review {
  return reviewOf(inputOf(parseJson(text, "the text"), "the text"), acceptances);
}

/** Reads what a review is compared to: the JSON of another review, or anything that can be reviewed. */
export function readBaseline(file: string): Report {
  if (isFolder(file)) {
    return reviewPath(file).report;
  }
  const json = parseJson(readText(file), file);
  return isObject(json) && "schemaVersion" in json
    ? checkedReport(json, file)
    : reviewOf(inputOf(json, file, path.dirname(file)), new Acceptances()).report;
}

function reviewOf(input: Input, acceptances: Acceptances): Review {
  try {
    return reviewed(input, acceptances);
  } catch (error) {
    if (error instanceof RangeError) {
      throw new ReviewError(
        "TOO_DEEP",
        `the ${input.kind} has values that lead to each other in a circle, or further than a review follows; allowed: what Terraform itself plans. Take the circle out.`,
      );
    }
    throw error;
  }
}

function reviewed({ kind, stacks, before }: Input, acceptances: Acceptances): Review {
  const report = reportOn(stacks, kind, acceptances);
  return { report, change: before && compare(reportOn(before, "state", new Acceptances()), report) };
}

function reportOn(stacks: readonly StackDeclaration[], kind: string, acceptances: Acceptances): Report {
  return reportOf(new Access(new Program(stacks)), kind, acceptances);
}

/**
 * Refuses what only looks like a review, so that nothing is compared to half of one; an older one says less of what is
 * not read.
 */
function checkedReport(json: { readonly [name: string]: unknown }, source: string): Report {
  if (json.schemaVersion !== SCHEMA_VERSION) {
    throw new ReviewError(
      "BASELINE",
      `${source} has the schemaVersion ${JSON.stringify(json.schemaVersion)}; allowed: ${SCHEMA_VERSION}. Make the baseline anew.`,
    );
  }
  const wrong = [["grants", isGrant] as const, ["principals", isPrincipal] as const].find(
    ([name, test]) => !Array.isArray(json[name]) || !(json[name] as unknown[]).every(test),
  );
  if (wrong) {
    throw new ReviewError("BASELINE", `${source} has no complete ${wrong[0]}; ${ALLOWED_BASELINE}`);
  }
  refuseLoose(json as unknown as Report, source);
  return { unread: [], ...json } as unknown as Report;
}

const ALLOWED_BASELINE = "allowed: what access-review --format json writes. Make the baseline anew.";

/**
 * A grant is to one of the principals, and each of those is there once: else there is no telling what a comparison
 * would miss.
 */
function refuseLoose({ principals, grants }: Report, source: string): void {
  const ids = new Set(principals.map(({ id }) => id));
  if (ids.size < principals.length) {
    throw new ReviewError("BASELINE", `${source} has a principal twice; ${ALLOWED_BASELINE}`);
  }
  const loose = grants.find(({ principal }) => !ids.has(principal));
  if (loose) {
    throw new ReviewError(
      "BASELINE",
      `${source} has a grant to ${JSON.stringify(loose.principal)}, which is none of its principals; ${ALLOWED_BASELINE}`,
    );
  }
}

function isGrant(row: unknown): boolean {
  return (
    isObject(row) &&
    typeof row.principal === "string" &&
    isPermission(row.permission) &&
    isTarget(row.target) &&
    ["condition", "caveat", "ineffective", "repeats"].every((limit) => isTextIfAny(row[limit]))
  );
}

function isPermission(permission: unknown): boolean {
  return isNamed(permission) && isAllowed(permission.allowed);
}

function isTarget(target: unknown): boolean {
  return isNamed(target) && Array.isArray(target.within) && target.within.every((id) => typeof id === "string");
}

function isPrincipal(row: unknown): boolean {
  return isNamed(row) && typeof row.kind === "string" && Array.isArray(row.runs) && row.runs.every(isNamed);
}

function isNamed(row: unknown): row is { readonly [name: string]: unknown } {
  return isObject(row) && typeof row.id === "string" && typeof row.name === "string";
}

function isTextIfAny(value: unknown): boolean {
  return value === undefined || typeof value === "string";
}

function isAllowed(allowed: unknown): boolean {
  return (
    allowed === undefined ||
    (isObject(allowed) &&
      ["actions", "notActions", "dataActions", "notDataActions"].every(
        (name) =>
          Array.isArray(allowed[name]) && (allowed[name] as unknown[]).every((pattern) => typeof pattern === "string"),
      ))
  );
}
