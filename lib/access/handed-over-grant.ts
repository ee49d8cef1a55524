import type { PrincipalType } from "./principal-type";

/** A grant that a stack hands over and does not make. */
export interface HandedOverGrant {
  /**
   * The name of the principal that is to receive the access: that of an identity, or of an app with a system-assigned
   * one; empty for a principal that is known by its object id alone.
   */
  readonly principalName: string;
  /** The object id of the principal; a reference where it is known after apply. */
  readonly principalId: string;
  /**
   * The kind of principal.
   *
   * @default - not known, as for the current caller
   */
  readonly principalType?: PrincipalType;
  /** The Terraform type of the resource that would make the grant, such as `azurerm_role_assignment`. */
  readonly resourceType: string;
  /** The role or the permissions to grant: `AcrPull`, `secrets: Get`. */
  readonly access: string;
  /** The id of the resource to grant the access on; a reference where it is known after apply. */
  readonly scope: string;
  /**
   * The condition that limits the role assignment.
   *
   * @default - none
   */
  readonly condition?: string;
  /**
   * Why the access is needed: the description of the role assignment.
   *
   * @default - none
   */
  readonly description?: string;
}
