import type { AccessModel } from "../model/access-model";
import { identityOwnerOf } from "../model/attached-identities";
import { addressOfUse, Use } from "../model/use";
import { Instance, isSystemAssigned } from "../program/instance";
import type { Rule } from "./rule";

/** An identity that a block names is attached to its resource. */
export const IDENTITY_NOT_ATTACHED: Rule = {
  id: "identity-not-attached",
  severity: "error",
  why: "A resource can act only as an identity that is attached to it. Azure refuses to create this one.",
  change: "Add the identity to the identity block of the resource.",
  find: (access) =>
    access.uses
      .filter((use) => isMissing(access, use))
      .map((use) => ({
        address: addressOfUse(use),
        message: `It names ${use.principal.label}, which ${ownerOf(access, use)?.address} does not have attached.`,
      })),
};

function ownerOf(access: AccessModel, { by }: Use): Instance | undefined {
  return identityOwnerOf(access.targetsOf(by), by);
}

function isMissing(access: AccessModel, use: Use): boolean {
  const { principal, kind, isAtCreation } = use;
  const owner = ownerOf(access, use);
  // Azure accepts such settings of App Service with any identity.
  const isTaken = kind === "written secret" || (kind === "secret reference" && !isAtCreation);
  if (!owner?.isManaged || isTaken || principal.kind === "unresolved") {
    return false;
  }
  if (principal.kind === "system-assigned identity") {
    return owner.identityTypes.every((type) => typeof type === "string" && !isSystemAssigned(type));
  }
  return access.isAttached(principal, owner) === false;
}
