import { Encoded, partsOf, Reference, Text, Unknown, Value } from "./value";

/** What it takes to walk over a value. */
export interface Size {
  readonly count: number;
  readonly depth: number;
}

const SMALLEST: Size = { count: 1, depth: 0 };

/** How many characters count as one thing. */
const CHARACTERS = 32;

/** Sizes that are measured already: a value that stands in another one many times is measured once. */
const known = new WeakMap<object, Size>();

/** A text of as many parts is measured as fast as its size is looked up. */
const FEW = 4;

export function sizeOf(value: Value): Size {
  if (typeof value === "string") {
    return { count: 1 + value.length / CHARACTERS, depth: 0 };
  }
  if (typeof value !== "object" || value === null || value instanceof Reference) {
    return SMALLEST;
  }
  if (value instanceof Unknown) {
    return { count: 1 + value.references.length, depth: value.height };
  }
  if (value instanceof Text && value.parts.length <= FEW) {
    return sum(value.parts);
  }
  let size = known.get(value);
  if (!size) {
    size = measure(value);
    known.set(value, size);
  }
  return size;
}

function measure(value: Value): Size {
  if (value instanceof Encoded) {
    // JSON in JSON has its quotes escaped, again and again.
    const { count, depth } = sizeOf(value.value);
    return { count: 1 + 2 * count, depth: depth + 1 };
  }
  return sum(partsOf(value));
}

function sum(values: Iterable<Value>): Size {
  let [count, depth] = [1, 0];
  for (const value of values) {
    const size = sizeOf(value);
    count += size.count;
    depth = Math.max(depth, size.depth);
  }
  return { count, depth: depth + 1 };
}
