import { isScalar, Reference, referencesIn, Text, Unknown, Value } from "./value";
import { isSpent, look, spend, TOO_MUCH, write } from "./budget";
import { sizeOf } from "./size";
import { cut, describe, listText } from "./text";

/** More than one value of a program ever is, and how deep it is at most. */
const MAX_COUNT = 150_000;
const MAX_DEPTH = 250;

/** How many texts may wait in each other until one is made. */
const MAX_HEIGHT = 50;

/** How many references of what is too much are told. */
const MAX_REFERENCES = 100;

/** An unknown value that may come from what the values refer to. */
export function unknownOf(
  values: readonly Value[],
  why: string,
  text?: string | (() => string),
  over?: string,
): Unknown {
  const unknown = values.find((value) => value instanceof Unknown && !value.isError) as Unknown | undefined;
  return made(
    over ?? unknown?.why ?? why,
    values,
    typeof text === "string" ? text : () => cut(text ? text() : listText(values)),
  );
}

/** What would be too much, told apart by what it would be made of. */
export function tooMuch(values: readonly Value[], text?: () => string): Unknown {
  return unknownOf(values, TOO_MUCH, text, TOO_MUCH);
}

/** What Terraform refuses, told apart by all that it would be made of. */
export function refusedBy({ why }: Unknown, values: readonly Value[], text: () => string): Unknown {
  return made(why, values, () => cut(text()), true);
}

function made(why: string, values: readonly Value[], text: string | (() => string), isError = false): Unknown {
  const { count, depth } = sizeOf(values);
  const references =
    look(count) || count < MAX_REFERENCES ? referencesIn(values) : referencesIn(values).slice(0, MAX_REFERENCES);
  const unknown = new Unknown(why, references, text, isError, typeof text === "string" ? 0 : depth + 1);
  if (unknown.height <= MAX_HEIGHT) {
    return unknown;
  }
  return new Unknown(why, references, unknown.text, isError);
}

/** Whether a value is more than the review works out, however much it has worked out before. */
export function isTooMuch(value: Value): boolean {
  const { count, depth } = sizeOf(value);
  return count > MAX_COUNT || depth > MAX_DEPTH;
}

/** A value that an expression comes to, unless it is more than the review works out. */
export function bounded(value: Value): Value {
  if (isScalar(value) && typeof value !== "string") {
    return value;
  }
  const { count } = sizeOf(value);
  if ((look(count) || count < 2) && !isTooMuch(value)) {
    return value;
  }
  return value instanceof Unknown ? value : tooMuch([value], () => describe(value));
}

type Part = string | Reference | Unknown;

/** Text from parts: a string where all are known, and one reference as itself. */
export function concat(parts: readonly Value[]): Value {
  if (isSpent() || !spend(parts.length) || !write(parts.reduce<number>((sum, part) => sum + lengthOf(part), 0))) {
    return parts.length === 1 ? textOf(parts[0]!) : tooMuch(parts, () => `(${parts.map(describe).join(" & ")})`);
  }
  const joined: Part[] = [];
  for (const part of parts) {
    for (const piece of part instanceof Text ? part.parts : [part]) {
      append(joined, textOf(piece));
    }
  }
  if (joined.every((part) => typeof part === "string")) {
    return joined.join("");
  }
  return joined.length === 1 ? joined[0]! : new Text(joined);
}

function lengthOf(value: Value): number {
  return typeof value === "string"
    ? value.length
    : value instanceof Text
      ? value.parts.reduce<number>((sum, part) => sum + 16 + lengthOf(part), 0)
      : 16;
}

function append(joined: Part[], piece: Part): void {
  const before = joined.at(-1);
  if (typeof piece !== "string") {
    joined.push(piece);
  } else if (typeof before === "string") {
    joined[joined.length - 1] = `${before}${piece}`;
  } else if (piece !== "") {
    joined.push(piece);
  }
}

/** A value as a part of a text. */
function textOf(value: Value): Part {
  if (value instanceof Reference || value instanceof Unknown) {
    return value;
  }
  return isScalar(value) ? String(value ?? "") : unknownOf([value], "a list or an object stands in a text");
}
