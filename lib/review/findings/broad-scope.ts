import { table } from "../azure/table";
import { isBroad } from "./broad-role";
import type { Rule, Severity } from "./rule";

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
      return severity && grant.kind === "role" && !isBroad(grant)
        ? [
            {
              address: by.address,
              severity,
              message: `${principal.label} has ${permission.label} on all of ${target.label}.`,
            },
          ]
        : [];
    }),
};

const SCOPES = table<Severity>({ "resource group": "note", subscription: "warning", "management group": "warning" });
