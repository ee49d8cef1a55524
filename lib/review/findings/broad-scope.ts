import { table } from "../base/table";
import { isBroad } from "./broad-role";
import type { Rule, Severity } from "./rule";

/** No role is assigned on a whole resource group, subscription or management group. */
export const BROAD_SCOPE: Rule = {
  id: "broad-scope",
  severity: "warning",
  why: "The role holds for everything in the scope, also for what is put there later.",
  change: "Assign the role on the resources that it is needed for.",
  find: (access) =>
    access.grants
      .filter((grant) => grant.kind === "role" && SCOPES[grant.target.kind] && !isBroad(grant))
      .map(({ by, principal, permission, target }) => ({
        address: by.address,
        severity: SCOPES[target.kind],
        message: `${principal.label} has ${permission.label} on all of ${target.label}.`,
      })),
};

/** The broad scopes, with the severity of a role on them. */
const SCOPES = table<Severity>({ "resource group": "note", subscription: "warning", "management group": "warning" });
