/** The kind of identity of an app or job that Container Apps reads a secret with. */
export enum SecretReader {
  /** A user-assigned identity, whose access can be in place before the app or job is created. */
  USER_ASSIGNED_IDENTITY = "USER_ASSIGNED_IDENTITY",
  /**
   * The system-assigned identity of a job. Azure creates the job without reading the secret, so the access is granted
   * after the job is created; executions that start before fail. It is refused for an app, because Azure reads the
   * secrets of an app while it creates the app.
   */
  SYSTEM_ASSIGNED_IDENTITY = "SYSTEM_ASSIGNED_IDENTITY",
  /**
   * The system-assigned identity of an app or job that exists and to which an earlier apply has granted access. An app
   * that is created, or replaced, with it fails.
   */
  GRANTED_SYSTEM_ASSIGNED_IDENTITY = "GRANTED_SYSTEM_ASSIGNED_IDENTITY",
}
