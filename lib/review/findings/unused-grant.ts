import type { AccessModel } from "../model/access-model";
import { isOnlyGrant } from "../model/grants/grant-types";
import type { Principal } from "../model/principal";
import type { Instance } from "../program/instance";
import type { ResourceNode } from "../program/resource-node";
import type { Rule } from "./rule";

/** Something runs as every identity that has access. */
export const UNUSED_GRANT: Rule = {
  id: "unused-grant",
  severity: "note",
  why: "Access that nobody needs is access that somebody can misuse.",
  change: "Attach the identity to what should run as it, or take the grant and the identity away.",
  find: (access) => {
    const isSure = !access.mayGrantUnread && ![...access.runners.keys()].some((key) => key.startsWith("unresolved"));
    const idle = new Set(
      isSure
        ? [...access.principals.values()].filter((principal) => isIdle(access, principal)).map(({ key }) => key)
        : [],
    );
    const grants = access.grants.filter(({ principal }) => idle.has(principal.key));
    return grants.map(({ by, principal, permission, target }) => ({
      address: by.address,
      message: `Nothing runs as ${principal.label}, which has ${permission.label} on ${target.label}.`,
    }));
  },
};

/**
 * Whether the program makes the identity and hands it to nothing but grants: not to another resource, a module or an
 * output.
 */
function isIdle(access: AccessModel, principal: Principal): boolean {
  const identity =
    principal.kind === "user-assigned identity" && principal.instance?.isManaged ? principal.instance : undefined;
  if (!identity || access.hasRunner(principal) || access.usesOf(principal).length > 0) {
    return false;
  }
  return (
    hasExpressions(identity) &&
    [...access.graph.usersOf(identity.node)].every(
      ({ node }) => node !== undefined && (isOnlyGrant(typeOf(node)) || node.declaration.type === "time_sleep"),
    )
  );
}

/** The type of a block, in azurerm's words where azapi makes what it stands for. */
function typeOf({ declaration, instances }: ResourceNode): string {
  return instances[0]?.type ?? declaration.type;
}

/** A state does not say what refers to what. */
function hasExpressions({ module }: Instance): boolean {
  return module.stack.known?.hasExpressions ?? true;
}
