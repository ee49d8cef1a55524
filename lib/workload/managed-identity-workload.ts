import { Construct } from "constructs";
import type { Grant, IGrantable, Principal } from "../access/principal";
import type { Role, RoleAssignmentOptions } from "../access/role";
import { placed } from "../core/placed";
import type { IManagedIdentity } from "../identity/identity-base";
import type { WorkloadPrincipals } from "./private/workload-arguments";

/**
 * The base of apps and jobs: what they show of their identities.
 *
 * @internal
 */
export abstract class ManagedIdentityWorkloadBase extends Construct implements IGrantable {
  /** @internal */
  protected abstract readonly _principals: WorkloadPrincipals;

  constructor(scope: Construct, id: string) {
    super(placed(scope, id), id);
  }

  /** The user-assigned identity that the code uses; undefined with a system-assigned identity alone. */
  public get identity(): IManagedIdentity | undefined {
    return this._principals.identity;
  }

  /** The principal of the system-assigned identity, to grant access to; undefined without such an identity. */
  public get systemAssignedPrincipal(): Principal | undefined {
    return this._principals.systemAssigned;
  }

  /**
   * The principal that receives the access which the app or job is granted: that of the identity that the code uses.
   */
  public get grantPrincipal(): Principal {
    return this._principals.grantPrincipal;
  }

  /**
   * The object id of the identity that the code uses. Until a system-assigned identity exists, its id is known after
   * apply, also for an existing app that is given one, where azurerm plans an empty id: use this property rather than
   * the attribute of `resource`.
   */
  public get principalId(): string {
    return this.grantPrincipal.principalId;
  }

  /**
   * Assigns a role to the identity that the code uses. A second call with the same role and scope returns the same
   * assignment.
   *
   * The app or job depends on an assignment to a user-assigned identity, unless that depends on an app or job.
   *
   * @param role a built-in role or a custom one
   * @param scope the id of the resource, resource group, subscription or management group to assign the role at
   * @param options a description and a condition
   * @throws Error when a literal scope is not an id, when a built-in role is for another service than that of the
   *   scope, or when an earlier call gave other options
   */
  public assignRole(role: Role, scope: string, options?: RoleAssignmentOptions): Grant {
    return this.grantPrincipal._assignRole({ construct: this, role, scope, options: options ?? {} });
  }
}
