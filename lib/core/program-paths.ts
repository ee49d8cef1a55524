import type { IConstruct } from "constructs";

/** The names that errors use for constructs that the library makes for a program. */
const NAMES = new WeakMap<IConstruct, () => string>();

/**
 * Sets the name that errors use for a construct that the library makes: that of the construct in the program that it is
 * made for.
 */
export function nameInErrors(construct: IConstruct, name: () => string): void {
  NAMES.set(construct, name);
}

/**
 * The path that the program gave the construct, as errors print it. A main child (`Resource`) goes by the path of its
 * parent.
 */
export function pathInProgram(construct: IConstruct): string {
  const name = NAMES.get(construct);
  if (name) {
    return name();
  }
  const { id, scope, path } = construct.node;
  return id === "Resource" && scope ? pathInProgram(scope) : `[${path}]`;
}
