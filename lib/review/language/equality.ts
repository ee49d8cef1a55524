import { Encoded, isKnown, isList, isScalar, kindOf, ObjectValue, Reference, Scalar, Text, Value } from "./value";
import { isSpent, look } from "./budget";
import { sizeOf } from "./size";

/** Whether two values are equal; undefined where that is not known. An attribute that Azure sets is not null. */
export function isSame(a: Value, b: Value): boolean | undefined {
  return isSpent() || !look(sizeOf(a).count + sizeOf(b).count) ? undefined : areSame(a, b);
}

function areSame(a: Value, b: Value): boolean | undefined {
  if ((a === null && isThere(b)) || (b === null && isThere(a))) {
    return false;
  }
  if (isScalar(a) && isScalar(b)) {
    return areSameScalars(a, b);
  }
  const [one, other] = [kindOf(a), kindOf(b)];
  if ((one ?? other) !== undefined) {
    return one === other ? areSameParts(a, b) : isSureOfKind(a) && isSureOfKind(b) ? false : undefined;
  }
  if (a instanceof Reference && b instanceof Reference) {
    return a.instance === b.instance && a.path.join() === b.path.join() ? true : undefined;
  }
  return areSameTexts(a, b);
}

/** A number is no text, however equal they look; but an attribute may be written as one and be the other. */
function areSameScalars(a: Scalar, b: Scalar): boolean | undefined {
  return a === b ? true : a !== null && b !== null && String(a) === String(b) ? undefined : false;
}

/** Whether it is certain what Terraform takes a value for. */
function isSureOfKind(value: Value): boolean {
  const kind = kindOf(value);
  return kind === undefined ? isScalar(value) || value instanceof Text || value instanceof Encoded : kind !== "either";
}

/** Whether two values of one kind are the same. */
function areSameParts(a: Value, b: Value): boolean | undefined {
  switch (kindOf(a)) {
    case "either":
      return undefined;
    case "set":
      return areSameSets(a as readonly Value[], b as readonly Value[]);
    case "list":
    case "tuple":
      return areSameLists(a as readonly Value[], b as readonly Value[]);
    default:
      return areSameObjects(a as ObjectValue, b as ObjectValue);
  }
}

/** Of lists that are empty, nobody knows here of which type their elements would be. */
function areSameLists(a: readonly Value[], b: readonly Value[]): boolean | undefined {
  if (a.length !== b.length) {
    return false;
  }
  return a.length === 0 && kindOf(a) === "list" ? undefined : all(a.map((item, i) => isSamePart(item, b[i]!)));
}

function areSameObjects(a: ObjectValue, b: ObjectValue): boolean | undefined {
  if (a.entries.size !== b.entries.size || [...a.entries.keys()].some((name) => !b.entries.has(name))) {
    return false;
  }
  return a.entries.size === 0 && a.kind === "map"
    ? undefined
    : all([...a.entries].map(([name, item]) => isSamePart(item, b.get(name))));
}

/** A null may be one of a type or of none, which are not equal. */
function isSamePart(a: Value, b: Value): boolean | undefined {
  return a === null && b === null ? undefined : areSame(a, b);
}

function areSameSets(a: readonly Value[], b: readonly Value[]): boolean | undefined {
  const [one, other] = [a, b].map((items) => items.map(keyOf).sort());
  if (one!.includes(undefined) || other!.includes(undefined)) {
    return undefined;
  }
  return one!.length !== other!.length || one!.some((key, i) => key !== other![i])
    ? false
    : one!.length > 0 || undefined;
}

function all(results: readonly (boolean | undefined)[]): boolean | undefined {
  return results.includes(false) ? false : results.includes(undefined) ? undefined : true;
}

/** JSON as Terraform makes it has some characters escaped. */
function areSameTexts(a: Value, b: Value): boolean | undefined {
  if (!isKnown(a) || !isKnown(b) || kindOf(a) !== undefined || kindOf(b) !== undefined) {
    return undefined;
  }
  const [one, other] = [plain(a), plain(b)];
  return a instanceof Encoded && b instanceof Encoded
    ? one === other
    : typeof one === "string" && typeof other === "string" && !/[<>&\u2028\u2029]/.test(one + other)
      ? one === other
      : undefined;
}

function isThere(value: Value): boolean {
  return (
    value instanceof Reference ||
    value instanceof Text ||
    value instanceof ObjectValue ||
    value instanceof Encoded ||
    isList(value)
  );
}

/** What only equal values have; undefined for a value that may turn out equal to any. */
export function keyOf(value: Value): string | undefined {
  return isKnown(value)
    ? JSON.stringify(plain(value))
    : value instanceof Reference
      ? `${value.instance.address}.${value.path.join(".")}`
      : undefined;
}

/** A known value as plain JSON; the order of an object's entries says nothing. */
export function plain(value: Value): unknown {
  if (value instanceof ObjectValue) {
    return Object.fromEntries(
      [...value.entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, item]) => [name, plain(item)]),
    );
  }
  return isList(value) ? value.map(plain) : value instanceof Encoded ? JSON.stringify(plain(value.value)) : value;
}
