import type { Instance } from "../instance";
import { Unknown, Value, ObjectValue, Text } from "../value";
import { nameOf, placeIn } from "./places";
import type { Rule } from "./rule";

/** A resource may be created before the grant that its creation needs. */
export const GRANT_RACE: Rule = {
  id: "grant-race",
  severity: "error",
  why: "Terraform creates both at the same time. Where the resource comes first, Azure refuses to create it.",
  change: "Add the grant, or the pause after a role assignment, to the resource's depends_on.",
  find: (access) =>
    access.uses
      .filter((use) => use.isAtCreation && !use.isOwnIdentity && !isOpaque(use.by))
      .flatMap((use) => {
        const grants = access.coverage.effective(use);
        const isHeld = grants.some(({ by }) => by === use.by || access.graph.waitsFor(use.by, by) || access.graph.waitsFor(by, use.by));
        return grants.length === 0 || isHeld
          ? []
          : [{ address: placeIn(use), message: `${use.by.address} uses ${nameOf(use)} by ${use.principal.label}, and does not wait for ${grants.map(({ by }) => by.address).join(" or ")}.` }];
      }),
};

/** Whether a local value of a plan, which the plan does not describe, may be what makes a resource wait. */
function isOpaque(instance: Instance): boolean {
  return instance.module.stack.known?.hasExpressions === true && instance.declaration.arguments.names.some((name) => holdsLocal(instance.argument(name) ?? null));
}

function holdsLocal(value: Value): boolean {
  if (value instanceof Unknown) {
    return /\blocal\./.test(value.text);
  }
  if (value instanceof ObjectValue) {
    return [...value.entries.values()].some(holdsLocal);
  }
  return value instanceof Text ? value.parts.some(holdsLocal) : Array.isArray(value) && (value as readonly Value[]).some(holdsLocal);
}
