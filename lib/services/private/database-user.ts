import type { TerraformStack } from "cdktf";
import type { Principal } from "../../access/principal";
import type { Problem } from "../../core/problems";
import type { IManagedIdentity } from "../../identity/identity-base";
import { checkValue } from "../../rules/check";
import { memberOf } from "../../rules/rule";
import { DatabasePrivilege } from "../database-privilege";

/** The rules for a privilege, by the kinds of servers. */
const PRIVILEGES = {
  postgresql: memberOf(
    "DatabasePrivilege",
    DatabasePrivilege,
    "https://learn.microsoft.com/azure/postgresql/security/security-manage-entra-users",
  ),
  sql: memberOf(
    "DatabasePrivilege",
    DatabasePrivilege,
    "https://learn.microsoft.com/azure/azure-sql/database/logins-create-manage",
  ),
};

/** The database of a list of users, and the user that the variables of the service are for. */
export interface DatabaseOfUser {
  readonly host: string;
  readonly databaseName: string;
  /** The name of the identity; undefined where the variables are for no app or job. */
  readonly identityName?: string;
}

/** The user-assigned identity that a principal is; undefined for any other principal. */
export function identityOf({ _record }: Principal): IManagedIdentity | undefined {
  const construct = _record.construct as Partial<IManagedIdentity>;
  const isIdentity = "identityId" in construct && "clientId" in construct && "grantPrincipal" in construct;
  return isIdentity && construct.grantPrincipal?._record.key === _record.key
    ? (construct as IManagedIdentity)
    : undefined;
}

/**
 * The problems with a user of a database.
 *
 * @param stack the stack of the script that makes the users
 * @param kind the kind of the server
 */
export function checkUser(
  stack: TerraformStack,
  kind: keyof typeof PRIVILEGES,
  administrator: IManagedIdentity,
  principal: Principal,
  privilege: unknown,
  place: string,
): Problem[] {
  const { key, home, grantee } = principal._record;
  const problems = checkValue(PRIVILEGES[kind], `${place}privilege`, privilege);
  const refused = (value: string | undefined, allowed: string, change: string) =>
    problems.push({ property: `${place}the user of the database`, value, allowed, change });
  if (identityOf(principal) === undefined) {
    refused(
      principal._record.name,
      "a user-assigned identity, whose user is there before the app",
      "Give the app AppIdentity.userAssigned(…), or pass the ManagedIdentity.",
    );
  } else if (key === administrator.grantPrincipal._record.key) {
    refused(
      principal._record.name,
      "another identity than the administrator, which may do everything",
      "Give the app an identity of its own.",
    );
  } else if (home !== stack && grantee !== stack) {
    refused(
      principal._record.name,
      `an identity, or an app that runs as it, in [${stack.node.path}], the stack of the users`,
      "Declare users of the database in the stack of the app, too.",
    );
  }
  return problems;
}
