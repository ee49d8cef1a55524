/**
 * A copy of an object in which some properties are other ones. Where there are many copies, it is better than a spread:
 * V8 gives each object whose properties are written over in a literal a hidden class of its own, larger than the object.
 */
export function changed<T extends object>(one: T, parts: Partial<T>): T {
  return Object.assign({}, one, parts);
}
