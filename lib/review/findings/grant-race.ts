import type { Graph } from "../graph/graph";
import { isList, ObjectValue, Text, Unknown, Value } from "../language/value";
import type { Grant } from "../model/grant";
import { addressOfUse, Use } from "../model/use";
import type { Instance } from "../program/instance";
import type { Finding, Rule } from "./rule";
import { listedGrants, usedThing } from "./wording";

/** A resource depends on the grant that its creation needs. */
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
        const isOrdered =
          grants.some(({ by }) => dependsEitherWay(access.graph, use.by, by)) ||
          grants.some(({ by }) => mayDependByLocal(access.graph, use.by, by));
        return grants.length === 0 || isOrdered ? [] : [race(use, grants)];
      }),
};

function race(use: Use, grants: readonly Grant[]): Finding {
  const used = `${use.by.address} uses ${usedThing(use)} by ${use.principal.label}`;
  return { address: addressOfUse(use), message: `${used}, and does not wait for ${listedGrants(grants)}.` };
}

/** Whether a resource gives the grant itself, or one of the two depends on the other. */
function dependsEitherWay(graph: Graph, resource: Instance, grant: Instance): boolean {
  return resource === grant || graph.waitsFor(resource, grant) || graph.waitsFor(grant, resource);
}

/** Whether a resource may depend on a grant by a local value, which a plan does not describe. */
function mayDependByLocal(graph: Graph, resource: Instance, grant: Instance): boolean {
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
    return [...value.text.matchAll(/\blocal\.([\w-]+)/g)].map(([, name = ""]) => name);
  }
  if (value instanceof ObjectValue) {
    return [...value.entries.values()].flatMap(localsIn);
  }
  if (value instanceof Text) {
    return value.parts.flatMap(localsIn);
  }
  return isList(value) ? value.flatMap(localsIn) : [];
}
