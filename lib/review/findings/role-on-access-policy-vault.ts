import type { Rule } from "./rule";
import { ineffectiveGrant } from "./wording";

/** No role is for the data of a vault that gives access by access policies. */
export const ROLE_ON_ACCESS_POLICY_VAULT: Rule = {
  id: "role-on-access-policy-vault",
  severity: "error",
  why: "Azure takes the role assignment, and ignores it when somebody reads the vault.",
  change: "Give access by an access policy, or set rbac_authorization_enabled on the vault.",
  find: (access) =>
    access.grants.filter(({ kind, ineffective }) => kind === "role" && ineffective !== undefined).map(ineffectiveGrant),
};
