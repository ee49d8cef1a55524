import type { Grant } from "../model/grant";
import type { Use } from "../model/use";
import type { Finding } from "./rule";

/** How many addresses or names a message lists before it only counts them. */
export const MAX_LISTED = 10;

/** Addresses or names in a sentence: sorted, so that the order in the program does not matter. */
export function listed(names: readonly string[], separator = ", "): string {
  const sorted = [...new Set(names)].sort();
  const more = sorted.length - MAX_LISTED;
  return more > 0 ? `${sorted.slice(0, MAX_LISTED).join(separator)} and ${more} more` : sorted.join(separator);
}

/** The addresses of the resources that give grants, in a sentence. */
export function listedGrants(grants: readonly Grant[]): string {
  return listed(
    grants.map(({ by }) => by.address),
    " or ",
  );
}

/** The thing that is used, in a sentence: a secret of a vault, or the target itself. */
export function usedThing({ item, target, kind }: Use): string {
  return item === "" || kind === "image pull" ? target.label : `${JSON.stringify(item)} of ${target.label}`;
}

/** The finding that Azure ignores a grant. */
export function ineffectiveGrant({ by, principal, permission, target, ineffective }: Grant): Finding {
  return {
    address: by.address,
    message: `${principal.label} has ${permission.label} on ${target.label}, which does nothing: ${ineffective}.`,
  };
}
