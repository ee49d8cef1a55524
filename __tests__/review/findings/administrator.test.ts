import { Configuration, PRINCIPAL_ID, program, review } from "../../support/review-programs";

describe("who is an administrator", () => {
  const severities = (resources: Configuration) =>
    review(program(resources))
      .findings.filter(({ id }) => id === "administrator")
      .map(({ severity }) => severity);
  const cosmos = (over: Configuration, others: Configuration = {}) => ({
    azurerm_cosmosdb_account: { db: { resource_group_name: "rg", name: "db" } },
    azurerm_cosmosdb_sql_role_assignment: {
      a: {
        account_name: "${azurerm_cosmosdb_account.db.name}",
        scope: "${azurerm_cosmosdb_account.db.id}",
        principal_id: PRINCIPAL_ID,
        role_definition_id: "${azurerm_cosmosdb_account.db.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002",
        ...over,
      },
    },
    ...others,
  });
  const ofKusto = (role: string) => ({
    azurerm_kusto_cluster_principal_assignment: { a: { cluster_name: "c", principal_id: PRINCIPAL_ID, role } },
  });
  const custom = (action: string) =>
    cosmos(
      { role_definition_id: "${azurerm_cosmosdb_sql_role_definition.r.id}" },
      {
        azurerm_cosmosdb_sql_role_definition: {
          r: { name: "r", account_name: "db", permissions: { data_actions: [action] } },
        },
      },
    );

  test.each<[string, Configuration, string[]]>([
    [
      "PostgreSQL",
      { azurerm_postgresql_flexible_server_active_directory_administrator: { a: { object_id: PRINCIPAL_ID } } },
      ["warning"],
    ],
    ["all data of an account", cosmos({}), ["note"]],
    ["the data of a database", cosmos({ scope: "${azurerm_cosmosdb_account.db.id}/dbs/orders" }), []],
    ["all of an account", custom("Microsoft.DocumentDB/databaseAccounts/*"), ["warning"]],
    ["items of an account", custom("Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/items/*"), []],
    ["Kusto", ofKusto("AllDatabasesAdmin"), ["warning"]],
    ["Kusto, to read", ofKusto("AllDatabasesViewer"), []],
    ["the data of Redis", redis("Data Owner"), ["warning"]],
    ["the data of Redis, but for all", redis("Data Contributor"), []],
  ])("of %s", (_, resources, expected) => {
    expect(severities(resources)).toEqual(expected);
  });

  function redis(name: string): Configuration {
    const assignment = { redis_cache_id: "/x", access_policy_name: name, object_id: PRINCIPAL_ID };
    return { azurerm_redis_cache_access_policy_assignment: { a: assignment } };
  }
});
