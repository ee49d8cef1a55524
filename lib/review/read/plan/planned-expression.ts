import { isObject, JsonObject } from "../../base/json";
import { ownEntry } from "../../base/table";
import type { Scope } from "../../language/scope";
import type { Traversal } from "../../language/syntax";
import { isList, literal, ObjectValue, Reference, Unknown, Value } from "../../language/value";
import type { Expression } from "../../program/declaration";
import { referencesIn, traversalText, valueAt } from "./planned-references";
import { LocatedUnknown, OneOf } from "./planned-unknowns";
import { chosenByKey, unknownPartsOf } from "./unknown-parts";

/** An expression in the configuration of a plan, which has only its constant value or its references. */
export class PlannedExpression implements Expression {
  private refersTo?: readonly Traversal[];

  constructor(private readonly json: unknown) {}

  /** Whether the expression is a constant, and its value is told. */
  public get isConstant(): boolean {
    return isObject(this.json) && "constant_value" in this.json;
  }

  /** The value of a constant. */
  public get constant(): unknown {
    return (this.json as JsonObject).constant_value;
  }

  /** Whether only the references are told. */
  public get isReferences(): boolean {
    return isObject(this.json) && Array.isArray(this.json.references);
  }

  public get traversals(): readonly Traversal[] {
    return (this.refersTo ??= referencesIn(this.json));
  }

  public evaluate(scope: Scope): Value {
    if (this.isConstant) {
      return literal(this.constant);
    }
    if (isLeaf(this.json)) {
      return this.source(scope);
    }
    return Array.isArray(this.json)
      ? this.json.map((item) => new PlannedExpression(item).evaluate(scope))
      : this.block(this.json as JsonObject, scope);
  }

  public inside(key: string | number): PlannedExpression | undefined {
    const json = isLeaf(this.json) ? undefined : ownEntry(this.json as JsonObject, key);
    if (json !== undefined) {
      return new PlannedExpression(json);
    }
    // A single block stands without a list around it.
    return key === 0 && isObject(this.json) && !isLeaf(this.json) ? this : undefined;
  }

  /** The expression that a part comes from: where only the references are told, that is the whole expression. */
  public partAt(key: string | number): PlannedExpression | undefined {
    return this.isReferences ? this : this.inside(key);
  }

  /** All the ids that the expression refers to, known ones too. */
  public allIds(scope: Scope): Value[] {
    const values = this.traversals.map((traversal) => valueAt(traversal, scope));
    const known = values
      .flatMap((value) => (isList(value) ? value : [value]))
      .filter((value) => typeof value === "string" && GUID.test(value));
    return [...new Set(known), ...unknownPartsOf(values, scope)];
  }

  private block(json: JsonObject, scope: Scope): ObjectValue {
    return new ObjectValue(
      new Map(Object.entries(json).map(([name, item]) => [name, new PlannedExpression(item).evaluate(scope)])),
    );
  }

  /** What the value comes from: the one thing that the expression refers to and that is not known. */
  private source(scope: Scope): Value {
    const values = this.traversals.map((traversal) => valueAt(traversal, scope));
    const [only] = values;
    if (values.length === 1 && only instanceof LocatedUnknown && !(only.of instanceof OneOf)) {
      return only;
    }
    const sources = unknownPartsOf(chosenByKey(values), scope);
    const [first, ...others] = sources;
    if (first !== undefined && others.length === 0) {
      return first;
    }
    // A plan does not tell which output of a module a key leads to, but the resource that all of them belong to.
    if (isResource(first, others)) {
      return new Reference(first.instance);
    }
    const text = [...new Set(this.traversals.map(traversalText))].join(",");
    return first === undefined
      ? new Unknown("a plan does not tell what it is made of", [], text)
      : new OneOf(sources, text);
  }
}

/** The `count` or the `for_each` of a block: the whole collection, one part of which belongs to each instance. */
export class PlannedCollection extends PlannedExpression {
  public evaluate(scope: Scope): Value {
    const [only, ...others] = this.traversals;
    return only && others.length === 0 ? valueAt(only, scope) : super.evaluate(scope);
  }
}

/** The expression of an argument in a state, which has none. */
export const NO_EXPRESSION = new PlannedExpression({});

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a value and others are all references to one resource. */
function isResource(first: Value | undefined, others: readonly Value[]): first is Reference {
  return (
    first instanceof Reference &&
    others.every((other) => other instanceof Reference && other.instance === first.instance)
  );
}

/** Whether an expression of a plan is that of one argument, and not of a block. */
function isLeaf(json: unknown): boolean {
  return (
    !Array.isArray(json) &&
    (!isObject(json) || "constant_value" in json || Array.isArray(json.references) || Object.keys(json).length === 0)
  );
}
