import { ObjectValue, Unknown, Value } from "../language/value";

/** The blocks of a kind inside another block. */
export function innerBlocksOf(block: ObjectValue | Unknown, name: string): ObjectValue[] {
  const value = block instanceof ObjectValue ? block.get(name) : null;
  if (value === null) {
    return [];
  }
  return (Array.isArray(value) ? (value as readonly Value[]) : [value]).filter((item) => item instanceof ObjectValue);
}

/** The place of a block in its resource: by its name, which stays when another block comes before it. */
export function blockPlace(kind: string, block: ObjectValue | Unknown, nameArgument: string, index: number): string {
  const name = block instanceof ObjectValue ? block.get(nameArgument) : null;
  return typeof name === "string" ? `${kind}[${JSON.stringify(name)}]` : `${kind}[${index}]`;
}
