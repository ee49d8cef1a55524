import type { PrincipalType } from "./principal-type";

/** A grant that a stack does not make, for those who may. */
export interface HandedOverGrant {
  /**
   * Who is to receive it, in words: the name of an identity, or of an app with its own; empty for a principal that is
   * known by its object id alone.
   */
  readonly principalName: string;
  /** The object id of that, as Terraform knows it. */
  readonly principalId: string;
  /**
   * What kind of principal it is.
   *
   * @default - not known, as of whoever applies the program
   */
  readonly principalType?: PrincipalType;
  /** The resource that would have made it, such as `azurerm_role_assignment`: it says where it is granted. */
  readonly resourceType: string;
  /** The role, or the permissions: `AcrPull`, `secrets: Get`. */
  readonly access: string;
  /** The id of what it is for, as Terraform knows it. */
  readonly scope: string;
  /**
   * The condition that limits a role.
   *
   * @default - none
   */
  readonly condition?: string;
  /**
   * Why it is needed, where the program says so.
   *
   * @default - not said
   */
  readonly description?: string;
}
