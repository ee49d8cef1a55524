/** Which identity of an app or job Container Apps reads a secret with. */
export enum SecretReader {
  /** A user-assigned identity, which can have access before the app or job is there. */
  USER_ASSIGNED_IDENTITY = "USER_ASSIGNED_IDENTITY",
  /**
   * The system-assigned identity of a job: Azure creates the job without reading the secret, its access comes after it,
   * and executions that start before that fail. Of an app it is refused, because Azure reads an app's secrets while it
   * creates the app.
   */
  SYSTEM_ASSIGNED_IDENTITY = "SYSTEM_ASSIGNED_IDENTITY",
  /**
   * The system-assigned identity of an app or job that exists, and whose identity an earlier apply has given access. An
   * app that is created with it, or created anew, fails.
   */
  GRANTED_SYSTEM_ASSIGNED_IDENTITY = "GRANTED_SYSTEM_ASSIGNED_IDENTITY",
}
