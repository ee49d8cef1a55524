import type { Instance } from "../program/instance";
import type { Access } from "../model/access";
import { isList, ObjectValue, Text, Unknown, Value } from "../language/value";
import { listed, nameOf, placeIn } from "./places";
import type { Rule } from "./rule";

/** A resource may be created before the grant that its creation needs. */
export const GRANT_RACE: Rule = {
  id: "grant-race",
  severity: "error",
  why: "Terraform creates both at the same time. Where the resource comes first, Azure refuses to create it.",
  change: "Add the grant, or the pause after a role assignment, to the resource's depends_on.",
  find: (access) =>
    access.uses
      .filter((use) => use.isAtCreation && !use.isOwnIdentity)
      .flatMap((use) => {
        const grants = access.coverage.effective(use);
        const isHeld = grants.some(
          ({ by }) => by === use.by || access.graph.waitsFor(use.by, by) || access.graph.waitsFor(by, use.by),
        );
        return grants.length === 0 || isHeld || grants.some(({ by }) => mayWait(access, use.by, by))
          ? []
          : [
              {
                address: placeIn(use),
                message: `${use.by.address} uses ${nameOf(use)} by ${use.principal.label}, and does not wait for ${listed(
                  grants.map(({ by }) => by.address),
                  " or ",
                )}.`,
              },
            ];
      }),
};

/** Whether a local value of a plan may be what makes a resource wait. */
function mayWait({ graph }: Access, resource: Instance, grant: Instance): boolean {
  if (resource.module.stack.known?.hasExpressions !== true) {
    return false;
  }
  const locals = new Set(
    resource.declaration.arguments.names.flatMap((name) => localsIn(resource.argument(name) ?? null)),
  );
  return graph.mayWaitByLocal(resource, grant, (local) => locals.has(local));
}

/** The names of the local values that an unknown value comes from. */
function localsIn(value: Value): string[] {
  if (value instanceof Unknown) {
    return [...value.text.matchAll(/\blocal\.([\w-]+)/g)].map(([, name]) => name!);
  }
  if (value instanceof ObjectValue) {
    return [...value.entries.values()].flatMap(localsIn);
  }
  return value instanceof Text ? value.parts.flatMap(localsIn) : isList(value) ? value.flatMap(localsIn) : [];
}
