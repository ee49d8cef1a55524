/** How a vault gives access to its data. */
export enum KeyVaultAccessModel {
  /** By access policies: for the whole vault, and at once. */
  ACCESS_POLICY = "ACCESS_POLICY",
  /** By role assignments: for the vault or one secret, after some time in which they propagate. */
  RBAC = "RBAC",
}
