import type { IResolvable, ITerraformDependable, TerraformProvider, TerraformResourceLifecycle } from "cdktf";
import type { KeyVaultNetworkAcls, KeyVaultTimeouts } from "@cdktf/provider-azurerm/lib/key-vault";
import type { Deployer } from "../access/deployer";
import type { KeyVaultAccessModel } from "../access/key-vault-access-model";

/** A key vault that this program makes. */
export interface KeyVaultProps {
  /** Its name: 3 to 24 letters, digits and single hyphens, starting with a letter; unique in all of Azure. */
  readonly name: string;
  /** The resource group that holds it. */
  readonly resourceGroupName: string;
  /** The Azure region that holds it. */
  readonly location: string;
  /**
   * How it gives access to its data; always written, because azurerm 5 requires it.
   *
   * @default KeyVaultAccessModel.ACCESS_POLICY - because policies act at once, where a role assignment takes minutes to
   *   propagate
   */
  readonly accessModel?: KeyVaultAccessModel;
  /**
   * Who writes the secrets, keys and certificates that the program puts in it, with this library's class or azurerm's;
   * granted the access for each of the three as soon as there is one.
   *
   * @default Deployer.currentCaller()
   */
  readonly deployer?: Deployer;
  /**
   * Whether the deployer reaches the data of a closed vault by a way that the program does not show: from a network with
   * a private endpoint or a rule that others make. A vault that the program writes into is refused without that, where
   * public access is off, or its firewall denies all, and the program makes no private endpoint of it.
   *
   * @default false - because a write that the firewall does not let in fails when the program is applied
   * @see https://learn.microsoft.com/azure/key-vault/general/network-security
   */
  readonly deployerHasNetworkAccess?: boolean;
  /**
   * How long its secrets wait, under RBAC, for the deployer's role to take effect once it is assigned: a number and a
   * unit, `90s` or `2.5m`. Azure documents up to ten minutes and usually takes under two.
   *
   * @default "150s"
   */
  readonly rolePropagation?: string;
  /**
   * `standard`, or `premium` for keys in hardware.
   *
   * @default "standard"
   */
  readonly skuName?: string;
  /**
   * The tenant whose principals it gives access to.
   *
   * @default - the tenant that the program is applied in
   */
  readonly tenantId?: string;
  /**
   * How many days a deleted vault or secret can be recovered: 7 to 90. Cannot be changed later.
   *
   * @default - azurerm's, 90
   */
  readonly softDeleteRetentionDays?: number;
  /**
   * Whether nobody can purge a deleted vault or secret before its time. Cannot be turned off again.
   *
   * @default - azurerm's, off: a destroyed program leaves nothing behind. Turn it on in production.
   */
  readonly purgeProtectionEnabled?: boolean;
  /**
   * Whether it can be reached from public networks at all.
   *
   * @default - azurerm's, true
   */
  readonly publicNetworkAccessEnabled?: boolean;
  /**
   * Which networks reach it. Container Apps is not a trusted service: with `defaultAction: "Deny"`, list the subnet
   * of the Container Apps environment and the address of whoever applies the program.
   *
   * @default - all networks
   */
  readonly networkAcls?: KeyVaultNetworkAcls;
  /**
   * Whether virtual machines may fetch certificates from it.
   *
   * @default - azurerm's, false
   */
  readonly enabledForDeployment?: boolean | IResolvable;
  /**
   * Whether Azure Disk Encryption may use its secrets and keys.
   *
   * @default - azurerm's, false
   */
  readonly enabledForDiskEncryption?: boolean | IResolvable;
  /**
   * Whether Azure Resource Manager may read its secrets during a deployment.
   *
   * @default - azurerm's, false
   */
  readonly enabledForTemplateDeployment?: boolean | IResolvable;
  /**
   * Its tags.
   *
   * @default - none
   */
  readonly tags?: { readonly [key: string]: string };
  /**
   * The provider, and so the subscription, to make it with; its grants and secrets go by the same.
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
   * What it waits for beside what it refers to.
   *
   * @default - nothing
   */
  readonly dependsOn?: ITerraformDependable[];
  /**
   * How long azurerm may take.
   *
   * @default - azurerm's own limits
   */
  readonly timeouts?: KeyVaultTimeouts;
}
