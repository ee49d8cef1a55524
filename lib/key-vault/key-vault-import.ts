import type { TerraformProvider } from "cdktf";
import type { Deployer } from "../access/deployer";
import type { KeyVaultAccessModel } from "../access/key-vault-access-model";
import type { KeyVaultGrants } from "./key-vault-grants";

/** What the import of a vault has to say that Azure cannot be asked for at synth. */
export interface KeyVaultImportOptions {
  /** How the vault gives access to its data. A grant of the wrong kind has no effect, so nothing is assumed. */
  readonly accessModel: KeyVaultAccessModel;
  /**
   * Who writes the secrets that the program puts in it.
   *
   * @default Deployer.alreadyGranted() - because a second policy for a caller who has one is refused by Azure
   */
  readonly deployer?: Deployer;
  /**
   * Who gives access to it. Where others do, an app that needs access is created only when they have given it, and the
   * access review is told so.
   *
   * @default KeyVaultGrants.MADE_HERE - because using a secret is granting it
   */
  readonly grants?: KeyVaultGrants;
  /**
   * How long its secrets wait, under RBAC, for the deployer's role to take effect once it is assigned: a number and a
   * unit, `90s` or `2.5m`. Azure documents up to ten minutes and usually takes under two.
   *
   * @default "150s"
   */
  readonly rolePropagation?: string;
  /**
   * The provider whose subscription holds it.
   *
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
}

/** Where a vault is, to import it by name. */
export interface KeyVaultLookup extends KeyVaultImportOptions {
  /** Its name. */
  readonly name: string;
  /** The resource group that holds it. */
  readonly resourceGroupName: string;
}

/** What is known of a vault, to import it without a look at Azure. */
export interface KeyVaultAttributes extends KeyVaultImportOptions {
  /** Its resource id. */
  readonly keyVaultId: string;
  /** The address of its data, with a slash at the end: `https://<name>.vault.azure.net/`, or another cloud's. */
  readonly vaultUri: string;
  /**
   * The tenant whose principals it gives access to.
   *
   * @default - the tenant that the program is applied in
   */
  readonly tenantId?: string;
}
