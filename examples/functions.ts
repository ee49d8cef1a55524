import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { TerraformStack } from "cdktf";
import {
  AppIdentity,
  AzureService,
  ContainerAppEnvironment,
  ContainerImage,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  Role,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

const POOL =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/sandbox-rg/providers/Microsoft.App/sessionPools/sandbox";

/** Azure Functions in a container, whose host keeps its state in storage by identity, and that run code in a session pool. */
export class FunctionsStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const group = new ResourceGroup(this, "group", { name: "functions-rg", location: "westeurope" });
    const place = { resourceGroupName: group.name, location: group.location };
    const environment = new ContainerAppEnvironment(this, "environment", { ...place, name: "functions" });
    const identity = new ManagedIdentity(this, "identity", { ...place, name: "functions-id" });
    const storage = new StorageAccount(this, "storage", {
      ...place,
      name: "functions7f3a",
      accountTier: "Standard",
      accountReplicationType: "LRS",
      sharedAccessKeyEnabled: false,
    });

    // #region app
    new ManagedIdentityContainerApp(this, "functions", {
      ...place,
      name: "functions",
      environment,
      identity: AppIdentity.userAssigned(identity),
      containers: [{ image: ContainerImage.of("mcr.microsoft.com/azure-functions/dotnet-isolated:4") }],
      minReplicas: 1,
      environmentVariables: {
        AzureWebJobsStorage__accountName: storage.name,
        AzureWebJobsStorage__credential: "managedidentity",
        AzureWebJobsStorage__clientId: identity.clientId,
      },
      services: [
        AzureService.storageBlobs(storage, Role.STORAGE_BLOB_DATA_OWNER),
        AzureService.of(Role.fromName("Azure ContainerApps Session Executor"), POOL, {
          SESSION_POOL_ENDPOINT: "https://sandbox.env.westeurope.azurecontainerapps.io",
        }),
      ],
    });
    // #endregion
  }
}
