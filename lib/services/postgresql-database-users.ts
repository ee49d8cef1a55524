import { TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { grantStackOf, ledgerOf, ProgramLedger } from "../access/internal";
import { DatabaseUsersBase } from "./database-users-base";
import type { PostgresqlDatabaseUsersProps } from "./database-users-props";
import { checkUsers } from "./private/check-users";
import { POSTGRESQL_DATABASE_USERS } from "./private/rules/database-users";
import { POSTGRESQL_USERS } from "./private/scripts/postgresql-users";
import type { UsersScript } from "./private/users-template";

/** The script, in the image of the Azure CLI that has --client-id at az login, and psql in its packages. */
const SCRIPT: UsersScript = {
  kind: "AzureCLI",
  version: { azCliVersion: "2.75.0" },
  content: POSTGRESQL_USERS,
  variables: {
    SERVER: "server",
    DATABASE: "database",
    SCHEMA: "schema",
    USERS: "users",
    ADMINISTRATOR_NAME: "administratorName",
    ADMINISTRATOR_CLIENT_ID: "administratorClientId",
  },
};

/**
 * The users of a database of Azure Database for PostgreSQL, made by a script that runs as the administrator: an
 * `azurerm_resource_group_template_deployment` with a deployment script, and the administrator of the server.
 *
 * Each user is an identity, which signs in with a token of Microsoft Entra ID; there is no password. An app that has
 * `AzureService.postgresqlDatabase(users, …)` among its services is a user, and is created after it. The script runs
 * again when the list changes: it makes who is missing, changes privileges, and drops who is not listed any more.
 *
 * @see https://learn.microsoft.com/azure/postgresql/security/security-manage-entra-users
 */
export class PostgresqlDatabaseUsers extends DatabaseUsersBase {
  /** The host name of the server. */
  public readonly host: string;
  /** @internal */
  public readonly _postgresqlUsers = true;

  /**
   * @throws Error that lists everything in the props that azurerm, Azure or PostgreSQL would refuse; and, at synth, when
   *   a server of the program accepts no identities, when its network does not let the script in, or when an app runs as
   *   the administrator
   */
  constructor(scope: Construct, id: string, props: PostgresqlDatabaseUsersProps) {
    super(scope, id, props, checkUsers(POSTGRESQL_DATABASE_USERS, props, "fqdn"), () => ({
      kind: "postgresql",
      server: props.server,
      script: SCRIPT,
      values: { server: props.server.fqdn, schema: props.schema ?? "public" },
      schema: props.schema ?? "public",
    }));
    this.host = props.server.fqdn;
  }

  /** @internal */
  protected _makeAdministrator({ server, administrator }: PostgresqlDatabaseUsersProps): TerraformResource {
    const here = TerraformStack.of(this);
    const { id, name: serverName, resourceGroupName, provider } = server;
    const { _record: principal } = administrator.grantPrincipal._runningIn(here);
    // The stack of the server, where the administrator is one of it: users in several stacks have one administrator.
    const stack = grantStackOf(principal, id);
    const target = {
      key: ProgramLedger.of(stack).keys.scopeKey(stack, id),
      serverName,
      resourceGroupName,
      tenantId: administrator.tenantId,
      principalName: administrator.identityName,
      provider,
    };
    return ledgerOf(stack).grants.postgresqlAdministrator(target, principal).resource;
  }
}
