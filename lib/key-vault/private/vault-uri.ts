import type { TerraformStack } from "cdktf";
import { ProgramLedger, VaultTarget } from "../../access/internal";
import { isLiteral } from "../../core/problems";
import { textOf } from "../../core/token-text";

/** Matches a reference to the URI of a vault. */
const REFERENCE = /(:(?:data\.)?azurerm_key_vault\.[\w-]+)\.vault_uri$/;

/** The canonical key of the vault with the URI: that of the name or the id, where the URI shows which vault it is. */
export function keyOfVaultUri(stack: TerraformStack, vaultUri: string): string {
  if (isLiteral(vaultUri)) {
    return ProgramLedger.of(stack).keys.vaultKeyOfName(stack, nameInUri(vaultUri));
  }
  return textOf(stack, vaultUri).replace(REFERENCE, "$1.id");
}

/** The name of the vault with the literal URI. */
export function nameInUri(vaultUri: string): string {
  return /^https:\/\/([^./]+)/i.exec(vaultUri)?.[1] ?? vaultUri;
}

/** A vault that is not looked up, as the target of a grant that others give. */
export function unlookedVault(key: string, vaultUri: string): VaultTarget {
  return { _key: key, keyVaultId: vaultUri, tenantId: "", _isGivenByOthers: true };
}
