import { MssqlDatabase } from "@cdktf/provider-azurerm/lib/mssql-database";
import { MssqlFirewallRule } from "@cdktf/provider-azurerm/lib/mssql-firewall-rule";
import { MssqlServer, MssqlServerConfig } from "@cdktf/provider-azurerm/lib/mssql-server";
import {
  PostgresqlFlexibleServer,
  PostgresqlFlexibleServerConfig,
} from "@cdktf/provider-azurerm/lib/postgresql-flexible-server";
import { PostgresqlFlexibleServerDatabase } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server-database";
import { PostgresqlFlexibleServerFirewallRule } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server-firewall-rule";
import { TerraformStack } from "cdktf";
import {
  ManagedIdentity,
  PostgresqlDatabaseUsers,
  PostgresqlDatabaseUsersProps,
  SqlDatabaseUsers,
  SqlDatabaseUsersProps,
} from "../../lib/index";
import { newStack } from "./synth";

export const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };
const PROVIDERS = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg/providers";
export const SUBNET_ID = `${PROVIDERS}/Microsoft.Network/virtualNetworks/vnet/subnets/scripts`;
export const SCRIPT_STORAGE = { id: `${PROVIDERS}/Microsoft.Storage/storageAccounts/scripts`, name: "scripts" };
/** A server that is there. */
export const POSTGRESQL = {
  id: `${PROVIDERS}/Microsoft.DBforPostgreSQL/flexibleServers/pg`,
  name: "pg",
  resourceGroupName: "my-rg",
  fqdn: "pg.postgres.database.azure.com",
};
/** A server that is there. */
export const SQL = {
  id: `${PROVIDERS}/Microsoft.Sql/servers/sql`,
  name: "sql",
  resourceGroupName: "my-rg",
  fullyQualifiedDomainName: "sql.database.windows.net",
};

/** An identity that the program makes, once for each name. */
export function identityNamed(stack: TerraformStack, name: string): ManagedIdentity {
  return (
    (stack.node.tryFindChild(name) as ManagedIdentity | undefined) ??
    new ManagedIdentity(stack, name, { ...PLACE, name })
  );
}

/** Props with every argument. */
export function everyPostgresqlUsersProps(stack: TerraformStack): PostgresqlDatabaseUsersProps {
  return { ...everyProps(stack), server: POSTGRESQL, schema: "app" };
}

/** Props with every argument. */
export function everySqlUsersProps(stack: TerraformStack): SqlDatabaseUsersProps {
  return { ...everyProps(stack), server: SQL };
}

function everyProps(stack: TerraformStack) {
  return {
    ...PLACE,
    name: "users",
    database: "orders",
    administrator: identityNamed(stack, "db-admin"),
    subnetId: SUBNET_ID,
    storageAccount: SCRIPT_STORAGE,
    tags: { team: "orders" },
    lifecycle: { preventDestroy: true },
    timeouts: { create: "1h" },
  };
}

/** The users of a database of a server that is there, unless the props say otherwise. */
export function postgresqlUsers(
  stack: TerraformStack,
  props: Partial<PostgresqlDatabaseUsersProps> = {},
  id = "users",
): PostgresqlDatabaseUsers {
  const administrator = identityNamed(stack, "db-admin");
  const common = { ...PLACE, name: id, server: POSTGRESQL, database: "orders", administrator };
  return new PostgresqlDatabaseUsers(stack, id, { ...common, ...props });
}

/** The users of a database of a server that is there, unless the props say otherwise. */
export function sqlUsers(
  stack: TerraformStack,
  props: Partial<SqlDatabaseUsersProps> = {},
  id = "sql-users",
): SqlDatabaseUsers {
  const administrator = identityNamed(stack, "db-admin");
  const common = { ...PLACE, name: id, server: SQL, database: "reports", administrator };
  return new SqlDatabaseUsers(stack, id, { ...common, ...props });
}

/** A PostgreSQL server that the program makes, with a database and a rule of its firewall. */
export function madePostgresql(stack: TerraformStack, over: Partial<PostgresqlFlexibleServerConfig> = {}) {
  const { tenantId } = identityNamed(stack, "db-admin");
  const server = new PostgresqlFlexibleServer(stack, "server", {
    ...PLACE,
    name: "pg",
    version: "16",
    authentication: { activeDirectoryAuthEnabled: true, passwordAuthEnabled: false, tenantId },
    ...over,
  });
  new PostgresqlFlexibleServerDatabase(stack, "orders", { name: "orders", serverId: server.id });
  return server;
}

/** The rule of a firewall that lets in Azure's network, or an address. */
export function letIn(stack: TerraformStack, server: PostgresqlFlexibleServer | MssqlServer, address = "0.0.0.0") {
  const rule = { name: "azure", serverId: server.id, startIpAddress: address, endIpAddress: address };
  return server instanceof MssqlServer
    ? new MssqlFirewallRule(stack, "sql-azure", rule)
    : new PostgresqlFlexibleServerFirewallRule(stack, "azure", rule);
}

/** An Azure SQL server that the program makes, with a database. */
export function madeSql(stack: TerraformStack, over: Partial<MssqlServerConfig> = {}) {
  const administrator = identityNamed(stack, "db-admin");
  const server = new MssqlServer(stack, "sql-server", {
    ...PLACE,
    name: "sql",
    version: "12.0",
    azureadAdministrator: {
      loginUsername: administrator.identityName,
      objectId: administrator.principalId,
      azureadAuthenticationOnly: true,
    },
    ...over,
  });
  new MssqlDatabase(stack, "reports", { name: "reports", serverId: server.id });
  return server;
}

/** A program with users of a database of each kind. */
export function usersOfDatabases({ isInSubnet = false } = {}): TerraformStack {
  const stack = newStack();
  const network = isInSubnet ? { subnetId: SUBNET_ID, storageAccount: SCRIPT_STORAGE } : {};
  postgresqlUsers(stack, network);
  sqlUsers(stack, network);
  return stack;
}
