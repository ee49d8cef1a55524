import { allows } from "../azure/actions";
import type { Grant } from "../model/grant";
import type { Rule } from "./rule";

/** No role allows everything in its scope, or giving access to others. */
export const BROAD_ROLE: Rule = {
  id: "broad-role",
  severity: "warning",
  why: "Whoever takes over what runs as the identity can change everything in the scope, or give access to others.",
  change: "Assign a role that allows only what is needed.",
  find: (access) =>
    access.grants.filter(isBroad).map(({ by, principal, permission, target }) => ({
      address: by.address,
      message: `${principal.label} has ${permission.label} on ${target.label}.`,
    })),
};

/** Whether a grant is a role that allows all actions, or the one that gives access to others. */
export function isBroad({ kind, permission: { allowed } }: Grant): boolean {
  return (
    kind === "role" &&
    allowed !== undefined &&
    (allowed.actions.includes("*") || allows(allowed, "Microsoft.Authorization/roleAssignments/write"))
  );
}
