import { Construct, IConstruct } from "constructs";
import type { FederatedIdentityCredential } from "@cdktf/provider-azurerm/lib/federated-identity-credential";
import { Grant, IGrantable, Principal } from "../access/principal";
import type { Role, RoleAssignmentOptions } from "../access/role";
import { placed } from "../core/placed";
import { withShortStacks } from "../core/short-stacks";
import type { FederatedCredential } from "./federated-credential";
import { addFederatedCredential, IdentityPlace } from "./private/federated-credentials";

/** A user-assigned managed identity, made here or imported. */
export interface IManagedIdentity extends IConstruct, IGrantable {
  /** The name of the identity, and of its service principal: the name of its user in a database. */
  readonly identityName: string;
  /** The resource id of the identity. */
  readonly identityId: string;
  /** The object id of its service principal, which receives access. */
  readonly principalId: string;
  /** The client (application) id of the identity, which `AZURE_CLIENT_ID` holds. */
  readonly clientId: string;
  /** The tenant of its service principal. */
  readonly tenantId: string;
  /**
   * Assigns a role to the identity. A second call with the same role and scope returns the same assignment.
   *
   * @param role a built-in role or a custom one
   * @param scope the id of the resource, resource group, subscription or management group to assign the role at
   * @param options a description and a condition
   * @throws Error when a literal scope is not an id, when a built-in role is for another service than that of the
   *   scope, or when an earlier call gave other options
   */
  assignRole(role: Role, scope: string, options?: RoleAssignmentOptions): Grant;
  /**
   * Lets someone outside Azure, such as a pipeline, sign in as the identity without a secret. Returns the
   * `azurerm_federated_identity_credential`, which depends on the one that was added before it: Azure refuses to write
   * two credentials of an identity at a time.
   *
   * @param name the name of the credential: 3 to 120 letters, digits, hyphens and underscores
   * @param credential whom the identity trusts
   * @throws Error when the name is not valid or another credential of the identity has it, when another one trusts the
   *   same subject of the same issuer, or when the identity has 20
   */
  addFederatedCredential(name: string, credential: FederatedCredential): FederatedIdentityCredential;
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
  /** @internal */
  protected abstract readonly _place: IdentityPlace;

  constructor(scope: Construct, id: string) {
    super(placed(scope, id), id);
  }

  public assignRole(role: Role, scope: string, options?: RoleAssignmentOptions): Grant {
    return withShortStacks(() =>
      this.grantPrincipal._assignRole({ construct: this, role, scope, options: options ?? {} }),
    );
  }

  public addFederatedCredential(name: string, credential: FederatedCredential): FederatedIdentityCredential {
    return addFederatedCredential(this, this._place, name, credential);
  }
}
