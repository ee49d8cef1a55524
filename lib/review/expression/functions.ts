import { decode, Encoded, EveryValue, isKnown, isList, isScalar, kindOf, ListOf, ObjectValue, ofAnyKind, Reference, Text, Unknown, Value } from "../value";
import { spend, write } from "./budget";
import { distinct, toList, toMap, toSet, unified } from "./convert";
import { isSame } from "./equality";
import { sizeOf } from "./size";
import { concat } from "./unknown";

/** A function of Terraform's language; undefined where the review does not know what it comes to. */
type TerraformFunction = (args: readonly Value[]) => Value | undefined;

const onText = (change: (text: string, ...others: string[]) => Value | undefined): TerraformFunction => (args) =>
  args.length <= 3 && args.every((arg) => typeof arg === "string" || typeof arg === "number") ? change(...(args.map(String) as [string, ...string[]])) : undefined;

/** A change of letters or of type, which leads to the same thing: Azure's ids ignore case. */
const keepsReferences = (change: (text: string) => Value): TerraformFunction => ([value]) =>
  value instanceof Reference || value instanceof Text ? value : isScalar(value!) && value !== null ? change(String(value)) : undefined;

const same: TerraformFunction = ([value]) => value;

const elements = (args: readonly Value[]): readonly Value[] | undefined => (args.every(isList) && spend(args.reduce((sum, { length }) => sum + length, 0)) ? args.flat() : undefined);

const listOf = (values: readonly Value[] | undefined): Value | undefined => values && ListOf.kindOf("list", values);

/** A list of some of the elements of a list or a set, in whatever order. */
function ofSameKind(whole: readonly Value[], values: readonly Value[]): Value {
  const kind = kindOf(whole);
  return kind === "tuple" ? values : ListOf.kindOf(kind === "either" ? "either" : "list", values);
}

/** Lists one after the other: a list, unless one of them is a tuple. */
const concatLists: TerraformFunction = (args) => {
  const values = elements(args);
  const kinds = new Set(args.map(kindOf));
  return values && (kinds.has("tuple") ? values : ListOf.kindOf(kinds.has("either") ? "either" : "list", values));
};

const coalesce: TerraformFunction = (args) => {
  for (const arg of args) {
    if (arg instanceof Unknown) {
      return undefined;
    }
    if (arg !== null && arg !== "") {
      return ofAnyKind(arg);
    }
  }
  return null;
};

/** The first that Terraform would not refuse; what is not known may be either, which leaves open whether it is one after it. */
const tryEach: TerraformFunction = (args) => {
  const index = args.findIndex((arg) => !(arg instanceof Unknown && arg.isError));
  return index >= 0 && (index === args.length - 1 || !(args[index] instanceof Unknown)) ? args[index] : undefined;
};

const can: TerraformFunction = ([value]) => (value instanceof Unknown ? (value.isError ? false : undefined) : true);

const lookup: TerraformFunction = ([map, key, fallback]) =>
  map instanceof ObjectValue && typeof key === "string" ? (map.entries.has(key) || map instanceof EveryValue ? map.entry(key) : fallback) : undefined;

const merge: TerraformFunction = (args) => {
  const maps = args.filter((arg) => arg !== null);
  if (!maps.every((map) => map instanceof ObjectValue) || !spend(maps.reduce((sum, { entries }) => sum + entries.size, 0))) {
    return undefined;
  }
  const [kind = "object", ...others] = new Set(maps.map((map) => map.kind));
  return new ObjectValue(new Map(maps.flatMap((map) => [...map.entries])), others.length === 0 ? kind : "either");
};

function flatten(value: Value, into: Value[] = []): Value[] {
  if (isList(value)) {
    value.forEach((item) => flatten(item, into));
  } else {
    into.push(value);
  }
  return into;
}

/** Elements of a set that may turn out equal are one in the end. */
const sizeOfList = (list: readonly Value[]) => (kindOf(list) === "set" && list.length > 1 && !list.every(isKnown) ? undefined : list.length);

const length: TerraformFunction = ([value]) =>
  isList(value!) ? sizeOfList(value) : value instanceof ObjectValue ? (value instanceof EveryValue ? undefined : value.entries.size) : typeof value === "string" ? [...value].length : undefined;

const contains: TerraformFunction = ([values, wanted]) => {
  if (!isList(values!) || !isScalar(wanted!)) {
    return undefined;
  }
  const found = values.map((value) => isSame(value, wanted));
  return found.includes(true) ? true : found.includes(undefined) ? undefined : false;
};

const element: TerraformFunction = ([values, index]) =>
  isList(values!) && kindOf(values) !== "set" && typeof index === "number" && values.length > 0 ? values[((index % values.length) + values.length) % values.length] : undefined;

const one: TerraformFunction = ([values]) => (isList(values!) && values.length < 2 ? (values[0] ?? null) : undefined);

const join: TerraformFunction = ([separator, ...lists]) => {
  const items = elements(lists);
  return items && concat(items.flatMap((item, i) => (i > 0 ? [separator!, item] : [item])));
};

/** `%s`, `%v`, `%d` and `%%`; any other verb leaves the text unknown. */
const format: TerraformFunction = ([pattern, ...args]) => {
  if (typeof pattern !== "string" || /%[^svd]/.test(pattern.replace(/%%/g, ""))) {
    return undefined;
  }
  let next = 0;
  return concat(pattern.split(/(%[svd%])/).map((part) => (/^%[svd]$/.test(part) ? (args[next++] ?? null) : part === "%%" ? "%" : part)));
};

/** Replaces in what is known of a text; a pattern between slashes is left alone. */
const replace: TerraformFunction = ([text, wanted, replacement]) =>
  typeof wanted === "string" && typeof replacement === "string" && typeof text === "string" && !/^\/.+\/$/s.test(wanted) ? replaceAll(text, wanted, replacement) : undefined;

function replaceAll(text: string, wanted: string, replacement: string): string | undefined {
  if (!write(text.length)) {
    return undefined;
  }
  const parts = text.split(wanted);
  return spend(parts.length) && write(parts.length * replacement.length) ? parts.join(replacement) : undefined;
}

const split = onText((separator, text = "") => (write(text.length) && (separator !== "" || spend(text.length)) ? counted(text.split(separator)) : undefined));

const counted = (values: readonly Value[]) => (spend(values.length) ? ListOf.kindOf("list", values) : undefined);

const trimEnd = (text: string, end: string) => (end !== "" && text.endsWith(end) ? text.slice(0, -end.length) : text);

/** Takes a suffix off; of an attribute that Azure sets what is left leads to the same thing. */
const trimsuffix: TerraformFunction = ([value, suffix]) =>
  value instanceof Reference ? value : typeof value === "string" && typeof suffix === "string" ? trimEnd(value, suffix) : undefined;

/** What is taken of a map is a list; of an object, a tuple. */
const ofMap = (map: ObjectValue, values: readonly Value[]): Value => (map.kind === "object" ? values : ListOf.kindOf(map.kind === "map" ? "list" : "either", values));

const keys: TerraformFunction = ([map]) => (map instanceof ObjectValue && !(map instanceof EveryValue) ? ofMap(map, [...map.entries.keys()].sort()) : undefined);

const values: TerraformFunction = ([map]) =>
  map instanceof ObjectValue ? ofMap(map, [...map.entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value)) : undefined;

const zipmap: TerraformFunction = ([names, items]) =>
  isList(names!) && isList(items!) && names.every((name) => typeof name === "string")
    ? new ObjectValue(new Map(names.map((name, i) => [name, items[i] ?? null])), kindOf(items) === "tuple" ? "object" : kindOf(items) === "list" ? "map" : "either")
    : undefined;

/** More than this no program makes, and a hostile one is not to fill the memory with. */
const MAX_ITEMS = 100_000;

const setproduct: TerraformFunction = (args) => {
  const size = args.every(isList) ? args.reduce((product, { length }) => product * length, 1) : undefined;
  if (size === undefined || size > MAX_ITEMS || !spend(size * (args.length + 8))) {
    return undefined;
  }
  const rows = (args as readonly (readonly Value[])[]).reduce<Value[][]>((rows, arg) => rows.flatMap((row) => arg.map((item) => [...row, item])), [[]]);
  const kinds = args.map(kindOf);
  return ListOf.kindOf(kinds.includes("either") ? "either" : kinds.includes("set") ? "set" : "list", rows);
};

const range: TerraformFunction = (args) => {
  const [first, second, by = 1] = args as number[];
  const [start, end] = args.length > 1 ? [first!, second!] : [0, first!];
  const count = Math.ceil((end - start) / by);
  return args.every((arg) => typeof arg === "number") && count >= 0 && count < MAX_ITEMS && spend(count) ? listOf(Array.from({ length: count }, (_, i) => start + i * by)) : undefined;
};

const slice: TerraformFunction = ([items, from, to]) =>
  isList(items!) && typeof from === "number" && typeof to === "number" ? ofSameKind(items, items.slice(from, to)) : undefined;

const jsondecode: TerraformFunction = ([value]) => (typeof value !== "string" || spend(value.length) ? decode(value!) : undefined);

const sort: TerraformFunction = ([items]) => (isList(items!) && items.every((item) => typeof item === "string") ? listOf([...items].sort()) : undefined);

const all = (decisive: boolean): TerraformFunction => ([items]) =>
  !isList(items!) ? undefined : items.includes(decisive) ? decisive : items.every(isKnown) ? !decisive : undefined;

/** The number that wins against all others; without any, Terraform refuses it. */
function extreme(wins: (a: number, b: number) => boolean): TerraformFunction {
  return (args) => (args.every((arg) => typeof arg === "number") && args.length > 0 ? args.reduce((a, b) => (wins(b, a) ? b : a)) : undefined);
}

/** The functions that may stand around a reference or a name; every other one leaves what it makes unknown. */
export const FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map<string, TerraformFunction>([
  ["lower", keepsReferences((text) => text.toLowerCase())],
  ["upper", keepsReferences((text) => text.toUpperCase())],
  ["tostring", keepsReferences((text) => text)],
  ["trimspace", keepsReferences((text) => text.trim())],
  ["title", keepsReferences((text) => text.replace(/(^|\s)\p{Ll}/gu, (letter) => letter.toUpperCase()))],
  ["nonsensitive", same],
  ["sensitive", same],
  ["ephemeralasnull", same],
  ["tolist", ([value]) => toList(value!)],
  ["tomap", ([value]) => toMap(value!)],
  ["toset", ([value]) => toSet(value!)],
  ["tobool", ([value]) => (value === "true" ? true : value === "false" ? false : value)],
  ["tonumber", ([value]) => (typeof value === "string" && value.trim() !== "" && !Number.isNaN(Number(value)) ? Number(value) : typeof value === "number" ? value : undefined)],
  ["coalesce", coalesce],
  ["coalescelist", (args) => (args.every((arg) => isList(arg) || arg === null) ? args.find((arg) => isList(arg) && arg.length > 0) : undefined)],
  ["try", tryEach],
  ["can", can],
  ["lookup", lookup],
  ["merge", merge],
  ["concat", concatLists],
  ["flatten", ([value]) => (isList(value!) && spend(sizeOf(value).count) ? flatten(value) : undefined)],
  ["distinct", ([value]) => (isList(value!) ? listOf(unified(value) && distinct(unified(value)!)) : undefined)],
  ["compact", ([value]) => (isList(value!) ? listOf(unified(value)?.filter((item) => item !== null && item !== "")) : undefined)],
  ["setunion", (args) => (args.every(isList) ? toSet(args.flat()) : undefined)],
  ["setproduct", setproduct],
  ["length", length],
  ["contains", contains],
  ["element", element],
  ["one", one],
  ["keys", keys],
  ["values", values],
  ["zipmap", zipmap],
  ["range", range],
  ["slice", slice],
  ["sort", sort],
  ["reverse", ([items]) => (isList(items!) ? ofSameKind(items, [...items].reverse()) : undefined)],
  ["alltrue", all(false)],
  ["anytrue", all(true)],
  ["join", join],
  ["format", format],
  ["replace", replace],
  ["trimsuffix", trimsuffix],
  ["trimprefix", onText((text, start) => (start !== undefined && text.startsWith(start) ? text.slice(start.length) : text))],
  ["substr", ([text, from, size]) =>
    typeof text === "string" && typeof from === "number" && typeof size === "number" ? text.slice(from, size < 0 ? undefined : from + size) : undefined],
  ["split", split],
  ["startswith", onText((text, start) => text.startsWith(start))],
  ["endswith", onText((text, end) => text.endsWith(end))],
  ["strcontains", onText((text, part) => text.includes(part))],
  ["jsonencode", ([value]) => new Encoded(value ?? null)],
  ["jsondecode", jsondecode],
  ["abspath", same],
  ["max", extreme((a, b) => a > b)],
  ["min", extreme((a, b) => a < b)],
]);
