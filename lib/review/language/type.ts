import { pairs } from "../base/pairs";
import { look, spend } from "./budget";
import { Conversion, convertedBy, isOpen, listOf, mapOf, setOf, toBoolean, toNumber, toText } from "./convert";
import { evaluate } from "./evaluate";
import { parseExpression, SyntaxProblem } from "./parser";
import type { Scope } from "./scope";
import { sizeOf } from "./size";
import type { Syntax } from "./syntax";
import { refused } from "./unknown";
import { EveryValue, isList, ObjectValue, ofAnyKind, Unknown, Value } from "./value";

/** The type constraint of a variable: it converts the value that the variable is given. */
export class TypeConstraint {
  private constructor(private readonly conversion: Conversion) {}

  /** Reads a type constraint; one that the review does not understand leaves the value as it is, of any kind. */
  public static of(text: string): TypeConstraint {
    try {
      return new TypeConstraint(conversionOf(parseExpression(text)) ?? ofAnyKind);
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) {
        throw error;
      }
      return new TypeConstraint(ofAnyKind);
    }
  }

  public convert(value: Value): Value {
    return look(sizeOf(value).count) ? convertedBy(this.conversion, value) : value;
  }
}

/** The conversion to `any`: the value keeps its own type. */
const asItIs: Conversion = (value) => value;

const SIMPLE: ReadonlyMap<string, Conversion> = new Map([
  ["any", asItIs],
  ["string", toText],
  ["number", toNumber],
  ["bool", toBoolean],
  ["list", listOf()],
  ["map", mapOf()],
]);

const COLLECTIONS: ReadonlyMap<string, (each?: Conversion) => Conversion> = new Map([
  ["list", listOf],
  ["set", setOf],
  ["map", mapOf],
]);

/** The conversion to a type; undefined for an expression that is no type. */
function conversionOf(type: Syntax): Conversion | undefined {
  if (type.kind === "root") {
    return SIMPLE.get(type.name);
  }
  if (type.kind !== "call") {
    return undefined;
  }
  const [of, ...others] = type.args;
  return of && others.length === 0 ? constructedFrom(type.name, of) : undefined;
}

/** The conversion that a type constructor makes: `object({…})`, `tuple([…])` or a collection of one type. */
function constructedFrom(name: string, of: Syntax): Conversion | undefined {
  if (name === "object") {
    return of.kind === "object" ? objectOf(of.entries) : undefined;
  }
  if (name === "tuple") {
    return of.kind === "list" ? tupleOf(of.items) : undefined;
  }
  const each = conversionOf(of);
  return each && COLLECTIONS.get(name)?.(each === asItIs ? undefined : each);
}

/** The results where there is one of each; undefined where one is missing. */
function complete<T>(results: readonly (T | undefined)[]): readonly T[] | undefined {
  const known = results.filter((result) => result !== undefined);
  return known.length === results.length ? known : undefined;
}

function tupleOf(types: readonly Syntax[]): Conversion | undefined {
  const conversions = complete(types.map(conversionOf));
  return (
    conversions &&
    ((value) => {
      if (isList(value) && value.length === conversions.length) {
        return pairs(value, conversions).map(([item, conversion]) => convertedBy(conversion, item));
      }
      return isOpen(value) ? value : refused("it is no list of this length");
    })
  );
}

/** An attribute of an object type. */
interface Attribute {
  readonly name: string;
  readonly conversion: Conversion;
  /** The value of an optional attribute that is not set; undefined for a required one. */
  readonly fallback?: () => Value;
}

function objectOf(entries: readonly (readonly [Syntax, Syntax])[]): Conversion | undefined {
  const attributes = complete(entries.map(attributeOf));
  return (
    attributes &&
    ((value) => {
      if (!(value instanceof ObjectValue) || value instanceof EveryValue) {
        return isOpen(value) || value instanceof EveryValue ? value : refused("it is no object");
      }
      return spend(attributes.length)
        ? new ObjectValue(new Map(attributes.map((attribute) => [attribute.name, attributeIn(value, attribute)])))
        : undefined;
    })
  );
}

function attributeOf([key, type]: readonly [Syntax, Syntax]): Attribute | undefined {
  const optional = type.kind === "call" && type.name === "optional" ? type.args : undefined;
  const conversion = conversionOf(optional?.[0] ?? type);
  if (key.kind !== "literal" || !conversion) {
    return undefined;
  }
  const [, written] = optional ?? [];
  const fallback = optional && (() => (written ? convertedBy(conversion, evaluate(written, NOWHERE)) : null));
  return { name: String(key.value), conversion, fallback };
}

/** The scope of the default of an attribute, which may refer to nothing. */
const NOWHERE: Scope = { resolve: (root) => ({ value: new Unknown("a type has no names in it", [], root), taken: 0 }) };

/** The converted attribute of an object. Where there is a default, null counts as not set. */
function attributeIn(object: ObjectValue, { name, conversion, fallback }: Attribute): Value {
  const value = object.entry(name);
  if (value === undefined && object.kind === "either") {
    return new Unknown("its provider knows whether it is set", [], name);
  }
  if (fallback && (value ?? null) === null) {
    return fallback();
  }
  return value === undefined
    ? refused(`the attribute ${JSON.stringify(name)} is missing`)
    : convertedBy(conversion, value);
}
