import { Fn } from "cdktf";

/**
 * The object id of an identity that azurerm may plan as empty: of an app that exists and is given a system-assigned
 * identity, azurerm keeps the empty id of the state in the plan instead of calling it known after apply, and whatever
 * takes an id is refused (`expected "object_id" to be a valid UUID`). `uuid()` is known after apply by definition; at
 * apply the id is there, and no uuid is ever used.
 */
export function knownAfterApply(id: string): string {
  return Fn.coalesce([id, Fn.uuid()]) as string;
}

const KNOWN_AFTER_APPLY = /\$\{coalesce\(([^()]+), uuid\(\)\)\}/g;

/** The text of a reference to such an id as that of the id itself: they are one. */
export function withoutKnownAfterApply(text: string): string {
  return text.includes("uuid()") ? text.replace(KNOWN_AFTER_APPLY, "$1") : text;
}
