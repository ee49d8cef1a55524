/** The kinds of principals in Microsoft Entra ID, as a role assignment names them. */
export enum PrincipalType {
  /** A managed identity or an application. */
  SERVICE_PRINCIPAL = "ServicePrincipal",
  /** A person. */
  USER = "User",
  /** A group. */
  GROUP = "Group",
}
