import { look, TOO_MUCH } from "./budget";
import { Size, sizeOf } from "./size";
import { cut, describe, listText } from "./text";
import { isError, isScalar, OpenObject, partsOf, referencesIn, Unknown, Value } from "./value";

/** Limits that no value of a real program reaches. */
const MAX_COUNT = 150_000;
const MAX_DEPTH = 250;

/** How many keys of unknown values may wait in each other until one is made. */
const MAX_HEIGHT = 50;

/** How many references of a value that is too large are kept. */
const MAX_REFERENCES = 100;

/**
 * An unknown value that may come from what some values refer to. Where one of these is unknown, its reason is the
 * reason; else `why` is.
 */
export function unknownOf(values: readonly Value[], why: string, text?: string | (() => string)): Unknown {
  const unknown = values.find((value): value is Unknown => value instanceof Unknown && !value.isError);
  return unknownBecause(unknown?.why ?? why, values, text);
}

/** The unknown value for an object of which a key is not known; it keeps the keys and the values. */
export function openObject(pairs: readonly (readonly [key: Value, value: Value])[], text: () => string): OpenObject {
  const unknown = unknownOf(pairs.flat(), "a key of it is not known", text);
  return new OpenObject(pairs, unknown, () => unknown.text);
}

/** An unknown value for this reason, whatever the reasons of the unknown ones among the values are. */
export function unknownBecause(why: string, values: readonly Value[], text?: string | (() => string)): Unknown {
  return made(why, values, typeof text === "string" ? text : () => cut(text ? text() : listText(values)));
}

/** The unknown value for what would be too much to work out; its key is what it would be made of. */
export function tooMuch(values: readonly Value[], text?: () => string): Unknown {
  return unknownBecause(TOO_MUCH, values, text);
}

/** An error value: Terraform would refuse the expression, as `try` and `can` see. */
export function refused(why: string): Unknown {
  return new Unknown(why, [], undefined, true);
}

/** The error value of an expression that an error value is a part of; its key is the whole expression. */
export function refusedBy({ why }: Unknown, values: readonly Value[], text: () => string): Unknown {
  return made(why, values, () => cut(text()), true);
}

/** The first error value among values. */
export function errorAmong(values: readonly (Value | undefined)[]): Unknown | undefined {
  return values.find((value): value is Unknown => value !== undefined && isError(value));
}

/** The first error value anywhere in a value. */
export function errorIn(value: Value): Unknown | undefined {
  if (value instanceof Unknown) {
    return value.isError ? value : undefined;
  }
  for (const part of partsOf(value)) {
    const error = errorIn(part);
    if (error) {
      return error;
    }
  }
  return undefined;
}

function made(why: string, values: readonly Value[], text: string | (() => string), isError = false): Unknown {
  const { count, depth } = sizeOf(values);
  const references = referencesIn(values);
  const kept = look(count) || count < MAX_REFERENCES ? references : references.slice(0, MAX_REFERENCES);
  const unknown = new Unknown(why, kept, text, isError, typeof text === "string" ? 0 : depth + 1);
  return unknown.height <= MAX_HEIGHT ? unknown : new Unknown(why, kept, unknown.text, isError);
}

/** Whether a value alone is more than the review works out. */
export function isTooMuch(value: Value): boolean {
  return isTooLarge(sizeOf(value));
}

function isTooLarge({ count, depth }: Size): boolean {
  return count > MAX_COUNT || depth > MAX_DEPTH;
}

/** The value of an expression, or an unknown one where it is more than the review works out. */
export function bounded(value: Value): Value {
  if (isScalar(value) && typeof value !== "string") {
    return value;
  }
  const size = sizeOf(value);
  if ((look(size.count) || size.count < 2) && !isTooLarge(size)) {
    return value;
  }
  return value instanceof Unknown ? value : tooMuch([value], () => describe(value));
}
