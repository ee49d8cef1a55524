import { spend } from "../budget";
import { distinct, toBoolean, toSet, toText, unified } from "../convert";
import { equalityKeyOf, isSame } from "../equality";
import { sizeOf } from "../size";
import { errorAmong, errorIn, refused } from "../unknown";
import { EveryValue, isKnown, isList, isScalar, kindOf, ListOf, ObjectValue, Value } from "../value";
import { areTexts, FunctionTable, isPlain, onList, onLists, TerraformFunction } from "./function";

type Values = readonly Value[];

function listOrNot(values: Values | undefined): Value | undefined {
  return values && ListOf.kindOf("list", values);
}

/** Some elements of a list, in any order, as a list of its kind. */
function ofSameKind(whole: Values, values: Values): Value {
  const kind = kindOf(whole);
  return kind === "tuple" ? values : ListOf.kindOf(kind === "either" ? "either" : "list", values);
}

/** How many elements lists have together. */
export function countOf(lists: readonly Values[]): number {
  return lists.reduce((sum, { length }) => sum + length, 0);
}

/** Lists one after the other: a list, unless one of them is a tuple. */
const concat = onLists((lists) => {
  const kinds = new Set(lists.map(kindOf));
  const values = spend(countOf(lists)) ? lists.flat() : undefined;
  return values && (kinds.has("tuple") ? values : ListOf.kindOf(kinds.has("either") ? "either" : "list", values));
});

const flatten = onList((items) => (spend(sizeOf(items).count) ? flattened(items) : undefined));

function flattened(value: Value, into: Value[] = []): Value[] {
  if (isList(value)) {
    value.forEach((item) => flattened(item, into));
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
    // Elements of a set that are equal in the end are one.
    return kindOf(value) === "set" && value.length > 1 && !value.every(isKnown) ? undefined : value.length;
  }
  if (typeof value === "string") {
    return isPlain(value) ? value.length : undefined;
  }
  return isScalar(value) ? refused("it has no length") : undefined;
};

/** How many comparisons with one value cost one unit of the budget. */
const COMPARISONS = 2;

const contains = onList((items, wanted = null) => {
  if (wanted === null) {
    return refused("null is in no list");
  }
  if (!spend(items.length / COMPARISONS)) {
    return undefined;
  }
  const found = items.map((item) => isSame(item, wanted));
  if (found.includes(true)) {
    return true;
  }
  return found.includes(undefined) ? undefined : false;
});

/** The index of the first equal element; not known where an element before it may be equal, too. */
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

/** The index wraps around; only a list takes one below zero. */
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

const one = onList((items) => {
  if (items.length < 2) {
    return items[0] ?? null;
  }
  // Elements of a set that are equal in the end are one.
  return kindOf(items) === "set" && !items.every(isKnown) ? undefined : refused("there is more than one");
});

const slice = onList((items, from, to) => {
  if (typeof from !== "number" || typeof to !== "number") {
    return undefined;
  }
  const isInside = from >= 0 && from <= to && to <= items.length && Number.isInteger(from) && Number.isInteger(to);
  return kindOf(items) === "set" || !isInside
    ? refused("there is no such part of it")
    : ofSameKind(items, items.slice(from, to));
});

/** Elements converted to texts; undefined where one is not known to become text. */
function textsOf(items: Values): Values | undefined {
  const texts = items.map(toText).filter((text) => text !== undefined);
  return texts.length === items.length ? texts : undefined;
}

const compact = onList((items) => {
  const texts = textsOf(items);
  return texts && (errorIn(texts) ?? listOrNot(texts.filter((text) => text !== null && text !== "")));
});

const sort = onList((items) => {
  const texts = textsOf(items);
  return texts && areTexts(texts) ? listOrNot([...texts].sort()) : undefined;
});

const distinctOf = onList((items) => {
  const values = spend(items.length) ? unified(items) : undefined;
  return listOrNot(values && distinct(values));
});

/** More than any program makes, and so few that a hostile one does not fill the memory. */
const MAX_ITEMS = 100_000;

/** The units of the budget that a list of a product costs, beside its elements. */
const ROW = 8;

const setproduct = onLists((lists) => {
  const size = lists.reduce((product, { length }) => product * length, 1);
  if (size > MAX_ITEMS || !spend(size * (lists.length + ROW))) {
    return undefined;
  }
  const rows = lists.reduce<Value[][]>((rows, list) => rows.flatMap((row) => list.map((item) => [...row, item])), [[]]);
  const kinds = lists.map(kindOf);
  if (kinds.includes("either")) {
    return ListOf.kindOf("either", rows);
  }
  return kinds.includes("set") ? toSet(rows) : ListOf.kindOf("list", rows);
});

/**
 * The elements of the first list that stay, by whether each other list has them; not known where an element may turn
 * out equal to another.
 */
const setOfThose = (stays: (isIn: readonly boolean[]) => boolean): TerraformFunction =>
  onLists((lists) => {
    const values = lists.flat();
    const all = spend(values.length) && values.every(isKnown) ? unified(values) : undefined;
    if (!all) {
      return undefined;
    }
    const starts = lists.map((_, i) => countOf(lists.slice(0, i)));
    const [first = [], ...others] = starts.map((start, i) => all.slice(start, starts[i + 1]));
    const keys = others.map((other) => new Set(other.map(equalityKeyOf)));
    return toSet(first.filter((item) => stays(keys.map((of) => of.has(equalityKeyOf(item))))));
  });

const setunion = onLists((lists) => {
  if (lists.length === 0) {
    return refused("there is no set");
  }
  return spend(countOf(lists)) ? toSet(lists.flat()) : undefined;
});

const coalescelist: TerraformFunction = (args) => {
  if (!args.every((arg) => isList(arg) || arg === null)) {
    return undefined;
  }
  return args.find((arg) => isList(arg) && arg.length > 0) ?? refused("all of them are empty");
};

/** Whether one element is true, or all are; null is not. */
const allOrAny = (decisive: boolean): TerraformFunction =>
  onList((items) => {
    const answers = items.map((item) => (item === null ? false : toBoolean(item)));
    const error = errorAmong(answers);
    if (error) {
      return error;
    }
    if (answers.includes(decisive)) {
      return decisive;
    }
    return answers.every((answer) => answer === !decisive) ? !decisive : undefined;
  });

/** The functions of lists and sets. */
export const LIST_FUNCTIONS: FunctionTable = [
  ["concat", concat],
  ["flatten", flatten],
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
  ["alltrue", allOrAny(false)],
  ["anytrue", allOrAny(true)],
];
