import { IDENTITY_IDS, isIdentity } from "../azure/identity-attributes";
import { describe, stepText } from "./text";
import { refused, unknownOf } from "./unknown";
import { EveryValue, isError, isList, kindOf, ObjectValue, ofAnyKind, Reference, Unknown, Value } from "./value";

/** A step into a value. */
export function step(value: Value, key: string | number): Value {
  if (value instanceof Reference) {
    return new Reference(value.instance, value.instance.attributePath(pathOf(value, key)));
  }
  if (value instanceof Unknown) {
    return value.isError ? value : unknownOf([value], value.why, () => `${value.text}${stepText(key)}`);
  }
  if (isList(value)) {
    return stepIntoList(value, key);
  }
  if (value instanceof ObjectValue) {
    const entry = value.entry(String(key));
    if (entry !== undefined) {
      return partOf(value, entry);
    }
    // JSON may write a single block as an object.
    return key === 0 ? value : missing(key);
  }
  return missing(key);
}

/** The path of an attribute of a reference. Most are of the resource itself, and share one for each name. */
function pathOf({ path }: Reference, key: string | number): Reference["path"] {
  if (path.length > 0) {
    // A list that is concatenated has no room to grow, unlike one that is spread.
    return path.concat(key);
  }
  let own = ownPaths.get(key);
  if (!own) {
    own = [key];
    ownPaths.set(key, own);
  }
  return own;
}

const ownPaths = new Map<string | number, Reference["path"]>();

function stepIntoList(list: readonly Value[], key: string | number): Value {
  const index = kindOf(list) === "set" ? undefined : indexOf(key);
  if (index === undefined) {
    // The old form `block.attribute`, of a block that stands alone.
    const [block] = list;
    return list.length === 1 && block instanceof ObjectValue ? step(block, key) : missing(key);
  }
  const item = list[index];
  return item === undefined ? missing(key) : partOf(list, item);
}

function indexOf(key: string | number): number | undefined {
  if (typeof key === "number") {
    return key;
  }
  return /^\d+$/.test(key) ? Number(key) : undefined;
}

/** A part of an attribute may be of any kind, as the attribute itself may. */
function partOf(whole: Value, part: Value): Value {
  return kindOf(whole) === "either" && !(whole instanceof EveryValue) ? ofAnyKind(part) : part;
}

function missing(key: string | number): Unknown {
  return refused(`there is no ${JSON.stringify(key)} in it`);
}

/** Steps into a value by keys that are known or not. */
export function stepInto(start: Value, keys: readonly Value[]): Value {
  return keys.reduce<Value>((value, key) => (isKey(key) ? stepByKey(value, key) : stepByUnknown(value, key)), start);
}

export function isKey(value: Value): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

/** A step into a value that may be an attribute with more in it than the configuration writes. */
function stepByKey(value: Value, key: string | number): Value {
  const part = step(value, key);
  return isError(part) && value instanceof ObjectValue && value.kind === "either"
    ? unknownOf(
        [value],
        `its provider knows whether it has ${JSON.stringify(key)}`,
        () => `${describe(value)}${stepText(key)}`,
      )
    : part;
}

/** A step by a key that is not known: it leads to the only element there is, or to any of several. */
function stepByUnknown(value: Value, key: Value): Value {
  if (key === null) {
    return refused("null is no key");
  }
  const elements = elementsOf(value);
  const [only] = elements;
  if (elements.length === 1 && only !== undefined) {
    return only;
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

function elementsOf(value: Value): readonly Value[] {
  if (value instanceof ObjectValue) {
    return [...value.entries.values()];
  }
  return isList(value) ? value : [];
}

/**
 * The value that the configuration gives to a referenced attribute; the reference itself where the attribute is known
 * after apply.
 */
export function settle(value: Value): Value {
  if (!(value instanceof Reference) || value.path.length === 0) {
    return value;
  }
  const argument = value.instance.argument(String(value.path[0]));
  if (argument === undefined || argument === null) {
    return value;
  }
  const settled = value.path.slice(1).reduce<Value>((at, key) => settle(step(at, key)), argument);
  if (isError(settled)) {
    // An attribute of a block that the configuration does not set is known after apply.
    return value;
  }
  return ofAnyKind(typeof value.path.at(-1) === "string" ? withIdsInAll(settled, value) : withIds(settled, value));
}

/** Identity blocks, which are a list however they are written, with the ids that Azure sets in them. */
function withIdsInAll(value: Value, reference: Reference): Value {
  const blocks = isList(value) ? value : [value];
  return isIdentity(reference.path) && blocks.every((block) => block instanceof ObjectValue)
    ? blocks.map((block, i) => withIds(block, new Reference(reference.instance, [...reference.path, i])))
    : value;
}

/** An identity block with the ids that Azure sets in it. */
function withIds(value: Value, reference: Reference): Value {
  if (!isIdentity(reference.path) || !(value instanceof ObjectValue)) {
    return value;
  }
  const ids = IDENTITY_IDS.map((name): [string, Value] => [
    name,
    new Reference(reference.instance, [...reference.path, name]),
  ]);
  return new ObjectValue(new Map([...ids, ...value.entries]), value.kind);
}
