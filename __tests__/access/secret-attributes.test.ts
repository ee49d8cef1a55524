import { isSecretAttribute } from "../../lib/access/private/secret-attributes";

/** Attributes that azurerm 4.55's schemas mark as sensitive, by the name of the type without `azurerm_`. */
const SECRET = [
  ["storage_account", "primary_access_key secondary_connection_string primary_blob_connection_string"],
  [
    "cosmosdb_account",
    "primary_key secondary_readonly_key primary_mongodb_connection_string primary_sql_connection_string",
  ],
  ["servicebus_namespace", "default_primary_connection_string default_secondary_key"],
  ["servicebus_topic_authorization_rule", "primary_key primary_connection_string_alias"],
  ["eventhub_namespace", "default_primary_connection_string_alias"],
  ["redis_cache", "primary_access_key primary_connection_string"],
  ["managed_redis", "default_database.primary_access_key"],
  ["container_registry", "admin_password"],
  ["container_registry_token_password", "password1.value"],
  ["log_analytics_workspace", "primary_shared_key"],
  ["search_service", "primary_key"],
  ["app_configuration", "primary_write_key.connection_string primary_read_key.secret primary_read_key"],
  ["application_insights_api_key", "api_key"],
  ["key_vault_secret", "value"],
  ["key_vault_certificate_data", "key"],
  ["kubernetes_cluster", "kube_config_raw kube_admin_config kube_config.client_key kube_config.password"],
  ["linux_web_app", "site_credential.password connection_string.value"],
  ["postgresql_flexible_server", "administrator_password"],
  ["mssql_server", "administrator_login_password"],
  ["function_app_host_keys", "default_function_key signalr_extension_key event_grid_extension_config_key"],
  ["storage_account_sas", "sas"],
  ["managed_disk_sas_token", "sas_url"],
  ["static_web_app", "api_key"],
  ["virtual_desktop_host_pool_registration_info", "token"],
  ["container_app", "secret secret.value"],
] as const;

/** Those whose names look so, and which are none. */
const OPEN = [
  ["storage_account", "id name primary_blob_endpoint shared_access_key_enabled customer_managed_key.key_vault_key_id"],
  ["key_vault_secret", "id version versionless_id name content_type"],
  ["key_vault_key", "public_key_pem public_key_openssh versionless_id"],
  ["key_vault_certificate", "secret_id versionless_secret_id certificate_data thumbprint"],
  ["key_vault", "vault_uri"],
  ["application_insights", "connection_string instrumentation_key app_id"],
  ["function_app", "site_config.application_insights_connection_string custom_domain_verification_id"],
  ["container_app", "custom_domain_verification_id secret.name registry.password_secret_name latest_revision_fqdn"],
  ["container_registry", "login_server admin_username"],
  ["user_assigned_identity", "client_id principal_id tenant_id"],
  ["app_configuration_key", "value"],
  ["app_configuration", "primary_read_key.id endpoint"],
  ["cosmosdb_sql_container", "partition_key_paths"],
  ["storage_table_entity", "partition_key row_key"],
  ["ssh_public_key", "public_key"],
  ["static_web_app_custom_domain", "validation_token"],
  ["kubernetes_cluster", "kube_config.host kube_config.cluster_ca_certificate"],
  ["linux_web_app", "connection_string.name app_settings"],
  ["servicebus_namespace", "endpoint"],
] as const;

const each = (table: readonly (readonly [string, string])[]) =>
  table.flatMap(([type, paths]) => paths.split(" ").map((path): [string, string] => [`azurerm_${type}`, path]));

test.each(each(SECRET))("%s.%s is a secret", (type, path) => {
  expect(isSecretAttribute(type, path.split("."))).toBe(true);
});

test.each(each(OPEN))("%s.%s is none", (type, path) => {
  expect(isSecretAttribute(type, path.split("."))).toBe(false);
});

test.each([
  ["random_password", "result", "length"],
  ["tls_private_key", "private_key_pem", "public_key_pem"],
  ["azuread_application_password", "value", "key_id"],
  ["azapi_resource_action", "sensitive_output", "output"],
])("%s.%s is a secret, %s is none", (type, secret, none) => {
  expect(isSecretAttribute(type, [secret])).toBe(true);
  expect(isSecretAttribute(type, [none])).toBe(false);
});
