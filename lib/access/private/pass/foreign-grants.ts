import { TerraformResource } from "cdktf";
import type { CanonicalKeys } from "../canonical-keys";
import type { ProgramIndex } from "./program-index";

/** The arguments by which azurerm's and azuread's classes name the principal that they give something to. */
const PRINCIPAL_ARGUMENTS = ["principalIdInput", "objectIdInput", "principalObjectIdInput", "memberObjectIdInput"];

/**
 * The grants that a program makes with classes other than this library's, by the canonical keys of their principals: role
 * assignments, policies, data roles, administrators of databases, members of groups.
 */
export class ForeignGrants {
  private readonly byPrincipal = new Map<string, TerraformResource[]>();

  /**
   * @param own the resources of this library's grants
   */
  constructor(index: ProgramIndex, own: ReadonlySet<TerraformResource>, keys: CanonicalKeys) {
    for (const resource of index.resources) {
      const principalId = own.has(resource) ? undefined : principalIdIn(resource);
      if (principalId !== undefined) {
        const key = keys.principalKey(resource.cdktfStack, principalId);
        const grants = this.byPrincipal.get(key) ?? [];
        grants.push(resource);
        this.byPrincipal.set(key, grants);
      }
    }
  }

  /** The grants to the principal with the key, in whichever stack. */
  public to(principalKey: string): readonly TerraformResource[] {
    return this.byPrincipal.get(principalKey) ?? [];
  }
}

function principalIdIn(resource: TerraformResource): string | undefined {
  const inputs = resource as unknown as Readonly<Record<string, unknown>>;
  const values = PRINCIPAL_ARGUMENTS.map((argument) => inputs[argument]);
  return values.find((value): value is string => typeof value === "string");
}
