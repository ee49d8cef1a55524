import { addressOfUse } from "../model/use";
import type { Rule } from "./rule";
import { usedThing } from "./wording";

/** A reference to a secret names no version of it. */
export const PINNED_SECRET_VERSION: Rule = {
  id: "pinned-secret-version",
  severity: "warning",
  why: "When the secret is rotated, what refers to the old version keeps it, until that version expires or is disabled.",
  change: "Refer to the secret without a version: versionless_id, or an id that ends with the name.",
  find: (access) =>
    access.uses
      .filter(({ isPinned, kind }) => isPinned && kind !== "key")
      .map((use) => ({ address: addressOfUse(use), message: `It refers to one version of ${usedThing(use)}.` })),
};
