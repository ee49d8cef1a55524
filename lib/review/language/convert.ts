import { pairs } from "../base/pairs";
import { spend } from "./budget";
import { equalityKeyOf, plain } from "./equality";
import { exactIn, isDecimal } from "./number";
import { sizeOf } from "./size";
import { refused } from "./unknown";
import { Encoded, EveryValue, isKnown, isList, isScalar, kindOf, ListOf, ObjectValue } from "./value";
import { ofAnyKind, Reference, Text, Unknown, Value } from "./value";

/** Converts a value as Terraform does; undefined where the review does not know what it becomes. */
export type Conversion = (value: Value) => Value | undefined;

/** Whether every conversion leaves a value alone: null, and what is not known or known after apply. */
export function isOpen(value: Value): boolean {
  return value === null || value instanceof Reference || value instanceof Unknown;
}

/** Whether a value is text, known or not. */
function isText(value: Value): boolean {
  return typeof value === "string" || value instanceof Text || value instanceof Encoded;
}

/** Whether it takes more than the value to know what a scalar it becomes. */
function isUnsettled(value: Value): boolean {
  return value instanceof Text || value instanceof Encoded || value instanceof EveryValue;
}

export const toText: Conversion = (value) => {
  if (isOpen(value) || isText(value)) {
    return value;
  }
  if (isScalar(value)) {
    return String(value);
  }
  return value instanceof EveryValue ? undefined : refused("a list or an object is no text");
};

export const toNumber: Conversion = (value) => {
  if (isOpen(value) || typeof value === "number") {
    return value;
  }
  if (typeof value !== "string") {
    return isUnsettled(value) ? undefined : refused("it is no number");
  }
  if (isDecimal(value)) {
    return exactIn(value);
  }
  return /inf/i.test(value) ? undefined : refused("the text is no number");
};

const BOOLEANS: ReadonlyMap<Value, boolean> = new Map<Value, boolean>([
  ["true", true],
  ["1", true],
  ["false", false],
  ["0", false],
]);

export const toBoolean: Conversion = (value) => {
  if (isOpen(value) || typeof value === "boolean") {
    return value;
  }
  return BOOLEANS.get(value) ?? (isUnsettled(value) ? undefined : refused("it is neither true nor false"));
};

/** Elements as of one type: among texts, scalars become texts. */
export function unified(values: readonly Value[]): readonly Value[] | undefined {
  if (!spend(sizeOf(values).count)) {
    return undefined;
  }
  const types = new Set(values.filter((value) => value !== null).map(typeOf));
  if (types.size < 2) {
    return values;
  }
  if (types.has("string") && values.every((value) => isScalar(value) || isText(value))) {
    return values.map((value) => toText(value) ?? value);
  }
  // What is not known is text where everything else is.
  const leaves = new Set(values.flatMap(leafTypes));
  return leaves.has("number") || leaves.has("boolean") ? undefined : values.map(ofAnyKind);
}

/** The type of a value, with the types of its parts. */
function typeOf(value: Value): string {
  if (value instanceof ObjectValue) {
    const attributes = [...value.entries].map(([name, item]) => `${JSON.stringify(name)}=${typeOf(item)}`);
    return `${value.kind}(${attributes.sort().join()})`;
  }
  if (isList(value)) {
    return `${kindOf(value)}(${value.map(typeOf).join()})`;
  }
  if (isText(value)) {
    return "string";
  }
  if (value === null) {
    return "null";
  }
  return isScalar(value) ? typeof value : "?";
}

function leafTypes(value: Value): string[] {
  if (value instanceof ObjectValue) {
    return [...value.entries.values()].flatMap(leafTypes);
  }
  return isList(value) ? value.flatMap(leafTypes) : [typeOf(value)];
}

/** Values without those that are equal to an earlier one. */
export function distinct(values: readonly Value[]): Value[] {
  const seen = new Set<unknown>();
  return values.filter((value) => {
    const key = equalityKeyOf(value) ?? value;
    return !seen.has(key) && seen.add(key);
  });
}

/** The conversion to a list whose elements are each converted; without a conversion, to the one type they all have. */
export const listOf =
  (each?: Conversion): Conversion =>
  (value) => {
    if (!isList(value)) {
      return isOpen(value) || value instanceof EveryValue ? value : refused("it is no list");
    }
    // Which element of a set is the first depends on all of them.
    const isUnordered = kindOf(value) === "set" && value.length > 1 && !value.every(isKnown);
    const items = isUnordered ? undefined : converted(value, each);
    return items && ListOf.kindOf("list", items);
  };

/** The conversion to a set whose elements are each converted. */
export const setOf =
  (each?: Conversion): Conversion =>
  (value) => {
    if (!isList(value)) {
      return isOpen(value) || value instanceof EveryValue ? value : refused("it is no list");
    }
    const items = converted(value, each);
    return items && ListOf.kindOf("set", sorted(distinct(items)));
  };

/** The conversion to a map whose elements are each converted. */
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
    return items && new ObjectValue(new Map(pairs([...value.entries.keys()], items)), "map");
  };

function converted(values: readonly Value[], each: Conversion | undefined): readonly Value[] | undefined {
  if (!spend(values.length)) {
    return undefined;
  }
  return each ? values.map((value) => convertedBy(each, value)) : unified(values);
}

/** The converted value; the value itself, of any kind, where the review does not know what it becomes. */
export function convertedBy(conversion: Conversion, value: Value): Value {
  return conversion(value) ?? ofAnyKind(value);
}

export const toList = listOf();
export const toSet = setOf();
export const toMap = mapOf();

/** The elements of a set in Terraform's order: scalars by their value, anything else by how Terraform writes it. */
function sorted(values: Value[]): Value[] {
  if (values.every(isScalar)) {
    return values.sort(compareScalars);
  }
  if (!values.every(isKnown)) {
    return values;
  }
  return values
    .map((value) => [sortKeyOf(value), value] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, value]) => value);
}

function compareScalars(a: Value, b: Value): number {
  if (a === b) {
    return 0;
  }
  return b === null || (a !== null && a < b) ? -1 : 1;
}

/** The text by which Terraform sorts a known value in a set. */
function sortKeyOf(value: Value): string {
  if (value instanceof ObjectValue) {
    const isMap = value.kind === "map";
    const parts = [...value.entries]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, item]) => `${isMap ? JSON.stringify(name) : ""}${sortKeyOf(item)};`);
    return isMap ? `{${parts.join("")}}` : `<${parts.join("")}>`;
  }
  if (isList(value)) {
    const parts = value.map((item) => `${sortKeyOf(item)};`).join("");
    return kindOf(value) === "tuple" ? `<${parts}>` : `[${parts}]`;
  }
  return scalarSortKeyOf(value);
}

function scalarSortKeyOf(value: Value): string {
  if (value === null) {
    return "~";
  }
  if (typeof value === "boolean") {
    return value ? "T" : "F";
  }
  return typeof value === "number" ? String(value) : JSON.stringify(plain(value));
}

/** The value that a condition chooses, as of the one type that it and the other one become. */
export function chosenOf(value: Value, other: Value): Value | undefined {
  if (isScalar(value)) {
    return isText(other) ? toText(value) : value;
  }
  const kinds = [kindOf(value), kindOf(other)];
  if (kinds[0] === undefined || other === null || typeOf(value) === typeOf(other)) {
    return value;
  }
  if (kinds.includes("set") && kinds.every((kind) => kind === "set" || kind === "tuple")) {
    return toSet(value);
  }
  const areLists = kinds.every((kind) => kind === "list" || kind === "set" || kind === "tuple");
  return kinds.includes("list") && areLists ? toList(value) : ofAnyKind(value);
}
