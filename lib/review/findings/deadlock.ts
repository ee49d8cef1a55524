import type { AccessModel } from "../model/access-model";
import { addressOfUse, Use } from "../model/use";
import type { Rule } from "./rule";
import { usedThing } from "./wording";

/** No resource needs, at its creation, a grant that can only be made after it. */
export const DEADLOCK: Rule = {
  id: "deadlock",
  severity: "error",
  why: "The grant needs the resource, and the resource needs the grant: neither can come first.",
  change: "Use a user-assigned identity, and grant it before the resource is created.",
  find: (access) =>
    access.uses
      .filter(({ isAtCreation }) => isAtCreation)
      .flatMap((use) => {
        const obstacle = use.isOwnIdentity ? OWN_IDENTITY : lateGrant(access, use);
        if (obstacle === undefined) {
          return [];
        }
        const need = `${use.by.address} needs ${usedThing(use)} at its creation`;
        return [{ address: addressOfUse(use), message: `${need}, ${obstacle}.` }];
      }),
};

const OWN_IDENTITY = "by the identity that Azure makes only with it";

/** The words for a grant that depends on the resource which needs it; undefined where another one does not. */
function lateGrant({ coverage, graph }: AccessModel, use: Use): string | undefined {
  const grants = coverage.effective(use);
  const [first] = grants;
  return first && grants.every(({ by }) => by !== use.by && graph.waitsFor(by, use.by))
    ? `and ${first.by.address}, which grants it, waits for ${use.by.address}`
    : undefined;
}
