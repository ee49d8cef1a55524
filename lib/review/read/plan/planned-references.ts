import { isIdentity } from "../../azure/identity-attributes";
import { isObject, stringsIn } from "../../base/json";
import { parseExpression, SyntaxProblem } from "../../language/parser";
import type { Scope } from "../../language/scope";
import { settle, step } from "../../language/step";
import { Traversal, traversalOf } from "../../language/syntax";
import { isList, ObjectValue, Reference, Unknown, Value } from "../../language/value";
import { OneOf } from "./planned-unknowns";

/** The references in an expression of a plan. */
export function referencesIn(json: unknown): Traversal[] {
  return referenceListsIn(json).flatMap((references) => mostSpecific(traversalsOf(references)));
}

/** The lists of references of the arguments in an expression. */
function referenceListsIn(json: unknown): string[][] {
  if (Array.isArray(json)) {
    return json.flatMap(referenceListsIn);
  }
  if (!isObject(json) || "constant_value" in json) {
    return [];
  }
  return Array.isArray(json.references) ? [stringsIn(json.references)] : Object.values(json).flatMap(referenceListsIn);
}

/** Leaves out what a plan lists after each reference: the resource that it is an attribute of. */
function mostSpecific(traversals: readonly Traversal[]): Traversal[] {
  const texts = traversals.map(traversalText);
  return traversals.filter(
    (_, i) => !texts.some((other, j) => other.startsWith(`${texts[i]}.`) || (j < i && other === texts[i])),
  );
}

/** The references in a list of texts, as `references` and `depends_on` of a plan have it. */
export function traversalsOf(references: unknown): Traversal[] {
  return stringsIn(references).flatMap((text) => parsedReference(text) ?? []);
}

function parsedReference(text: string): Traversal | undefined {
  try {
    return traversalOf(parseExpression(text));
  } catch (error) {
    if (error instanceof SyntaxProblem) {
      return undefined;
    }
    throw error;
  }
}

export function traversalText({ root, steps }: Traversal): string {
  return [root, ...steps].join(".");
}

/**
 * The value that a reference leads to. A plan does not describe the lists and the maps on the way: where a step leads
 * nowhere, the value before it stands for its parts.
 */
export function valueAt({ root, steps }: Traversal, scope: Scope): Value {
  const { value, taken } = scope.resolve(root, steps);
  const at = valueBehind(value, steps.slice(taken));
  const settled = settle(at);
  // The blocks of an identity hold no ids yet: what is known is the resource that they are of.
  return at instanceof Reference && isIdentity(at.path) && (isList(settled) || settled instanceof ObjectValue)
    ? at
    : settled;
}

function valueBehind(start: Value, steps: readonly (string | number)[]): Value {
  let at = start;
  for (const key of steps) {
    const next = isId(at) ? at : step(at, key);
    if (next instanceof Unknown && next.isError) {
      return at;
    }
    at = next;
  }
  return at;
}

/** Whether a value is an id, which has no parts: a step into it is one into the list or the map that it stands in. */
function isId(value: Value): boolean {
  return value instanceof OneOf
    ? value.candidates.every(isId)
    : value instanceof Reference && /(^|_)id$|Id$/.test(String(value.path.at(-1) ?? ""));
}
