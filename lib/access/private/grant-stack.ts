import type { TerraformStack } from "cdktf";
import { originsOf } from "../../core/token-text";
import type { PrincipalRecord } from "./records";

/**
 * The stack that a grant belongs to. It is the stack of the principal where that declares the target too, or where no
 * stack declares the target, so that apps in several stacks can share the grant. Otherwise it is the stack of the app
 * or job that runs as the principal. In neither case does the grant add a dependency among stacks that does not exist
 * without it.
 *
 * @param target the stack that declares the resource to grant access on; undefined where no stack does
 */
export function grantStackFor({ home, grantee }: PrincipalRecord, target: TerraformStack | undefined): TerraformStack {
  return target === undefined || target === home ? home : grantee;
}

/** The stack that a grant on the resource with the id belongs to. */
export function grantStackOf(principal: PrincipalRecord, id: string): TerraformStack {
  const [origin] = originsOf(principal.home, id);
  return grantStackFor(principal, origin);
}
