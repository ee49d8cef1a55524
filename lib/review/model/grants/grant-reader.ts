import { changed } from "../../base/changed";
import type { Instance } from "../../program/instance";
import type { Grant } from "../grant";
import type { GrantContext } from "./grant-context";
import { GRANT_TYPES } from "./grant-types";

/** Reads the grants of a stack. */
export class GrantReader {
  constructor(private readonly context: GrantContext) {}

  /** The grants that a resource gives; a data source gives none. */
  public grantsBy(instance: Instance): Grant[] {
    const grants = instance.isManaged ? (GRANT_TYPES[instance.type]?.read(instance, this.context) ?? []) : [];
    const { place } = this.context.targets;
    return place.stack === undefined
      ? grants
      : grants.map((grant) =>
          changed(grant, {
            target: place.relative(grant.target),
            permission: changed(grant.permission, { key: place.relative({ key: grant.permission.key }).key }),
          }),
        );
  }
}
