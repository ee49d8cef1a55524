import { isSpent } from "../budget";
import { BoundScope, Scope } from "../scope";
import { isKey, settle, step, stepInto } from "../step";
import type { Syntax } from "../syntax";
import { describe } from "../text";
import { tooMuch, unknownOf } from "../unknown";
import { EveryValue, isList, kindOf, ListOf, ObjectValue, Reference, Unknown, Value } from "../value";
import type { Evaluate, Evaluation } from "./evaluation";

/** What stands for the element of a splat; no name of the language can be that. */
const ELEMENT = "*";
const ELEMENTS = [ELEMENT];

/** Follows the steps of an expression; what they lead to may be a reference to an attribute that is set. */
export function evaluateTraversal(syntax: Syntax, scope: Scope, evaluate: Evaluate): Value {
  if (syntax.kind === "reference") {
    const { value, taken } = scope.resolve(syntax.root, syntax.steps);
    return stepInto(value, syntax.steps.slice(taken));
  }
  const keys: Value[] = [];
  let start: Syntax = syntax;
  while (start.kind === "attribute" || start.kind === "index") {
    keys.push(start.kind === "attribute" ? start.name : evaluate(start.key, scope));
    start = start.of;
  }
  keys.reverse();
  if (start.kind !== "root" && start.kind !== "element") {
    return stepInto(evaluate(start, scope), keys);
  }
  const { value, taken } = scope.resolve(start.kind === "root" ? start.name : ELEMENT, knownStart(keys));
  return stepInto(value, keys.slice(taken));
}

/** The keys before the first that is not known. */
function knownStart(keys: readonly Value[]): (string | number)[] {
  const known: (string | number)[] = [];
  for (const key of keys) {
    if (!isKey(key)) {
      break;
    }
    known.push(key);
  }
  return known;
}

export const evaluateSplat: Evaluation<"splat"> = (syntax, scope, evaluate) => {
  const of = evaluateBlocks(syntax.of, scope, evaluate, true);
  const take = (element: Value) => evaluate(syntax.take, new BoundScope(scope, ELEMENTS, [element]));
  if (of instanceof Unknown) {
    return of.isError ? of : take(elementOf(of));
  }
  if (isSpent()) {
    return take(elementOf(tooMuch([of], () => describe(of))));
  }
  return splatOf(of, elementsOf(of).map(take));
};

/** The element that stands for every one of a value that is not known. */
function elementOf(of: Unknown): Unknown {
  return unknownOf([of], of.why, () => `${of.text}[*]`);
}

/** The elements that a splat takes: a value that is no list is a list of one, and null an empty one. */
function elementsOf(of: Value): readonly Value[] {
  if (isList(of)) {
    return of;
  }
  if (of instanceof EveryValue) {
    return [of.each];
  }
  if (of === null) {
    return [];
  }
  return [of instanceof Reference && of.path.length > 0 ? step(of, 0) : of];
}

/** The result of a splat, which is a list where it is taken of a list or a set. */
function splatOf(of: Value, taken: readonly Value[]): Value {
  const kind = isList(of) ? kindOf(of) : undefined;
  if (kind === undefined || kind === "tuple") {
    return taken;
  }
  return ListOf.kindOf(kind === "either" ? "either" : "list", taken);
}

/**
 * Evaluates a value to go through. The blocks in an attribute are references, so that their attributes that are known
 * after apply are references, too; for a splat, a single block is a list of one.
 */
export function evaluateBlocks(syntax: Syntax, scope: Scope, evaluate: Evaluate, isSplat = false): Value {
  const value = isTraversal(syntax) ? evaluateTraversal(syntax, scope, evaluate) : evaluate(syntax, scope);
  if (!(value instanceof Reference) || value.path.length === 0) {
    return value;
  }
  const settled = settle(value);
  if (isSplat && settled instanceof ObjectValue) {
    return [step(value, 0)];
  }
  return isList(settled) && settled.every((item) => item instanceof ObjectValue)
    ? settled.map((_, i) => step(value, i))
    : settled;
}

function isTraversal({ kind }: Syntax): boolean {
  return kind === "attribute" || kind === "index" || kind === "root" || kind === "reference";
}
