import { ITerraformDependable, TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { knownAfterApply } from "../core/known-after-apply";
import { checkScope } from "../core/placed";
import { isLiteral, refuse } from "../core/problems";
import { withShortStacks } from "../core/short-stacks";
import { isKnownAfterApply, textOf } from "../core/token-text";
import { PrincipalType } from "./principal-type";
import { assignRole, RoleRequest } from "./private/assign-role";
import { isPrincipalOfIdentity } from "./private/canonical-keys";
import { nameOfCaller } from "./private/current-caller";
import { ProgramLedger } from "./private/program-ledger";
import type { GrantRecord, PrincipalRecord } from "./private/records";
import { checkObjectId, checkPrincipalType } from "./private/rules/principal";
import { TimeSleep } from "./private/time-sleep";
import type { Role, RoleAssignmentOptions } from "./role";

/** Something that can be given access: an app, a job, an identity, or a principal that is made elsewhere. */
export interface IGrantable {
  /** The principal that receives the access. */
  readonly grantPrincipal: Principal;
}

/** The part of a principal's record that the construct of a managed identity states. */
type IdentityRecord = Pick<PrincipalRecord, "principalId" | "key" | "name" | "subscription" | "resolvedId">;

/** A principal, which receives access: an object in Microsoft Entra ID, known by its object id. */
export class Principal implements IGrantable {
  /**
   * A principal that this program neither makes nor imports as an identity: a group, a person, another application.
   *
   * @param scope the construct whose stack holds the grants to it
   * @param principalId the object id of the principal, never its client (application) id: Azure accepts that and never
   *   finds the principal
   * @param principalType the kind of principal, required for a role assignment: Azure may not find a new principal
   *   otherwise; for an identity of the program it is known
   * @throws Error when a literal id is not a GUID, when a reference is to a client id, or when the type contradicts
   *   that of an identity of the program
   */
  public static fromObjectId(scope: IConstruct, principalId: string, principalType?: PrincipalType): Principal {
    checkScope("Principal.fromObjectId", scope);
    const stack = TerraformStack.of(scope);
    refuse(scope, checkObjectId(stack, "principalId", principalId));
    const known = isPrincipalOfIdentity(stack, principalId) ? PrincipalType.SERVICE_PRINCIPAL : undefined;
    refuse(scope, checkPrincipalType(principalType, known));
    const key = ProgramLedger.of(stack).keys.principalKey(stack, principalId);
    const record = { principalId: idAtApply(stack, principalId), key, construct: scope, home: stack, grantee: stack };
    return Principal._of({ ...record, principalType: principalType ?? known, name: nameOfCaller(record) });
  }

  /**
   * The principal of a managed identity, or of an app or job that has one of its own.
   *
   * @param construct the identity, the app or the job
   * @internal
   */
  public static _ofIdentity(construct: IConstruct, identity: IdentityRecord): Principal {
    const stack = TerraformStack.of(construct);
    const principalType = PrincipalType.SERVICE_PRINCIPAL;
    return Principal._of({ ...identity, principalType, construct, home: stack, grantee: stack });
  }

  /**
   * The principal that a record describes.
   *
   * @internal
   */
  public static _of(record: PrincipalRecord): Principal {
    return new Principal(record);
  }

  /** The object id, which a role assignment calls the principal id. */
  public readonly principalId: string;
  /** The kind of principal; undefined where the program did not state it. */
  public readonly principalType: PrincipalType | undefined;
  /** @internal */
  public readonly _record: PrincipalRecord;

  private constructor(record: PrincipalRecord) {
    this._record = { ...record, principalId: inLowerCase(record.principalId) };
    this.principalId = this._record.principalId;
    this.principalType = record.principalType;
  }

  /**
   * The principal with the stack of an app or job that runs as it, which its grants may belong to.
   *
   * @internal
   */
  public _runningIn(stack: TerraformStack): Principal {
    return stack === this._record.grantee ? this : Principal._of({ ...this._record, grantee: stack });
  }

  /** The principal itself. */
  public get grantPrincipal(): Principal {
    return this;
  }

  /**
   * Assigns a role to the principal. A second call with the same role and scope returns the same assignment.
   *
   * @param role a built-in role or a custom one
   * @param scope the id of the resource, resource group, subscription or management group to assign the role at
   * @param options a description and a condition
   * @throws Error when a literal scope is not an id, when a built-in role is for another service than that of the
   *   scope, when the kind of principal is not known, or when an earlier call gave other options
   */
  public assignRole(role: Role, scope: string, options?: RoleAssignmentOptions): Grant {
    return withShortStacks(() =>
      this._assignRole({ construct: this._record.construct, role, scope, options: options ?? {} }),
    );
  }

  /**
   * Assigns a role to the principal, for the construct that errors name.
   *
   * @internal
   */
  public _assignRole(request: RoleRequest): Grant {
    return Grant._of(assignRole(this._record, request));
  }
}

// A principal makes grants and a grant names its principal: the two classes share a file.

/** Access that a principal was given, with the resource that gives it. */
export class Grant {
  /**
   * The grant of a record, the same object each time.
   *
   * @internal
   */
  public static _of(record: GrantRecord): Grant {
    const grant = Grant.byRecord.get(record) ?? new Grant(record);
    Grant.byRecord.set(record, grant);
    return grant;
  }

  private static readonly byRecord = new WeakMap<GrantRecord, Grant>();

  /** The principal that received the access. */
  public readonly principal: Principal;
  /**
   * The `azurerm_role_assignment`, `azurerm_key_vault_access_policy` or other resource that gives it; grants to one
   * principal on one vault share a policy. Where the stack hands its grants over, the resource is not rendered.
   */
  public readonly resource: TerraformResource;

  private constructor(
    /** @internal */
    public readonly _record: GrantRecord,
  ) {
    this.principal = Principal._of(_record.principal);
    this.resource = _record.resource;
  }

  /**
   * The dependency for a resource that uses the access while it is created: the grant, or for a role a wait for its
   * propagation, which is made when this property is first read. Apps and jobs of this library wait by themselves.
   *
   * `dependsOn: [grant.effective]`, in the stack of the grant.
   */
  public get effective(): ITerraformDependable {
    if (!this._record.propagates) {
      return this.resource;
    }
    const wait = TimeSleep.of(this.resource, "Propagation");
    wait.waitFor(this._record);
    return wait;
  }
}

/** A reference to the object id of the identity that Azure makes with a resource. */
const SYSTEM_ASSIGNED = /:azurerm_\w+\.[\w-]+\.identity\[0\]\.principal_id$/;

/** The object id, which Terraform takes as known after apply where azurerm may plan it as empty. */
function idAtApply(stack: TerraformStack, id: string): string {
  const mayBeEmpty = !isLiteral(id) && SYSTEM_ASSIGNED.test(textOf(stack, id)) && !isKnownAfterApply(stack, id);
  return mayBeEmpty ? knownAfterApply(id) : id;
}

/** Azure answers in lower case, and azurerm replaces an assignment to an id in another case at every plan. */
function inLowerCase(id: string): string {
  return isLiteral(id) ? id.toLowerCase() : id;
}
