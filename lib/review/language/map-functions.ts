import { EveryValue, isList, isScalar, kindOf, ListOf, ObjectValue, Value } from "./value";
import { spend } from "./budget";
import { refused } from "./convert";
import { FunctionTable, onLists, onMap, TerraformFunction } from "./function";

/** What is taken of a map is a list; of an object, a tuple. */
const takenOf = (map: ObjectValue, values: readonly Value[]): Value =>
  map.kind === "object" ? values : ListOf.kindOf(map.kind === "map" ? "list" : "either", values);

const byName = ([a]: readonly [string, Value], [b]: readonly [string, Value]) => (a < b ? -1 : 1);

/** An attribute that is not there may be one that its provider sets. */
const lookup = onMap((map, key, ...fallbacks) => {
  if (typeof key !== "string") {
    return undefined;
  }
  const entry = map.entry(key);
  if (entry !== undefined || map.kind === "either") {
    return entry;
  }
  return fallbacks.length > 0 ? fallbacks[0] : refused("there is no such name in it");
});

const merge: TerraformFunction = (args) => {
  const maps = args.filter((arg) => arg !== null);
  const other = maps.find((map) => isScalar(map) || isList(map));
  if (other !== undefined) {
    return kindOf(other) === "either" ? undefined : refused("it is no map");
  }
  if (
    !maps.every((map) => map instanceof ObjectValue) ||
    !spend(maps.reduce((sum, { entries }) => sum + entries.size, 0))
  ) {
    return undefined;
  }
  const [kind = "object", ...others] = new Set(maps.map((map) => map.kind));
  return new ObjectValue(new Map(maps.flatMap((map) => [...map.entries])), others.length === 0 ? kind : "either");
};

const zipmap = onLists(([names = [], items = []]) => {
  if (names.length !== items.length) {
    return refused("there are more of the names or of the values");
  }
  const kind = kindOf(items) === "tuple" ? "object" : kindOf(items) === "list" ? "map" : "either";
  return names.every((name) => typeof name === "string")
    ? new ObjectValue(new Map(names.map((name, i) => [name, items[i]!])), kind)
    : undefined;
});

/** The names under which each of the texts stands. */
const transpose = onMap((map) => {
  const lists = [...map.entries].sort(byName);
  const isKnown =
    !(map instanceof EveryValue) &&
    lists.every(([, list]) => isList(list) && list.every((item) => typeof item === "string"));
  if (!isKnown || !spend(lists.reduce((sum, [, list]) => sum + (list as readonly Value[]).length, 0))) {
    return undefined;
  }
  const found = new Map<string, Value[]>();
  for (const [name, list] of lists) {
    for (const text of new Set(list as readonly string[])) {
      const names = found.get(text) ?? [];
      names.push(name);
      found.set(text, names);
    }
  }
  return new ObjectValue(
    new Map([...found].sort(byName).map(([text, names]) => [text, ListOf.kindOf("list", names)])),
    "map",
  );
});

/** The functions of maps and objects. */
export const MAP_FUNCTIONS: FunctionTable = [
  ["keys", onMap((map) => (map instanceof EveryValue ? undefined : takenOf(map, [...map.entries.keys()].sort())))],
  [
    "values",
    onMap((map) =>
      takenOf(
        map,
        [...map.entries].sort(byName).map(([, value]) => value),
      ),
    ),
  ],
  ["lookup", lookup],
  ["merge", merge],
  ["zipmap", zipmap],
  ["transpose", transpose],
];
