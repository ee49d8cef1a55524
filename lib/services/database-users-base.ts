import { Fn, TerraformStack } from "cdktf";
import { Construct, IConstruct } from "constructs";
import { ResourceGroupTemplateDeployment } from "@cdktf/provider-azurerm/lib/resource-group-template-deployment";
import { DatabaseUsersRecord, ledgerOf, ProgramLedger, StackLedger } from "../access/internal";
import { Grant, Principal } from "../access/principal";
import { Role } from "../access/role";
import { copyOf } from "../core/copy";
import { dependenciesIn } from "../core/depends-on";
import { placed } from "../core/placed";
import { Problem, refuse, refuseInProgram } from "../core/problems";
import { pathInProgram } from "../core/program-paths";
import { textOf } from "../core/token-text";
import type { IManagedIdentity } from "../identity/identity-base";
import { DatabasePrivilege } from "./database-privilege";
import type { DatabaseServer, DatabaseUsersProps } from "./database-users-props";
import { checkUser, identityOf } from "./private/database-user";
import { UsersScript, usersTemplate } from "./private/users-template";

/** What a kind of database server says of its users. */
interface Kind {
  readonly kind: DatabaseUsersRecord["kind"];
  readonly server: DatabaseServer;
  readonly script: UsersScript;
  /** The values of the parameters that the script's variables name, beside those of all scripts. */
  readonly values: Readonly<Record<string, string>>;
  /** The schema that the privileges are for. */
  readonly schema?: string;
}

/** A user as the script reads it. */
interface User {
  readonly identity: IManagedIdentity;
  privilege: DatabasePrivilege;
}

/** The privileges, from the least to the greatest. */
const PRIVILEGES = Object.values(DatabasePrivilege);

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
  /** @internal */
  protected readonly _ledger: StackLedger;
  private readonly users = new Map<string, User>();
  private readonly kind: Kind;
  private readonly parameters: Readonly<Record<string, unknown>>;

  /**
   * @param problems the problems of the props
   * @param describe says what is particular to the kind of server; called where there is no problem
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: DatabaseUsersProps,
    problems: readonly Problem[],
    describe: () => Kind,
  ) {
    super(placed(scope, id), id);
    refuse(this, problems);
    this.kind = describe();
    this.databaseName = props.database;
    this.administrator = props.administrator;
    this._ledger = ledgerOf(TerraformStack.of(this));
    this.parameters = this.parametersOf();
    this.resource = this._ledger.grants.keep(this.deploy());
    this._ledger.made.push({ construct: this, resource: this.resource });
    this._ledger.literalReferences.addGroup(this, props.resourceGroupName, props.provider, this.resource);
  }

  /**
   * Makes an identity a user of the database. A second call with a greater privilege widens the first.
   *
   * @param place the place of the users in the props of the construct, for errors
   * @internal
   */
  public _addUser(principal: Principal, construct: IConstruct, place: string, privilege: DatabasePrivilege): Grant {
    const stack = TerraformStack.of(this);
    const record = principal._record;
    refuse(construct, checkUser(stack, this.administrator, principal, privilege, place));
    const identity = identityOf(principal)!;
    this.refuseNamesake(record.key, identity);
    const user = this.users.get(record.key) ?? { identity, privilege };
    user.privilege = PRIVILEGES[Math.max(...[user.privilege, privilege].map((one) => PRIVILEGES.indexOf(one)))]!;
    this.users.set(record.key, user);
    this.resource.parametersContent = this.renderParameters();
    const { server, schema } = this.kind;
    const part = [this.databaseName, ...(schema === undefined ? [] : [schema])];
    const target = {
      key: ProgramLedger.of(stack).keys.scopeKey(stack, server.id),
      part: part.map((name) => textOf(stack, name)).join("/"),
      scope: `${server.id}/databases/${part.join("/")}`,
      resource: this.resource,
    };
    const grant = this._ledger.grants.databaseUser(target, record, () => user.privilege);
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

  /** Records the script for the checks and the order of the complete program. */
  protected _record(administratorResource?: DatabaseUsersRecord["administratorResource"]): void {
    this._ledger.databaseUsers.push({
      construct: this,
      resource: this.resource,
      kind: this.kind.kind,
      serverId: this.kind.server.id,
      administrator: this.administrator.grantPrincipal._record,
      administratorResource,
      isInSubnet: this.props.subnetId !== undefined,
    });
  }

  private deploy(): ResourceGroupTemplateDeployment {
    const { props, kind } = this;
    return new ResourceGroupTemplateDeployment(this, "Resource", {
      name: props.name,
      resourceGroupName: props.resourceGroupName,
      deploymentMode: "Incremental",
      templateContent: JSON.stringify(usersTemplate(kind.script, props.subnetId !== undefined)),
      parametersContent: this.renderParameters(),
      tags: copyOf(props.tags),
      provider: props.provider,
      lifecycle: copyOf(props.lifecycle),
      timeouts: copyOf(props.timeouts),
      dependsOn: dependenciesIn(this, [...(props.dependsOn ?? []), ...this.storageAccess()]),
    });
  }

  /** The access of a script in a subnet to its files, which it uses from its start. */
  private storageAccess() {
    const { storageAccount: account, administrator } = this.props;
    if (account === undefined) {
      return [];
    }
    const role = Role.fromName("Storage File Data Privileged Contributor");
    const grant = administrator.grantPrincipal._assignRole({ construct: this, role, scope: account.id });
    return grant.resource.cdktfStack === TerraformStack.of(this) ? [grant.effective] : [];
  }

  private parametersOf(): Record<string, unknown> {
    const { name, location, database, administrator, subnetId, storageAccount, tags = {} } = this.props;
    return {
      name,
      location,
      tags: copyOf(tags),
      administratorId: administrator.identityId,
      administratorClientId: administrator.clientId,
      administratorName: administrator.identityName,
      database,
      ...this.kind.values,
      ...(subnetId === undefined ? {} : { subnetId, storageAccountName: storageAccount?.name }),
    };
  }

  /** The values of the parameters, with the users in the order of their keys: lines of a program have no order. */
  private renderParameters(): string {
    const users = [...this.users].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, user]) => user);
    const list = users.map(({ identity, privilege }) => ({
      name: identity.identityName,
      objectId: identity.principalId,
      clientId: identity.clientId,
      privilege,
    }));
    const used = new Set(["name", "location", "administratorId", "subnetId", "storageAccountName", "tags"]);
    Object.values(this.kind.script.variables).forEach((parameter) => used.add(parameter));
    const values = Object.entries({ ...this.parameters, users: Fn.jsonencode(list) }).filter(([name]) =>
      used.has(name),
    );
    return Fn.jsonencode(Object.fromEntries(values.map(([name, value]) => [name, { value }])));
  }

  /** Refuses a second user of a name: in a database, that is one user. */
  private refuseNamesake(key: string, identity: IManagedIdentity): void {
    const stack = TerraformStack.of(this);
    const nameOf = (one: IManagedIdentity) => textOf(stack, one.identityName);
    const other = [...this.users].find(
      ([otherKey, user]) => otherKey !== key && nameOf(user.identity) === nameOf(identity),
    );
    if (other) {
      refuseInProgram({
        construct: identity,
        finding: `has the name of ${pathInProgram(other[1].identity)}, which is a user of the same database`,
        allowed: "identities of different names: a user has the name of its identity",
        change: "Rename one of the two.",
      });
    }
  }
}
