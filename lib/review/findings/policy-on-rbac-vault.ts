import type { Rule } from "./rule";
import { ineffectiveGrant } from "./wording";

/** A vault that gives access by roles has no access policies. */
export const POLICY_ON_RBAC_VAULT: Rule = {
  id: "policy-on-rbac-vault",
  severity: "error",
  why: "Azure takes the access policy, and ignores it when somebody reads the vault.",
  change: "Assign a role, or turn rbac_authorization_enabled of the vault off.",
  find: (access) =>
    access.grants
      .filter(({ kind, ineffective }) => kind === "access policy" && ineffective !== undefined)
      .map(ineffectiveGrant),
};
