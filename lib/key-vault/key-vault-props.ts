import type { IResolvable, ITerraformDependable, TerraformProvider, TerraformResourceLifecycle } from "cdktf";
import type { KeyVaultNetworkAcls, KeyVaultTimeouts } from "@cdktf/provider-azurerm/lib/key-vault";
import type { Deployer } from "../access/deployer";
import type { KeyVaultAccessModel } from "../access/key-vault-access-model";

/** The properties of a key vault. */
export interface KeyVaultProps {
  /**
   * The name of the vault: 3 to 24 letters, digits and single hyphens, starting with a letter; unique in all of Azure.
   */
  readonly name: string;
  /** The resource group that holds the vault. */
  readonly resourceGroupName: string;
  /** The Azure region of the vault. */
  readonly location: string;
  /**
   * How the vault gives access to its data; always written, because azurerm 5 requires it.
   *
   * @default KeyVaultAccessModel.ACCESS_POLICY - because policies take effect at once, where a role assignment takes
   *   minutes to propagate
   */
  readonly accessModel?: KeyVaultAccessModel;
  /**
   * The principal that writes the secrets, keys and certificates which the program puts in the vault, with this library's
   * class or azurerm's. It is granted the access for each of the three as soon as the program has one.
   *
   * @default Deployer.currentCaller() - because whoever applies the program has no access to the data of a new vault
   */
  readonly deployer?: Deployer;
  /**
   * Whether the deployer reaches the data of a closed vault by a way that the program does not show: a private endpoint
   * or a firewall rule that others make. Without it, a vault that the program writes into is refused if public access is
   * off, or its firewall denies all, and the program makes no private endpoint for it.
   *
   * @default false - because a write that the firewall does not let in fails when the program is applied
   * @see https://learn.microsoft.com/azure/key-vault/general/network-security
   */
  readonly deployerHasNetworkAccess?: boolean;
  /**
   * How long the secrets, keys and certificates of a vault by RBAC wait for the deployer's role to take effect, once it is
   * assigned: a number with the unit `ms`, `s`, `m` or `h`, such as `90s` or `2.5m`. Azure documents up to ten minutes and
   * usually takes under two.
   *
   * @default "150s" - a quarter more than the longest time measured
   */
  readonly rolePropagation?: string;
  /**
   * The tier of the vault: `standard`, or `premium` for keys in hardware.
   *
   * @default "standard"
   */
  readonly skuName?: string;
  /**
   * The id of the tenant whose principals the vault gives access to.
   *
   * @default - the tenant that the program is applied in
   */
  readonly tenantId?: string;
  /**
   * How many days a deleted vault or secret can be recovered: 7 to 90. It cannot be changed later.
   *
   * @default - azurerm's, 90
   */
  readonly softDeleteRetentionDays?: number;
  /**
   * Whether nobody can purge a deleted vault or secret before `softDeleteRetentionDays` have passed. It cannot be
   * turned off again.
   *
   * @default - azurerm's, false, so that a destroyed program leaves nothing behind; turn it on in production
   */
  readonly purgeProtectionEnabled?: boolean;
  /**
   * Whether the vault can be reached from public networks at all.
   *
   * @default - azurerm's, true, because a deployer or an environment outside a virtual network could not reach it
   *   otherwise
   */
  readonly publicNetworkAccessEnabled?: boolean;
  /**
   * The firewall of the vault. Container Apps is not a trusted service of Key Vault: with `defaultAction: "Deny"`, list
   * the subnet of the Container Apps environment and the address of whoever applies the program.
   *
   * @see https://learn.microsoft.com/azure/key-vault/general/network-security
   *
   * @default - none: all networks reach the vault, as for `publicNetworkAccessEnabled`
   */
  readonly networkAcls?: KeyVaultNetworkAcls;
  /**
   * Whether virtual machines may fetch certificates from the vault.
   *
   * @default - azurerm's, false
   */
  readonly enabledForDeployment?: boolean | IResolvable;
  /**
   * Whether Azure Disk Encryption may use the secrets and keys of the vault.
   *
   * @default - azurerm's, false
   */
  readonly enabledForDiskEncryption?: boolean | IResolvable;
  /**
   * Whether Azure Resource Manager may read the secrets of the vault during a deployment.
   *
   * @default - azurerm's, false
   */
  readonly enabledForTemplateDeployment?: boolean | IResolvable;
  /**
   * The tags of the vault, at most 50.
   *
   * @default - none
   */
  readonly tags?: { readonly [key: string]: string };
  /**
   * The provider, and so the subscription, that makes the vault, its secrets and the grants on it.
   *
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
  /**
   * Terraform's lifecycle of the vault.
   *
   * @default - Terraform's own
   */
  readonly lifecycle?: TerraformResourceLifecycle;
  /**
   * The resources that the vault depends on, beside those that its arguments refer to.
   *
   * @default - none
   */
  readonly dependsOn?: ITerraformDependable[];
  /**
   * How long azurerm may take to create, read, update and delete the vault.
   *
   * @default - azurerm's own limits
   */
  readonly timeouts?: KeyVaultTimeouts;
}
