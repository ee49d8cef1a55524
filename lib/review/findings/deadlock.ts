import { nameOf, placeIn } from "./places";
import type { Rule } from "./rule";

/** A resource cannot be created without a grant that can only be made after it. */
export const DEADLOCK: Rule = {
  id: "deadlock",
  severity: "error",
  why: "The grant needs the resource, and the resource needs the grant: neither can come first.",
  change: "Use a user-assigned identity, and grant it before the resource is created.",
  find: (access) =>
    access.uses
      .filter(({ isAtCreation }) => isAtCreation)
      .flatMap((use) => {
        if (use.isOwnIdentity) {
          return [
            {
              address: placeIn(use),
              message: `${use.by.address} needs ${nameOf(use)} at its creation, by the identity that Azure makes only with it.`,
            },
          ];
        }
        const grants = access.coverage.effective(use);
        const isStuck =
          grants.length > 0 && grants.every(({ by }) => by !== use.by && access.graph.waitsFor(by, use.by));
        return isStuck
          ? [
              {
                address: placeIn(use),
                message: `${use.by.address} needs ${nameOf(use)} at its creation, and ${grants[0]!.by.address}, which grants it, waits for ${use.by.address}.`,
              },
            ]
          : [];
      }),
};
