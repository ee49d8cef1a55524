import { ApplicationInsights } from "@cdktf/provider-azurerm/lib/application-insights";
import { CognitiveAccount } from "@cdktf/provider-azurerm/lib/cognitive-account";
import { CognitiveAccountProject } from "@cdktf/provider-azurerm/lib/cognitive-account-project";
import { DataAzurermSearchService } from "@cdktf/provider-azurerm/lib/data-azurerm-search-service";
import { EventgridDomain } from "@cdktf/provider-azurerm/lib/eventgrid-domain";
import { EventgridTopic } from "@cdktf/provider-azurerm/lib/eventgrid-topic";
import { LogAnalyticsWorkspace } from "@cdktf/provider-azurerm/lib/log-analytics-workspace";
import { RoleDefinition } from "@cdktf/provider-azurerm/lib/role-definition";
import { SearchService } from "@cdktf/provider-azurerm/lib/search-service";
import { ServicebusNamespace } from "@cdktf/provider-azurerm/lib/servicebus-namespace";
import { SignalrService } from "@cdktf/provider-azurerm/lib/signalr-service";
import { StorageTable } from "@cdktf/provider-azurerm/lib/storage-table";
import { WebPubsub } from "@cdktf/provider-azurerm/lib/web-pubsub";
import { TerraformStack } from "cdktf";
import { AzureService, KeyVaultAccessModel, ManagedIdentityContainerApp, Role } from "../../lib/index";
import { makeIdentity, PLACE, rolesOf, storageIn, using, variablesOf } from "../support/services";
import { appProps, importVault, newStack, synth } from "../support/synth";

const accountIn = (stack: TerraformStack) =>
  new CognitiveAccount(stack, "ai", {
    ...PLACE,
    name: "ai",
    kind: "AIServices",
    skuName: "S0",
    customSubdomainName: "ai-7f3a",
    projectManagementEnabled: true,
    identity: { type: "SystemAssigned" },
  });

const searchIn = (stack: TerraformStack) =>
  new SearchService(stack, "search", { ...PLACE, name: "search", sku: "basic", localAuthenticationEnabled: false });

describe("minimal", () => {
  test.each<[string, (stack: TerraformStack) => AzureService, string, string, Record<string, string>]>([
    [
      "storage tables",
      (stack) => AzureService.storageTables(storageIn(stack)),
      "Storage Table Data Reader",
      "azurerm_storage_account.storage.id",
      {
        AZURE_STORAGE_ACCOUNT_NAME: "${azurerm_storage_account.storage.name}",
        AZURE_STORAGE_TABLE_ENDPOINT: "${azurerm_storage_account.storage.primary_table_endpoint}",
      },
    ],
    [
      "a topic of Event Grid",
      (stack) => AzureService.eventGrid(new EventgridTopic(stack, "topic", { ...PLACE, name: "topic" })),
      "EventGrid Data Sender",
      "azurerm_eventgrid_topic.topic.id",
      { AZURE_EVENT_GRID_ENDPOINT: "${azurerm_eventgrid_topic.topic.endpoint}" },
    ],
    [
      "a domain of Event Grid",
      (stack) => AzureService.eventGrid(new EventgridDomain(stack, "domain", { ...PLACE, name: "domain" })),
      "EventGrid Data Sender",
      "azurerm_eventgrid_domain.domain.id",
      { AZURE_EVENT_GRID_ENDPOINT: "${azurerm_eventgrid_domain.domain.endpoint}" },
    ],
    [
      "Azure SignalR Service",
      (stack) =>
        AzureService.signalR(
          new SignalrService(stack, "signalr", { ...PLACE, name: "hub", sku: { name: "Standard_S1", capacity: 1 } }),
        ),
      "SignalR App Server",
      "azurerm_signalr_service.signalr.id",
      {
        AZURE_SIGNALR_CONNECTIONSTRING:
          "Endpoint=https://${azurerm_signalr_service.signalr.hostname};AuthType=azure;Version=1.0;",
      },
    ],
    [
      "Azure Web PubSub",
      (stack) =>
        AzureService.webPubSub(
          new WebPubsub(stack, "pubsub", { ...PLACE, name: "pubsub", sku: "Standard_S1" }),
          Role.WEB_PUBSUB_SERVICE_OWNER,
        ),
      "Web PubSub Service Owner",
      "azurerm_web_pubsub.pubsub.id",
      { AZURE_WEBPUBSUB_HOST: "${azurerm_web_pubsub.pubsub.hostname}" },
    ],
    [
      "Application Insights",
      (stack) =>
        AzureService.applicationInsights(
          new ApplicationInsights(stack, "insights", { ...PLACE, name: "insights", applicationType: "web" }),
        ),
      "Monitoring Metrics Publisher",
      "azurerm_application_insights.insights.id",
      { APPLICATIONINSIGHTS_CONNECTION_STRING: "${azurerm_application_insights.insights.connection_string}" },
    ],
    [
      "a Log Analytics workspace",
      (stack) => AzureService.logAnalytics(new LogAnalyticsWorkspace(stack, "logs", { ...PLACE, name: "logs" })),
      "Log Analytics Data Reader",
      "azurerm_log_analytics_workspace.logs.id",
      { AZURE_LOG_ANALYTICS_WORKSPACE_ID: "${azurerm_log_analytics_workspace.logs.workspace_id}" },
    ],
    [
      "Azure AI Search",
      (stack) => AzureService.aiSearch(searchIn(stack)),
      "Search Index Data Reader",
      "azurerm_search_service.search.id",
      { AZURE_AI_SEARCH_ENDPOINT: "https://${azurerm_search_service.search.name}.search.windows.net" },
    ],
    [
      "an account of Azure AI services",
      (stack) => AzureService.aiServices(accountIn(stack)),
      "Cognitive Services User",
      "azurerm_cognitive_account.ai.id",
      { AZURE_AISERVICES_COGNITIVESERVICES_ENDPOINT: "${azurerm_cognitive_account.ai.endpoint}" },
    ],
    [
      "a project of Azure AI Foundry",
      (stack) => {
        const account = accountIn(stack);
        const project = new CognitiveAccountProject(stack, "project", {
          name: "chat",
          location: "westeurope",
          cognitiveAccountId: account.id,
          identity: { type: "SystemAssigned" },
        });
        return AzureService.aiFoundryProject(account, project);
      },
      "Cognitive Services User",
      "azurerm_cognitive_account_project.project.id",
      {
        AZURE_AI_PROJECT_ENDPOINT:
          "https://${azurerm_cognitive_account.ai.custom_subdomain_name}.services.ai.azure.com/api/projects/${azurerm_cognitive_account_project.project.name}",
      },
    ],
  ])("%s: the role, the variables and the wait are one line", (_, serviceIn, role, scope, variables) => {
    const program = using((stack) => [serviceIn(stack)]);
    expect(rolesOf(program)).toEqual([[role, `\${${scope}}`]]);
    expect(variablesOf(program)).toEqual(variables);
    expect(program.only("azurerm_container_app").depends_on).toEqual(
      Object.keys(program.all("azurerm_role_assignment")).map((name) => `azurerm_role_assignment.${name}`),
    );
  });

  test.each([
    [KeyVaultAccessModel.ACCESS_POLICY, "azurerm_key_vault_access_policy", { secret_permissions: ["Get"] }],
    [KeyVaultAccessModel.RBAC, "azurerm_role_assignment", { role_definition_name: "Key Vault Secrets User" }],
  ])("a vault by %s is read by what it takes", (accessModel, type, grant) => {
    const program = using((stack) => [AzureService.keyVault(importVault(stack, "vault", accessModel))]);
    expect(program.only(type)).toMatchObject(grant);
    expect(Object.keys(variablesOf(program))).toEqual(["AZURE_KEY_VAULT_ENDPOINT"]);
    expect(program.only("azurerm_container_app").depends_on).toEqual([expect.stringContaining(`${type}.`)]);
  });
});

describe("options", () => {
  test("a second vault has variables of its own, beside that of keyVault", () => {
    const program = synth((stack) => {
      const vault = importVault(stack);
      const archive = importVault(stack, "archive", undefined, "archive");
      new ManagedIdentityContainerApp(
        stack,
        "app",
        appProps(stack, {
          keyVault: vault,
          services: [AzureService.keyVault(vault), AzureService.keyVault(archive, { variablePrefix: "ARCHIVE" })],
        }),
      );
    });
    expect(Object.keys(variablesOf(program)).sort()).toEqual(["ARCHIVE_ENDPOINT", "AZURE_KEY_VAULT_ENDPOINT"]);
    expect(Object.keys(program.all("azurerm_key_vault_access_policy"))).toHaveLength(2);
  });

  test("a role may be for one table", () => {
    const program = using((stack) => {
      const table = new StorageTable(stack, "table", { name: "orders", storageAccountName: "storage" });
      return [AzureService.storageTables(storageIn(stack), undefined, { scope: table.resourceManagerId })];
    });
    expect(rolesOf(program)).toEqual([
      ["Storage Table Data Reader", "${azurerm_storage_table.table.resource_manager_id}"],
    ]);
  });
});

test("a custom role is taken in the place of a built-in one", () => {
  const program = using((stack) => {
    const definition = new RoleDefinition(stack, "definition", {
      name: "Peek",
      scope: "/subscriptions/00000000-0000-0000-0000-000000000000",
    });
    const bus = new ServicebusNamespace(stack, "bus", { ...PLACE, name: "bus", sku: "Standard" });
    return [AzureService.serviceBus(bus, Role.fromDefinitionId(definition.roleDefinitionResourceId))];
  });
  expect(program.only("azurerm_role_assignment")).toMatchObject({
    role_definition_id: "${azurerm_role_definition.definition.role_definition_resource_id}",
    scope: "${azurerm_servicebus_namespace.bus.id}",
  });
});

describe("imported", () => {
  test("a search service is found by a data source, or reached at an endpoint that the program knows", () => {
    const program = using((stack) => {
      const found = new DataAzurermSearchService(stack, "found", { name: "found", resourceGroupName: "my-rg" });
      const known = { id: searchIn(stack).id, name: "known", endpoint: "https://known.search.azure.us" };
      return [
        AzureService.aiSearch(found),
        AzureService.aiSearch(known, Role.SEARCH_INDEX_DATA_CONTRIBUTOR, { variablePrefix: "WRITE" }),
      ];
    });
    expect(variablesOf(program)).toEqual({
      AZURE_AI_SEARCH_ENDPOINT: "https://${data.azurerm_search_service.found.name}.search.windows.net",
      WRITE_ENDPOINT: "https://known.search.azure.us",
    });
  });
});

describe("refused", () => {
  test.each<[string, (role: Role) => AzureService, Role, Role]>([
    [
      "tables",
      (role) => AzureService.storageTables({ id: "x", name: "st", primaryTableEndpoint: "x" }, role),
      Role.STORAGE_BLOB_DATA_READER,
      Role.STORAGE_TABLE_DATA_CONTRIBUTOR,
    ],
    [
      "AI Search",
      (role) => AzureService.aiSearch({ id: "x", name: "s" }, role),
      Role.LOG_ANALYTICS_DATA_READER,
      Role.SEARCH_SERVICE_CONTRIBUTOR,
    ],
    [
      "SignalR",
      (role) => AzureService.signalR({ id: "x", hostname: "s" }, role),
      Role.WEB_PUBSUB_SERVICE_OWNER,
      Role.SIGNALR_REST_API_OWNER,
    ],
  ])("a built-in role for something else than %s is refused", (_, use, refused, accepted) => {
    const grant = (role: Role) => () => use(role).grantTo(makeIdentity(newStack()));
    expect(grant(refused)).toThrow(/role is ".*"; allowed: a role with .* in its name/);
    expect(grant(accepted)).not.toThrow(/in its name/);
  });

  test.each<[string, () => AzureService]>([
    ["aiSearch", () => AzureService.aiSearch(null as never)],
    ["aiFoundryProject", () => AzureService.aiFoundryProject({ customSubdomainName: "x" }, "chat" as never)],
    ["aiFoundryProject", () => AzureService.aiFoundryProject({} as never, { id: "x", name: "chat" })],
    ["kusto", () => AzureService.kusto(undefined as never)],
    ["managedRedis", () => AzureService.managedRedis({ id: "x", hostname: "x", port: [10000] as never })],
    ["redis", () => AzureService.redis(null as never)],
    ["cosmosDb", () => AzureService.cosmosDb([][0] as never)],
    ["keyVault", () => AzureService.keyVault({ grantReadSecrets: () => null, vaultUri: "https://x" } as never)],
  ])("%s of something else is refused by the factory", (factory, use) => {
    expect(use).toThrow(new RegExp(`^AzureService\\.${factory} is refused:\\n {2}- [\\w.]+ is `));
  });
});
