/** A table with nothing but its own entries: a plain object also has `constructor`, which may be a resource's type. */
export function table<T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T | undefined>> {
  return Object.assign(Object.create(null) as Record<string, T>, entries);
}
