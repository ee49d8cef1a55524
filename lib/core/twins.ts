/**
 * Those of a list that have the key of an earlier one, each with the first of that key; what has no key is nothing's
 * twin.
 */
export function twins<T>(list: readonly T[], keyOf: (one: T) => string | undefined): [T, T][] {
  if (list.length < 2) {
    return [];
  }
  const firsts = new Map<string, T>();
  return list.flatMap((one): [T, T][] => {
    const key = keyOf(one);
    const first = key === undefined ? undefined : firsts.get(key);
    if (first !== undefined) {
      return [[one, first]];
    }
    if (key !== undefined) {
      firsts.set(key, one);
    }
    return [];
  });
}
