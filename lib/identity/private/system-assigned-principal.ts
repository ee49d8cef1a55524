import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { ProgramLedger } from "../../access/internal";
import { Principal } from "../../access/principal";
import { knownAfterApply } from "../../core/known-after-apply";

/** A resource that Azure makes an identity with: an app, a job or an environment. */
interface WithIdentity {
  readonly identity: { readonly principalId: string };
}

/**
 * The principal of the identity that Azure makes with a resource.
 *
 * @param construct the construct of the resource
 * @param name the name of the resource, for people
 */
export function systemAssignedPrincipal(
  construct: Construct,
  { identity: { principalId } }: WithIdentity,
  name: string,
): Principal {
  const key = ProgramLedger.of(construct).keys.principalKey(TerraformStack.of(construct), principalId);
  const identity = { principalId: knownAfterApply(principalId), key, name: `${name} (system-assigned)` };
  return Principal._ofIdentity(construct, identity);
}
