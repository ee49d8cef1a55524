import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { MssqlDatabase } from "@cdktf/provider-azurerm/lib/mssql-database";
import { MssqlFirewallRule } from "@cdktf/provider-azurerm/lib/mssql-firewall-rule";
import { MssqlServer } from "@cdktf/provider-azurerm/lib/mssql-server";
import { PostgresqlFlexibleServer } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server";
import { PostgresqlFlexibleServerDatabase } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server-database";
import { PostgresqlFlexibleServerFirewallRule } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server-firewall-rule";
import { TerraformStack } from "cdktf";
import {
  AzureService,
  ContainerAppEnvironment,
  ContainerImage,
  DatabasePrivilege,
  JobTrigger,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppJob,
  PostgresqlDatabaseUsers,
  SqlDatabaseUsers,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

/** Apps that are users of a PostgreSQL and of an Azure SQL database, each with the least privilege, without a password. */
export class DatabasesStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const place = { resourceGroupName: "billing-rg", location: "westeurope" };
    const environment = ContainerAppEnvironment.fromEnvironmentName(this, "environment", {
      name: "billing",
      resourceGroupName: "billing-rg",
    });

    // #region server
    const administrator = new ManagedIdentity(this, "administrator", { ...place, name: "billing-db-admin" });
    const server = new PostgresqlFlexibleServer(this, "server", {
      ...place,
      name: "billing-7f3a",
      version: "16",
      skuName: "B_Standard_B1ms",
      zone: "1",
      authentication: {
        activeDirectoryAuthEnabled: true,
        passwordAuthEnabled: false,
        tenantId: administrator.tenantId,
      },
    });
    const invoices = new PostgresqlFlexibleServerDatabase(this, "invoices", { name: "invoices", serverId: server.id });
    // Lets in Azure's own network, in which the script runs that makes the users.
    new PostgresqlFlexibleServerFirewallRule(this, "azure", {
      name: "azure",
      serverId: server.id,
      startIpAddress: "0.0.0.0",
      endIpAddress: "0.0.0.0",
    });
    // #endregion
    // #region users
    const users = new PostgresqlDatabaseUsers(this, "invoices-users", {
      ...place,
      name: "invoices-users",
      server,
      database: invoices.name,
      administrator,
    });
    new ManagedIdentityContainerApp(this, "billing", {
      ...place,
      name: "billing",
      environment,
      containers: [{ image: ContainerImage.of("mcr.microsoft.com/k8se/quickstart:latest") }],
      services: [AzureService.postgresqlDatabase(users, DatabasePrivilege.READ_WRITE)],
    });
    // #endregion
    // #region migrate
    new ManagedIdentityContainerAppJob(this, "migrate", {
      ...place,
      name: "billing-migrate",
      environment,
      containers: [{ image: ContainerImage.of("mcr.microsoft.com/k8se/quickstart:latest") }],
      trigger: JobTrigger.manual(),
      services: [AzureService.postgresqlDatabase(users, DatabasePrivilege.MANAGE_SCHEMA)],
    });
    // #endregion

    // #region sql
    const sqlServer = new MssqlServer(this, "sql-server", {
      ...place,
      name: "billing-sql-7f3a",
      version: "12.0",
      azureadAdministrator: {
        loginUsername: administrator.identityName,
        objectId: administrator.principalId,
        azureadAuthenticationOnly: true,
      },
    });
    const reports = new MssqlDatabase(this, "reports", { name: "reports", serverId: sqlServer.id });
    new MssqlFirewallRule(this, "sql-azure", {
      name: "azure",
      serverId: sqlServer.id,
      startIpAddress: "0.0.0.0",
      endIpAddress: "0.0.0.0",
    });
    const readers = new SqlDatabaseUsers(this, "reports-users", {
      ...place,
      name: "reports-users",
      server: sqlServer,
      database: reports.name,
      administrator,
    });
    new ManagedIdentityContainerApp(this, "reporting", {
      ...place,
      name: "reporting",
      environment,
      containers: [{ image: ContainerImage.of("mcr.microsoft.com/k8se/quickstart:latest") }],
      services: [AzureService.sqlDatabase(readers)],
    });
    // #endregion
  }
}
