import { builtInRole } from "../../azure/built-in-roles";
import { isObject, jsonKindOf, JsonObject, parseJson } from "../../base/json";
import { ReviewError } from "../../base/review-error";

/** What a contract forbids: whatever is in all of its lists. A list that is left out holds everything. */
export interface ForbiddenEntry {
  /** Names of principals, or of what runs as them; a star stands for any text. */
  readonly principals?: readonly string[];
  /** Names of roles, or other permissions in the words of a review. */
  readonly permissions?: readonly string[];
  /** Actions of the control plane. */
  readonly actions?: readonly string[];
  /** Actions of the data plane, and permissions of access policies such as `secrets/set`. */
  readonly dataActions?: readonly string[];
  /** Names or ids of scopes and resources, with all that they are in and all that is in them. */
  readonly scopes?: readonly string[];
  readonly reason: string;
}

/** What a file of forbidden access holds, as the end of the sentence "allowed: …". */
export const FORBIDDEN_SHAPE =
  'a list of {"principals": […], "permissions": […], "actions": […], "dataActions": […], "scopes": […], ' +
  '"reason": "<why>"}, with at least one of the lists';

const LISTS = ["principals", "permissions", "actions", "dataActions", "scopes"] as const;

/**
 * Reads the text of a file of forbidden access.
 *
 * @throws ReviewError that says which entry is wrong, and what is allowed
 */
export function parseForbidden(text: string, source: string): readonly ForbiddenEntry[] {
  const list = parseJson(text, source, FORBIDDEN_SHAPE);
  if (!Array.isArray(list)) {
    throw problem(`${source} holds ${jsonKindOf(list)}`, "Put the entries in brackets.");
  }
  if (list.length === 0) {
    throw problem(`${source} forbids nothing`, "Add an entry, or leave the option out.");
  }
  return list.map((entry: unknown, i) => parseEntry(entry, `${source}: entry ${i}`));
}

function parseEntry(entry: unknown, source: string): ForbiddenEntry {
  if (!isObject(entry)) {
    throw problem(`${source} is ${jsonKindOf(entry)}`, "Write an object.");
  }
  const unknown = Object.keys(entry).find((key) => key !== "reason" && !LISTS.some((list) => list === key));
  if (unknown !== undefined) {
    throw problem(`${source} has ${JSON.stringify(unknown)}`, "Take it out, or correct its name.");
  }
  if (typeof entry.reason !== "string" || entry.reason.trim() === "") {
    throw problem(`${source} has no reason`, "Say why it is forbidden.");
  }
  const set = LISTS.filter((list) => entry[list] !== undefined);
  const wrong = set.find((list) => !isListOfTexts(entry[list]));
  if (wrong !== undefined) {
    throw problem(
      `${source} has ${wrong} that are ${jsonKindOf(entry[wrong])}`,
      "Write a list of texts, none of them empty.",
    );
  }
  if (set.length === 0) {
    throw problem(`${source} has no list`, "Say what is forbidden.");
  }
  return withRoleNames(entry);
}

function isListOfTexts(value: unknown): boolean {
  return (
    Array.isArray(value) && value.length > 0 && value.every((text) => typeof text === "string" && text.trim() !== "")
  );
}

/** An entry with the names of built-in roles in the place of their ids. */
function withRoleNames(entry: JsonObject): ForbiddenEntry {
  const { permissions, ...others } = entry as unknown as ForbiddenEntry;
  return permissions ? { ...others, permissions: permissions.map((name) => builtInRole(name)?.name ?? name) } : others;
}

function problem(what: string, change: string): ReviewError {
  return new ReviewError("CONTRACT", `${what}; allowed: ${FORBIDDEN_SHAPE}. ${change}`);
}
