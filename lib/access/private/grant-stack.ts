import type { TerraformStack } from "cdktf";
import { originsOf } from "../../core/token-text";
import type { PrincipalRecord } from "./records";

/**
 * The stack that a grant on something belongs to: the grantee's. An identity of another stack that is granted
 * something of that same stack, or something that no stack declares, has the grant there, so that apps in several
 * stacks can share it. Either way the grant makes no stack depend on one that it does not depend on already.
 *
 * @param target the stack that declares what the grant is on
 */
export function grantStackFor({ home, grantee }: PrincipalRecord, target: TerraformStack | undefined): TerraformStack {
  return target === undefined || target === home ? home : grantee;
}

/** The stack that a grant on the resource with the id belongs to. */
export function grantStackOf(principal: PrincipalRecord, id: string): TerraformStack {
  const [origin] = originsOf(principal.home, id);
  return grantStackFor(principal, origin);
}
