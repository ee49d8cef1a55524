import { Construct } from "constructs";
import { DatabaseUsersBase } from "./database-users-base";
import type { SqlDatabaseUsersProps } from "./database-users-props";
import { checkUsers } from "./private/check-users";
import { SQL_DATABASE_USERS } from "./private/rules/database-users";
import { SQL_USERS } from "./private/scripts/sql-users";
import type { UsersScript } from "./private/users-template";

/** The script, in the image of Azure PowerShell that Aspire runs its own in. */
const SCRIPT: UsersScript = {
  kind: "AzurePowerShell",
  version: { azPowerShellVersion: "14.0" },
  content: SQL_USERS,
  variables: { SERVER: "server", DATABASE: "database", USERS: "users" },
};

/**
 * The users of an Azure SQL database, made by a script that runs as the administrator of the server: an
 * `azurerm_resource_group_template_deployment` with a deployment script. The server names the administrator itself, in
 * its `azuread_administrator`.
 *
 * Each user is an identity, known by its client id, so that the server looks nothing up in Microsoft Entra ID; there is
 * no password. An app that has `AzureService.sqlDatabase(users, …)` among its services is a user, and is created after
 * it. The script runs again when the list changes: it makes who is missing, changes privileges, and drops who is not
 * listed any more.
 *
 * @see https://learn.microsoft.com/sql/t-sql/statements/create-user-transact-sql
 */
export class SqlDatabaseUsers extends DatabaseUsersBase {
  /** The host name of the server. */
  public readonly host: string;
  /** @internal */
  public readonly _sqlUsers = true;

  /**
   * @throws Error that lists everything in the props that azurerm or Azure would refuse; and, at synth, when a server of
   *   the program has another administrator, when its network does not let the script in, or when an app runs as the
   *   administrator
   */
  constructor(scope: Construct, id: string, props: SqlDatabaseUsersProps) {
    super(scope, id, props, checkUsers(SQL_DATABASE_USERS, props, "fullyQualifiedDomainName"), () => ({
      kind: "sql",
      server: props.server,
      script: SCRIPT,
      values: { server: props.server.fullyQualifiedDomainName },
    }));
    this.host = props.server.fullyQualifiedDomainName;
  }

  /** @internal */
  protected _makeAdministrator(): undefined {
    return undefined;
  }
}
