import { EveryValue, isKnown, isList, isScalar, kindOf, ListOf, ObjectValue, Value } from "./value";
import { spend } from "./budget";
import { distinct, refused, toBoolean, toSet, toText, unified } from "./convert";
import { isSame, keyOf } from "./equality";
import { errorIn, FunctionTable, isPlain, onList, onLists, TerraformFunction } from "./function";
import { sizeOf } from "./size";

type Values = readonly Value[];

const listOrNot = (values: Values | undefined): Value | undefined => values && ListOf.kindOf("list", values);

/** A list of some of the elements of a list or a set, in whatever order. */
function ofSameKind(whole: Values, values: Values): Value {
  const kind = kindOf(whole);
  return kind === "tuple" ? values : ListOf.kindOf(kind === "either" ? "either" : "list", values);
}

/** Lists one after the other: a list, unless one of them is a tuple. */
const concatLists = onLists((lists) => {
  const kinds = new Set(lists.map(kindOf));
  const values = spend(lists.reduce((sum, { length }) => sum + length, 0)) ? lists.flat() : undefined;
  return values && (kinds.has("tuple") ? values : ListOf.kindOf(kinds.has("either") ? "either" : "list", values));
});

function flat(value: Value, into: Value[] = []): Value[] {
  if (isList(value)) {
    value.forEach((item) => flat(item, into));
  } else {
    into.push(value);
  }
  return into;
}

const length: TerraformFunction = ([value = null]) => {
  if (value instanceof ObjectValue) {
    return value instanceof EveryValue ? undefined : value.entries.size;
  }
  if (isList(value)) {
    // Elements of a set that may turn out equal are one in the end.
    return kindOf(value) === "set" && value.length > 1 && !value.every(isKnown) ? undefined : value.length;
  }
  return typeof value === "string"
    ? isPlain(value)
      ? value.length
      : undefined
    : isScalar(value)
      ? refused("it has no length")
      : undefined;
};

/** How many comparisons with one value cost as much as one that is made. */
const COMPARISONS = 2;

const contains = onList((items, wanted = null) => {
  if (wanted === null || !spend(items.length / COMPARISONS)) {
    return wanted === null ? refused("null is in no list") : undefined;
  }
  const found = items.map((item) => isSame(item, wanted));
  return found.includes(true) ? true : found.includes(undefined) ? undefined : false;
});

/** The first that is equal, where it is certain that no other one is before it. */
const index = onList((items, wanted = null) => {
  if (kindOf(items) === "set" || kindOf(items) === "either" || !spend(items.length / COMPARISONS)) {
    return undefined;
  }
  for (const [i, item] of items.entries()) {
    const same = isSame(item, wanted);
    if (same !== false) {
      return same && i;
    }
  }
  return refused("it is not in the list");
});

/** The number goes round; below zero, of a list only. */
const element = onList((items, number) => {
  if (kindOf(items) === "set" || items.length === 0) {
    return refused("it has no element of a number");
  }
  if (typeof number !== "number" || (number < 0 && kindOf(items) !== "list")) {
    return undefined;
  }
  return Number.isInteger(number)
    ? items[((number % items.length) + items.length) % items.length]
    : refused("there is no element of this number");
});

/** Elements that may turn out equal may be one. */
const one = onList((items) =>
  items.length < 2
    ? (items[0] ?? null)
    : kindOf(items) === "set" && !items.every(isKnown)
      ? undefined
      : refused("there is more than one"),
);

const slice = onList((items, from, to) => {
  if (typeof from !== "number" || typeof to !== "number") {
    return undefined;
  }
  const isInside = from >= 0 && from <= to && to <= items.length && Number.isInteger(from) && Number.isInteger(to);
  return kindOf(items) === "set" || !isInside
    ? refused("there is no such part of it")
    : ofSameKind(items, items.slice(from, to));
});

/** Texts, as of a function that takes a list of them. */
function textsOf(items: Values): Values | undefined {
  const texts = items.map(toText);
  return texts.includes(undefined) ? undefined : (texts as Values);
}

const compact = onList((items) => {
  const texts = textsOf(items);
  return texts && (errorIn(texts as Value[]) ?? listOrNot(texts.filter((text) => text !== null && text !== "")));
});

const sort = onList((items) => {
  const texts = textsOf(items);
  return texts?.every((text) => typeof text === "string") ? listOrNot([...texts].sort()) : undefined;
});

const distinctOf = onList((items) => {
  const values = spend(items.length) ? unified(items) : undefined;
  return listOrNot(values && distinct(values));
});

const setproduct = onLists((lists) => {
  const size = lists.reduce((product, { length }) => product * length, 1);
  if (size > MAX_ITEMS || !spend(size * (lists.length + 8))) {
    return undefined;
  }
  const rows = lists.reduce<Value[][]>((rows, list) => rows.flatMap((row) => list.map((item) => [...row, item])), [[]]);
  const kinds = lists.map(kindOf);
  return kinds.includes("either")
    ? ListOf.kindOf("either", rows)
    : kinds.includes("set")
      ? toSet(rows)
      : ListOf.kindOf("list", rows);
});

/** More than this no program makes, and a hostile one is not to fill the memory with. */
const MAX_ITEMS = 100_000;

/**
 * Which elements of the first list stay, by whether each of the others has them; not known where any may turn out equal
 * to another.
 */
const setOfThose = (stays: (isIn: readonly boolean[]) => boolean): TerraformFunction =>
  onLists((lists) => {
    const values = lists.flat();
    const all = spend(values.length) && values.every(isKnown) ? unified(values) : undefined;
    if (!all) {
      return undefined;
    }
    const starts = lists.map((_, i) => lists.slice(0, i).reduce((sum, { length }) => sum + length, 0));
    const [first = [], ...others] = lists.map(({ length }, i) => all.slice(starts[i], starts[i]! + length));
    const keys = others.map((other) => new Set(other.map(keyOf)));
    return toSet(first.filter((item) => stays(keys.map((of) => of.has(keyOf(item))))));
  });

const setunion = onLists((lists) =>
  lists.length === 0
    ? refused("there is no set")
    : spend(lists.reduce((sum, { length }) => sum + length, 0))
      ? toSet(lists.flat())
      : undefined,
);

/** What a list costs that is made for a part of another one. */
const PART = 16;

const chunklist = onList((items, size) => {
  const values =
    typeof size === "number" && Number.isInteger(size) && kindOf(items) !== "set" && spend(items.length)
      ? unified(items)
      : undefined;
  if (!values || (size as number) < 0) {
    return values && refused("a part has no size below zero");
  }
  const step = (size as number) || Math.max(values.length, 1);
  if (!spend((PART * values.length) / step)) {
    return undefined;
  }
  return ListOf.kindOf(
    "list",
    Array.from({ length: Math.ceil(values.length / step) }, (_, i) =>
      ListOf.kindOf("list", values.slice(i * step, (i + 1) * step)),
    ),
  );
});

/** The values whose keys are searched for. */
const matchkeys = onLists(([values = [], keys = [], searched = []]) => {
  if (values.length !== keys.length) {
    return refused("there are more of the values or of the keys");
  }
  const both = [...keys, ...searched];
  const all = spend(both.length) && both.every(isKnown) ? unified(both) : undefined;
  const wanted = all && new Set(all.slice(keys.length).map(keyOf));
  return wanted && listOrNot(unified(values.filter((_, i) => wanted.has(keyOf(all[i]!)))));
});

const coalescelist: TerraformFunction = (args) => {
  const areLists = args.every((arg) => isList(arg) || arg === null);
  return areLists ? (args.find((arg) => isList(arg) && arg.length > 0) ?? refused("all of them are empty")) : undefined;
};

/** Whether one is, or all are; null is not. */
const all = (decisive: boolean): TerraformFunction =>
  onList((items) => {
    const answers = items.map((item) => (item === null ? false : toBoolean(item)));
    return (
      errorIn(answers.filter((answer) => answer !== undefined)) ??
      (answers.includes(decisive) ? decisive : answers.every((answer) => answer === !decisive) ? !decisive : undefined)
    );
  });

/** The functions of lists and sets. */
export const LIST_FUNCTIONS: FunctionTable = [
  ["concat", concatLists],
  ["flatten", onList((items) => (spend(sizeOf(items).count) ? flat(items) : undefined))],
  ["length", length],
  ["contains", contains],
  ["index", index],
  ["element", element],
  ["one", one],
  ["slice", slice],
  ["compact", compact],
  ["sort", sort],
  ["reverse", onList((items) => ofSameKind(items, [...items].reverse()))],
  ["distinct", distinctOf],
  ["coalescelist", coalescelist],
  ["setproduct", setproduct],
  ["setunion", setunion],
  ["setsubtract", setOfThose((isIn) => !isIn.includes(true))],
  ["setintersection", setOfThose((isIn) => !isIn.includes(false))],
  ["chunklist", chunklist],
  ["matchkeys", matchkeys],
  ["alltrue", all(false)],
  ["anytrue", all(true)],
];
