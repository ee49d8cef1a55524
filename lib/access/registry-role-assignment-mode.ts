/**
 * What the roles of a registry are for.
 *
 * @see https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions
 */
export enum RegistryRoleAssignmentMode {
  /** The whole registry: AcrPull and its like. */
  LEGACY_REGISTRY_PERMISSIONS = "LegacyRegistryPermissions",
  /**
   * Repositories, which a condition can tell apart: Container Registry Repository Reader and its like. AcrPull has no
   * effect.
   */
  ABAC_REPOSITORY_PERMISSIONS = "AbacRepositoryPermissions",
}
