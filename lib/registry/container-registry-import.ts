import type { TerraformProvider } from "cdktf";
import type { RegistryRoleAssignmentMode } from "../access/registry-role-assignment-mode";

/** Options for the import of a container registry. */
export interface ContainerRegistryImportOptions {
  /**
   * What the role assignments of the registry apply to, which azurerm 4.55 cannot look up. A role of the other mode has
   * no effect.
   *
   * @default RegistryRoleAssignmentMode.LEGACY_REGISTRY_PERMISSIONS - because it is Azure's default for a registry
   */
  readonly roleAssignmentMode?: RegistryRoleAssignmentMode;
  /**
   * The provider whose subscription holds the registry.
   *
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
}

/** The name and the place of a container registry to import. */
export interface ContainerRegistryLookup extends ContainerRegistryImportOptions {
  /** The name of the registry: 5 to 50 letters and digits. */
  readonly name: string;
  /** The resource group that holds the registry. */
  readonly resourceGroupName: string;
}

/** The attributes of a container registry to import without a data source. */
export interface ContainerRegistryAttributes extends ContainerRegistryImportOptions {
  /** The resource id of the registry. */
  readonly registryId: string;
  /**
   * The host name of the registry, as Azure shows it: `myregistry.azurecr.io`, or `myregistry-<hash>.azurecr.io` for
   * one with a domain name label.
   */
  readonly loginServer: string;
}
