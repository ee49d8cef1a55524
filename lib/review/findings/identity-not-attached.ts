import { isSystemAssigned } from "../program/instance";
import type { Access } from "../model/access";
import { Use, Uses } from "../model/use";
import { placeIn } from "./places";
import type { Rule } from "./rule";

/** A block names an identity that its resource does not have. */
export const IDENTITY_NOT_ATTACHED: Rule = {
  id: "identity-not-attached",
  severity: "error",
  why: "A resource can only act as an identity that is attached to it; Azure refuses to create it.",
  change: "Add the identity to the identity block of the resource.",
  find: (access) =>
    access.uses
      .filter((use) => isMissing(access, use))
      .map((use) => ({
        address: placeIn(use),
        message: `It names ${use.principal.label}, which ${Uses.ownerOf(access.targets, use.by)?.address} does not have attached.`,
      })),
};

function isMissing(access: Access, { by, principal, kind, isAtCreation }: Use): boolean {
  const owner = Uses.ownerOf(access.targets, by);
  // App Service takes a setting that refers to a secret, whoever is to read it.
  const isTaken = kind === "written secret" || (kind === "secret reference" && !isAtCreation);
  if (!owner?.isManaged || isTaken || principal.kind === "unresolved") {
    return false;
  }
  if (principal.kind === "system-assigned identity") {
    return owner.identityTypes.every((type) => typeof type === "string" && !isSystemAssigned(type));
  }
  return access.isAttached(principal, owner) === false;
}
