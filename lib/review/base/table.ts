/** A table with nothing but its own entries: a plain object also has `constructor`, which may be a resource's type. */
export function table<T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T | undefined>> {
  return Object.assign(Object.create(null) as Record<string, T>, entries);
}

/** A table to which few entries are added. There are many of these, and each takes half the memory of a `Map`. */
export class SmallTable<T> {
  [name: string]: T | undefined;
}
// Nor has this one anything but its own entries.
Object.setPrototypeOf(SmallTable.prototype, null);
Reflect.deleteProperty(SmallTable.prototype, "constructor");
