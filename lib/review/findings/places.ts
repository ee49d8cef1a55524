import type { Use } from "../model/use";

/** Where a use is said. */
export function placeIn({ by, at }: Use): string {
  return at === "" ? by.address : `${by.address}.${at}`;
}

/** What is used, in a sentence. */
export function nameOf({ item, target, kind }: Use): string {
  return item === "" || kind === "image pull" ? target.label : `${JSON.stringify(item)} of ${target.label}`;
}
