import {
  Encoded,
  EveryValue,
  isKnown,
  isList,
  isScalar,
  kindOf,
  ListOf,
  ObjectValue,
  ofAnyKind,
  Reference,
  Text,
  Unknown,
  Value,
} from "./value";
import { spend } from "./budget";
import { keyOf, plain } from "./equality";
import { exactIn, isDecimal } from "./number";
import { sizeOf } from "./size";

/** A value as Terraform converts it; undefined where nobody knows here what it becomes. */
export type Conversion = (value: Value) => Value | undefined;

/** What Terraform refuses, as `try` and `can` see it. */
export function refused(why: string): Unknown {
  return new Unknown(why, [], undefined, true);
}

/** What is left alone by every conversion: null, and what Azure or nobody knows. */
export function isOpen(value: Value): boolean {
  return value === null || value instanceof Reference || value instanceof Unknown;
}

/** What may be text or become it. */
export function isText(value: Value): boolean {
  return typeof value === "string" || value instanceof Text || value instanceof Encoded;
}

export const toText: Conversion = (value) =>
  isOpen(value) || isText(value)
    ? value
    : isScalar(value)
      ? String(value)
      : value instanceof EveryValue
        ? undefined
        : refused("a list or an object is no text");

export const toNumber: Conversion = (value) => {
  if (isOpen(value) || typeof value === "number") {
    return value;
  }
  if (typeof value !== "string") {
    return value instanceof Text || value instanceof Encoded || value instanceof EveryValue
      ? undefined
      : refused("it is no number");
  }
  return isDecimal(value) ? exactIn(value) : /inf/i.test(value) ? undefined : refused("the text is no number");
};

const BOOLEANS: ReadonlyMap<Value, boolean> = new Map<Value, boolean>([
  ["true", true],
  ["1", true],
  ["false", false],
  ["0", false],
]);

export const toBoolean: Conversion = (value) =>
  isOpen(value) || typeof value === "boolean"
    ? value
    : (BOOLEANS.get(value) ??
      (value instanceof Text || value instanceof Encoded || value instanceof EveryValue
        ? undefined
        : refused("it is neither true nor false")));

/** Elements of one type: of texts and numbers, all become texts. */
export function unified(values: readonly Value[]): readonly Value[] | undefined {
  if (!spend(sizeOf(values).count)) {
    return undefined;
  }
  const types = new Set(values.filter((value) => value !== null).map(typeOf));
  if (types.size < 2) {
    return values;
  }
  if (types.has("string") && values.every((value) => isScalar(value) || isText(value))) {
    return values.map((value) => toText(value)!);
  }
  // What nobody knows yet is text where everything else is.
  const leaves = new Set(values.flatMap(leafTypes));
  return leaves.has("number") || leaves.has("boolean") ? undefined : values.map(ofAnyKind);
}

/** The type of a value, with that of everything in it. */
export function typeOf(value: Value): string {
  if (value instanceof ObjectValue) {
    return `${value.kind}(${[...value.entries]
      .map(([name, item]) => `${JSON.stringify(name)}=${typeOf(item)}`)
      .sort()
      .join()})`;
  }
  if (isList(value)) {
    return `${kindOf(value)}(${value.map(typeOf).join()})`;
  }
  return isText(value) ? "string" : value === null ? "null" : isScalar(value) ? typeof value : "?";
}

function leafTypes(value: Value): string[] {
  return value instanceof ObjectValue
    ? [...value.entries.values()].flatMap(leafTypes)
    : isList(value)
      ? value.flatMap(leafTypes)
      : [typeOf(value)];
}

/** Values without those that are equal to one before. */
export function distinct(values: readonly Value[]): Value[] {
  const seen = new Set<unknown>();
  return values.filter((value) => {
    const key = keyOf(value) ?? value;
    return !seen.has(key) && seen.add(key);
  });
}

/** A list of elements that are each converted; without a conversion, to the one type that all of them have. */
export const listOf =
  (each?: Conversion): Conversion =>
  (value) => {
    if (!isList(value)) {
      return isOpen(value) || value instanceof EveryValue ? value : refused("it is no list");
    }
    // Which element of a set is the first depends on all of them.
    const items =
      kindOf(value) === "set" && value.length > 1 && !value.every(isKnown) ? undefined : converted(value, each);
    return items && ListOf.kindOf("list", items);
  };

export const setOf =
  (each?: Conversion): Conversion =>
  (value) => {
    if (!isList(value)) {
      return isOpen(value) || value instanceof EveryValue ? value : refused("it is no list");
    }
    const items = converted(value, each);
    return items && ListOf.kindOf("set", sorted(distinct(items)));
  };

export const mapOf =
  (each?: Conversion): Conversion =>
  (value) => {
    if (value instanceof EveryValue) {
      return each ? new EveryValue(convertedBy(each, value.each)) : value;
    }
    if (!(value instanceof ObjectValue)) {
      return isOpen(value) ? value : refused("it is no map");
    }
    const items = converted([...value.entries.values()], each);
    return items && new ObjectValue(new Map([...value.entries.keys()].map((name, i) => [name, items[i]!])), "map");
  };

function converted(values: readonly Value[], each: Conversion | undefined): readonly Value[] | undefined {
  return !spend(values.length) ? undefined : each ? values.map((value) => convertedBy(each, value)) : unified(values);
}

/** A value as it is converted; where that is not known, as it is. */
export function convertedBy(conversion: Conversion, value: Value): Value {
  return conversion(value) ?? ofAnyKind(value);
}

export const toList = listOf();
export const toSet = setOf();
export const toMap = mapOf();

/**
 * The elements of a set in Terraform's order, as far as they have one: texts and numbers by what they are, anything
 * else by how it is written.
 */
function sorted(values: Value[]): Value[] {
  if (values.every(isScalar)) {
    return values.sort((a, b) => (a === b ? 0 : b === null || (a !== null && a < b) ? -1 : 1));
  }
  return values.every(isKnown)
    ? values
        .map((value) => [written(value), value] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, value]) => value)
    : values;
}

/** A known value as Terraform writes it to put it into an order. */
function written(value: Value): string {
  if (value instanceof ObjectValue) {
    const isMap = value.kind === "map";
    const parts = [...value.entries]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, item]) => `${isMap ? JSON.stringify(name) : ""}${written(item)};`);
    return isMap ? `{${parts.join("")}}` : `<${parts.join("")}>`;
  }
  if (isList(value)) {
    const parts = value.map((item) => `${written(item)};`).join("");
    return kindOf(value) === "tuple" ? `<${parts}>` : `[${parts}]`;
  }
  return value === null
    ? "~"
    : typeof value === "boolean"
      ? value
        ? "T"
        : "F"
      : typeof value === "number"
        ? String(value)
        : JSON.stringify(plain(value));
}

/** What of two values that a condition chooses between is chosen, as one of the type that both of them become. */
export function chosenOf(value: Value, other: Value): Value | undefined {
  const [kind, otherKind] = [kindOf(value), kindOf(other)];
  if (isScalar(value)) {
    return isText(other) ? toText(value) : value;
  }
  if (kind === undefined || other === null || typeOf(value) === typeOf(other)) {
    return value;
  }
  const kinds = [kind, otherKind];
  if (kinds.includes("set") && kinds.every((one) => one === "set" || one === "tuple")) {
    return toSet(value);
  }
  return kinds.includes("list") && kinds.every((one) => one === "list" || one === "set" || one === "tuple")
    ? toList(value)
    : ofAnyKind(value);
}
