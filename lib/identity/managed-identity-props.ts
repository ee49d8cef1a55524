import type { ITerraformDependable, TerraformProvider, TerraformResourceLifecycle } from "cdktf";
import type { UserAssignedIdentityTimeouts } from "@cdktf/provider-azurerm/lib/user-assigned-identity";

/** The properties of a user-assigned managed identity. */
export interface ManagedIdentityProps {
  /** The name of the identity: 3 to 128 letters, digits, hyphens and underscores, starting with a letter or digit. */
  readonly name: string;
  /** The resource group that holds the identity. */
  readonly resourceGroupName: string;
  /** The Azure region that holds the metadata of the identity; an app in any region can use it. */
  readonly location: string;
  /**
   * Whether only resources of its region can use the identity: `Regional`, from azurerm 4.59.
   *
   * @default - Azure's, none
   */
  readonly isolationScope?: string;
  /**
   * The tags of the identity, at most 50.
   *
   * @default - none
   */
  readonly tags?: { readonly [key: string]: string };
  /**
   * The provider, and so the subscription, that makes the identity.
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
   * The resources that the identity depends on, beside those that its arguments refer to.
   *
   * @default - none
   */
  readonly dependsOn?: ITerraformDependable[];
  /**
   * How long azurerm may take to create, read, update and delete the identity.
   *
   * @default - azurerm's own limits
   */
  readonly timeouts?: UserAssignedIdentityTimeouts;
}
