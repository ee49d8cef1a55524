import { table } from "./table";

/** What Azure calls what a Terraform resource makes, and where it stands. */
export interface AzureType {
  /** The type in Azure, such as `Microsoft.KeyVault/vaults`; for a part of another resource, with that one's type first. */
  readonly name: string;
  /** The argument that holds the id of the resource that it is a part of. */
  readonly parentId?: string;
  /** The argument that holds that resource's name, where azurerm takes names. */
  readonly parentName?: string;
  /** Whether its name is its own in all of Azure. */
  readonly isGlobal?: boolean;
}

const global = (name: string): AzureType => ({ name, isGlobal: true });
const type = (name: string): AzureType => ({ name });
const part = (name: string, parentId: string, parentName?: string): AzureType => ({ name, parentId, parentName });

/** The Terraform types whose ids stand as the scope of a grant, or that a deployer of such programs makes. */
export const AZURE_TYPES = table<AzureType>({
  azurerm_api_management: global("Microsoft.ApiManagement/service"),
  azurerm_app_configuration: global("Microsoft.AppConfiguration/configurationStores"),
  azurerm_application_gateway: type("Microsoft.Network/applicationGateways"),
  azurerm_application_insights: type("Microsoft.Insights/components"),
  azurerm_automation_account: type("Microsoft.Automation/automationAccounts"),
  azurerm_batch_account: type("Microsoft.Batch/batchAccounts"),
  azurerm_ai_services: type("Microsoft.CognitiveServices/accounts"),
  azurerm_cognitive_account: type("Microsoft.CognitiveServices/accounts"),
  azurerm_cognitive_deployment: part("Microsoft.CognitiveServices/accounts/deployments", "cognitive_account_id"),
  azurerm_container_app: type("Microsoft.App/containerApps"),
  azurerm_container_app_custom_domain: part("Microsoft.App/containerApps/customDomains", "container_app_id"),
  azurerm_container_app_environment: type("Microsoft.App/managedEnvironments"),
  azurerm_container_app_environment_certificate: part("Microsoft.App/managedEnvironments/certificates", "container_app_environment_id"),
  azurerm_container_app_environment_dapr_component: part("Microsoft.App/managedEnvironments/daprComponents", "container_app_environment_id"),
  azurerm_container_app_environment_storage: part("Microsoft.App/managedEnvironments/storages", "container_app_environment_id"),
  azurerm_container_app_job: type("Microsoft.App/jobs"),
  azurerm_container_group: type("Microsoft.ContainerInstance/containerGroups"),
  azurerm_container_registry: global("Microsoft.ContainerRegistry/registries"),
  azurerm_cosmosdb_account: global("Microsoft.DocumentDB/databaseAccounts"),
  azurerm_cosmosdb_sql_container: part("Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers", "cosmosdb_account_id", "account_name"),
  azurerm_cosmosdb_sql_database: part("Microsoft.DocumentDB/databaseAccounts/sqlDatabases", "cosmosdb_account_id", "account_name"),
  azurerm_data_factory: global("Microsoft.DataFactory/factories"),
  azurerm_databricks_workspace: type("Microsoft.Databricks/workspaces"),
  azurerm_disk_encryption_set: type("Microsoft.Compute/diskEncryptionSets"),
  azurerm_dns_zone: type("Microsoft.Network/dnsZones"),
  azurerm_eventgrid_domain: type("Microsoft.EventGrid/domains"),
  azurerm_eventgrid_topic: type("Microsoft.EventGrid/topics"),
  azurerm_eventgrid_namespace: type("Microsoft.EventGrid/namespaces"),
  azurerm_eventhub: part("Microsoft.EventHub/namespaces/eventhubs", "namespace_id", "namespace_name"),
  azurerm_eventhub_consumer_group: part("Microsoft.EventHub/namespaces/eventhubs/consumergroups", "eventhub_id", "namespace_name"),
  azurerm_eventhub_namespace: global("Microsoft.EventHub/namespaces"),
  azurerm_federated_identity_credential: part("Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials", "parent_id"),
  azurerm_function_app_flex_consumption: global("Microsoft.Web/sites"),
  azurerm_image: type("Microsoft.Compute/images"),
  azurerm_key_vault: global("Microsoft.KeyVault/vaults"),
  azurerm_key_vault_certificate: part("Microsoft.KeyVault/vaults/certificates", "key_vault_id"),
  azurerm_key_vault_key: part("Microsoft.KeyVault/vaults/keys", "key_vault_id"),
  azurerm_key_vault_secret: part("Microsoft.KeyVault/vaults/secrets", "key_vault_id"),
  azurerm_key_vault_managed_hardware_security_module: global("Microsoft.KeyVault/managedHSMs"),
  azurerm_kubernetes_cluster: type("Microsoft.ContainerService/managedClusters"),
  azurerm_kubernetes_cluster_node_pool: part("Microsoft.ContainerService/managedClusters/agentPools", "kubernetes_cluster_id"),
  azurerm_kusto_cluster: global("Microsoft.Kusto/clusters"),
  azurerm_linux_function_app: global("Microsoft.Web/sites"),
  azurerm_linux_virtual_machine: type("Microsoft.Compute/virtualMachines"),
  azurerm_linux_virtual_machine_scale_set: type("Microsoft.Compute/virtualMachineScaleSets"),
  azurerm_linux_web_app: global("Microsoft.Web/sites"),
  azurerm_load_test: type("Microsoft.LoadTestService/loadTests"),
  azurerm_log_analytics_workspace: type("Microsoft.OperationalInsights/workspaces"),
  azurerm_logic_app_standard: global("Microsoft.Web/sites"),
  azurerm_logic_app_workflow: type("Microsoft.Logic/workflows"),
  azurerm_machine_learning_workspace: type("Microsoft.MachineLearningServices/workspaces"),
  azurerm_managed_disk: type("Microsoft.Compute/disks"),
  azurerm_managed_redis: type("Microsoft.Cache/redisEnterprise"),
  azurerm_maps_account: type("Microsoft.Maps/accounts"),
  azurerm_monitor_data_collection_rule: type("Microsoft.Insights/dataCollectionRules"),
  azurerm_mssql_database: part("Microsoft.Sql/servers/databases", "server_id"),
  azurerm_mssql_managed_instance: type("Microsoft.Sql/managedInstances"),
  azurerm_mssql_server: global("Microsoft.Sql/servers"),
  azurerm_mysql_flexible_server: global("Microsoft.DBforMySQL/flexibleServers"),
  azurerm_nat_gateway: type("Microsoft.Network/natGateways"),
  azurerm_network_interface: type("Microsoft.Network/networkInterfaces"),
  azurerm_network_security_group: type("Microsoft.Network/networkSecurityGroups"),
  azurerm_postgresql_flexible_server: global("Microsoft.DBforPostgreSQL/flexibleServers"),
  azurerm_private_dns_zone: type("Microsoft.Network/privateDnsZones"),
  azurerm_private_endpoint: type("Microsoft.Network/privateEndpoints"),
  azurerm_public_ip: type("Microsoft.Network/publicIPAddresses"),
  azurerm_recovery_services_vault: type("Microsoft.RecoveryServices/vaults"),
  azurerm_redis_cache: global("Microsoft.Cache/redis"),
  azurerm_route_table: type("Microsoft.Network/routeTables"),
  azurerm_search_service: global("Microsoft.Search/searchServices"),
  azurerm_service_plan: type("Microsoft.Web/serverfarms"),
  azurerm_servicebus_namespace: global("Microsoft.ServiceBus/namespaces"),
  azurerm_servicebus_queue: part("Microsoft.ServiceBus/namespaces/queues", "namespace_id"),
  azurerm_servicebus_subscription: part("Microsoft.ServiceBus/namespaces/topics/subscriptions", "topic_id"),
  azurerm_servicebus_topic: part("Microsoft.ServiceBus/namespaces/topics", "namespace_id"),
  azurerm_shared_image_gallery: type("Microsoft.Compute/galleries"),
  azurerm_signalr_service: global("Microsoft.SignalRService/signalR"),
  azurerm_static_web_app: type("Microsoft.Web/staticSites"),
  azurerm_storage_account: global("Microsoft.Storage/storageAccounts"),
  azurerm_storage_blob: part("Microsoft.Storage/storageAccounts/blobServices/containers/blobs", "storage_container_id", "storage_account_name"),
  azurerm_storage_container: part("Microsoft.Storage/storageAccounts/blobServices/containers", "storage_account_id", "storage_account_name"),
  azurerm_storage_data_lake_gen2_filesystem: part("Microsoft.Storage/storageAccounts/blobServices/containers", "storage_account_id"),
  azurerm_storage_queue: part("Microsoft.Storage/storageAccounts/queueServices/queues", "storage_account_id", "storage_account_name"),
  azurerm_storage_share: part("Microsoft.Storage/storageAccounts/fileServices/shares", "storage_account_id", "storage_account_name"),
  azurerm_storage_table: part("Microsoft.Storage/storageAccounts/tableServices/tables", "storage_account_id", "storage_account_name"),
  azurerm_subnet: part("Microsoft.Network/virtualNetworks/subnets", "virtual_network_id", "virtual_network_name"),
  azurerm_synapse_workspace: global("Microsoft.Synapse/workspaces"),
  azurerm_user_assigned_identity: type("Microsoft.ManagedIdentity/userAssignedIdentities"),
  azurerm_virtual_machine: type("Microsoft.Compute/virtualMachines"),
  azurerm_virtual_network: type("Microsoft.Network/virtualNetworks"),
  azurerm_web_pubsub: global("Microsoft.SignalRService/webPubSub"),
  azurerm_windows_function_app: global("Microsoft.Web/sites"),
  azurerm_windows_virtual_machine: type("Microsoft.Compute/virtualMachines"),
  azurerm_windows_virtual_machine_scale_set: type("Microsoft.Compute/virtualMachineScaleSets"),
  azurerm_windows_web_app: global("Microsoft.Web/sites"),
});

/** The types in Azure whose names are their own in all of Azure, in lower case. */
export const GLOBAL_TYPES: ReadonlySet<string> = new Set(Object.values(AZURE_TYPES).flatMap((one) => (one?.isGlobal ? [one.name.toLowerCase()] : [])));
