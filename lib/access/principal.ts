import { TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { checkScope } from "../core/placed";
import { isLiteral, refuse } from "../core/problems";
import { PrincipalType } from "./principal-type";
import { assignRole, RoleRequest } from "./private/assign-role";
import { isPrincipalOfIdentity } from "./private/canonical-keys";
import { nameOfCaller } from "./private/current-caller";
import { ProgramLedger } from "./private/program-ledger";
import type { GrantRecord, PrincipalRecord } from "./private/records";
import { checkObjectId, checkPrincipalType } from "./private/rules/principal";
import type { Role, RoleAssignmentOptions } from "./role";

/** Something that can be given access: an app, a job, an identity, or a principal that is made elsewhere. */
export interface IGrantable {
  /** Who receives the access. */
  readonly grantPrincipal: Principal;
}

/** What the construct of a managed identity says of its principal. */
type IdentityRecord = Pick<PrincipalRecord, "principalId" | "key" | "name" | "subscription" | "resolvedId">;

/** Who receives access: an object in Microsoft Entra ID, known by its object id. */
export class Principal implements IGrantable {
  /**
   * A principal that this program neither makes nor imports as an identity: a group, a person, another application.
   *
   * @param scope the construct whose stack holds the grants to it
   * @param principalId its object id; never its client (application) id, which Azure takes and never finds
   * @param principalType its kind, which a role assignment has to state; known for an identity of the program
   * @throws Error when a literal id is no GUID, a reference is to a client id, or the type is not that of the identity
   *   whose id it is
   */
  public static fromObjectId(scope: IConstruct, principalId: string, principalType?: PrincipalType): Principal {
    checkScope("Principal.fromObjectId", scope);
    const stack = TerraformStack.of(scope);
    refuse(scope, checkObjectId(stack, "principalId", principalId));
    const known = isPrincipalOfIdentity(stack, principalId) ? PrincipalType.SERVICE_PRINCIPAL : undefined;
    refuse(scope, checkPrincipalType(principalType, known));
    const key = ProgramLedger.of(stack).keys.principalKey(stack, principalId);
    const record = { principalId, key, construct: scope, home: stack, grantee: stack };
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
   * The principal of a record.
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
   * The principal as an app or job of the stack runs as it.
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
   * Assigns the principal a role. Asked for twice, it is one assignment.
   *
   * @param role the role
   * @param scope the id of what the role is assigned on: a resource, a resource group, a subscription
   * @throws Error when a literal scope is not an id, the role is not for what the scope is, or the kind of the
   *   principal is not known
   */
  public assignRole(role: Role, scope: string, options?: RoleAssignmentOptions): Grant {
    return this._assignRole({ construct: this._record.construct, role, scope, options: options ?? {} });
  }

  /**
   * Assigns the principal a role, for the construct that errors are to name.
   *
   * @internal
   */
  public _assignRole(request: RoleRequest): Grant {
    return Grant._of(assignRole(this._record, request));
  }
}

/**
 * Access that was given: to whom, and by which resource. It names the principal, which gives it: so they share a file.
 */
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

  /** Who received the access. */
  public readonly principal: Principal;
  /**
   * The `azurerm_role_assignment`, `azurerm_key_vault_access_policy` or other resource that gives it; grants to one
   * principal on one vault share a policy. Where the stack hands its grants over, Terraform does not see it.
   */
  public readonly resource: TerraformResource;

  private constructor(
    /** @internal */
    public readonly _record: GrantRecord,
  ) {
    this.principal = Principal._of(_record.principal);
    this.resource = _record.resource;
  }
}

/** Azure answers in lower case, and azurerm replaces an assignment to an id in another case at every plan. */
function inLowerCase(id: string): string {
  return isLiteral(id) ? id.toLowerCase() : id;
}
