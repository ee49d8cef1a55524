import type { Allowed } from "../azure/actions";
import { scopesOf, Target } from "../model/target";

/** Rows in an order that does not depend on the program's, each once. */
export function sortedRows<T>(rows: readonly T[]): T[] {
  return rows.length < 2 ? [...rows] : uniqueRows(rows, (row) => JSON.stringify(row));
}

/** Rows in the order of their keys; of two with one key, the last. */
export function uniqueRows<T>(rows: readonly T[], keyOf: (row: T) => string): T[] {
  const byKey = new Map<string, T>();
  rows.forEach((row) => byKey.set(keyOf(row), row));
  return byKeys(byKey);
}

/** The values of a map in the order of their keys. */
export function byKeys<T>(map: ReadonlyMap<string, T>): T[] {
  return [...map.keys()].sort().map((key) => map.get(key) as T);
}

const NONE: readonly string[] = [];
const keysAround = new WeakMap<Target, readonly string[]>();

/** The keys of the scopes that a target is in, from near to far; one list for the many targets in one scope. */
export function keysOfScopes({ within }: Target): readonly string[] {
  if (!within) {
    return NONE;
  }
  const keys = keysAround.get(within) ?? scopesOf(within).map(({ key }) => key);
  keysAround.set(within, keys);
  return keys;
}

const sortedAllowed = new WeakMap<Allowed, Allowed>();

/** What is allowed, with its patterns sorted; one object for the same permission of many grants. */
export function withSortedPatterns(allowed: Allowed): Allowed {
  const sorted = sortedAllowed.get(allowed) ?? {
    actions: sortedPatterns(allowed.actions),
    notActions: sortedPatterns(allowed.notActions),
    dataActions: sortedPatterns(allowed.dataActions),
    notDataActions: sortedPatterns(allowed.notDataActions),
  };
  sortedAllowed.set(allowed, sorted);
  return sorted;
}

function sortedPatterns(patterns: readonly string[]): readonly string[] {
  return patterns.length < 2 ? patterns : [...new Set(patterns)].sort();
}
