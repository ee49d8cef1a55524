import { Construct } from "constructs";
import type { Grant, IGrantable, Principal } from "../access/principal";
import { checkGrantee } from "../access/internal";
import { Role, RoleAssignmentOptions } from "../access/role";
import { placed } from "../core/placed";
import { refuse } from "../core/problems";
import { withShortStacks } from "../core/short-stacks";
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
    return withShortStacks(() =>
      this.grantPrincipal._assignRole({ construct: this, role, scope, options: options ?? {} }),
    );
  }

  /**
   * Lets a pipeline deploy images to the app or job: push to the registries that the program names for it, write it and
   * join its environment, and assign its user-assigned identities, which Azure asks for at each write that names them, as
   * those of the Azure CLI and of Terraform do. Each is a built-in role at that one resource; the role on the app or job
   * also allows deleting it, and the one on the environment reading what is in it. Whoever may deploy runs code as these
   * identities.
   *
   * A registry that the app or job knows by its server alone gets no grant: pass the registry to
   * `RegistryCredentials.fromRegistry`.
   *
   * @param grantee the identity that the pipeline signs in as
   * @throws Error when the kind of principal is not known
   */
  public grantDeploy(grantee: IGrantable): Grant[] {
    refuse(this, checkGrantee(grantee));
    const { deployed, registries, identities, environmentId } = this._principals.deployment();
    const principal = grantee.grantPrincipal;
    const assign = (role: Role, scope: string) => principal._assignRole({ construct: this, role, scope });
    return [
      ...registries.map((registry) => registry.grantPush(grantee)),
      assign(deployed.role, deployed.id),
      assign(deployed.role, environmentId),
      ...identities.map(({ identityId }) => assign(Role.MANAGED_IDENTITY_OPERATOR, identityId)),
    ];
  }
}
