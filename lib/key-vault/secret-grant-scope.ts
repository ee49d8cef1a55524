/** The extent of the grant that a reference to a secret makes. */
export enum SecretGrantScope {
  /** All secrets of the vault. */
  VAULT = "VAULT",
  /** The one secret; refused for a vault by access policies, which cover the whole vault. */
  SECRET = "SECRET",
}
