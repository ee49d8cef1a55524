/** Who gives access to a vault that a program imports. */
export enum KeyVaultGrants {
  /** This program, as its lines ask for it. */
  MADE_HERE = "MADE_HERE",
  /**
   * Others: references to its secrets and other grants on it make nothing, and what needs them waits for nothing. The
   * access has to be there before an app that needs it is created.
   */
  GIVEN_BY_OTHERS = "GIVEN_BY_OTHERS",
}
