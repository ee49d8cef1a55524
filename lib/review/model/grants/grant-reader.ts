import type { Instance } from "../../program/instance";
import type { Grant } from "../grant";
import type { Principals } from "../principal";
import type { Roles } from "../role";
import type { Targets } from "../targets";
import { GrantContext } from "./grant-context";
import { GRANT_TYPES } from "./grant-types";

/** Reads the grants of a program. */
export class GrantReader {
  private readonly context: GrantContext;

  constructor(targets: Targets, principals: Principals, roles: Roles, instances: readonly Instance[]) {
    this.context = new GrantContext(targets, principals, roles, instances);
  }

  /** The grants that a resource gives; a data source gives none. */
  public grantsBy(instance: Instance): Grant[] {
    return instance.isManaged ? (GRANT_TYPES[instance.type]?.read(instance, this.context) ?? []) : [];
  }
}
