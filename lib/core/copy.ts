import { Construct } from "constructs";
import { Tokenization } from "cdktf";

/**
 * A deep copy of lists and objects, so that what the program changes later has no effect. Tokens and constructs are not
 * copied. The copy of an object with a class holds what the getters of the class return. A reference of an object to
 * itself is left out.
 */
export function copyOf<T>(value: T, within: readonly unknown[] = []): T {
  if (within.includes(value) && typeof value === "object") {
    return undefined as T;
  }
  if (Array.isArray(value)) {
    return value.map((item: unknown) => copyOf(item, [...within, value])) as T;
  }
  if (typeof value !== "object" || value === null || Tokenization.isResolvable(value) || Construct.isConstruct(value)) {
    return value;
  }
  return Object.fromEntries(
    namesIn(value).map((name) => [name, copyOf((value as Record<string, unknown>)[name], [...within, value])]),
  ) as T;
}

function namesIn(value: object): string[] {
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype === null || prototype === Object.prototype) {
    return Object.keys(value);
  }
  const isPart = (name: string) =>
    name !== "constructor" && typeof (value as Record<string, unknown>)[name] !== "function";
  return [...new Set([...Object.keys(value), ...Object.getOwnPropertyNames(prototype), ...namesIn(prototype)])].filter(
    isPart,
  );
}
