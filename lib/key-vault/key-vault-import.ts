import type { TerraformProvider } from "cdktf";
import type { Deployer } from "../access/deployer";
import type { KeyVaultAccessModel } from "../access/key-vault-access-model";
import type { KeyVaultGrants } from "./key-vault-grants";

/** Options for the import of a key vault. */
export interface KeyVaultImportOptions {
  /**
   * How the vault gives access to its data. It is required, because synth cannot look it up and a grant by the other
   * model has no effect.
   */
  readonly accessModel: KeyVaultAccessModel;
  /**
   * The principal that writes the secrets, keys and certificates which the program puts in the vault.
   *
   * @default Deployer.alreadyGranted() - because Azure refuses a second access policy for a caller who has one
   */
  readonly deployer?: Deployer;
  /**
   * Who gives access to the vault. Where others do, create an app that needs access only once they have given it; the
   * access review shows the grant as handed over.
   *
   * @default KeyVaultGrants.MADE_HERE - because using a secret is granting it
   */
  readonly grants?: KeyVaultGrants;
  /**
   * How long the secrets of a vault by RBAC wait for the deployer's role to take effect, once it is assigned: a number
   * with the unit `ms`, `s`, `m` or `h`, such as `90s` or `2.5m`. Azure documents up to ten minutes and usually takes
   * under two.
   *
   * @default "150s" - a quarter more than the longest time measured
   */
  readonly rolePropagation?: string;
  /**
   * The provider whose subscription holds the vault.
   *
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
}

/** The name and the place of a key vault to import. */
export interface KeyVaultLookup extends KeyVaultImportOptions {
  /** The name of the vault. */
  readonly name: string;
  /** The resource group that holds the vault. */
  readonly resourceGroupName: string;
}

/** The attributes of a key vault to import without a data source. */
export interface KeyVaultAttributes extends KeyVaultImportOptions {
  /** The resource id of the vault. */
  readonly keyVaultId: string;
  /** The URI of the vault, with a slash at the end: `https://<name>.vault.azure.net/`, or another cloud's. */
  readonly vaultUri: string;
  /**
   * The id of the tenant whose principals the vault gives access to.
   *
   * @default - the tenant that the program is applied in
   */
  readonly tenantId?: string;
  /**
   * Whether the deployer reaches the data of a closed vault by a way that the program does not show, as
   * `KeyVaultProps.deployerHasNetworkAccess`. It is for a vault that the program makes with azurerm's own class.
   *
   * @default false
   */
  readonly deployerHasNetworkAccess?: boolean;
}
