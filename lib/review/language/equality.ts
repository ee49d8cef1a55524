import { pairs } from "../base/pairs";
import { isSpent, look } from "./budget";
import { sizeOf } from "./size";
import {
  Encoded,
  isKnown,
  isList,
  isScalar,
  kindOf,
  ObjectValue,
  Reference,
  Scalar,
  Text,
  Unknown,
  Value,
} from "./value";

/**
 * Whether two values are equal; undefined where that is not known. An attribute that is known after apply is not null.
 */
export function isSame(a: Value, b: Value): boolean | undefined {
  return isSpent() || !look(sizeOf(a).count + sizeOf(b).count) ? undefined : areSame(a, b);
}

function areSame(a: Value, b: Value): boolean | undefined {
  if ((a === null && isPresent(b)) || (b === null && isPresent(a))) {
    return false;
  }
  if (isScalar(a) && isScalar(b)) {
    return areSameScalars(a, b);
  }
  if (kindOf(a) !== undefined || kindOf(b) !== undefined) {
    return areSameCollections(a, b);
  }
  if (a instanceof Reference && b instanceof Reference) {
    return a.instance === b.instance && a.path.join() === b.path.join() ? true : undefined;
  }
  return areSameTexts(a, b);
}

/** A number is no text, however equal they look; but an attribute may be written as one and be the other. */
function areSameScalars(a: Scalar, b: Scalar): boolean | undefined {
  if (a === b) {
    return true;
  }
  return a !== null && b !== null && String(a) === String(b) ? undefined : false;
}

/** Two values of which one has parts at least. */
function areSameCollections(a: Value, b: Value): boolean | undefined {
  if (kindOf(a) !== kindOf(b)) {
    return isSureOfKind(a) && isSureOfKind(b) ? false : undefined;
  }
  if (kindOf(a) === "either") {
    return undefined;
  }
  if (isList(a) && isList(b)) {
    return kindOf(a) === "set" ? areSameSets(a, b) : areSameLists(a, b);
  }
  return a instanceof ObjectValue && b instanceof ObjectValue ? areSameObjects(a, b) : undefined;
}

/** Whether Terraform can convert a value to no other kind. */
function isSureOfKind(value: Value): boolean {
  const kind = kindOf(value);
  return kind === undefined ? isScalar(value) || value instanceof Text || value instanceof Encoded : kind !== "either";
}

/** Two empty lists may have elements of different types, which are not known here. */
function areSameLists(a: readonly Value[], b: readonly Value[]): boolean | undefined {
  if (a.length !== b.length) {
    return false;
  }
  return a.length === 0 && kindOf(a) === "list" ? undefined : all(pairs(a, b).map(([x, y]) => isSamePart(x, y)));
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
  const [one, other] = [a.map(equalityKeyOf).sort(), b.map(equalityKeyOf).sort()];
  if (one.includes(undefined) || other.includes(undefined)) {
    return undefined;
  }
  if (one.length !== other.length || one.some((key, i) => key !== other[i])) {
    return false;
  }
  return one.length > 0 || undefined;
}

function all(results: readonly (boolean | undefined)[]): boolean | undefined {
  if (results.includes(false)) {
    return false;
  }
  return results.includes(undefined) ? undefined : true;
}

/** Terraform escapes some characters in the JSON that it makes. */
function areSameTexts(a: Value, b: Value): boolean | undefined {
  if (!isKnown(a) || !isKnown(b)) {
    return undefined;
  }
  const [one, other] = [plain(a), plain(b)];
  if (a instanceof Encoded && b instanceof Encoded) {
    return one === other;
  }
  const isEscaped = typeof one !== "string" || typeof other !== "string" || /[<>&\u2028\u2029]/.test(one + other);
  return isEscaped ? undefined : one === other;
}

/** Whether a value is certainly not null. */
function isPresent(value: Value): boolean {
  return !isScalar(value) && !(value instanceof Unknown);
}

/** A key that only equal values have; undefined for a value that may turn out equal to any other. */
export function equalityKeyOf(value: Value): string | undefined {
  if (isKnown(value)) {
    return JSON.stringify(plain(value));
  }
  return value instanceof Reference ? `${value.instance.address}.${value.path.join(".")}` : undefined;
}

/** A known value as plain JSON; entries of an object are sorted, because their order means nothing. */
export function plain(value: Value): unknown {
  if (value instanceof ObjectValue) {
    return Object.fromEntries(
      [...value.entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, item]) => [name, plain(item)]),
    );
  }
  if (isList(value)) {
    return value.map(plain);
  }
  return value instanceof Encoded ? JSON.stringify(plain(value.value)) : value;
}
