import type { PathRow } from "./report";

/** What a way leads to; the name is that of the scope, the resource or the principal. */
export function goalText({ permission, what }: Pick<PathRow, "permission" | "what">, name = what.name): string {
  return permission === undefined ? name : `${permission} on ${name}`;
}
