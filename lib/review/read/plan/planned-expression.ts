import type { Expression } from "../../program/declaration";
import type { Scope } from "../../language/scope";
import { settle, step } from "../../language/step";
import { parseExpression, SyntaxProblem } from "../../language/parser";
import { Traversal, traversalOf } from "../../language/syntax";
import { isObject, JsonObject, stringsIn } from "../../base/json";
import { isIdentity } from "../../azure/identity-attributes";
import {
  EveryValue,
  isKnown,
  isList,
  isSameReference,
  isScalar,
  literal,
  ObjectValue,
  Reference,
  Unknown,
  Value,
} from "../../language/value";
import { OneOf, Placed } from "./open";

/** What a plan tells of an expression: its value, or what it refers to. */
export class PlannedExpression implements Expression {
  private refersTo?: readonly Traversal[];

  constructor(private readonly json: unknown) {}

  public get isLiteral(): boolean {
    return isObject(this.json) && "constant_value" in this.json;
  }

  public get traversals(): readonly Traversal[] {
    return (this.refersTo ??= referencesOf(this.json).flatMap((references) =>
      mostSpecific(references.flatMap(parsed)),
    ));
  }

  public evaluate(scope: Scope): Value {
    if (isObject(this.json) && "constant_value" in this.json) {
      return literal(this.json.constant_value);
    }
    if (!isLeaf(this.json)) {
      return Array.isArray(this.json)
        ? this.json.map((item) => new PlannedExpression(item).evaluate(scope))
        : new ObjectValue(
            new Map(
              Object.entries(this.json as JsonObject).map(([name, item]) => [
                name,
                new PlannedExpression(item).evaluate(scope),
              ]),
            ),
          );
    }
    return this.reference(scope);
  }

  /** The value of a literal one. */
  public get constant(): unknown {
    return (this.json as JsonObject).constant_value;
  }

  /** The expressions inside a block. */
  public inside(key: string | number): PlannedExpression | undefined {
    const json = isLeaf(this.json) ? undefined : (this.json as JsonObject)[key];
    // A single block stands without a list around it.
    return json === undefined
      ? key === 0 && isObject(this.json) && !isLeaf(this.json)
        ? this
        : undefined
      : new PlannedExpression(json);
  }

  /** Whether it is only told what it refers to. */
  public get isReferences(): boolean {
    return isObject(this.json) && Array.isArray(this.json.references);
  }

  /** The expression that a part of it comes from: where only its references are told, that is all of it. */
  public partAt(key: string | number): PlannedExpression | undefined {
    return this.isReferences ? this : this.inside(key);
  }

  /** All the ids that it refers to, known ones too. */
  public all(scope: Scope): Value[] {
    const values = this.traversals.map((traversal) => valueOf(traversal, scope));
    const known = values
      .flatMap((value) => (isList(value) ? value : [value]))
      .filter((value) => typeof value === "string" && GUID.test(value));
    return [...new Set(known), ...distinctIn(values, scope)];
  }

  /** The one thing that an expression refers to and that is not known: that is where its value comes from. */
  private reference(scope: Scope): Value {
    const own = this.traversals;
    const values = own.map((traversal) => valueOf(traversal, scope));
    const [only] = values;
    if (values.length === 1 && only instanceof Placed && !(only.of instanceof OneOf)) {
      return only;
    }
    const distinct = distinctIn(chosenByKey(values), scope);
    if (distinct.length === 1) {
      return distinct[0]!;
    }
    // A plan does not tell which output of a module it is that a key leads to; what they belong to is told.
    const [first, ...others] = distinct;
    if (
      first instanceof Reference &&
      others.every((other) => other instanceof Reference && other.instance === first.instance)
    ) {
      return new Reference(first.instance);
    }
    const text = [...new Set(own.map(textOf))].join(",");
    return distinct.length === 0
      ? new Unknown("a plan does not tell what it is made of", [], text)
      : new OneOf(distinct, text);
  }
}

/** What a block is repeated by: all of it, of which every instance takes the part under its key. */
export class PlannedCollection extends PlannedExpression {
  public evaluate(scope: Scope): Value {
    const own = this.traversals;
    return own.length === 1 ? valueOf(own[0]!, scope) : super.evaluate(scope);
  }
}

/** An expression that refers to nothing: whatever is in it is known, though a plan does not tell it. */
class LiteralValues extends ObjectValue {
  constructor() {
    super(new Map());
  }

  public entry(): Value {
    return this;
  }
}

export const LITERALS: Expression = {
  isLiteral: true,
  traversals: [],
  evaluate: () => new LiteralValues(),
  inside: () => undefined,
};

/** The expression of what a state holds: there is none. */
export const NOTHING = new PlannedExpression({});

/** Of a block that is repeated, and the keys that it is looked up by: the instance that one of them names, else any. */
function chosenByKey(values: readonly Value[]): readonly Value[] {
  const repeated = values.filter(
    (value) => isList(value) || (value instanceof ObjectValue && !(value instanceof LiteralValues)),
  );
  const [block] = repeated;
  const instances =
    block instanceof ObjectValue
      ? [...block.entries]
      : isList(block ?? null)
        ? (block as readonly Value[]).map((item, i): [string, Value] => [String(i), item])
        : [];
  if (
    repeated.length !== 1 ||
    instances.length === 0 ||
    !instances.every(([, item]) => item instanceof Reference && item.path.length === 0) ||
    values.some((value) => value instanceof Reference)
  ) {
    return values;
  }
  const named = instances.filter(([key]) => values.some((value) => isScalar(value) && String(value) === key));
  return named.length === 1 ? [named[0]![1]] : repeated;
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What of some values is not known, each once. */
function distinctIn(values: readonly Value[], scope: Scope): Value[] {
  const open = values.flatMap((value) => openIn(value, scope));
  return open.filter((one, i) => open.findIndex((other) => isSameValue(one, other)) === i);
}

/** What of a value is not known: of an object or a list its parts, of a map by `each.key` the one under that key. */
function openIn(value: Value, scope: Scope): Value[] {
  if (value instanceof Placed) {
    return openIn(value.of, scope);
  }
  if (value instanceof OneOf) {
    return value.candidates.flatMap((candidate) => openIn(candidate, scope));
  }
  if (value instanceof LiteralValues) {
    return [];
  }
  if (value instanceof EveryValue) {
    return [value.each];
  }
  if (value instanceof ObjectValue) {
    const { value: key } = scope.resolve("each", ["key"]);
    const own = typeof key === "string" ? value.entry(key) : undefined;
    return own === undefined ? [...value.entries.values()].flatMap((item) => openIn(item, scope)) : openIn(own, scope);
  }
  if (isList(value)) {
    const { value: index } = scope.resolve("count", ["index"]);
    const own = typeof index === "number" ? value[index] : undefined;
    return own === undefined ? value.flatMap((item) => openIn(item, scope)) : openIn(own, scope);
  }
  return isKnown(value) ? [] : [value];
}

function isSameValue(a: Value, b: Value): boolean {
  return (
    a === b ||
    (a instanceof Reference && b instanceof Reference && isSameReference(a, b)) ||
    (a instanceof Unknown && b instanceof Unknown && a.text === b.text)
  );
}

/** A plan lists after each reference what it is an attribute of. */
function mostSpecific(traversals: readonly Traversal[]): Traversal[] {
  const texts = traversals.map(textOf);
  return traversals.filter(
    (_, i) => !texts.some((other, j) => other.startsWith(`${texts[i]}.`) || (j < i && other === texts[i])),
  );
}

export function textOf({ root, steps }: Traversal): string {
  return [root, ...steps].join(".");
}

/**
 * What a reference leads to. A plan does not describe the lists and the maps on the way: where one is not known, what
 * is not known in it stands for its parts.
 */
function valueOf({ root, steps }: Traversal, scope: Scope): Value {
  const { value, taken } = scope.resolve(root, steps);
  let at = value;
  for (const key of steps.slice(taken)) {
    const next = isId(at) ? at : step(at, key);
    if (next instanceof Unknown && next.isError) {
      return at;
    }
    at = next;
  }
  const settled = settle(at);
  // The blocks of an identity hold no ids yet: which resource they are of is what is known.
  return at instanceof Reference && isIdentity(at.path) && (isList(settled) || settled instanceof ObjectValue)
    ? at
    : settled;
}

/** Whether a value is a text that has no parts: a step into it is one into the list or the map that it stands in. */
function isId(value: Value): boolean {
  return value instanceof OneOf
    ? value.candidates.every(isId)
    : value instanceof Reference && /(^|_)id$|Id$/.test(String(value.path.at(-1) ?? ""));
}

export function parsed(reference: string): Traversal[] {
  try {
    const traversal = traversalOf(parseExpression(reference));
    return traversal ? [traversal] : [];
  } catch (error) {
    if (error instanceof SyntaxProblem) {
      return [];
    }
    throw error;
  }
}

/** Whether an expression of a plan is that of one argument, and not of a block. */
function isLeaf(json: unknown): boolean {
  return (
    !Array.isArray(json) &&
    (!isObject(json) || "constant_value" in json || Array.isArray(json.references) || Object.keys(json).length === 0)
  );
}

/** What each argument in an expression refers to. */
function referencesOf(json: unknown): string[][] {
  if (Array.isArray(json)) {
    return json.flatMap(referencesOf);
  }
  if (!isObject(json) || "constant_value" in json) {
    return [];
  }
  return Array.isArray(json.references) ? [stringsIn(json.references)] : Object.values(json).flatMap(referencesOf);
}
