import { concat, Encoded, EveryValue, isKnown, isList, isScalar, ObjectValue, Reference, referencesIn, Text, Unknown, Value } from "../value";
import { FUNCTIONS } from "./functions";
import type { Syntax } from "./syntax";

/** What the names in an expression stand for. */
export interface Scope {
  /** The value of a traversal's start, and how many of its steps that took. */
  resolve(root: string, steps: readonly (string | number)[]): Resolved;
}

export interface Resolved {
  readonly value: Value;
  readonly taken: number;
}

/** Names that an expression binds itself: those of a `for`, and the element of a splat. */
class BoundScope implements Scope {
  constructor(
    private readonly outer: Scope,
    private readonly names: ReadonlyMap<string, Value>,
  ) {}

  public resolve(root: string, steps: readonly (string | number)[]): Resolved {
    const value = this.names.get(root);
    return value === undefined ? this.outer.resolve(root, steps) : { value, taken: 0 };
  }
}

/** What stands for the element of a splat; no name of the language can be that. */
const ELEMENT = "*";

/** Evaluates an expression as far as what it refers to is known. */
export function evaluate(syntax: Syntax, scope: Scope): Value {
  switch (syntax.kind) {
    case "literal":
      return syntax.value;
    case "template":
      return concat(syntax.parts.map((part) => evaluate(part, scope)));
    case "opaque":
      return unknownOf(syntax.parts.map((part) => evaluate(part, scope)), "a template directive makes it");
    case "root":
    case "attribute":
    case "index":
    case "element":
      return settle(evaluateSteps(syntax, scope));
    case "splat":
      return evaluateSplat(syntax, scope);
    case "call":
      return evaluateCall(syntax, scope);
    case "conditional":
      return evaluateConditional(syntax, scope);
    case "unary":
      return evaluateUnary(syntax.operator, evaluate(syntax.operand, scope));
    case "binary":
      return evaluateBinary(syntax.operator, evaluate(syntax.left, scope), evaluate(syntax.right, scope));
    case "list":
      return syntax.items.map((item) => evaluate(item, scope));
    case "object":
      return evaluateObject(syntax.entries, scope);
    case "for":
      return evaluateFor(syntax, scope);
  }
}

/** A step into a value. */
export function step(value: Value, key: string | number): Value {
  if (value instanceof Reference) {
    return new Reference(value.instance, [...value.path, key]);
  }
  if (value instanceof Unknown) {
    return value.isError ? value : new Unknown(value.why, value.references, `${value.text}${typeof key === "number" ? `[${key}]` : `.${key}`}`);
  }
  if (isList(value)) {
    const index = typeof key === "number" ? key : /^\d+$/.test(key) ? Number(key) : undefined;
    return index === undefined ? stepIntoBlocks(value, key) : index < value.length ? value[index]! : missing(key);
  }
  if (value instanceof ObjectValue) {
    // JSON may write a single block as an object.
    const entry = value.entry(String(key));
    return entry !== undefined ? entry : key === 0 ? value : missing(key);
  }
  return missing(key);
}

/** The old form `block.attribute`, of a block that stands alone. */
function stepIntoBlocks(list: readonly Value[], key: string | number): Value {
  return list.length === 1 && list[0] instanceof ObjectValue ? step(list[0], key) : missing(key);
}

function missing(key: string | number): Unknown {
  return new Unknown(`there is no ${JSON.stringify(key)} in it`, [], undefined, true);
}

/** The value that a configuration gives to the attribute a reference leads to; the reference itself where only Azure knows it. */
export function settle(value: Value): Value {
  if (!(value instanceof Reference) || value.path.length === 0) {
    return value;
  }
  const [name, ...rest] = value.path;
  const argument = value.instance.argument(String(name));
  if (argument === undefined || argument === null) {
    return value;
  }
  const settled = rest.reduce<Value>((at, key) => settle(step(at, key)), argument);
  // An attribute of a block that the configuration does not set is one that Azure sets.
  return settled instanceof Unknown && settled.isError ? value : settled;
}

function evaluateSteps(syntax: Syntax, scope: Scope): Value {
  const keys: Syntax[] = [];
  let start = syntax;
  while (start.kind === "attribute" || start.kind === "index") {
    keys.unshift(start.kind === "attribute" ? { kind: "literal", value: start.name } : start.key);
    start = start.of;
  }
  if (start.kind !== "root" && start.kind !== "element") {
    return stepInto(evaluate(start, scope), keys, scope);
  }
  const literals = keys.slice(0, firstNotLiteral(keys)).map((key) => (key as { value: string | number }).value);
  const { value, taken } = scope.resolve(start.kind === "root" ? start.name : ELEMENT, literals);
  return stepInto(value, keys.slice(taken), scope);
}

function firstNotLiteral(keys: readonly Syntax[]): number {
  const index = keys.findIndex((key) => key.kind !== "literal");
  return index < 0 ? keys.length : index;
}

function stepInto(start: Value, keys: readonly Syntax[], scope: Scope): Value {
  return keys.reduce<Value>((value, key) => {
    const at = evaluate(key, scope);
    if (typeof at === "string" || typeof at === "number") {
      return step(value, at);
    }
    return stepUnknown(value, at);
  }, start);
}

/** A step by a key that is not known: of several of one kind, it may be any; of one, it is that. */
function stepUnknown(value: Value, key: Value): Value {
  const candidates = value instanceof ObjectValue ? [...value.entries.values()] : isList(value) ? value : [];
  if (candidates.length === 1) {
    return candidates[0]!;
  }
  if (value instanceof Reference) {
    return value;
  }
  return unknownOf([...candidates, key], "the key that it is looked up by is not known");
}

function evaluateSplat(syntax: Extract<Syntax, { kind: "splat" }>, scope: Scope): Value {
  const of = evaluateBlocks(syntax.of, scope, true);
  if (of instanceof Unknown) {
    return of;
  }
  const elements = isList(of) ? of : of instanceof EveryValue ? [of.each] : of === null ? [] : [of instanceof Reference && of.path.length > 0 ? step(of, 0) : of];
  return elements.map((element) => evaluate(syntax.take, new BoundScope(scope, new Map([[ELEMENT, element]]))));
}

/** A value to go through. The blocks in a list of a resource are references, so that what Azure sets in them is one, too; for a splat an object is a list of one. */
function evaluateBlocks(syntax: Syntax, scope: Scope, isSplat = false): Value {
  const isStep = syntax.kind === "attribute" || syntax.kind === "index" || syntax.kind === "root";
  const value = isStep ? evaluateSteps(syntax, scope) : evaluate(syntax, scope);
  if (!(value instanceof Reference) || value.path.length === 0) {
    return value;
  }
  const settled = settle(value);
  if (isSplat && settled instanceof ObjectValue) {
    return [step(value, 0)];
  }
  return isList(settled) && settled.every((item) => item instanceof ObjectValue) ? settled.map((_, i) => step(value, i)) : settled;
}

function evaluateCall(syntax: Extract<Syntax, { kind: "call" }>, scope: Scope): Value {
  const args = syntax.args.map((arg) => evaluate(arg, scope));
  if (syntax.expandsLast) {
    const last = args.pop()!;
    if (!isList(last)) {
      return unknownOf([...args, last], "the list of its arguments is not known");
    }
    args.push(...last);
  }
  const result = FUNCTIONS.get(syntax.name)?.(args);
  return result !== undefined ? result : unknownOf(args, `the function ${syntax.name} makes it`, `${syntax.name}(${args.map(describe).join(", ")})`);
}

/** An unknown value that may come from what the values refer to. */
export function unknownOf(values: readonly Value[], why: string, text?: string): Unknown {
  const unknown = values.find((value) => value instanceof Unknown && !value.isError) as Unknown | undefined;
  return new Unknown(unknown?.why ?? why, referencesIn(values as Value), text ?? values.map(describe).join(", "));
}

/** A short text for a value, to tell unknown ones apart. */
function describe(value: Value): string {
  if (value instanceof Reference) {
    return [value.instance.canonicalName, ...value.path].join(".");
  }
  if (value instanceof Unknown) {
    return value.text;
  }
  return value instanceof Text ? value.parts.map((part) => describe(part)).join("") : isScalar(value) ? JSON.stringify(value) : "…";
}

function evaluateConditional(syntax: Extract<Syntax, { kind: "conditional" }>, scope: Scope): Value {
  const condition = toBoolean(evaluate(syntax.condition, scope));
  if (typeof condition === "boolean") {
    return evaluate(condition ? syntax.yes : syntax.no, scope);
  }
  const [yes, no] = [evaluate(syntax.yes, scope), evaluate(syntax.no, scope)];
  return isSame(yes, no) === true ? yes : unknownOf([condition, yes, no], "it depends on a condition that is not known");
}

function toBoolean(value: Value): Value {
  return value === "true" ? true : value === "false" ? false : value;
}

function evaluateUnary(operator: string, operand: Value): Value {
  if (operator === "!") {
    const value = toBoolean(operand);
    return typeof value === "boolean" ? !value : unknownOf([operand], "it is the opposite of what is not known");
  }
  return typeof operand === "number" ? -operand : unknownOf([operand], "it is the negative of what is not known");
}

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number | boolean>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
  "<": (a, b) => a < b,
  ">": (a, b) => a > b,
  "<=": (a, b) => a <= b,
  ">=": (a, b) => a >= b,
};

function evaluateBinary(operator: string, left: Value, right: Value): Value {
  const unknown = () => unknownOf([left, right], `the operator ${operator} takes what is not known`);
  if (operator === "==" || operator === "!=") {
    const same = isSame(left, right);
    return same === undefined ? unknown() : same === (operator === "==");
  }
  if (operator === "&&" || operator === "||") {
    const decisive = operator === "||";
    const sides = [toBoolean(left), toBoolean(right)];
    return sides.includes(decisive) ? decisive : sides.every((side) => typeof side === "boolean") ? !decisive : unknown();
  }
  return typeof left === "number" && typeof right === "number" ? ARITHMETIC[operator]!(left, right) : unknown();
}

/** Whether two values are equal; undefined where that is not known. An attribute that Azure sets is not null. */
export function isSame(a: Value, b: Value): boolean | undefined {
  if ((a === null && isThere(b)) || (b === null && isThere(a))) {
    return false;
  }
  if (isKnown(a) && isKnown(b)) {
    return JSON.stringify(plain(a)) === JSON.stringify(plain(b));
  }
  if (a instanceof Reference && b instanceof Reference) {
    return a.instance === b.instance && a.path.join() === b.path.join() ? true : undefined;
  }
  return undefined;
}

function isThere(value: Value): boolean {
  return value instanceof Reference || value instanceof Text || value instanceof ObjectValue || value instanceof Encoded || isList(value);
}

/** A known value as plain JSON. */
export function plain(value: Value): unknown {
  if (value instanceof ObjectValue) {
    return Object.fromEntries([...value.entries].map(([name, item]) => [name, plain(item)]));
  }
  return isList(value) ? value.map(plain) : value instanceof Encoded ? JSON.stringify(plain(value.value)) : value;
}

function evaluateObject(entries: readonly (readonly [Syntax, Syntax])[], scope: Scope): Value {
  const evaluated = entries.map(([key, value]) => [evaluate(key, scope), evaluate(value, scope)] as const);
  const unknown = evaluated.find(([key]) => !isScalar(key) || key === null);
  return unknown ? unknownOf(evaluated.flat(), "a key of it is not known") : new ObjectValue(new Map(evaluated.map(([key, value]) => [String(key as string), value])));
}

function evaluateFor(syntax: Extract<Syntax, { kind: "for" }>, scope: Scope): Value {
  const over = evaluateBlocks(syntax.over, scope);
  const items = itemsOf(over);
  if (!items) {
    return unknownOf([over], "what it is made of is not known");
  }
  const results: (readonly [Value, Value])[] = [];
  for (const [key, item] of items) {
    const names = syntax.names.length > 1 ? [[syntax.names[0]!, key], [syntax.names[1]!, item]] : [[syntax.names[0]!, item]];
    const inner = new BoundScope(scope, new Map(names as [string, Value][]));
    const included = syntax.condition ? toBoolean(evaluate(syntax.condition, inner)) : true;
    if (typeof included !== "boolean") {
      return unknownOf([included, evaluate(syntax.value, inner)], "a condition in it is not known");
    }
    if (included) {
      results.push([syntax.key ? evaluate(syntax.key, inner) : null, evaluate(syntax.value, inner)]);
    }
  }
  return syntax.key ? objectOf(results, syntax.groups) : results.map(([, value]) => value);
}

/** What a `for` or `for_each` goes through; undefined where that is not known. */
export function itemsOf(value: Value): [Value, Value][] | undefined {
  if (isList(value)) {
    return value.map((item, i) => [i, item]);
  }
  return value instanceof ObjectValue ? [...value.entries].sort(([a], [b]) => (a < b ? -1 : 1)) : value === null ? [] : undefined;
}

function objectOf(results: readonly (readonly [Value, Value])[], groups: boolean): Value {
  const entries = new Map<string, Value>();
  for (const [key, value] of results) {
    if (!isScalar(key) || key === null) {
      return unknownOf(results.flat(), "a key of it is not known");
    }
    const before = entries.get(String(key));
    entries.set(String(key), groups ? [...((before as Value[] | undefined) ?? []), value] : value);
  }
  return new ObjectValue(entries);
}
