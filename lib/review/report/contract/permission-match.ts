import { builtInRole } from "../../azure/built-in-roles";
import { Patterns } from "../../azure/patterns";
import type { Grant } from "../../model/grant";
import type { ForbiddenEntry } from "./forbidden-access";
import { any, Match, nameMatches } from "./match";

/** Whether a grant gives a permission or allows an action that an entry of a contract names. */
export function permissionMatches(grant: Grant, { permissions, actions, dataActions }: ForbiddenEntry): Match {
  if (!permissions && !actions && !dataActions) {
    return "yes";
  }
  return any([
    permissions ? namedPermissionMatches(grant, permissions) : "no",
    actions ? any(actions.map((action) => controlMatches(grant, action))) : "no",
    dataActions ? any(dataActions.map((action) => dataMatches(grant, action))) : "no",
  ]);
}

/** A permission that is not known, and is given by something else than a role assignment, is no built-in role. */
function namedPermissionMatches({ kind, permission }: Grant, names: readonly string[]): Match {
  const possible = kind === "role" ? names : names.filter((name) => builtInRole(name) === undefined);
  return possible.length === 0 ? "no" : nameMatches(permission, possible);
}

/** Only roles of Azure RBAC allow actions of the control plane. */
function controlMatches({ kind, permission: { allowed } }: Grant, action: string): Match {
  if (kind !== "role") {
    return "no";
  }
  return allowed ? allowsSome(allowed.actions, allowed.notActions, action) : "perhaps";
}

function dataMatches({ kind, permission: { allowed }, target }: Grant, action: string): Match {
  if (kind === "directory role" || kind === "group membership") {
    return "no";
  }
  if (allowed) {
    return allowsSome(allowed.dataActions, allowed.notDataActions, action);
  }
  const [service = ""] = action.toLowerCase().split("/");
  const isOfService = target.unresolved !== undefined || service.includes("*") || target.key.startsWith(service);
  return kind === "role" || kind === "access policy" || isOfService ? "perhaps" : "no";
}

function allowsSome(on: readonly string[], off: readonly string[], action: string): Match {
  return Patterns.of(on).overlaps(action) && !Patterns.of(off).covers(action) ? "yes" : "no";
}
