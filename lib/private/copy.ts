/** A copy of lists and plain objects, however deep, so that what the program changes later does not show; tokens and constructs stay as they are. */
export function copyOf<T>(value: T): T {
  if (Array.isArray(value)) {
    return value.map((item: unknown) => copyOf(item)) as T;
  }
  if (typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyOf(item as unknown)])) as T;
  }
  return value;
}
