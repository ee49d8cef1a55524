import { AzapiType, blocks, NAME, PARENT } from "./azapi-type";
import type { ListedBlocks, Source } from "./source";

// The shapes: https://learn.microsoft.com/azure/templates/microsoft.app/allversions

const SECRETS = (path: string): ListedBlocks =>
  blocks(path, { name: "name", value: "value", identity: "identity", key_vault_secret_id: "keyVaultUrl" });

const REGISTRIES = (path: string): ListedBlocks =>
  blocks(path, {
    server: "server",
    identity: "identity",
    username: "username",
    password_secret_name: "passwordSecretRef",
  });

const CONTAINER: ListedBlocks["of"] = {
  name: "name",
  image: "image",
  env: blocks("env", { name: "name", value: "value", secret_name: "secretRef" }),
  args: "args",
  command: "command",
};

const IN_GROUP: ListedBlocks["of"] = {
  name: "name",
  env: blocks("properties.environmentVariables", { name: "name", value: "value" }),
  commands: "properties.command",
};

/** A scale rule of an app, whose identity stands in the part for its kind. */
const APP_RULE: ListedBlocks["of"] = {
  name: "name",
  identity_id: ["custom.identity", "azureQueue.identity", "http.identity", "tcp.identity"],
  custom_rule_type: "custom.type",
  metadata: ["custom.metadata", "http.metadata", "tcp.metadata"],
};

const LIFECYCLES: ListedBlocks["of"] = { identity: "identity", lifecycle: "lifecycle" };

const CONFIGURATION: Readonly<Record<string, Source>> = {
  secret: SECRETS("properties.configuration.secrets"),
  registry: REGISTRIES("properties.configuration.registries"),
  identity_settings: blocks("properties.configuration.identitySettings", LIFECYCLES),
};

const CONTAINERS: ListedBlocks["of"] = {
  container: blocks("containers", CONTAINER),
  init_container: blocks("initContainers", CONTAINER),
};

const CERTIFICATE: ListedBlocks["of"] = { identity: "identity", key_vault_secret_id: "keyVaultUrl" };

/** Container apps, jobs, session pools, and environments with what is in them. */
export const APP_TYPES: Readonly<Record<string, AzapiType>> = {
  "microsoft.app/containerapps": {
    type: "azurerm_container_app",
    arguments: {
      ...CONFIGURATION,
      container_app_environment_id: ["properties.managedEnvironmentId", "properties.environmentId"],
      template: blocks("properties.template", { ...CONTAINERS, custom_scale_rule: blocks("scale.rules", APP_RULE) }),
    },
    secrets: ["secret"],
  },
  "microsoft.app/jobs": {
    type: "azurerm_container_app_job",
    arguments: {
      ...CONFIGURATION,
      container_app_environment_id: ["properties.environmentId", "properties.managedEnvironmentId"],
      template: blocks("properties.template", CONTAINERS),
      event_trigger_config: blocks("properties.configuration.eventTriggerConfig", {
        scale: blocks("scale", {
          rules: blocks("rules", {
            name: "name",
            identity_id: "identity",
            custom_rule_type: "type",
            metadata: "metadata",
          }),
        }),
      }),
    },
    secrets: ["secret"],
  },
  "microsoft.app/sessionpools": {
    type: "azurerm_container_app_session_pool",
    arguments: {
      container_app_environment_id: "properties.environmentId",
      secret: SECRETS("properties.secrets"),
      registry: REGISTRIES("properties.customContainerTemplate.registryCredentials"),
      identity_settings: blocks("properties.managedIdentitySettings", LIFECYCLES),
      template: blocks("properties.customContainerTemplate", CONTAINERS),
    },
    secrets: ["secret"],
  },
  "microsoft.app/containerapps/authconfigs": {
    type: "azurerm_container_app_auth_config",
    arguments: {
      container_app_id: PARENT,
      token_store: blocks("properties.login.tokenStore.azureBlobStorage", {
        blob_container_uri: "blobContainerUri",
        identity_id: "managedIdentityResourceId",
        client_id: "clientId",
        sas_url_setting_name: "sasUrlSettingName",
      }),
    },
    secrets: [],
  },
  "microsoft.app/managedenvironments": {
    type: "azurerm_container_app_environment",
    arguments: {
      log_analytics_customer_id: "properties.appLogsConfiguration.logAnalyticsConfiguration.customerId",
      infrastructure_subnet_id: "properties.vnetConfiguration.infrastructureSubnetId",
      certificate_key_vault: blocks("properties.customDomainConfiguration.certificateKeyVaultProperties", CERTIFICATE),
      disk_encryption: blocks("properties.diskEncryptionConfiguration.keyVaultConfiguration", {
        key_vault_key_id: "keyUrl",
        identity: "auth.identity",
      }),
    },
    secrets: [],
  },
  "microsoft.app/managedenvironments/certificates": {
    type: "azurerm_container_app_environment_certificate",
    arguments: {
      container_app_environment_id: PARENT,
      certificate_key_vault: blocks("properties.certificateKeyVaultProperties", CERTIFICATE),
    },
    secrets: [],
  },
  "microsoft.app/managedenvironments/daprcomponents": {
    type: "azurerm_container_app_environment_dapr_component",
    arguments: {
      container_app_environment_id: PARENT,
      component_type: "properties.componentType",
      secret: SECRETS("properties.secrets"),
      scopes: "properties.scopes",
      metadata: blocks("properties.metadata", { name: "name", value: "value", secret_name: "secretRef" }),
    },
    secrets: ["secret"],
  },
  "microsoft.app/managedenvironments/storages": {
    type: "azurerm_container_app_environment_storage",
    arguments: { container_app_environment_id: PARENT, account_name: "properties.azureFile.accountName" },
    secrets: [],
  },
  "microsoft.containerinstance/containergroups": {
    type: "azurerm_container_group",
    arguments: {
      container: blocks("properties.containers", IN_GROUP),
      init_container: blocks("properties.initContainers", IN_GROUP),
      image_registry_credential: blocks("properties.imageRegistryCredentials", {
        server: "server",
        user_assigned_identity_id: "identity",
      }),
    },
    secrets: [],
  },
  "microsoft.managedidentity/userassignedidentities": {
    type: "azurerm_user_assigned_identity",
    arguments: {},
    attributes: {
      "properties.principalid": ["principal_id"],
      "properties.clientid": ["client_id"],
      "properties.tenantid": ["tenant_id"],
    },
  },
  "microsoft.managedidentity/userassignedidentities/federatedidentitycredentials": {
    type: "azurerm_federated_identity_credential",
    arguments: {
      parent_id: PARENT,
      name: NAME,
      issuer: "properties.issuer",
      subject: "properties.subject",
      audience: "properties.audiences",
    },
  },
};
