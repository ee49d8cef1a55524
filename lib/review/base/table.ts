/** A table with nothing but its own entries: a plain object also has `constructor`, which may be a resource's type. */
export function table<T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T | undefined>> {
  return Object.assign(Object.create(null) as Record<string, T>, entries);
}

/** The entry of an object under a name; undefined where it has none of its own, as every object has a `constructor`. */
export function ownEntry<T>(entries: Readonly<Record<string, T>> | undefined, name: string | number): T | undefined {
  return entries !== undefined && Object.prototype.hasOwnProperty.call(entries, name) ? entries[name] : undefined;
}

/** A table to which few entries are added. There are many of these, and each takes half the memory of a `Map`. */
export class SmallTable<T> {
  [name: string]: T | undefined;
}
// Like a table from above, it has nothing but its own entries.
Object.setPrototypeOf(SmallTable.prototype, null);
Reflect.deleteProperty(SmallTable.prototype, "constructor");
