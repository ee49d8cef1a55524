import type { IConstruct } from "constructs";

/** What errors call the constructs that the library makes for a program. */
const NAMES = new WeakMap<IConstruct, () => string>();

/** Has errors call a construct that the library makes by what the program knows: the construct it is made for. */
export function nameInErrors(construct: IConstruct, name: () => string): void {
  NAMES.set(construct, name);
}

/**
 * The path that the program gave the construct, as errors print it: of a main child, that of the construct around it.
 */
export function pathInProgram(construct: IConstruct): string {
  const name = NAMES.get(construct);
  if (name) {
    return name();
  }
  const { id, scope, path } = construct.node;
  return id === "Resource" && scope ? pathInProgram(scope) : `[${path}]`;
}
