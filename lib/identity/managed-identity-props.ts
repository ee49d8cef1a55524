import type { ITerraformDependable, TerraformProvider, TerraformResourceLifecycle } from "cdktf";
import type { UserAssignedIdentityTimeouts } from "@cdktf/provider-azurerm/lib/user-assigned-identity";

/** A user-assigned managed identity that this program makes. */
export interface ManagedIdentityProps {
  /** Its name: 3 to 128 letters, digits, hyphens and underscores, starting with a letter or digit. */
  readonly name: string;
  /** The resource group that holds it. */
  readonly resourceGroupName: string;
  /** The Azure region that holds its metadata; an app in any region can use it. */
  readonly location: string;
  /**
   * Whether only resources of its region can use it: `Regional`, from azurerm 4.59.
   *
   * @default - Azure's, none
   */
  readonly isolationScope?: string;
  /**
   * Its tags.
   *
   * @default - none
   */
  readonly tags?: { readonly [key: string]: string };
  /**
   * The provider, and so the subscription, to make it with.
   *
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
  /**
   * Terraform's lifecycle of the identity.
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
  readonly timeouts?: UserAssignedIdentityTimeouts;
}
