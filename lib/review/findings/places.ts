import type { Grant } from "../model/grant";
import type { Use } from "../model/use";
import type { Breach } from "./rule";

/** Where a use is said. */
export function placeIn({ by, at }: Use): string {
  return at === "" ? by.address : `${by.address}.${at}`;
}

/** What is used, in a sentence. */
export function nameOf({ item, target, kind }: Use): string {
  return item === "" || kind === "image pull" ? target.label : `${JSON.stringify(item)} of ${target.label}`;
}

/** What is said of a grant that does nothing. */
export function withoutEffect({ by, principal, permission, target, ineffective }: Grant): Breach {
  return { address: by.address, message: `${principal.label} has ${permission.label} on ${target.label}, which does nothing: ${ineffective}.` };
}
