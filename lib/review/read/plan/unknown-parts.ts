import type { Scope } from "../../language/scope";
import {
  EveryValue,
  isKnown,
  isList,
  isSameReference,
  isScalar,
  ObjectValue,
  Reference,
  Unknown,
  Value,
} from "../../language/value";
import { LiteralValues } from "./literal-values";
import { LocatedUnknown, OneOf } from "./planned-unknowns";

/** The parts of values that are not known, each once. */
export function unknownPartsOf(values: readonly Value[], scope: Scope): Value[] {
  const parts = values.flatMap((value) => unknownPartsIn(value, scope));
  return parts.filter((one, i) => parts.findIndex((other) => isSameValue(one, other)) === i);
}

function unknownPartsIn(value: Value, scope: Scope): Value[] {
  if (value instanceof LocatedUnknown) {
    return unknownPartsIn(value.of, scope);
  }
  if (value instanceof OneOf) {
    return value.candidates.flatMap((candidate) => unknownPartsIn(candidate, scope));
  }
  if (value instanceof LiteralValues) {
    return [];
  }
  if (value instanceof EveryValue) {
    return [value.each];
  }
  if (value instanceof ObjectValue || isList(value)) {
    return elementsOf(value, scope).flatMap((element) => unknownPartsIn(element, scope));
  }
  return isKnown(value) ? [] : [value];
}

/** The elements of a list or an object; where `count.index` or `each.key` is one of its keys, that element only. */
function elementsOf(value: ObjectValue | readonly Value[], scope: Scope): readonly Value[] {
  if (value instanceof ObjectValue) {
    const { value: key } = scope.resolve("each", ["key"]);
    const own = typeof key === "string" ? value.entry(key) : undefined;
    return own === undefined ? [...value.entries.values()] : [own];
  }
  const { value: index } = scope.resolve("count", ["index"]);
  const own = typeof index === "number" ? value[index] : undefined;
  return own === undefined ? value : [own];
}

function isSameValue(a: Value, b: Value): boolean {
  return (
    a === b ||
    (a instanceof Reference && b instanceof Reference && isSameReference(a, b)) ||
    (a instanceof Unknown && b instanceof Unknown && a.text === b.text)
  );
}

/** The values of an expression that looks an instance up by a key: the instance, where one of the values is its key. */
export function chosenByKey(values: readonly Value[]): readonly Value[] {
  const repeated = values.filter(
    (value) => isList(value) || (value instanceof ObjectValue && !(value instanceof LiteralValues)),
  );
  const [block = null, ...others] = repeated;
  const instances = keyedParts(block);
  if (
    others.length > 0 ||
    instances.length === 0 ||
    !instances.every(([, item]) => item instanceof Reference && item.path.length === 0) ||
    values.some((value) => value instanceof Reference)
  ) {
    return values;
  }
  const named = instances.filter(([key]) => values.some((value) => isScalar(value) && String(value) === key));
  const [[, instance] = [undefined, null]] = named;
  return named.length === 1 ? [instance] : repeated;
}

/** The parts of a list or an object, with their keys. */
function keyedParts(value: Value): readonly (readonly [string, Value])[] {
  if (value instanceof ObjectValue) {
    return [...value.entries];
  }
  return isList(value) ? value.map((item, i) => [String(i), item] as const) : [];
}
