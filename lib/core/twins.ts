/**
 * The items of a list whose key an earlier item has, each with the first item of that key. An item whose key is
 * undefined has no twin.
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
