import { Construct, IConstruct } from "constructs";
import { Grant, IGrantable, Principal } from "../access/principal";
import type { Role, RoleAssignmentOptions } from "../access/role";
import { placed } from "../core/placed";

/** A user-assigned managed identity, made here or imported. */
export interface IManagedIdentity extends IConstruct, IGrantable {
  /** Its name, which is that of its service principal: what a database knows it by. */
  readonly identityName: string;
  /** Its resource id. */
  readonly identityId: string;
  /** The object id of its service principal: what receives access. */
  readonly principalId: string;
  /** Its client (application) id: what `AZURE_CLIENT_ID` names it by. */
  readonly clientId: string;
  /** The tenant of its service principal. */
  readonly tenantId: string;
  /**
   * Assigns it a role. Asked for twice, it is one assignment.
   *
   * @param role what it may do
   * @param scope the id of what it may do it to: a resource, a resource group, a subscription
   */
  assignRole(role: Role, scope: string, options?: RoleAssignmentOptions): Grant;
}

/**
 * The base of the identities that the program makes or imports.
 *
 * @internal
 */
export abstract class IdentityBase extends Construct implements IManagedIdentity {
  public abstract readonly identityName: string;
  public abstract readonly identityId: string;
  public abstract readonly principalId: string;
  public abstract readonly clientId: string;
  public abstract readonly tenantId: string;
  public abstract readonly grantPrincipal: Principal;

  constructor(scope: Construct, id: string) {
    super(placed(scope, id), id);
  }

  public assignRole(role: Role, scope: string, options?: RoleAssignmentOptions): Grant {
    return this.grantPrincipal._assignRole({ construct: this, role, scope, options: options ?? {} });
  }
}
