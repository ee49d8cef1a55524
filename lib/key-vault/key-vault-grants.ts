/** Who gives access to a vault that a program imports. */
export enum KeyVaultGrants {
  /** This program. */
  MADE_HERE = "MADE_HERE",
  /**
   * Others. References to the secrets of the vault, and other grants on it, make nothing, and an app that needs a grant
   * depends on none: others have to give the access before the app is created.
   */
  GIVEN_BY_OTHERS = "GIVEN_BY_OTHERS",
}
