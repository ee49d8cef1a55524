import type { IManagedIdentity } from "../identity/identity-base";
import type { SecretReader } from "./secret-reader";

/** How an app refers to a secret by its address. */
export interface SecretUriOptions {
  /**
   * The user-assigned identity that Container Apps reads the secret with; the reference attaches it to the app.
   *
   * @default - the app's first user-assigned identity
   */
  readonly identity?: IManagedIdentity;
  /**
   * Which kind of identity Container Apps reads the secret with.
   *
   * @default - a user-assigned one; of a job that has only its own, SecretReader.SYSTEM_ASSIGNED_IDENTITY
   */
  readonly reader?: SecretReader;
}
