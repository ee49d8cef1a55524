import { isObject, JsonObject } from "../base/json";
import { ReviewError } from "../base/review-error";
import { GrantRow, PrincipalRow, Report, SCHEMA_VERSION } from "./report";
import type { ResourceRow } from "./resource-row";

/**
 * The report in the JSON of an earlier review, which may be of an older version of this library. What only looks like a
 * report is refused, because a comparison to half of one would miss grants.
 *
 * @param source what to call the JSON in an error
 * @throws ReviewError that says what is missing
 */
export function reportFrom(json: JsonObject, source: string): Report {
  if (json.schemaVersion !== SCHEMA_VERSION) {
    const version = JSON.stringify(json.schemaVersion);
    throw new ReviewError(
      "BASELINE",
      `${source} has the schemaVersion ${version}; allowed: ${SCHEMA_VERSION}. Make the baseline anew.`,
    );
  }
  const problem = problemIn(json);
  if (problem !== undefined) {
    throw new ReviewError(
      "BASELINE",
      `${source} has ${problem}; allowed: what access-review --format json writes. Make the baseline anew.`,
    );
  }
  // These only say where something is, and no comparison needs them.
  const resources = isListOf(json.resources, isResource) ? json.resources : [];
  return { unread: [], ...json, resources } as unknown as Report;
}

/** What is wrong: grants and principals must be complete, each principal be there once and each grant have one. */
function problemIn({ grants, principals }: JsonObject): string | undefined {
  if (!isListOf(grants, isGrant)) {
    return "no complete grants";
  }
  if (!isListOf(principals, isPrincipal)) {
    return "no complete principals";
  }
  const ids = new Set(principals.map(({ id }) => id));
  const loose = grants.find(({ principal }) => !ids.has(principal));
  if (ids.size < principals.length) {
    return "a principal twice";
  }
  return loose && `a grant to ${JSON.stringify(loose.principal)}, which is none of its principals`;
}

function isListOf<T>(value: unknown, isOne: (one: unknown) => one is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isOne);
}

function isGrant(row: unknown): row is GrantRow {
  return (
    isObject(row) &&
    typeof row.principal === "string" &&
    isPermission(row.permission) &&
    isTarget(row.target) &&
    ["condition", "caveat", "ineffective", "repeats"].every((limit) => isOptionalText(row[limit]))
  );
}

function isResource(row: unknown): row is ResourceRow {
  return (
    isObject(row) &&
    typeof row.address === "string" &&
    isOptionalText(row.path) &&
    isOptionalText(row.file) &&
    (row.line === undefined || typeof row.line === "number")
  );
}

function isPermission(permission: unknown): boolean {
  return isNamed(permission) && isAllowed(permission.allowed);
}

function isTarget(target: unknown): boolean {
  return isNamed(target) && Array.isArray(target.within) && target.within.every((id) => typeof id === "string");
}

function isPrincipal(row: unknown): row is PrincipalRow {
  return isNamed(row) && typeof row.kind === "string" && Array.isArray(row.runs) && row.runs.every(isNamed);
}

function isNamed(row: unknown): row is JsonObject {
  return isObject(row) && typeof row.id === "string" && typeof row.name === "string";
}

function isOptionalText(value: unknown): boolean {
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
