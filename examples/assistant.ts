import { ApplicationInsights } from "@cdktf/provider-azurerm/lib/application-insights";
import { CognitiveAccount } from "@cdktf/provider-azurerm/lib/cognitive-account";
import { CognitiveAccountProject } from "@cdktf/provider-azurerm/lib/cognitive-account-project";
import { EventgridTopic } from "@cdktf/provider-azurerm/lib/eventgrid-topic";
import { KustoCluster } from "@cdktf/provider-azurerm/lib/kusto-cluster";
import { KustoDatabase } from "@cdktf/provider-azurerm/lib/kusto-database";
import { LogAnalyticsWorkspace } from "@cdktf/provider-azurerm/lib/log-analytics-workspace";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { SearchService } from "@cdktf/provider-azurerm/lib/search-service";
import { SignalrService } from "@cdktf/provider-azurerm/lib/signalr-service";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { TerraformStack } from "cdktf";
import {
  AzureService,
  ContainerAppEnvironment,
  ContainerImage,
  Ingress,
  KustoRole,
  ManagedIdentityContainerApp,
  Role,
} from "cdktf-managed-identity-container-app";
import { Construct } from "constructs";

/**
 * An assistant that searches documents, calls models, keeps its notes in a table, tells browsers what it does, and reads
 * the history of orders in Kusto; none of the services takes a key.
 */
export class AssistantStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm", { features: [{}] });
    const group = new ResourceGroup(this, "group", { name: "assistant-rg", location: "swedencentral" });
    const place = { resourceGroupName: group.name, location: group.location };
    const logs = new LogAnalyticsWorkspace(this, "logs", {
      ...place,
      name: "assistant",
      localAuthenticationEnabled: false,
    });
    const insights = new ApplicationInsights(this, "insights", {
      ...place,
      name: "assistant",
      applicationType: "web",
      workspaceId: logs.id,
      localAuthenticationDisabled: true,
    });
    const search = new SearchService(this, "search", {
      ...place,
      name: "assistant-7f3a",
      sku: "basic",
      localAuthenticationEnabled: false,
    });
    const ai = new CognitiveAccount(this, "ai", {
      ...place,
      name: "assistant-7f3a",
      kind: "AIServices",
      skuName: "S0",
      customSubdomainName: "assistant-7f3a",
      projectManagementEnabled: true,
      localAuthEnabled: false,
      identity: { type: "SystemAssigned" },
    });
    const project = new CognitiveAccountProject(this, "project", {
      name: "chat",
      location: group.location,
      cognitiveAccountId: ai.id,
      identity: { type: "SystemAssigned" },
    });
    const storage = new StorageAccount(this, "storage", {
      ...place,
      name: "assistant7f3a",
      accountTier: "Standard",
      accountReplicationType: "LRS",
      sharedAccessKeyEnabled: false,
    });
    const signalR = new SignalrService(this, "signalr", {
      ...place,
      name: "assistant-7f3a",
      sku: { name: "Standard_S1", capacity: 1 },
      localAuthEnabled: false,
    });
    const topic = new EventgridTopic(this, "topic", { ...place, name: "assistant", localAuthEnabled: false });
    const cluster = new KustoCluster(this, "cluster", {
      ...place,
      name: "history7f3a",
      sku: { name: "Dev(No SLA)_Standard_E2a_v4", capacity: 1 },
    });
    const orders = new KustoDatabase(this, "orders", { ...place, name: "orders", clusterName: cluster.name });

    // #region app
    new ManagedIdentityContainerApp(this, "assistant", {
      ...place,
      name: "assistant",
      environment: new ContainerAppEnvironment(this, "environment", { ...place, name: "assistant" }),
      containers: [{ image: ContainerImage.of("mcr.microsoft.com/k8se/quickstart:latest") }],
      ingress: Ingress.external(80),
      services: [
        AzureService.applicationInsights(insights),
        AzureService.logAnalytics(logs),
        AzureService.aiSearch(search),
        AzureService.aiFoundryProject(ai, project),
        AzureService.storageTables(storage, Role.STORAGE_TABLE_DATA_CONTRIBUTOR),
        AzureService.signalR(signalR),
        AzureService.eventGrid(topic),
        AzureService.kusto(cluster, KustoRole.VIEWER, { database: orders.name }),
      ],
    });
    // #endregion
  }
}
