import { describe } from "./text";
import { unknownOf } from "./unknown";
import { EveryValue, isList, kindOf, ObjectValue, Unknown, Value } from "./value";

/** The keys and elements that a `for` or `for_each` goes through; undefined where they are not known. */
export function itemsOf(value: Value): [Value, Value][] | undefined {
  if (isList(value)) {
    return value.map((item, i) => [keyInList(value, item, i), item]);
  }
  if (value instanceof EveryValue) {
    return [[new Unknown("the key is not known", [], "each.key"), value.each]];
  }
  if (value instanceof ObjectValue) {
    return [...value.entries].sort(([a], [b]) => (a < b ? -1 : 1));
  }
  return value === null ? [] : undefined;
}

/** The key of an element: in a set, the element itself. */
function keyInList(list: Value, item: Value, index: number): Value {
  const kind = kindOf(list);
  if (kind === "either") {
    return unknownOf(
      [item],
      "the key is an index, or the element itself",
      () => `each.key ${index} of ${describe(item)}`,
    );
  }
  return kind === "set" ? item : index;
}
