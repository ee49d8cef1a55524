import {
  Configuration,
  grantsOf,
  PRINCIPAL_ID,
  policy,
  program,
  rbacVault,
  review,
  VAULT_ID,
} from "../../support/review-programs";

const role = (over: object = {}) => ({
  scope: VAULT_ID,
  role_definition_name: "Reader",
  principal_id: PRINCIPAL_ID,
  ...over,
});
const WEB = "web-id (identity)";
const KV = "kv (key vault)";

describe("a grant says who may do what to what", () => {
  test.each<[string, unknown, string[]]>([
    ["a role", { azurerm_role_assignment: { one: role() } }, [`${WEB}: Reader on ${KV}`]],
    [
      "an access policy",
      { azurerm_key_vault_access_policy: { one: { ...policy, key_permissions: ["List", "Get"] } } },
      [`${WEB}: secrets Get; keys Get, List on ${KV}`],
    ],
    [
      "policies in the vault",
      {
        azurerm_key_vault: {
          vault: { ...rbacVault, access_policy: [{ object_id: PRINCIPAL_ID, secret_permissions: ["Get"] }] },
        },
      },
      [`${WEB}: secrets Get on ${KV}`],
    ],
    [
      "one policy in the vault",
      {
        azurerm_key_vault: {
          vault: { ...rbacVault, access_policy: { object_id: PRINCIPAL_ID, secret_permissions: ["Get"] } },
        },
      },
      [`${WEB}: secrets Get on ${KV}`],
    ],
    [
      "a role for the data of Cosmos DB",
      {
        azurerm_cosmosdb_account: { db: { name: "db", resource_group_name: "rg" } },
        azurerm_cosmosdb_sql_role_assignment: {
          one: {
            account_name: "${azurerm_cosmosdb_account.db.name}",
            resource_group_name: "rg",
            scope: "${azurerm_cosmosdb_account.db.id}/dbs/orders",
            role_definition_id:
              "${azurerm_cosmosdb_account.db.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002",
            principal_id: PRINCIPAL_ID,
          },
        },
      },
      [`${WEB}: Cosmos DB Built-in Data Contributor on orders (db of db (Cosmos DB account))`],
    ],
    [
      "an access policy of Redis",
      {
        azurerm_redis_cache: { cache: { name: "cache" } },
        azurerm_redis_cache_access_policy_assignment: {
          one: {
            redis_cache_id: "${azurerm_redis_cache.cache.id}",
            access_policy_name: "Data Reader",
            object_id: PRINCIPAL_ID,
          },
        },
      },
      [`${WEB}: Data Reader on cache (Redis cache)`],
    ],
    [
      "a role that waits for its activation",
      {
        azurerm_pim_eligible_role_assignment: {
          one: {
            scope: "/subscriptions/1",
            role_definition_id:
              "/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
            principal_id: "u",
          },
        },
      },
      ["object id u: Owner on 1 (subscription)"],
    ],
    [
      "a role in the words of Azure's API",
      {
        azapi_resource: {
          one: {
            type: "Microsoft.Authorization/roleAssignments@2022-04-01",
            parent_id: VAULT_ID,
            body: '${jsonencode({ properties = { principalId = azurerm_user_assigned_identity.app.principal_id, roleDefinitionId = "/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6" } })}',
          },
        },
      },
      [`${WEB}: Key Vault Secrets User on ${KV}`],
    ],
    [
      "an administrator of a server",
      { azurerm_mssql_server: { sql: { name: "sql", azuread_administrator: [{ object_id: PRINCIPAL_ID }] } } },
      [`${WEB}: administrator on sql (server)`],
    ],
    [
      "a member of a group",
      {
        azuread_group: { g: { display_name: "readers" } },
        azuread_group_member: {
          one: { group_object_id: "${azuread_group.g.object_id}", member_object_id: PRINCIPAL_ID },
        },
      },
      [`${WEB}: member on readers (group)`],
    ],
    [
      "an owner of a group",
      { azuread_group: { g: { display_name: "readers", owners: [PRINCIPAL_ID] } } },
      [`${WEB}: owner on readers (group)`],
    ],
    [
      "a member that PIM may make one",
      {
        azuread_group: { g: { display_name: "readers" } },
        azuread_privileged_access_group_eligibility_schedule: {
          one: { group_id: "${azuread_group.g.object_id}", principal_id: PRINCIPAL_ID, assignment_type: "member" },
        },
      },
      [`${WEB}: member on readers (group)`],
    ],
    [
      "a role in the directory",
      {
        azuread_directory_role: { r: { display_name: "Reports Reader" } },
        azuread_directory_role_member: {
          one: { role_object_id: "${azuread_directory_role.r.object_id}", member_object_id: PRINCIPAL_ID },
        },
      },
      [`${WEB}: Reports Reader on the directory`],
    ],
    [
      "administrators of a cluster",
      {
        azurerm_kubernetes_cluster: {
          k: { name: "k", azure_active_directory_role_based_access_control: [{ admin_group_object_ids: ["g"] }] },
        },
      },
      ["object id g: administrator on k (Kubernetes cluster)"],
    ],
    [
      "administrators of a managed HSM",
      { azurerm_key_vault_managed_hardware_security_module: { h: { name: "h", admin_object_ids: [PRINCIPAL_ID] } } },
      [`${WEB}: administrator on h (managed HSM)`],
    ],
    [
      "an administrator of a managed instance",
      {
        azurerm_mssql_managed_instance: {
          m: { name: "m", azure_active_directory_administrator: [{ object_id: PRINCIPAL_ID }] },
        },
      },
      [`${WEB}: administrator on m (managed instance)`],
    ],
    [
      "a part of a service",
      {
        azurerm_kusto_cluster: { k: { name: "k" } },
        azurerm_kusto_database_principal_assignment: {
          one: {
            cluster_name: "${azurerm_kusto_cluster.k.name}",
            database_name: "orders",
            role: "Viewer",
            principal_id: PRINCIPAL_ID,
          },
        },
      },
      [`${WEB}: Viewer on orders of k (cluster)`],
    ],
    [
      "a built-in role for the data of Cosmos DB that is looked up",
      {
        azurerm_cosmosdb_account: { db: { name: "db", resource_group_name: "rg" } },
        azurerm_cosmosdb_sql_role_assignment: {
          one: {
            account_name: "db",
            resource_group_name: "rg",
            scope: "${azurerm_cosmosdb_account.db.id}",
            role_definition_id: "${data.azurerm_cosmosdb_sql_role_definition.reader.id}",
            principal_id: PRINCIPAL_ID,
          },
        },
      },
      [`${WEB}: Cosmos DB Built-in Data Reader on db (Cosmos DB account)`],
    ],
    [
      "access policies in the words of Azure's API",
      {
        azapi_resource: {
          one: {
            type: "Microsoft.KeyVault/vaults/accessPolicies@2023-07-01",
            name: "add",
            parent_id: VAULT_ID,
            body: { properties: { accessPolicies: [{ objectId: PRINCIPAL_ID, permissions: { secrets: ["get"] } }] } },
          },
        },
      },
      [`${WEB}: secrets get on ${KV}`],
    ],
    [
      "a role for the data of Cosmos DB in the words of Azure's API",
      {
        azurerm_cosmosdb_account: { db: { name: "db", resource_group_name: "rg" } },
        azapi_resource: {
          one: {
            type: "Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-05-15",
            parent_id: "${azurerm_cosmosdb_account.db.id}",
            body: {
              properties: {
                scope: "${azurerm_cosmosdb_account.db.id}",
                roleDefinitionId:
                  "${azurerm_cosmosdb_account.db.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000001",
                principalId: PRINCIPAL_ID,
              },
            },
          },
        },
      },
      [`${WEB}: Cosmos DB Built-in Data Reader on db (Cosmos DB account)`],
    ],
    [
      "members in a group",
      { azuread_group: { g: { display_name: "readers", members: [PRINCIPAL_ID] } } },
      [`${WEB}: member on readers (group)`],
    ],
  ])("%s", (_, resources, expected) => {
    const data = {
      azurerm_cosmosdb_sql_role_definition: {
        reader: {
          role_definition_id: "00000000-0000-0000-0000-000000000001",
          account_name: "db",
          resource_group_name: "rg",
        },
      },
    };
    expect(grantsOf(program(resources as Configuration, { data }))).toEqual(expected);
  });
});

test("a Cosmos DB account whose name is not plain text has it in what applying takes", () => {
  const resources = {
    random_string: { r: { length: 4 } },
    azurerm_cosmosdb_account: { db: { name: "cos-${random_string.r.result}", resource_group_name: "rg" } },
    azurerm_cosmosdb_sql_role_assignment: {
      one: {
        account_name: "${azurerm_cosmosdb_account.db.name}",
        resource_group_name: "rg",
        scope: "${azurerm_cosmosdb_account.db.id}",
        principal_id: PRINCIPAL_ID,
      },
    },
  };
  const { deployer } = JSON.parse(review(program(resources)).toJson()) as {
    deployer: { permission: string; scope: string }[];
  };
  expect(
    deployer.filter(({ permission }) => permission.endsWith("sqlRoleAssignments/write")).map(({ scope }) => scope),
  ).toEqual(["cos-{random_string.result} (Cosmos DB account)"]);
});
