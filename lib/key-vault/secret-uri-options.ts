import type { IManagedIdentity } from "../identity/identity-base";
import type { SecretReader } from "./secret-reader";

/** Options for the reference of an app or job to a secret by its URI. */
export interface SecretUriOptions {
  /**
   * The user-assigned identity that Container Apps reads the secret with; the reference attaches it to the app.
   *
   * @default - the app's first user-assigned identity
   */
  readonly identity?: IManagedIdentity;
  /**
   * The kind of identity that Container Apps reads the secret with.
   *
   * @default - a user-assigned identity; for a job that has only its own, SecretReader.SYSTEM_ASSIGNED_IDENTITY
   */
  readonly reader?: SecretReader;
}
