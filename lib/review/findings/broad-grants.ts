import { allows } from "../azure/actions";
import { table } from "../azure/table";
import type { Grant } from "../model/grant";
import type { Rule, Severity } from "./rule";

/** A role that lets its holder do nearly everything, or give access to others. */
export const BROAD_ROLE: Rule = {
  id: "broad-role",
  severity: "warning",
  why: "Whoever takes over what runs as the identity can change everything in the scope, or give access to others.",
  change: "Assign a role that allows only what is needed.",
  find: (access) => access.grants.filter(isBroad).map(({ by, principal, permission, target }) => ({ address: by.address, message: `${principal.label} has ${permission.label} on ${target.label}.` })),
};

/** Any other role on a resource group, a subscription or more. */
export const BROAD_SCOPE: Rule = {
  id: "broad-scope",
  severity: "warning",
  why: "The role holds for everything in the scope, also for what is put there later.",
  change: "Assign the role on the resources that it is needed for.",
  find: (access) =>
    access.grants.flatMap((grant) => {
      const severity = SCOPES[grant.target.kind];
      const { by, principal, permission, target } = grant;
      return severity && grant.kind === "role" && !isBroad(grant) ? [{ address: by.address, severity, message: `${principal.label} has ${permission.label} on all of ${target.label}.` }] : [];
    }),
};

const SCOPES = table<Severity>({ "resource group": "note", subscription: "warning", "management group": "warning" });

/** All actions, or the one that gives access to others. */
function isBroad({ kind, permission: { allowed } }: Grant): boolean {
  return kind === "role" && allowed !== undefined && (allowed.actions.includes("*") || allows(allowed, "Microsoft.Authorization/roleAssignments/write"));
}
