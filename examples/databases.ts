import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { PostgresqlFlexibleServer } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server";
import { PostgresqlFlexibleServerActiveDirectoryAdministrator } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server-active-directory-administrator";
import { TerraformOutput, TerraformStack } from "cdktf";
import {
  AppIdentity,
  ContainerAppEnvironment,
  ContainerImage,
  ManagedIdentity,
  ManagedIdentityContainerApp,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

/**
 * An app that signs in to a PostgreSQL server as its administrator, and what the user of an Azure SQL database is made
 * from.
 */
export class DatabasesStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const place = { resourceGroupName: "billing-rg", location: "westeurope" };
    const environment = ContainerAppEnvironment.fromEnvironmentName(this, "environment", {
      name: "billing",
      resourceGroupName: "billing-rg",
    });
    const server = new PostgresqlFlexibleServer(this, "server", {
      ...place,
      name: "billing-7f3a",
      version: "16",
      skuName: "B_Standard_B1ms",
      zone: "1",
      authentication: { activeDirectoryAuthEnabled: true, passwordAuthEnabled: false },
    });

    // #region app
    const identity = new ManagedIdentity(this, "identity", { ...place, name: "billing-id" });
    const administrator = new PostgresqlFlexibleServerActiveDirectoryAdministrator(this, "administrator", {
      serverName: server.name,
      resourceGroupName: place.resourceGroupName,
      tenantId: identity.tenantId,
      objectId: identity.principalId,
      principalName: identity.identityName,
      principalType: "ServicePrincipal",
    });
    new ManagedIdentityContainerApp(this, "billing", {
      ...place,
      name: "billing",
      environment,
      identity: AppIdentity.userAssigned(identity),
      containers: [{ image: ContainerImage.of("mcr.microsoft.com/k8se/quickstart:latest") }],
      environmentVariables: {
        POSTGRES_HOST: server.fqdn,
        POSTGRES_USERNAME: identity.identityName,
        POSTGRES_DATABASE: "postgres",
      },
      dependsOn: [administrator],
    });
    new TerraformOutput(this, "sql_user_name", { value: identity.identityName });
    new TerraformOutput(this, "sql_user_client_id", { value: identity.clientId });
    // #endregion
  }
}
