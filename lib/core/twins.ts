/**
 * The items of a list that have the key of an earlier item, each with the first item of that key. An item without a
 * key is nobody's twin.
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
