import type { TerraformStack } from "cdktf";
import { ProgramLedger, VaultTarget } from "../../access/internal";
import { isLiteral } from "../../core/problems";
import { textOf } from "../../core/token-text";

/** A reference to the address of a vault. */
const REFERENCE = /(:(?:data\.)?azurerm_key_vault\.[\w-]+)\.vault_uri$/;

/** The canonical key of the vault with the address: that of its name or its id, where the address says which it is. */
export function keyOfVaultUri(stack: TerraformStack, vaultUri: string): string {
  if (isLiteral(vaultUri)) {
    return ProgramLedger.of(stack).keys.vaultKeyOfName(stack, nameInUri(vaultUri));
  }
  return textOf(stack, vaultUri).replace(REFERENCE, "$1.id");
}

/** The name of the vault with the literal address. */
export function nameInUri(vaultUri: string): string {
  return /^https:\/\/([^./]+)/i.exec(vaultUri)?.[1] ?? vaultUri;
}

/** A vault that nobody looks up, as a grant that others give needs it: by its address. */
export function unlookedVault(key: string, vaultUri: string): VaultTarget {
  return { _key: key, keyVaultId: vaultUri, tenantId: "", _isGivenByOthers: true };
}
