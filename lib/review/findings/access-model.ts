import type { Grant } from "../model/grant";
import type { Breach, Rule } from "./rule";

/** A role for the data of a vault that gives access by access policies. */
export const ROLE_ON_POLICY_VAULT: Rule = {
  id: "role-on-access-policy-vault",
  severity: "error",
  why: "Azure takes the role assignment, and does not look at it when somebody reads the vault.",
  change: "Give access by an access policy, or set rbac_authorization_enabled on the vault.",
  find: (access) => access.grants.filter(({ kind, ineffective }) => kind === "role" && ineffective !== undefined).map(breachOf),
};

/** An access policy of a vault that gives access by roles. */
export const POLICY_ON_RBAC_VAULT: Rule = {
  id: "policy-on-rbac-vault",
  severity: "error",
  why: "Azure takes the access policy, and does not look at it when somebody reads the vault.",
  change: "Assign a role, or turn rbac_authorization_enabled of the vault off.",
  find: (access) => access.grants.filter(({ kind, ineffective }) => kind === "access policy" && ineffective !== undefined).map(breachOf),
};

function breachOf({ by, principal, permission, target, ineffective }: Grant): Breach {
  return { address: by.address, message: `${principal.label} has ${permission.label} on ${target.label}, which does nothing: ${ineffective}.` };
}
