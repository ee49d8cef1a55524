import type { Instance } from "../../program/instance";
import type { Grant } from "../grant";
import type { GrantContext } from "./grant-context";

/** How the grants of a resource type are read. */
export interface GrantType {
  /** Whether a resource of the type gives access and does nothing else. */
  readonly isOnlyGrant: boolean;
  readonly read: ReadGrants;
}

/** Reads the grants that a resource gives. */
export type ReadGrants = (instance: Instance, context: GrantContext) => Grant[];

/** The grants of a family of resource types, by type. */
export type GrantTypes = Readonly<Record<string, GrantType>>;

/** A caveat of grants that Privileged Identity Management holds back. */
export const ELIGIBLE_THROUGH_PIM = "eligible through PIM: holds once it is activated";

/** A note on grants that Privileged Identity Management has activated, and takes away again. */
export const ACTIVE_THROUGH_PIM = "active through PIM";
