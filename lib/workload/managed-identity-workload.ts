import { Construct } from "constructs";
import type { Grant, IGrantable, Principal } from "../access/principal";
import type { Role, RoleAssignmentOptions } from "../access/role";
import { placed } from "../core/placed";
import type { IManagedIdentity } from "../identity/identity-base";
import type { WorkloadPrincipals } from "./private/workload-arguments";

/**
 * What an app and a job show of their identities.
 *
 * @internal
 */
export abstract class ManagedIdentityWorkloadBase extends Construct implements IGrantable {
  /** @internal */
  protected abstract readonly _principals: WorkloadPrincipals;

  constructor(scope: Construct, id: string) {
    super(placed(scope, id), id);
  }

  /** The user-assigned identity that its code uses; undefined with a system-assigned identity alone. */
  public get identity(): IManagedIdentity | undefined {
    return this._principals.identity;
  }

  /** The system-assigned identity, to be granted access; undefined without one. */
  public get systemAssignedPrincipal(): Principal | undefined {
    return this._principals.systemAssigned;
  }

  /** Who receives what it is granted: the identity that its code uses. */
  public get grantPrincipal(): Principal {
    return this._principals.grantPrincipal;
  }

  /** The object id of the identity that its code uses. */
  public get principalId(): string {
    return this.grantPrincipal.principalId;
  }

  /**
   * Assigns a role to the identity that its code uses. Asked for twice, it is one assignment.
   *
   * It waits for the assignment, unless that depends on an app or job itself.
   *
   * @param role what it may do
   * @param scope the id of what it may do it to: a resource, a resource group, a subscription
   * @throws Error when a literal scope is not an id, or the role is not for what the scope is
   */
  public assignRole(role: Role, scope: string, options?: RoleAssignmentOptions): Grant {
    return this.grantPrincipal._assignRole({ construct: this, role, scope, options: options ?? {} });
  }
}
