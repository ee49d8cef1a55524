/**
 * How a key vault gives access to its data.
 *
 * @see https://learn.microsoft.com/azure/key-vault/general/rbac-access-policy
 */
export enum KeyVaultAccessModel {
  /** By access policies: each is for the whole vault, and takes effect at once. */
  ACCESS_POLICY = "ACCESS_POLICY",
  /**
   * By role assignments: each is for the vault or for one secret, and takes effect only after it has propagated, which
   * takes minutes.
   */
  RBAC = "RBAC",
}
