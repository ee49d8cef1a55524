import type { Allowed } from "../azure/actions";
import type { Instance } from "../program/instance";
import type { Permission } from "./permission";
import type { Principal } from "./principal";
import type { Target } from "./target";

/** How access is given. */
export type GrantKind =
  "role" | "access policy" | "data role" | "directory role" | "group membership" | "administrator";

/** Access that a resource gives to a principal. */
export interface Grant {
  readonly kind: GrantKind;
  readonly principal: Principal;
  readonly permission: Permission;
  readonly target: Target;
  /** The condition of a role assignment; empty for none. */
  readonly condition: string;
  /** Why Azure ignores it; undefined for one that Azure does not ignore, as far as is known. */
  readonly ineffective?: string;
  /** What has to happen before it holds, such as its activation through PIM; empty for nothing. */
  readonly caveat: string;
  /** The resource that gives it. */
  readonly by: Instance;
  /** Whether it takes effect only some time after its resource is created, as role assignments do. */
  readonly propagates: boolean;
  /** Whether it is a block inside the resource that it gives access to. */
  readonly isInline: boolean;
}

type OptionalPart = "condition" | "caveat" | "propagates" | "isInline";

/** A grant of its own resource, without condition or caveat, that holds at once; unless the parts say otherwise. */
export function grantOf(parts: Omit<Grant, OptionalPart> & Partial<Pick<Grant, OptionalPart>>): Grant {
  return { condition: "", caveat: "", propagates: false, isInline: false, ...parts };
}

/** The planes, control or data or both, that a grant of a kind allows something on. */
export function planeOf(kind: GrantKind, allowed: Allowed | undefined): string {
  if (kind !== "role") {
    return kind === "directory role" || kind === "group membership" ? "directory" : "data";
  }
  const planes = [...(allowed?.actions.length ? ["control"] : []), ...(allowed?.dataActions.length ? ["data"] : [])];
  return planes.length === 0 ? "unknown" : planes.join(" and ");
}
