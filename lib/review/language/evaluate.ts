import { isIdentity } from "../base/path";
import {
  EveryValue,
  HiddenText,
  isKnown,
  isList,
  isScalar,
  kindOf,
  ListOf,
  ObjectValue,
  ofAnyKind,
  Reference,
  Unknown,
  Value,
} from "./value";
import { deeper, isSpent, look, spend, TOO_MUCH } from "./budget";
import { chosenOf, refused, toBoolean } from "./convert";
import { isSame, keyOf } from "./equality";
import { FORGIVING, FUNCTIONS } from "./functions";
import { exact } from "./number";
import { sizeOf } from "./size";
import type { Syntax } from "./syntax";
import { callText, describe, directiveText, hashOf, stepText } from "./text";
import { bounded, concat, isTooMuch, refusedBy, tooMuch, unknownOf } from "./unknown";

export { plain } from "./equality";
export { unknownOf } from "./unknown";

/** What the names in an expression stand for. */
export interface Scope {
  /** The value of a traversal's start, and how many of its steps that took. */
  resolve(root: string, steps: readonly (string | number)[]): Resolved;
  /** The files that expressions may read; undefined where there are none. */
  readonly files?: Files;
}

/** The files of the folder that is reviewed. */
export interface Files {
  /** The text of a file; null where there is no such file, and undefined where it is not read. */
  read(name: string): string | null | undefined;
}

export interface Resolved {
  readonly value: Value;
  readonly taken: number;
}

/** Names that an expression binds itself: those of a `for`, and the element of a splat. */
class BoundScope implements Scope {
  /** How many of them are in each other. */
  public readonly level: number;

  constructor(
    private readonly outer: Scope,
    private readonly names: readonly string[],
    private readonly values: readonly Value[],
  ) {
    this.level = levelOf(outer) + 1;
  }

  public get files(): Files | undefined {
    return this.outer.files;
  }

  public resolve(root: string, steps: readonly (string | number)[]): Resolved {
    const index = this.names.lastIndexOf(root);
    return index < 0 ? this.outer.resolve(root, steps) : { value: this.values[index]!, taken: 0 };
  }
}

function levelOf(scope: Scope): number {
  return scope instanceof BoundScope ? scope.level : 0;
}

/** What stands for the element of a splat; no name of the language can be that. */
const ELEMENT = "*";
const ELEMENTS = [ELEMENT];

/** Evaluates an expression as far as what it refers to is known. */
export function evaluate(syntax: Syntax, scope: Scope): Value {
  if (syntax.kind === "literal") {
    return syntax.value;
  }
  spend(1);
  // What is too deep is told apart by how it is written: what it refers to is deeper still.
  const value = deeper(() => bounded(evaluateKind(syntax, scope)));
  return value === undefined ? new Unknown(TOO_MUCH, [], hashOf(JSON.stringify(syntax))) : value;
}

function evaluateAll(syntaxes: readonly Syntax[], scope: Scope): Value[] {
  const values: Value[] = [];
  for (const syntax of syntaxes) {
    values.push(evaluate(syntax, scope));
  }
  return values;
}

function evaluateKind(syntax: Exclude<Syntax, { kind: "literal" }>, scope: Scope): Value {
  switch (syntax.kind) {
    case "template":
      return evaluateTemplate(evaluateAll(syntax.parts, scope));
    case "opaque":
      return evaluateOpaque(syntax, scope);
    case "reference":
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
      return evaluateChain(syntax, scope);
    case "list":
      return evaluateAll(syntax.items, scope);
    case "object":
      return evaluateObject(syntax.entries, scope);
    case "for":
      return evaluateFor(syntax, scope);
  }
}

function evaluateTemplate(parts: readonly Value[]): Value {
  const wrong = refusedIn(parts) ?? (parts.includes(null) ? refused("null stands in a text") : undefined);
  return wrong ? refusedBy(wrong, parts, () => `(${parts.map(describe).join(" & ")})`) : concat(parts);
}

/** What Terraform refuses all for that takes one of the values. */
function refusedIn(values: readonly Value[]): Unknown | undefined {
  return values.find((value): value is Unknown => value instanceof Unknown && value.isError);
}

function evaluateOpaque({ parts, words }: Extract<Syntax, { kind: "opaque" }>, scope: Scope): Unknown {
  const values = evaluateAll(parts, scope);
  return unknownOf(values, "a template directive makes it", () => directiveText(words ?? "", values));
}

/** A step into a value. */
export function step(value: Value, key: string | number): Value {
  if (value instanceof Reference) {
    return new Reference(value.instance, [...value.path, key]);
  }
  if (value instanceof Unknown) {
    return value.isError ? value : stepIntoUnknown(value, key);
  }
  if (isList(value)) {
    const index =
      kindOf(value) === "set" ? undefined : typeof key === "number" ? key : /^\d+$/.test(key) ? Number(key) : undefined;
    return index === undefined
      ? stepIntoBlocks(value, key)
      : index in value
        ? partOf(value, value[index]!)
        : missing(key);
  }
  if (value instanceof ObjectValue) {
    // JSON may write a single block as an object.
    const entry = value.entry(String(key));
    return entry !== undefined ? partOf(value, entry) : key === 0 ? value : missing(key);
  }
  return missing(key);
}

/** What is in an attribute is as open to be of another kind as the attribute itself. */
function partOf(whole: Value, part: Value): Value {
  return kindOf(whole) === "either" && !(whole instanceof EveryValue) ? ofAnyKind(part) : part;
}

function stepIntoUnknown(value: Unknown, key: string | number): Unknown {
  return unknownOf([value], value.why, () => `${value.text}${stepText(key)}`);
}

/** The old form `block.attribute`, of a block that stands alone. */
function stepIntoBlocks(list: readonly Value[], key: string | number): Value {
  return list.length === 1 && list[0] instanceof ObjectValue ? step(list[0], key) : missing(key);
}

function missing(key: string | number): Unknown {
  return refused(`there is no ${JSON.stringify(key)} in it`);
}

/**
 * The value that a configuration gives to the attribute a reference leads to; the reference itself where only Azure
 * knows it.
 */
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
  if (settled instanceof Unknown && settled.isError) {
    // An attribute of a block that the configuration does not set is one that Azure sets.
    return value;
  }
  return ofAnyKind(typeof value.path.at(-1) === "string" ? identities(settled, value) : identity(settled, value));
}

/** The blocks of identities, which stand in a list however they are written. */
function identities(value: Value, reference: Reference): Value {
  const blocks = isList(value) ? value : [value];
  return isIdentity(reference.path) && blocks.every((block) => block instanceof ObjectValue)
    ? blocks.map((block, i) => identity(block, new Reference(reference.instance, [...reference.path, i])))
    : value;
}

/** The block of an identity, with the ids that Azure sets in it. */
function identity(value: Value, reference: Reference): Value {
  if (!isIdentity(reference.path) || !(value instanceof ObjectValue)) {
    return value;
  }
  const ids = IDENTITY_IDS.map((name): [string, Value] => [
    name,
    new Reference(reference.instance, [...reference.path, name]),
  ]);
  return new ObjectValue(new Map([...ids, ...value.entries]), value.kind);
}

/** What Azure sets in the block of an identity. */
const IDENTITY_IDS = ["principal_id", "tenant_id", "object_id", "client_id"];

function evaluateSteps(syntax: Syntax, scope: Scope): Value {
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
  const unknown = keys.findIndex((key) => !isKey(key));
  const { value, taken } = scope.resolve(
    start.kind === "root" ? start.name : ELEMENT,
    (unknown < 0 ? keys : keys.slice(0, unknown)) as (string | number)[],
  );
  return stepInto(value, keys.slice(taken));
}

function stepInto(start: Value, keys: readonly Value[]): Value {
  return keys.reduce<Value>((value, key) => (isKey(key) ? stepWritten(value, key) : stepUnknown(value, key)), start);
}

/** A step into a value, of which an attribute may have more than is written. */
function stepWritten(value: Value, key: string | number): Value {
  const part = step(value, key);
  return part instanceof Unknown && part.isError && value instanceof ObjectValue && value.kind === "either"
    ? unknownOf(
        [value],
        `its provider knows whether it has ${JSON.stringify(key)}`,
        () => `${describe(value)}${stepText(key)}`,
      )
    : part;
}

function isKey(value: Value): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

/** A step by a key that is not known: of several of one kind, it may be any; of one, it is that. */
function stepUnknown(value: Value, key: Value): Value {
  if (key === null) {
    return refused("null is no key");
  }
  const candidates = value instanceof ObjectValue ? [...value.entries.values()] : isList(value) ? value : [];
  if (candidates.length === 1) {
    return candidates[0]!;
  }
  if (value instanceof Reference) {
    return value;
  }
  return unknownOf(
    [value, key],
    "the key that it is looked up by is not known",
    () => `${describe(value)}[${describe(key)}]`,
  );
}

function evaluateSplat(syntax: Extract<Syntax, { kind: "splat" }>, scope: Scope): Value {
  const of = evaluateBlocks(syntax.of, scope, true);
  if (of instanceof Unknown) {
    return of.isError ? of : evaluateElement(syntax, of, scope);
  }
  if (isSpent()) {
    return evaluateElement(
      syntax,
      tooMuch([of], () => describe(of)),
      scope,
    );
  }
  const elements = isList(of)
    ? of
    : of instanceof EveryValue
      ? [of.each]
      : of === null
        ? []
        : [of instanceof Reference && of.path.length > 0 ? step(of, 0) : of];
  return splatOf(
    of,
    elements.map((element) => evaluate(syntax.take, new BoundScope(scope, ELEMENTS, [element]))),
  );
}

/** Of a list or a set, a splat makes a list. */
function splatOf(of: Value, taken: readonly Value[]): Value {
  const kind = isList(of) ? kindOf(of) : undefined;
  return kind === undefined || kind === "tuple" ? taken : ListOf.kindOf(kind === "either" ? "either" : "list", taken);
}

/** What is taken of each element of what is not known. */
function evaluateElement(syntax: Extract<Syntax, { kind: "splat" }>, of: Unknown, scope: Scope): Value {
  return evaluate(syntax.take, new BoundScope(scope, ELEMENTS, [unknownOf([of], of.why, () => `${of.text}[*]`)]));
}

/**
 * A value to go through. The blocks in a list of a resource are references, so that what Azure sets in them is one,
 * too; for a splat an object is a list of one.
 */
function evaluateBlocks(syntax: Syntax, scope: Scope, isSplat = false): Value {
  const isStep =
    syntax.kind === "attribute" || syntax.kind === "index" || syntax.kind === "root" || syntax.kind === "reference";
  const value = isStep ? evaluateSteps(syntax, scope) : evaluate(syntax, scope);
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

function evaluateCall({ name, args: written, expandsLast }: Extract<Syntax, { kind: "call" }>, scope: Scope): Value {
  const args = evaluateAll(written, scope);
  const last = expandsLast ? args.at(-1)! : [];
  if (!isList(last)) {
    return unknownOf(args, "the list of its arguments is not known", () => callText(name, args, true));
  }
  const all = expandsLast ? [...args.slice(0, -1), ...last] : args;
  const text = () => callText(name, all, false);
  const wrong = FORGIVING.has(name) ? undefined : refusedIn(all);
  if (wrong) {
    return refusedBy(wrong, all, text);
  }
  if (isSpent() || !look(sizeOf(all).count)) {
    return tooMuch(all, text);
  }
  const result = FUNCTIONS.get(name)?.(all, scope.files);
  if (result === undefined ? isSpent() : isTooMuch(result)) {
    return tooMuch(all, text);
  }
  if (result instanceof Unknown && result.isError) {
    return refusedBy(result, all, text);
  }
  const why = `the function ${name} makes it`;
  // Of a text that is known it says nothing why that is not shown.
  return result === undefined ? unknownOf(all, why, text, all[0] instanceof HiddenText ? why : undefined) : result;
}

function evaluateConditional(syntax: Extract<Syntax, { kind: "conditional" }>, scope: Scope): Value {
  const condition = asCondition(evaluate(syntax.condition, scope));
  if (typeof condition === "boolean") {
    return evaluateChosen(
      ...((condition ? [syntax.yes, syntax.no] : [syntax.no, syntax.yes]) as [Syntax, Syntax]),
      scope,
    );
  }
  if (condition instanceof Unknown && condition.isError) {
    return condition;
  }
  const [yes, no] = [evaluate(syntax.yes, scope), evaluate(syntax.no, scope)];
  return isEither(yes, no)
    ? ofAnyKind(yes)
    : unknownOf(
        [condition, yes, no],
        "it depends on a condition that is not known",
        () => `(${describe(condition)} ? ${describe(yes)} : ${describe(no)})`,
      );
}

/** Whether it makes no difference which of two values is chosen. */
function isEither(a: Value, b: Value): boolean {
  return (
    isSame(a, b) === true ||
    (kindOf(a) !== undefined && look(sizeOf(a).count + sizeOf(b).count) && isKnown(a) && keyOf(a) === keyOf(b))
  );
}

/** What a condition chooses. The other one counts, too: both become of one type. */
function evaluateChosen(syntax: Syntax, other: Syntax, scope: Scope): Value {
  const value = evaluate(syntax, scope);
  const isSettled = kindOf(value) === undefined && typeof value !== "number" && typeof value !== "boolean";
  return isSettled ? value : (chosenOf(value, evaluate(other, scope)) ?? ofAnyKind(value));
}

/** A value as a condition: true or false, or what is not known. */
function asCondition(value: Value): Value {
  return toBoolean(value) ?? value;
}

function evaluateUnary(operator: string, operand: Value): Value {
  const text = () => `${operator}${describe(operand)}`;
  const value = operator === "!" ? asCondition(operand) : operand;
  if (value instanceof Unknown && value.isError) {
    return value;
  }
  if (operator === "!") {
    return typeof value === "boolean" ? !value : unknownOf([operand], "it is the opposite of what is not known", text);
  }
  return (
    (typeof value === "number" ? exact(-value) : undefined) ??
    unknownOf([operand], "it is the negative of what is not known", text)
  );
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

/** Operators in a row, from left to right: a long row is no deep one. */
function evaluateChain(syntax: Syntax, scope: Scope): Value {
  const row: Extract<Syntax, { kind: "binary" }>[] = [];
  let first = syntax;
  while (first.kind === "binary") {
    row.push(first);
    first = first.left;
  }
  return row.reduceRight<Value>(
    (left, { operator, right }) => evaluateBinary(operator, left, evaluate(right, scope)),
    evaluate(first, scope),
  );
}

function evaluateBinary(operator: string, left: Value, right: Value): Value {
  const wrong = operator === "&&" || operator === "||" ? undefined : refusedIn([left, right]);
  const text = () => `(${describe(left)} ${operator} ${describe(right)})`;
  if (wrong) {
    return refusedBy(wrong, [left, right], text);
  }
  const unknown = () => unknownOf([left, right], `the operator ${operator} takes what is not known`, text);
  if (operator === "==" || operator === "!=") {
    const same = isSame(left, right);
    return same === undefined ? unknown() : same === (operator === "==");
  }
  if (operator === "&&" || operator === "||") {
    const decisive = operator === "||";
    const sides = [asCondition(left), asCondition(right)];
    return sides.includes(decisive)
      ? decisive
      : sides.every((side) => typeof side === "boolean")
        ? !decisive
        : unknown();
  }
  const result = typeof left === "number" && typeof right === "number" ? ARITHMETIC[operator]!(left, right) : undefined;
  return typeof result === "boolean"
    ? result
    : ((result !== undefined && areWhole(left, right, result) ? exact(result) : undefined) ?? unknown());
}

/** Fractions are others in binary than in Terraform's decimals. */
function areWhole(...numbers: readonly Value[]): boolean {
  return numbers.every(Number.isSafeInteger);
}

function evaluateObject(entries: readonly (readonly [Syntax, Syntax])[], scope: Scope): Value {
  const evaluated = entries.map(([key, value]) => [evaluate(key, scope), evaluate(value, scope)] as const);
  if (evaluated.some(([key]) => !isScalar(key) || key === null)) {
    return unknownOf(
      evaluated.flat(),
      "a key of it is not known",
      () =>
        `{${evaluated
          .map(([key, value]) => `${describe(key)} = ${describe(value)}`)
          .sort()
          .join(", ")}}`,
    );
  }
  return new ObjectValue(new Map(evaluated.map(([key, value]) => [String(key as string), value])));
}

type For = Extract<Syntax, { kind: "for" }>;

function evaluateFor(syntax: For, scope: Scope): Value {
  const over = evaluateBlocks(syntax.over, scope);
  if (over === null || (over instanceof Unknown && over.isError)) {
    return over ?? refused("null has no elements");
  }
  const items = isSpent() ? undefined : itemsOf(over);
  if (!items) {
    return forEachUnknown(syntax, over, scope, "what it is made of is not known");
  }
  const results: (readonly [Value, Value])[] = [];
  for (const [key, item] of items) {
    const inner = new BoundScope(scope, syntax.names, syntax.names.length > 1 ? [key, item] : [item]);
    const included = syntax.condition ? asCondition(evaluate(syntax.condition, inner)) : true;
    if (typeof included !== "boolean") {
      return forEachUnknown(
        syntax,
        over,
        scope,
        included instanceof Unknown ? included.why : "a condition in it is not known",
      );
    }
    if (included) {
      results.push([syntax.key ? evaluate(syntax.key, inner) : null, evaluate(syntax.value, inner)]);
    }
    if (!spend(3)) {
      return forEachUnknown(syntax, over, scope, TOO_MUCH);
    }
  }
  if (!syntax.key) {
    return results.map(([, value]) => value);
  }
  if (over instanceof EveryValue && results.length > 0) {
    return new EveryValue(results[0]![1]);
  }
  const open = results.find(([key]) => !isScalar(key) || key === null)?.[0];
  return open === undefined
    ? objectOf(results, syntax.groups)
    : forEachUnknown(syntax, over, scope, open instanceof Unknown ? open.why : "a key of it is not known");
}

/**
 * A `for` that is not gone through: it is told apart by what it is made of and, whatever the names in it are called, by
 * what it makes of each.
 */
function forEachUnknown(syntax: For, over: Value, scope: Scope, why: string): Unknown {
  const name = `each${levelOf(scope) + 1}`;
  const [key, item] = [".key", ""].map((part) => new Unknown("it stands for each of several", [], `${name}${part}`));
  const inner = new BoundScope(scope, syntax.names, syntax.names.length > 1 ? [key!, item!] : [item!]);
  const [made, value, condition] = [syntax.key, syntax.value, syntax.condition].map((part) =>
    part ? evaluate(part, inner) : null,
  );
  return unknownOf(
    [over, made!, value!, condition!],
    why,
    () =>
      `{for ${describe(over)} : ${syntax.key ? `${describe(made!)} => ` : ""}${describe(value!)}${syntax.groups ? "..." : ""}${syntax.condition ? ` if ${describe(condition!)}` : ""}}`,
    over instanceof Unknown ? over.why : isSpent() ? TOO_MUCH : why,
  );
}

/** What a `for` or `for_each` goes through; undefined where that is not known. A set's elements are their own keys. */
export function itemsOf(value: Value): [Value, Value][] | undefined {
  if (isList(value)) {
    const kind = kindOf(value);
    return value.map((item, i) => [kind === "set" ? item : kind === "either" ? keyInEither(item, i) : i, item]);
  }
  if (value instanceof EveryValue) {
    return [[new Unknown("the key is not known", [], "each.key"), value.each]];
  }
  return value instanceof ObjectValue
    ? [...value.entries].sort(([a], [b]) => (a < b ? -1 : 1))
    : value === null
      ? []
      : undefined;
}

/** What is the key of an element where its provider knows whether the list is a set. */
function keyInEither(item: Value, index: number): Unknown {
  return unknownOf(
    [item],
    "the key is an index, or the element itself",
    () => `each.key ${index} of ${describe(item)}`,
  );
}

/** The object that a `for` makes; with groups, of the lists of what has the same key. */
function objectOf(results: readonly (readonly [Value, Value])[], groups: boolean): Value {
  const entries = new Map<string, Value>();
  const lists = new Map<string, Value[]>();
  for (const [key, value] of results) {
    const name = String(key as string);
    const group = lists.get(name) ?? [];
    if (groups) {
      group.push(value);
      lists.set(name, group);
    }
    entries.set(name, groups ? group : value);
  }
  return new ObjectValue(entries);
}
