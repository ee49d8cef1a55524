import type { Allowed } from "../azure/actions";
import type { Instance } from "../program/instance";
import type { Principal } from "./principal";
import type { Permission } from "./role";
import type { Target } from "./target";

/** How access is given. */
export type GrantKind =
  "role" | "access policy" | "data role" | "directory role" | "group membership" | "administrator";

/** Access that somebody is given. */
export interface Grant {
  readonly kind: GrantKind;
  readonly principal: Principal;
  readonly permission: Permission;
  readonly target: Target;
  /** What limits it further; empty for no condition. */
  readonly condition: string;
  /** Why it does nothing; undefined for one that works, or may. */
  readonly ineffective?: string;
  /** What has to be done before it holds, such as its activation; empty for nothing. */
  readonly caveat: string;
  /** The resource that gives it. */
  readonly by: Instance;
  /** Whether it takes effect only some time after it is there. */
  readonly propagates: boolean;
  /** Whether it stands inside the vault that it is for. */
  readonly isInline: boolean;
}

/** The planes that something is allowed on. */
export function planeOf(kind: GrantKind, allowed: Allowed | undefined): string {
  if (kind !== "role") {
    return kind === "directory role" || kind === "group membership" ? "directory" : "data";
  }
  const planes = [...(allowed?.actions.length ? ["control"] : []), ...(allowed?.dataActions.length ? ["data"] : [])];
  return planes.length === 0 ? "unknown" : planes.join(" and ");
}
