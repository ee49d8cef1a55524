import { addressOfUse } from "../model/use";
import type { Rule } from "./rule";
import { listedGrants, usedThing } from "./wording";

/** A resource whose creation needs a role waits until the assignment has taken effect. */
export const ROLE_PROPAGATION: Rule = {
  id: "role-propagation",
  severity: "warning",
  why:
    "A role takes effect up to some minutes after its assignment is there. " +
    "Until then Azure refuses to create the resource.",
  change: "Put a time_sleep of two minutes or more between the role assignment and the resource.",
  find: (access) =>
    access.uses
      .filter((use) => use.isAtCreation && !use.isOwnIdentity)
      .flatMap((use) => {
        const grants = access.coverage
          .effective(use)
          .filter(({ by }) => by === use.by || access.graph.waitsFor(use.by, by));
        const isLongEnough = grants.some(
          ({ by, propagates }) => !propagates || access.graph.waitsLongEnoughFor(use.by, by),
        );
        return grants.length === 0 || isLongEnough
          ? []
          : [
              {
                address: addressOfUse(use),
                message: `${use.by.address} uses ${usedThing(use)} as soon as ${listedGrants(grants)} is there.`,
              },
            ];
      }),
};
