import { TerraformStack } from "cdktf";
import { Construct, IConstruct } from "constructs";
import type { ResourceGroupTemplateDeployment } from "@cdktf/provider-azurerm/lib/resource-group-template-deployment";
import { DatabaseTarget, DatabaseUsersRecord, ledgerOf, ProgramLedger } from "../access/internal";
import { Grant, Principal } from "../access/principal";
import { placed } from "../core/placed";
import { Problem, refuse, refuseInProgram } from "../core/problems";
import { pathInProgram } from "../core/program-paths";
import { textOf } from "../core/token-text";
import type { IManagedIdentity } from "../identity/identity-base";
import type { DatabasePrivilege } from "./database-privilege";
import type { DatabaseUsersProps } from "./database-users-props";
import { checkUser, identityOf } from "./private/database-user";
import { UsersDeployment, UsersKind } from "./private/users-deployment";

/**
 * The base of the users of a database: an `azurerm_resource_group_template_deployment` with a script that makes the
 * users be those that the program lists.
 *
 * @internal
 */
export abstract class DatabaseUsersBase extends Construct {
  /** The deployment that runs the script. */
  public readonly resource: ResourceGroupTemplateDeployment;
  /** The name of the database. */
  public readonly databaseName: string;
  /** The identity that the script runs as, the administrator of the server. */
  public readonly administrator: IManagedIdentity;
  private readonly deployment: UsersDeployment;
  private readonly target: DatabaseTarget;
  private readonly kind: UsersKind["kind"];

  /**
   * @param problems the problems of the props
   * @param describe says what is particular to the kind of server; called where there is no problem
   */
  constructor(
    scope: Construct,
    id: string,
    props: DatabaseUsersProps,
    problems: readonly Problem[],
    describe: () => UsersKind,
  ) {
    super(placed(scope, id), id);
    refuse(this, problems);
    const kind = describe();
    const ledger = ledgerOf(TerraformStack.of(this));
    this.kind = kind.kind;
    this.databaseName = props.database;
    this.administrator = props.administrator;
    this.deployment = new UsersDeployment(this, props, kind);
    this.resource = ledger.grants.keep(this.deployment.resource);
    this.target = targetOf(this.resource, props.database, kind);
    ledger.made.push({ construct: this, resource: this.resource });
    ledger.literalReferences.addGroup(this, props.resourceGroupName, props.provider, this.resource);
    ledger.databaseUsers.push({
      construct: this,
      resource: this.resource,
      kind: kind.kind,
      serverId: kind.server.id,
      storageAccountId: props.storageAccount?.id,
      database: props.database,
      users: () => this.deployment.principals,
      administrator: props.administrator.grantPrincipal._record,
      administratorResource: this._makeAdministrator(props),
      isInSubnet: props.subnetId !== undefined,
    });
  }

  /**
   * Makes an identity a user of the database. A second call with a greater privilege widens the first.
   *
   * @param place the place of the users in the props of the construct, for errors
   * @internal
   */
  public _addUser(principal: Principal, construct: IConstruct, place: string, privilege: DatabasePrivilege): Grant {
    const stack = TerraformStack.of(this);
    refuse(construct, checkUser(stack, this.kind, this.administrator, principal, privilege, place));
    const identity = identityOf(principal)!;
    const user = this.deployment.add(identity, privilege);
    const grant = ledgerOf(stack).grants.databaseUser(this.target, principal._record, () => user.privilege);
    if (grant.resource !== this.resource) {
      refuseInProgram({
        construct: identity,
        finding: `is a user of one database by ${pathInProgram(grant.resource)} and by ${pathInProgram(this)}`,
        allowed: "one list of users for an identity: each takes away what it does not list",
        change: "Use the same construct for both.",
      });
    }
    return Grant._of(grant);
  }

  /**
   * Makes the administrator that the script runs as, where the server does not say it itself.
   *
   * @internal
   */
  protected abstract _makeAdministrator(props: DatabaseUsersProps): DatabaseUsersRecord["administratorResource"];
}

function targetOf(
  resource: ResourceGroupTemplateDeployment,
  database: string,
  { server, schema }: UsersKind,
): DatabaseTarget {
  const stack = resource.cdktfStack;
  const part = schema === undefined ? [database] : [database, schema];
  return {
    key: ProgramLedger.of(stack).keys.scopeKey(stack, server.id),
    part: part.map((name) => textOf(stack, name)).join("/"),
    scope: `${server.id}/databases/${part.join("/")}`,
    resource,
  };
}
