import { describe } from "../text";
import { openObject } from "../unknown";
import { isScalar, ObjectValue, Value } from "../value";
import type { Evaluation } from "./evaluation";

export const evaluateObject: Evaluation<"object"> = ({ entries: written }, scope, evaluate) => {
  const entries = written.map(([key, value]) => [evaluate(key, scope), evaluate(value, scope)] as const);
  if (!entries.every(([key]) => isEntryName(key))) {
    return openObject(entries, () => entriesText(entries));
  }
  return new ObjectValue(new Map(entries.map(([key, value]) => [String(key as string), value])));
};

/** Whether a key can be the name of an entry. */
export function isEntryName(key: Value): boolean {
  return isScalar(key) && key !== null;
}

/** The text of an object, which does not depend on the order of its entries. */
export function entriesText(entries: readonly (readonly [Value, Value])[]): string {
  const texts = entries.map(([key, value]) => `${describe(key)} = ${describe(value)}`);
  return `{${texts.sort().join(", ")}}`;
}
