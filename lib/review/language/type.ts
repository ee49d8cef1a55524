import { EveryValue, isList, ObjectValue, ofAnyKind, Unknown, Value } from "./value";
import { look, spend } from "./budget";
import { Conversion, convertedBy, isOpen, listOf, mapOf, refused, setOf, toBoolean, toNumber, toText } from "./convert";
import { evaluate, Scope } from "./evaluate";
import { parseExpression, SyntaxProblem } from "./parser";
import { sizeOf } from "./size";
import type { Syntax } from "./syntax";

/** The type of a variable: what becomes of a value that it is given. */
export class TypeConstraint {
  private constructor(private readonly conversion: Conversion) {}

  /** Reads a type; one that nobody here understands leaves a value as it is. */
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

/** What has no type of its own keeps that of what it is given. */
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

/** What becomes of a value of a type; undefined for what is no type. */
function conversionOf(type: Syntax): Conversion | undefined {
  if (type.kind === "root") {
    return SIMPLE.get(type.name);
  }
  const [of, ...others] = type.kind === "call" ? type.args : [];
  if (!of || others.length > 0) {
    return undefined;
  }
  const { name } = type as Extract<Syntax, { kind: "call" }>;
  if (name === "object") {
    return of.kind === "object" ? objectOf(of.entries) : undefined;
  }
  if (name === "tuple") {
    return of.kind === "list" ? tupleOf(of.items) : undefined;
  }
  const each = conversionOf(of);
  return each && COLLECTIONS.get(name)?.(each === asItIs ? undefined : each);
}

function tupleOf(types: readonly Syntax[]): Conversion | undefined {
  const items = types.map(conversionOf);
  if (items.includes(undefined)) {
    return undefined;
  }
  return (value) => {
    const isTuple = isList(value) && value.length === items.length;
    return isTuple
      ? value.map((item, i) => convertedBy(items[i]!, item))
      : isOpen(value)
        ? value
        : refused("it is no list of this length");
  };
}

/** An attribute of an object type. */
interface Attribute {
  readonly name: string;
  readonly conversion: Conversion;
  /** What it is where nobody says so; undefined where somebody has to. */
  readonly fallback?: () => Value;
}

function objectOf(entries: readonly (readonly [Syntax, Syntax])[]): Conversion | undefined {
  const attributes = entries.map(attributeOf);
  if (attributes.includes(undefined)) {
    return undefined;
  }
  return (value) => {
    if (!(value instanceof ObjectValue) || value instanceof EveryValue) {
      return isOpen(value) || value instanceof EveryValue ? value : refused("it is no object");
    }
    return spend(attributes.length)
      ? new ObjectValue(new Map(attributes.map((attribute) => [attribute!.name, attributeIn(value, attribute!)])))
      : undefined;
  };
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

/** A default refers to nothing. */
const NOWHERE: Scope = { resolve: (root) => ({ value: new Unknown("a type has no names in it", [], root), taken: 0 }) };

/** An attribute as its type has it: a null is as good as nothing where there is a default. */
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
