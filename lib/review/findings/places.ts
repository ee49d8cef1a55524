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

/** More addresses than anybody reads are counted. */
export const MAX_SHOWN = 10;

/** Addresses, or other names, in a sentence: in an order of their own, whatever that of the program. */
export function listed(addresses: readonly string[], word = ", "): string {
  const sorted = [...new Set(addresses)].sort();
  const more = sorted.length - MAX_SHOWN;
  return more > 0 ? `${sorted.slice(0, MAX_SHOWN).join(word)} and ${more} more` : sorted.join(word);
}

/** What is said of a grant that does nothing. */
export function withoutEffect({ by, principal, permission, target, ineffective }: Grant): Breach {
  return {
    address: by.address,
    message: `${principal.label} has ${permission.label} on ${target.label}, which does nothing: ${ineffective}.`,
  };
}
