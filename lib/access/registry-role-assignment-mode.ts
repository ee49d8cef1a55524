/**
 * What the role assignments of a container registry apply to.
 *
 * @see https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions
 */
export enum RegistryRoleAssignmentMode {
  /** To the whole registry, by AcrPull, AcrPush and AcrDelete. */
  LEGACY_REGISTRY_PERMISSIONS = "LegacyRegistryPermissions",
  /**
   * To repositories, which a condition can select, by Container Registry Repository Reader, Writer and Contributor.
   * AcrPull has no effect.
   */
  ABAC_REPOSITORY_PERMISSIONS = "AbacRepositoryPermissions",
}
