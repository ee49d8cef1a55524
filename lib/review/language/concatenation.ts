import { isSpent, spend, write } from "./budget";
import { joinedText } from "./text";
import { tooMuch, unknownOf } from "./unknown";
import { isScalar, Reference, Text, Unknown, Value } from "./value";

type Part = string | Reference | Unknown;

/** How many characters a part counts as that is not known. */
const UNKNOWN_LENGTH = 16;

/** Joins values to one text: a string where all are known, and a single reference as itself. */
export function concatenate(values: readonly Value[]): Value {
  if (isSpent() || !spend(values.length) || !write(values.reduce<number>((sum, value) => sum + lengthOf(value), 0))) {
    const [only] = values;
    return values.length === 1 && only !== undefined ? toPart(only) : tooMuch(values, () => joinedText(values));
  }
  const joined: Part[] = [];
  for (const value of values) {
    for (const piece of value instanceof Text ? value.parts : [value]) {
      append(joined, toPart(piece));
    }
  }
  if (joined.every((part) => typeof part === "string")) {
    return joined.join("");
  }
  const [only] = joined;
  return joined.length === 1 && only !== undefined ? only : new Text(joined.slice());
}

function lengthOf(value: Value): number {
  if (typeof value === "string") {
    return value.length;
  }
  return value instanceof Text
    ? value.parts.reduce<number>((sum, part) => sum + UNKNOWN_LENGTH + lengthOf(part), 0)
    : UNKNOWN_LENGTH;
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

function toPart(value: Value): Part {
  if (value instanceof Reference || value instanceof Unknown) {
    return value;
  }
  return isScalar(value) ? String(value ?? "") : unknownOf([value], "a list or an object stands in a text");
}
