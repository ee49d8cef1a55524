import { isSpent, spend, TOO_MUCH } from "../budget";
import { itemsOf } from "../items";
import { BoundScope, Scope } from "../scope";
import type { Syntax, SyntaxOf } from "../syntax";
import { describe } from "../text";
import { openObject, refused, unknownBecause } from "../unknown";
import { EveryValue, isError, ObjectValue, Unknown, Value } from "../value";
import { asCondition } from "./conditional";
import type { Evaluate, Evaluation } from "./evaluation";
import { entriesText, isEntryName } from "./object";
import { evaluateBlocks } from "./traversal";

type For = SyntaxOf<"for">;

/** The key, null in a `for` that makes a list, and the value that a `for` makes of an element. */
type Result = readonly [Value, Value];

/** The units of the budget that each element costs, beside what is evaluated of it. */
const PRICE = 3;

export const evaluateFor: Evaluation<"for"> = (syntax, scope, evaluate) => {
  const over = evaluateBlocks(syntax.over, scope, evaluate);
  if (over === null) {
    return refused("null has no elements");
  }
  if (isError(over)) {
    return over;
  }
  const items = isSpent() ? undefined : itemsOf(over);
  const made = items ? madeOf(syntax, over, items, scope, evaluate) : "what it is made of is not known";
  return typeof made === "string" ? forEachUnknown(syntax, over, scope, evaluate, made) : made.value;
};

/** The value that a `for` makes of elements, or the reason why it is not known. */
function madeOf(
  syntax: For,
  over: Value,
  items: readonly Result[],
  scope: Scope,
  evaluate: Evaluate,
): { readonly value: Value } | string {
  const results = resultsOf(syntax, items, scope, evaluate);
  if (typeof results === "string") {
    return results;
  }
  if (!syntax.key) {
    return { value: results.map(([, value]) => value) };
  }
  const [first] = results;
  if (over instanceof EveryValue && first) {
    return { value: new EveryValue(first[1]) };
  }
  const open = results.find(([key]) => !isEntryName(key));
  if (open) {
    return syntax.groups
      ? reasonOf(open[0], "a key of it is not known")
      : { value: openObject(results, () => entriesText(results)) };
  }
  return { value: objectOf(results, syntax.groups) };
}

/** The results of the elements that the condition includes, or the reason why they are not known. */
function resultsOf(
  syntax: For,
  items: readonly Result[],
  scope: Scope,
  evaluate: Evaluate,
): readonly Result[] | string {
  const results: Result[] = [];
  for (const [key, item] of items) {
    const inner = scopeOfElement(syntax, key, item, scope);
    const isIncluded = syntax.condition ? asCondition(evaluate(syntax.condition, inner)) : true;
    if (typeof isIncluded !== "boolean") {
      return reasonOf(isIncluded, "a condition in it is not known");
    }
    if (isIncluded) {
      results.push([syntax.key ? evaluate(syntax.key, inner) : null, evaluate(syntax.value, inner)]);
    }
    if (!spend(PRICE)) {
      return TOO_MUCH;
    }
  }
  return results;
}

function reasonOf(value: Value, reason: string): string {
  return value instanceof Unknown ? value.why : reason;
}

function scopeOfElement({ names }: For, key: Value, item: Value, scope: Scope): Scope {
  return new BoundScope(scope, names, names.length > 1 ? [key, item] : [item]);
}

/**
 * The unknown value for a `for` whose elements are not gone through. Its key is what it goes through and what it makes
 * of each element, whatever the names are that it binds.
 */
function forEachUnknown(syntax: For, over: Value, scope: Scope, evaluate: Evaluate, why: string): Unknown {
  const name = `each${BoundScope.levelOf(scope) + 1}`;
  const standIn = (text: string) => new Unknown("it stands for each of several", [], text);
  const inner = scopeOfElement(syntax, standIn(`${name}.key`), standIn(name), scope);
  const evaluated = (part: Syntax | undefined): Value => (part ? evaluate(part, inner) : null);
  const [key, value, condition] = [evaluated(syntax.key), evaluated(syntax.value), evaluated(syntax.condition)];
  const text = () => {
    const keyText = syntax.key ? `${describe(key)} => ` : "";
    const conditionText = syntax.condition ? ` if ${describe(condition)}` : "";
    return `{for ${describe(over)} : ${keyText}${describe(value)}${syntax.groups ? "..." : ""}${conditionText}}`;
  };
  return unknownBecause(reasonOf(over, isSpent() ? TOO_MUCH : why), [over, key, value, condition], text);
}

/** The object that a `for` makes; with groups, each entry is the list of all values that have its key. */
function objectOf(results: readonly Result[], groups: boolean): Value {
  if (!groups) {
    return new ObjectValue(new Map(results.map(([key, value]) => [String(key as string), value])));
  }
  const lists = new Map<string, Value[]>();
  for (const [key, value] of results) {
    const name = String(key as string);
    const list = lists.get(name) ?? [];
    list.push(value);
    lists.set(name, list);
  }
  return new ObjectValue(lists);
}
