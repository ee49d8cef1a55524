import type { TerraformResource } from "cdktf";
import type { PassContext } from "./pass-context";

/** A credential of an identity, which azurerm 5 names by another argument. */
type Credential = TerraformResource & {
  readonly parentIdInput?: string;
  readonly userAssignedIdentityIdInput?: string;
};

const TYPE = "azurerm_federated_identity_credential";

/**
 * Makes the stack follow those that come before it in the program and have credentials of the same identities: Azure
 * refuses to write two credentials of an identity at a time.
 *
 * @see https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations
 */
export function orderCredentials({ index, ledger: { program }, stack, stackOrder }: PassContext): void {
  const keyOf = ({ cdktfStack, parentIdInput, userAssignedIdentityIdInput }: Credential) =>
    program.keys.identityKey(cdktfStack, parentIdInput ?? userAssignedIdentityIdInput ?? "");
  const here = new Set(index.ofTypeIn<Credential>(stack, TYPE).map(keyOf));
  if (here.size === 0) {
    return;
  }
  const all = index.ofType<Credential>(TYPE);
  all
    .slice(
      0,
      all.findIndex(({ cdktfStack }) => cdktfStack === stack),
    )
    .filter((credential) => here.has(keyOf(credential)))
    .forEach(({ cdktfStack }) => stackOrder.follow(cdktfStack));
}
