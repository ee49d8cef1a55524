import type { TerraformProvider } from "cdktf";
import type { RegistryRoleAssignmentMode } from "../access/registry-role-assignment-mode";

/** What the import of a registry can say that azurerm 4.55 does not tell. */
export interface ContainerRegistryImportOptions {
  /**
   * What its roles are for. A role of the other mode has no effect.
   *
   * @default RegistryRoleAssignmentMode.LEGACY_REGISTRY_PERMISSIONS - Azure's, where nobody chose the other
   */
  readonly roleAssignmentMode?: RegistryRoleAssignmentMode;
  /**
   * The provider whose subscription holds it.
   *
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
}

/** Where a registry is, to import it by name. */
export interface ContainerRegistryLookup extends ContainerRegistryImportOptions {
  /** Its name: 5 to 50 letters and digits. */
  readonly name: string;
  /** The resource group that holds it. */
  readonly resourceGroupName: string;
}

/** What is known of a registry, to import it without a look at Azure. */
export interface ContainerRegistryAttributes extends ContainerRegistryImportOptions {
  /** Its resource id. */
  readonly registryId: string;
  /**
   * Its host name, as Azure shows it: `myregistry.azurecr.io`, or `myregistry-<hash>.azurecr.io` for one with a domain
   * name label.
   */
  readonly loginServer: string;
}
