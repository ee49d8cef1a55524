/**
 * A table that has nothing but its own entries: a resource may be of the type `constructor`, which every plain object
 * has.
 */
export function table<T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T | undefined>> {
  return Object.assign(Object.create(null) as Record<string, T>, entries);
}
