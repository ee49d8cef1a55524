import { table } from "../base/table";

/** An action that azurerm does on a resource, or in its subscription, beside reading and writing the resource itself. */
export interface ProviderAction {
  readonly action: string;
  /** Whether only applying takes it; else reading the resource does, which is a part of each plan. */
  readonly isForApply?: true;
  /** Whether it is done in the whole subscription. */
  readonly isInSubscription?: true;
}

const reads = (...actions: readonly string[]): ProviderAction[] => actions.map((action) => ({ action }));
const applies = (...actions: readonly string[]): ProviderAction[] =>
  actions.map((action) => ({ action, isForApply: true }));
const inSubscription = (action: string, isForApply?: true): ProviderAction => ({
  action,
  isForApply,
  isInSubscription: true,
});

/** App Service lists settings, connection strings and credentials by one action. */
const SITE = [
  ...reads(
    "Microsoft.Web/sites/config/read",
    "Microsoft.Web/sites/config/list/action",
    "Microsoft.Web/sites/basicPublishingCredentialsPolicies/read",
  ),
  ...applies("Microsoft.Web/sites/config/write", "Microsoft.Web/sites/basicPublishingCredentialsPolicies/write"),
];
const VAULT = reads("Microsoft.KeyVault/vaults/read");
const SERVICE_BUS_KEYS = reads("Microsoft.ServiceBus/namespaces/authorizationRules/listKeys/action");
const EVENT_HUB_KEYS = reads("Microsoft.EventHub/namespaces/authorizationRules/listKeys/action");
const COGNITIVE_KEYS = reads("Microsoft.CognitiveServices/accounts/listKeys/action");

/**
 * What azurerm does beside, by resource type, for resources and data sources alike: most attributes that hold a key are
 * read by an action of their own.
 *
 * @see https://github.com/hashicorp/terraform-provider-azurerm/tree/v4.55.0/internal/services
 */
export const PROVIDER_ACTIONS = table<readonly ProviderAction[]>({
  azurerm_ai_services: COGNITIVE_KEYS,
  azurerm_api_management_subscription: reads("Microsoft.ApiManagement/service/subscriptions/listSecrets/action"),
  azurerm_app_configuration: reads("Microsoft.AppConfiguration/configurationStores/ListKeys/action"),
  azurerm_cognitive_account: COGNITIVE_KEYS,
  azurerm_communication_service: reads("Microsoft.Communication/communicationServices/listKeys/action"),
  azurerm_container_app: reads("Microsoft.App/containerApps/listSecrets/action"),
  azurerm_container_app_custom_domain: reads("Microsoft.App/containerApps/listSecrets/action"),
  azurerm_container_app_environment: [inSubscription("Microsoft.OperationalInsights/workspaces/read")],
  azurerm_container_app_environment_dapr_component: reads(
    "Microsoft.App/managedEnvironments/daprComponents/listSecrets/action",
  ),
  azurerm_container_app_job: reads("Microsoft.App/jobs/listSecrets/action"),
  azurerm_container_registry: reads("Microsoft.ContainerRegistry/registries/listCredentials/action"),
  azurerm_cosmosdb_account: reads(
    "Microsoft.DocumentDB/databaseAccounts/listKeys/action",
    "Microsoft.DocumentDB/databaseAccounts/readonlykeys/action",
    "Microsoft.DocumentDB/databaseAccounts/listConnectionStrings/action",
  ),
  azurerm_eventhub_authorization_rule: reads(
    "Microsoft.EventHub/namespaces/eventhubs/authorizationRules/listKeys/action",
  ),
  azurerm_eventhub_namespace: EVENT_HUB_KEYS,
  azurerm_eventhub_namespace_authorization_rule: EVENT_HUB_KEYS,
  azurerm_function_app_flex_consumption: SITE,
  azurerm_key_vault: [
    inSubscription("Microsoft.KeyVault/locations/deletedVaults/read", true),
    inSubscription("Microsoft.KeyVault/locations/deletedVaults/purge/action", true),
  ],
  azurerm_key_vault_certificate: VAULT,
  azurerm_key_vault_key: VAULT,
  azurerm_key_vault_secret: VAULT,
  azurerm_kubernetes_cluster: reads(
    "Microsoft.ContainerService/managedClusters/listClusterUserCredential/action",
    "Microsoft.ContainerService/managedClusters/listClusterAdminCredential/action",
  ),
  azurerm_linux_function_app: SITE,
  azurerm_linux_web_app: SITE,
  azurerm_log_analytics_workspace: reads("Microsoft.OperationalInsights/workspaces/sharedKeys/action"),
  azurerm_logic_app_standard: SITE,
  azurerm_managed_redis: reads("Microsoft.Cache/redisEnterprise/databases/listKeys/action"),
  azurerm_maps_account: reads("Microsoft.Maps/accounts/listKeys/action"),
  azurerm_redis_cache: reads("Microsoft.Cache/redis/listKeys/action"),
  azurerm_relay_namespace: reads("Microsoft.Relay/namespaces/authorizationRules/listKeys/action"),
  azurerm_resource_group: applies("Microsoft.Resources/subscriptions/resourceGroups/resources/read"),
  azurerm_role_assignment: reads("Microsoft.Authorization/roleDefinitions/read"),
  azurerm_search_service: reads(
    "Microsoft.Search/searchServices/listAdminKeys/action",
    "Microsoft.Search/searchServices/listQueryKeys/action",
  ),
  azurerm_servicebus_namespace: SERVICE_BUS_KEYS,
  azurerm_servicebus_namespace_authorization_rule: SERVICE_BUS_KEYS,
  azurerm_servicebus_queue_authorization_rule: reads(
    "Microsoft.ServiceBus/namespaces/queues/authorizationRules/listKeys/action",
  ),
  azurerm_servicebus_topic_authorization_rule: reads(
    "Microsoft.ServiceBus/namespaces/topics/authorizationRules/listKeys/action",
  ),
  azurerm_signalr_service: reads("Microsoft.SignalRService/signalR/listKeys/action"),
  azurerm_storage_account: [
    ...reads(
      "Microsoft.Storage/storageAccounts/listKeys/action",
      "Microsoft.Storage/storageAccounts/blobServices/read",
      "Microsoft.Storage/storageAccounts/fileServices/read",
    ),
    ...applies(
      "Microsoft.Storage/storageAccounts/blobServices/write",
      "Microsoft.Storage/storageAccounts/fileServices/write",
    ),
  ],
  azurerm_web_pubsub: reads("Microsoft.SignalRService/webPubSub/listKeys/action"),
  azurerm_windows_function_app: SITE,
  azurerm_windows_web_app: SITE,
});
