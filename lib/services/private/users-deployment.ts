import { Fn, ITerraformDependable, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { ResourceGroupTemplateDeployment } from "@cdktf/provider-azurerm/lib/resource-group-template-deployment";
import { PrincipalRecord, TimeSleep } from "../../access/internal";
import { Role } from "../../access/role";
import { copyOf } from "../../core/copy";
import { dependenciesIn } from "../../core/depends-on";
import type { IManagedIdentity } from "../../identity/identity-base";
import { DatabasePrivilege } from "../database-privilege";
import type { DatabaseServer, DatabaseUsersProps } from "../database-users-props";
import { UsersScript, usersTemplate } from "./users-template";

/** What is particular to the users of a kind of database server. */
export interface UsersKind {
  readonly kind: "postgresql" | "sql";
  readonly server: DatabaseServer;
  readonly script: UsersScript;
  /** The values of the parameters that the script's variables name, beside those of all scripts. */
  readonly values: Readonly<Record<string, string>>;
  /** The schema that the privileges are for. */
  readonly schema?: string;
}

/** A user of a database. */
export interface DatabaseUser {
  readonly identity: IManagedIdentity;
  privilege: DatabasePrivilege;
}

/** The privileges, from the least to the greatest. */
const PRIVILEGES = Object.values(DatabasePrivilege);

/** The parameters that the template itself reads, beside those that the script's variables name. */
const OF_TEMPLATE = ["name", "location", "tags", "administratorId", "subnetId", "storageAccountName"];

/** The deployment of the script that makes the users of a database, with the list of them. */
export class UsersDeployment {
  public readonly resource: ResourceGroupTemplateDeployment;
  private readonly users = new Map<string, DatabaseUser>();
  private readonly parameters: Readonly<Record<string, unknown>>;

  constructor(construct: Construct, props: DatabaseUsersProps, { script, values }: UsersKind) {
    this.parameters = parametersOf(props, script, values);
    this.resource = new ResourceGroupTemplateDeployment(construct, "Resource", {
      name: props.name,
      resourceGroupName: props.resourceGroupName,
      deploymentMode: "Incremental",
      templateContent: JSON.stringify(usersTemplate(script, props.subnetId !== undefined)),
      parametersContent: this.render(),
      tags: copyOf(props.tags),
      provider: props.provider,
      lifecycle: copyOf(props.lifecycle),
      timeouts: copyOf(props.timeouts),
      dependsOn: dependenciesIn(construct, [...(props.dependsOn ?? []), ...accessToFiles(construct, props)]),
    });
  }

  /** The principals of the users. */
  public get principals(): readonly PrincipalRecord[] {
    return [...this.users.values()].map(({ identity }) => identity.grantPrincipal._record);
  }

  /** Adds a user; one that is there keeps the greater of two privileges. */
  public add(identity: IManagedIdentity, privilege: DatabasePrivilege): DatabaseUser {
    const { key } = identity.grantPrincipal._record;
    const user = this.users.get(key) ?? { identity, privilege };
    if (PRIVILEGES.indexOf(privilege) > PRIVILEGES.indexOf(user.privilege)) {
      user.privilege = privilege;
    }
    this.users.set(key, user);
    this.resource.parametersContent = this.render();
    return user;
  }

  /** The values of the parameters, with the users in the order of their keys: lines of a program have no order. */
  private render(): string {
    const users = [...this.users].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, user]) => user);
    const list = users.map(({ identity, privilege }) => ({
      name: identity.identityName,
      objectId: identity.principalId,
      clientId: identity.clientId,
      privilege,
    }));
    const values = Object.entries({ ...this.parameters, users: Fn.jsonencode(list) });
    return Fn.jsonencode(Object.fromEntries(values.map(([name, value]) => [name, { value }])));
  }
}

/** The values of the parameters that the template has, but for the users. */
function parametersOf(
  { name, location, database, administrator, subnetId, storageAccount, tags = {} }: DatabaseUsersProps,
  { variables }: UsersScript,
  values: UsersKind["values"],
): Record<string, unknown> {
  const all = {
    name,
    location,
    tags: copyOf(tags),
    administratorId: administrator.identityId,
    administratorClientId: administrator.clientId,
    administratorName: administrator.identityName,
    database,
    ...values,
    ...(subnetId === undefined ? {} : { subnetId, storageAccountName: storageAccount?.name }),
  };
  const names = [...OF_TEMPLATE, ...Object.values(variables)];
  return Object.fromEntries(Object.entries(all).filter(([parameter]) => names.includes(parameter)));
}

/** The access of a script in a subnet to its files, which it uses from its start. */
function accessToFiles(
  construct: Construct,
  { storageAccount: account, administrator }: DatabaseUsersProps,
): ITerraformDependable[] {
  if (account === undefined) {
    return [];
  }
  const role = Role.fromName("Storage File Data Privileged Contributor");
  const grant = administrator.grantPrincipal._assignRole({ construct, role, scope: account.id });
  if (grant.resource.cdktfStack === TerraformStack.of(construct)) {
    return [grant.effective];
  }
  const wait = TimeSleep.of(construct, "Propagation");
  wait.waitFor(grant._record);
  return [wait];
}
