import { pairs } from "../../base/pairs";
import { spend } from "../budget";
import { refused } from "../unknown";
import { EveryValue, isList, isScalar, kindOf, ListOf, ObjectValue, Value } from "../value";
import { areTexts, FunctionTable, onLists, onMap, TerraformFunction } from "./function";

/** What is taken of an object is a tuple; of a map, a list. */
function takenOf(map: ObjectValue, values: readonly Value[]): Value {
  return map.kind === "object" ? values : ListOf.kindOf(map.kind === "map" ? "list" : "either", values);
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

const keys = onMap((map) => (map instanceof EveryValue ? undefined : takenOf(map, [...map.entries.keys()].sort())));

const values = onMap((map) => {
  const sorted = [...map.entries].sort(byName);
  return takenOf(
    map,
    sorted.map(([, value]) => value),
  );
});

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
  const maps: readonly Value[] = args.filter((arg) => arg !== null);
  const other = maps.find((map) => isScalar(map) || isList(map));
  if (other !== undefined) {
    return kindOf(other) === "either" ? undefined : refused("it is no map");
  }
  if (!areMaps(maps) || !spend(maps.reduce((sum, { entries }) => sum + entries.size, 0))) {
    return undefined;
  }
  const [kind = "object", ...others] = new Set(maps.map((map) => map.kind));
  return new ObjectValue(new Map(maps.flatMap((map) => [...map.entries])), others.length === 0 ? kind : "either");
};

function areMaps(values: readonly Value[]): values is readonly ObjectValue[] {
  return values.every((value) => value instanceof ObjectValue);
}

const KIND_OF_ZIPPED: ReadonlyMap<ReturnType<typeof kindOf>, "object" | "map"> = new Map([
  ["tuple", "object"],
  ["list", "map"],
]);

const zipmap = onLists(([names = [], items = []]) => {
  if (names.length !== items.length) {
    return refused("there are more of the names or of the values");
  }
  const kind = KIND_OF_ZIPPED.get(kindOf(items)) ?? "either";
  return areTexts(names) ? new ObjectValue(new Map(pairs(names, items)), kind) : undefined;
});

/** The names of the lists that each text stands in. */
const transpose = onMap((map) => {
  const lists = [...map.entries].sort(byName).map(([name, list]) => [name, textsIn(list)] as const);
  const count = lists.reduce((sum, [, texts]) => sum + (texts?.length ?? 0), 0);
  if (map instanceof EveryValue || lists.some(([, texts]) => !texts) || !spend(count)) {
    return undefined;
  }
  const found = new Map<string, Value[]>();
  for (const [name, texts] of lists) {
    for (const text of new Set(texts)) {
      const names = found.get(text) ?? [];
      names.push(name);
      found.set(text, names);
    }
  }
  const entries = [...found].sort(byName).map(([text, names]) => [text, ListOf.kindOf("list", names)] as const);
  return new ObjectValue(new Map(entries), "map");
});

function textsIn(list: Value): readonly string[] | undefined {
  return isList(list) && areTexts(list) ? list : undefined;
}

/** The functions of maps and objects. */
export const MAP_FUNCTIONS: FunctionTable = [
  ["keys", keys],
  ["values", values],
  ["lookup", lookup],
  ["merge", merge],
  ["zipmap", zipmap],
  ["transpose", transpose],
];
