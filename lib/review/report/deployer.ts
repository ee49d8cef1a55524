import { AZURE_TYPES } from "../azure/resource-types";
import { table } from "../base/table";
import type { AccessModel } from "../model/access-model";
import { identityIdsOf } from "../model/attached-identities";
import type { Grant } from "../model/grant";
import { administratorOf } from "../model/grants/database-users";
import { isOnlyGrant } from "../model/grants/grant-types";
import { makesDatabaseUsers } from "../model/known-templates";
import { canonicalText, Instance } from "../program/instance";
import { azapiNeeds } from "./azapi-needs";
import { DATA_READS, eachStep, Need } from "./deployer-steps";
import { NeedRows } from "./need-rows";
import type { DeployerNeed } from "./report";

/** The permissions for writing secrets, keys and certificates, by resource type. */
const VAULT_DATA = table<string>({
  azurerm_key_vault_secret: "Key Vault Secrets Officer, or secrets Get, Set, Delete, Recover, Purge",
  azurerm_key_vault_key:
    "Key Vault Crypto Officer, or keys Get, Create, Update, Delete, Recover, Purge, GetRotationPolicy",
  azurerm_key_vault_certificate:
    "Key Vault Certificates Officer, or certificates Get, Create, Import, Update, Delete, Recover, Purge",
});

/** An argument that names another resource, and the permission that this takes on that one. */
type OnOther = readonly [argument: string, permission: string];

const JOIN_ENVIRONMENT: readonly OnOther[] = [
  ["container_app_environment_id", "Microsoft.App/managedEnvironments/join/action"],
];

/** The permissions that the arguments of a type take on other resources. */
const ON_OTHERS = table<readonly OnOther[]>({
  azurerm_container_app: JOIN_ENVIRONMENT,
  azurerm_container_app_job: JOIN_ENVIRONMENT,
  azurerm_container_app_environment: [
    ["log_analytics_workspace_id", "Microsoft.OperationalInsights/workspaces/sharedKeys/action"],
    ["infrastructure_subnet_id", "Microsoft.Network/virtualNetworks/subnets/join/action"],
  ],
  azurerm_private_endpoint: [["subnet_id", "Microsoft.Network/virtualNetworks/subnets/join/action"]],
  azurerm_private_dns_zone_virtual_network_link: [
    ["virtual_network_id", "Microsoft.Network/virtualNetworks/join/action"],
  ],
  azurerm_cosmosdb_sql_role_assignment: [
    ["account_name", "Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments/write"],
  ],
  azurerm_redis_cache_access_policy_assignment: [
    ["redis_cache_id", "Microsoft.Cache/redis/accessPolicyAssignments/write"],
  ],
});

/** The permissions that applying a program takes, from what it makes and reads, and which a plan takes: each once. */
export function deployerNeeds(access: AccessModel): DeployerNeed[] {
  const rows = new NeedRows();
  for (const instance of access.program.instances) {
    const { address } = instance;
    eachStep(instance, needsOf(access, instance), (action, scope) => rows.add(action, scope, address));
  }
  return rows.all;
}

function needsOf(access: AccessModel, instance: Instance): Need[] {
  const { type, isManaged } = instance;
  if (type.startsWith("azuread_")) {
    return [directoryNeed(instance)];
  }
  const needs = instance.azapi && azapiNeeds(instance, access.targetsOf(instance));
  if (needs) {
    return needs;
  }
  if (!isOfAzure(instance)) {
    return [];
  }
  const own = ownNeeds(access, instance);
  return isManaged ? own.concat(needsOnOthers(access, instance)) : own;
}

/** Whether a resource or data source stands for something in Azure. */
function isOfAzure({ type, azapi }: Instance): boolean {
  return azapi ? azapi.azureType !== "" : type.startsWith("azurerm_") && type !== "azurerm_client_config";
}

function directoryNeed(instance: Instance): Need {
  const kind = instance.type.slice("azuread_".length).replace(/_/g, " ");
  return { plane: "directory", permission: `${readOrWrite(instance)} ${kind}s`, scope: "the directory" };
}

/** What making or reading a resource itself takes. */
function ownNeeds(access: AccessModel, instance: Instance): Need[] {
  const { type, isManaged, azapi } = instance;
  // azapi writes what is in a vault through Azure Resource Manager.
  if (VAULT_DATA[type] !== undefined && !azapi) {
    const permission = isManaged ? VAULT_DATA[type] : (DATA_READS[VAULT_DATA[type]] ?? VAULT_DATA[type]);
    const { label: scope } = access.targetsOf(instance).of(instance.get("key_vault_id"));
    return [{ plane: "data", permission, scope }];
  }
  if (isManaged && isOnlyGrant(type)) {
    const needs = access.grantsBy(instance).flatMap(grantNeed);
    // Cosmos DB and Redis are among what a resource of azurerm takes on others.
    return needs.length > 0 || (ON_OTHERS[type] && !azapi) ? needs : [resourceNeed(access, instance)];
  }
  if (type === "azurerm_role_definition") {
    const { label: scope } = access.targetsOf(instance).of(instance.argument("scope") ?? null);
    return [control(`Microsoft.Authorization/roleDefinitions/${readOrWrite(instance)}`, scope)];
  }
  return [resourceNeed(access, instance)];
}

/** What making a resource in its scope takes, or reading it where it is. */
function resourceNeed(access: AccessModel, instance: Instance): Need {
  const { type, isManaged, azapi } = instance;
  const target = access.targetsOf(instance).ofInstance(instance);
  const scope = isManaged && !azapi?.isUpdate ? (target.within ?? target) : target;
  const azureType = azapi?.azureType ?? OTHER_TYPES[type] ?? AZURE_TYPES[type]?.name;
  const verb = readOrWrite(instance);
  return control(azureType === undefined ? `${verb} ${type}` : `${azureType}/${verb}`, scope.label);
}

function control(permission: string, scope: string): Need {
  return { plane: "control", permission, scope };
}

/** The types in Azure of what has no name of its own there, or is named like its scope. */
const OTHER_TYPES = table<string>({
  azurerm_resource_group: "Microsoft.Resources/subscriptions/resourceGroups",
  azurerm_container_app_custom_domain: "Microsoft.App/containerApps",
  azurerm_postgresql_flexible_server_active_directory_administrator:
    "Microsoft.DBforPostgreSQL/flexibleServers/administrators",
  azurerm_mysql_flexible_server_active_directory_administrator: "Microsoft.DBforMySQL/flexibleServers/administrators",
  azurerm_mssql_managed_instance_active_directory_administrator: "Microsoft.Sql/managedInstances/administrators",
  azurerm_synapse_workspace_aad_admin: "Microsoft.Synapse/workspaces/administrators",
  azurerm_synapse_workspace_sql_aad_admin: "Microsoft.Synapse/workspaces/sqlAdministrators",
  azurerm_kusto_cluster_principal_assignment: "Microsoft.Kusto/clusters/principalAssignments",
  azurerm_kusto_database_principal_assignment: "Microsoft.Kusto/clusters/databases/principalAssignments",
  azurerm_managed_redis_access_policy_assignment: "Microsoft.Cache/redisEnterprise/databases/accessPolicyAssignments",
});

function readOrWrite({ isManaged }: Instance): string {
  return isManaged ? "write" : "read";
}

/** The actions that giving access takes, by the kind of the grant. */
const GRANT_ACTIONS = table<string>({
  role: "Microsoft.Authorization/roleAssignments/write",
  "access policy": "Microsoft.KeyVault/vaults/accessPolicies/write",
});

function grantNeed({ kind, target }: Grant): Need[] {
  const action = GRANT_ACTIONS[kind];
  return action === undefined ? [] : [control(action, target.label)];
}

/** What naming other resources takes on those. */
function needsOnOthers(access: AccessModel, instance: Instance): Need[] {
  const targets = access.targetsOf(instance);
  const needs = needsOfScript(access, instance);
  for (const [argument, permission] of ON_OTHERS[instance.type] ?? []) {
    const value = instance.argument(argument) ?? null;
    if (value !== null) {
      const target = argument.endsWith("_name")
        ? targets.named("Microsoft.DocumentDB/databaseAccounts", canonicalText(value))
        : targets.of(value);
      needs.push(control(permission, target.label));
    }
  }
  identityIdsOf(instance).forEach((id) => needs.push(control(ASSIGN_IDENTITY, targets.of(id).label)));
  return needs;
}

/**
 * What deploying a script takes, which runs in a container with a storage account that Azure makes:
 * https://learn.microsoft.com/azure/azure-resource-manager/bicep/deployment-script-bicep
 */
const SCRIPT_ACTIONS = [
  "Microsoft.Resources/deployments/validate/action",
  "Microsoft.Resources/deployments/exportTemplate/action",
  "Microsoft.Resources/deploymentScripts/write",
  "Microsoft.ContainerInstance/containerGroups/write",
  "Microsoft.Storage/storageAccounts/write",
  "Microsoft.Storage/storageAccounts/listKeys/action",
];

function needsOfScript(access: AccessModel, instance: Instance): Need[] {
  if (!makesDatabaseUsers(instance.argument("template_content"))) {
    return [];
  }
  const targets = access.targetsOf(instance);
  const { within, label } = targets.ofInstance(instance);
  const administrator = targets.of(administratorOf(instance)).label;
  return [
    ...SCRIPT_ACTIONS.map((action) => control(action, within?.label ?? label)),
    control(ASSIGN_IDENTITY, administrator),
  ];
}

const ASSIGN_IDENTITY = "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action";
