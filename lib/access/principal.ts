import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { Grant } from "./grant";
import { assignRole } from "./private/assign-role";
import { literalKey } from "../core/literal-key";
import { isLiteral, refuse } from "../core/problems";
import { Program } from "./private/program";
import { checkObjectId, checkPrincipalType } from "./private/rules/principal";
import { originsOf } from "../core/token-text";
import type { Role, RoleAssignmentOptions } from "./role";

/** Something that can be given access: an app, an identity, or a principal that is made elsewhere. */
export interface IGrantable {
  /** Who receives the access. */
  readonly grantPrincipal: Principal;
}

/** What kind of principal an object id belongs to. */
export enum PrincipalType {
  /** A managed identity or an application. */
  SERVICE_PRINCIPAL = "ServicePrincipal",
  /** A person. */
  USER = "User",
  /** A group. */
  GROUP = "Group",
}

/** Who receives access: an object in Microsoft Entra ID, known by its object id. */
export class Principal implements IGrantable {
  /**
   * A principal that this program neither makes nor imports as an identity: a group, a person, another application.
   *
   * @param scope the construct whose stack holds the grants to it
   * @param principalId its object id; never its client (application) id, which Azure takes and never finds
   * @param principalType what kind of principal it is, which a role assignment has to say; of an identity of the
   *   program it is known
   * @throws Error when a literal id is no GUID, a reference is to a client id, or the type is not that of the identity
   *   whose id it is
   */
  public static fromObjectId(scope: IConstruct, principalId: string, principalType?: PrincipalType): Principal {
    const stack = TerraformStack.of(scope);
    refuse(scope, checkObjectId(stack, "principalId", principalId));
    const program = Program.of(stack);
    const ofIdentity = program.isIdentity(stack, principalId) ? PrincipalType.SERVICE_PRINCIPAL : undefined;
    refuse(scope, checkPrincipalType(principalType, ofIdentity));
    return new Principal(
      inLowerCase(principalId),
      principalType ?? ofIdentity,
      program.principalKey(stack, principalId),
      stack,
    );
  }

  /**
   * Whoever applies the program: one principal, whichever stack or provider asks.
   *
   * @internal
   */
  public static _currentCaller(stack: TerraformStack, principalId: string): Principal {
    return new Principal(principalId, undefined, CALLER, stack, stack, "whoever applies the program");
  }

  /**
   * A managed identity: what it is told apart by, the stack that it is declared in, its name, and where that is known
   * what its object id resolves to.
   *
   * @internal
   */
  public static _ofIdentity(
    principalId: string,
    key: string,
    home: TerraformStack,
    name: string,
    text?: string,
  ): Principal {
    return new Principal(inLowerCase(principalId), PrincipalType.SERVICE_PRINCIPAL, key, home, home, name, text);
  }

  private constructor(
    /** The object id, which a role assignment calls the principal id. */
    public readonly principalId: string,
    /** What kind of principal it is; undefined where the program did not say. */
    public readonly principalType: PrincipalType | undefined,
    /** @internal */
    public readonly _key: string,
    /** @internal */
    public readonly _home: TerraformStack,
    /** @internal */
    public readonly _grantee: TerraformStack = _home,
    /**
     * What people know it by.
     *
     * @internal
     */
    public readonly _name?: string,
    /** @internal */
    public readonly _text?: string,
  ) {}

  /**
   * Whether it is whoever applies the program, of whom nobody knows whether it is a person.
   *
   * @internal
   */
  public get _isCaller(): boolean {
    return this._key === CALLER;
  }

  /** The principal itself. */
  public get grantPrincipal(): Principal {
    return this;
  }

  /**
   * Assigns it a role. Asked for twice, it is one assignment.
   *
   * @param role what it may do
   * @param scope the id of what it may do it to: a resource, a resource group, a subscription
   * @throws Error when a literal scope is not an id, the role is not for what the scope is, or it is not known what
   *   kind of principal it is
   */
  public assignRole(role: Role, scope: string, options?: RoleAssignmentOptions): Grant {
    return assignRole(this, role, scope, options);
  }

  /**
   * The same principal as the one that a construct in another stack acts under.
   *
   * @internal
   */
  public _actingIn(stack: TerraformStack): Principal {
    return stack === this._grantee
      ? this
      : new Principal(this.principalId, this.principalType, this._key, this._home, stack, this._name, this._text);
  }

  /**
   * The stack that a grant on something belongs to: the grantee's. An identity of another stack that is granted
   * something of that same stack, or something that no stack declares, has the grant there, so that apps in several
   * stacks can share it. Either way the grant makes no stack depend on one that it does not depend on already.
   *
   * @internal
   */
  public _stackFor(target: TerraformStack | undefined): TerraformStack {
    return target === undefined || target === this._home ? this._home : this._grantee;
  }

  /**
   * The same, for what a value refers to.
   *
   * @internal
   */
  public _stackOf(reference: string): TerraformStack {
    const [origin] = originsOf(this._home, reference);
    return this._stackFor(origin);
  }
}

/** Azure answers so, and azurerm replaces an assignment to an id in another case at every plan. */
function inLowerCase(id: string): string {
  return isLiteral(id) ? id.toLowerCase() : id;
}

const CALLER = literalKey("current caller");
