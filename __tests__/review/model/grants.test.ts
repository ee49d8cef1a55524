import {
  Configuration,
  grantsOf,
  identity,
  PRINCIPAL_ID,
  policy,
  program,
  rbacVault,
  registry,
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

/** The grants of role assignments with these arguments. */
const grantsOfRole = (over: object, others = {}) =>
  grantsOf(program({ azurerm_role_assignment: { one: role(over) } }, others));

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

describe("a principal", () => {
  const principalOf = (id: string, resource: object = {}, data: object = {}) =>
    grantsOf(
      program({ azurerm_role_assignment: { one: role({ principal_id: id }) }, ...resource }, { data: data }),
    ).map((line) => line.split(": Reader")[0]);

  test.each<[string, string, object, object, string]>([
    ["user-assigned", PRINCIPAL_ID, {}, {}, WEB],
    [
      "system-assigned",
      "${azurerm_container_app.a.identity[0].principal_id}",
      { azurerm_container_app: { a: { name: "a", resource_group_name: "rg", identity: { type: "SystemAssigned" } } } },
      {},
      "system-assigned identity of a (container app)",
    ],
    [
      "system-assigned, in the old form",
      "${azurerm_container_app.a.identity.0.principal_id}",
      {
        azurerm_container_app: { a: { name: "a", resource_group_name: "rg", identity: [{ type: "SystemAssigned" }] } },
      },
      {},
      "system-assigned identity of a (container app)",
    ],
    [
      "system-assigned, by a splat",
      '${element(concat(azurerm_container_app.a.identity[*].principal_id, [""]), 0)}',
      {
        azurerm_container_app: { a: { name: "a", resource_group_name: "rg", identity: [{ type: "SystemAssigned" }] } },
      },
      {},
      "system-assigned identity of a (container app)",
    ],
    [
      "system-assigned, by a splat of the only block",
      "${one(azurerm_container_app.a.identity[*].principal_id)}",
      { azurerm_container_app: { a: { name: "a", resource_group_name: "rg", identity: { type: "SystemAssigned" } } } },
      {},
      "system-assigned identity of a (container app)",
    ],
    [
      "system-assigned, by an old splat with an index",
      "${azurerm_container_app.a.identity.*.principal_id[0]}",
      { azurerm_container_app: { a: { name: "a", resource_group_name: "rg", identity: { type: "SystemAssigned" } } } },
      {},
      "system-assigned identity of a (container app)",
    ],
    ...[
      'lookup(azurerm_container_app.a.identity[0], "principal_id")',
      "one(azurerm_container_app.a.identity).principal_id",
      "element(azurerm_container_app.a.identity, 0).principal_id",
      "tolist(azurerm_container_app.a.identity)[0].principal_id",
    ].map((expression): [string, string, object, object, string] => [
      `system-assigned, by ${expression}`,
      `\${${expression}}`,
      { azurerm_container_app: { a: { name: "a", resource_group_name: "rg", identity: { type: "SystemAssigned" } } } },
      {},
      "system-assigned identity of a (container app)",
    ]),
    [
      "system-assigned, of a list",
      "${[for i in azurerm_container_app.a.identity : i.principal_id][0]}",
      {
        azurerm_container_app: { a: { name: "a", resource_group_name: "rg", identity: [{ type: "SystemAssigned" }] } },
      },
      {},
      "system-assigned identity of a (container app)",
    ],
    [
      "of a cluster's nodes",
      "${azurerm_kubernetes_cluster.k.kubelet_identity[0].object_id}",
      { azurerm_kubernetes_cluster: { k: { name: "k" } } },
      {},
      "kubelet identity of k (Kubernetes cluster)",
    ],
    [
      "of a cluster's nodes, given",
      "${azurerm_kubernetes_cluster.k.kubelet_identity[0].object_id}",
      {
        azurerm_kubernetes_cluster: {
          k: { name: "k", kubelet_identity: { user_assigned_identity_id: "${azurerm_user_assigned_identity.app.id}" } },
        },
      },
      {},
      WEB,
    ],
    [
      "the deployer",
      "${data.azurerm_client_config.c.object_id}",
      {},
      { azurerm_client_config: { c: {} } },
      "the deployer",
    ],
    [
      "a user",
      "${data.azuread_user.u.object_id}",
      {},
      { azuread_user: { u: { user_principal_name: "a@b.c" } } },
      "a@b.c (user)",
    ],
    [
      "a group",
      "${data.azuread_group.g.id}",
      {},
      { azuread_group: { g: { display_name: "admins" } } },
      "admins (group)",
    ],
    ["an object id", "aaaaaaaa-0000-0000-0000-000000000000", {}, {}, "object id aaaaaaaa-0000-0000-0000-000000000000"],
    [
      "an identity that exists",
      "${data.azurerm_user_assigned_identity.i.principal_id}",
      {},
      { azurerm_user_assigned_identity: { i: { name: "web-id", resource_group_name: "RG" } } },
      WEB,
    ],
  ])("%s", (_, id, resource, data, expected) => {
    expect(principalOf(id, resource, data)).toEqual([expected]);
  });

  test("that is not known is a row that says why", () => {
    const [grant] = review(
      program({ azurerm_role_assignment: { one: role({ principal_id: "${var.who}" }) } }, { variable: { who: {} } }),
    ).grants;
    expect(grant).toMatchObject({
      principal: "unresolved: {var.who}",
      unresolved: "the variable who has no value here",
      by: ["azurerm_role_assignment.one"],
    });
  });
});

describe("a scope", () => {
  const scopeOf = (scope: string, others = {}) => grantsOfRole({ scope }, others)[0]!.split(" on ")[1];

  test.each<[string, string]>([
    ["/subscriptions/1", "1 (subscription)"],
    ["/subscriptions/1/resourceGroups/g", "g (resource group)"],
    ["/subscriptions/1/resourceGroups/g/providers/Microsoft.KeyVault/vaults/KV", KV],
    ["/subscriptions/1/resourceGroups/g/providers/Microsoft.KeyVault/vaults/kv/secrets/db", `db (secret of ${KV})`],
    [`${VAULT_ID}/secrets/db`, `db (secret of ${KV})`],
    ["${lower(azurerm_key_vault.vault.id)}", KV],
    ["/subscriptions/${data.azurerm_client_config.c.subscription_id}/resourceGroups/g", "g (resource group)"],
    ["${data.azurerm_subscription.s.id}", "the subscription"],
    ['${format("%s/resourceGroups/%s", data.azurerm_subscription.s.id, "g")}', "g (resource group)"],
    ["/providers/Microsoft.Management/managementGroups/mg", "mg (management group)"],
    ["${azurerm_key_vault.gone.id}", "unresolved: {azurerm_key_vault.gone.id}"],
  ])("%s", (scope, expected) => {
    expect(scopeOf(scope, { data: { azurerm_client_config: { c: {} }, azurerm_subscription: { s: {} } } })).toBe(
      expected,
    );
  });

  test("is the part of a storage account that a container is, however it is named", () => {
    const resources = {
      azurerm_storage_account: { s: { name: "st", resource_group_name: "rg" } },
      azurerm_storage_container: {
        c: { name: "data", storage_account_id: "${azurerm_storage_account.s.id}" },
        d: { name: "old", storage_account_name: "st" },
      },
    };
    const scopes = [
      "${azurerm_storage_container.c.resource_manager_id}",
      "${azurerm_storage_account.s.id}/blobServices/default/containers/data",
      "/subscriptions/1/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st/blobServices/default/containers/data",
    ];
    const assignments = Object.fromEntries(scopes.map((scope, i) => [`r${i}`, role({ scope })]));
    const { grants } = review(program({ ...resources, azurerm_role_assignment: assignments }));
    expect(grants.map(({ target, by }) => [target, by.length])).toEqual([
      ["data (container of st (storage account))", 3],
    ]);
    expect(
      grantsOf(
        program({
          ...resources,
          azurerm_role_assignment: { one: role({ scope: "${azurerm_storage_container.d.id}" }) },
        }),
      ),
    ).toEqual([`${WEB}: Reader on old (container of st (storage account))`]);
  });
});

describe("a role", () => {
  test.each<[string, object, object, string]>([
    [
      "by its id",
      {
        role_definition_name: null,
        role_definition_id:
          "/subscriptions/1/providers/Microsoft.Authorization/roleDefinitions/ACDD72A7-3385-48ef-bd42-f606fba81ae7",
      },
      {},
      "Reader",
    ],
    ["by its name in another case", { role_definition_name: "reader" }, {}, "Reader"],
    [
      "by a data source",
      {
        role_definition_name: null,
        role_definition_id: "${data.azurerm_subscription.s.id}${data.azurerm_role_definition.r.id}",
      },
      { data: { azurerm_role_definition: { r: { name: "Contributor" } }, azurerm_subscription: { s: {} } } },
      "Contributor",
    ],
    ["that nobody knows", { role_definition_name: "Foundry User" }, {}, "Foundry User"],
    [
      "by name or id, as verified modules pass it",
      {
        role_definition_id:
          '${strcontains(lower(var.role), lower("/providers/Microsoft.Authorization/roleDefinitions")) ? var.role : null}',
        role_definition_name:
          '${strcontains(lower(var.role), lower("/providers/Microsoft.Authorization/roleDefinitions")) ? null : var.role}',
      },
      { variable: { role: { default: "AcrPull" } } },
      "AcrPull",
    ],
  ])("%s", (_, over, others, expected) => {
    expect(grantsOfRole(over, others)).toEqual([`${WEB}: ${expected} on ${KV}`]);
  });

  test("of the program says what it allows", () => {
    const definition = {
      name: "Restarter",
      scope: "/subscriptions/1",
      permissions: [
        {
          actions: ["Microsoft.App/containerApps/restart/action"],
          not_actions: [],
          data_actions: ["Microsoft.KeyVault/vaults/secrets/*"],
        },
      ],
    };
    for (const over of [
      { role_definition_name: "Restarter" },
      { role_definition_name: null, role_definition_id: "${azurerm_role_definition.r.role_definition_resource_id}" },
    ]) {
      const { grants } = review(
        program({ azurerm_role_definition: { r: definition }, azurerm_role_assignment: { one: role(over) } }),
      );
      expect(grants).toMatchObject([{ permission: "Restarter (custom role)", plane: "control and data" }]);
    }
  });
});

describe("count and for_each", () => {
  const vaultWithTags = { azurerm_key_vault: { vault: { ...rbacVault, tags: { AcrPull: "yes" } } } };
  const each = (over: object, others = {}) =>
    grantsOf(program({ azurerm_role_assignment: { one: role(over) }, ...vaultWithTags }, others)).map(
      (line) => line.split(" on ")[0]!.split(": ")[1],
    );

  test.each<[string, object, object, string[]]>([
    [
      "a set",
      { for_each: '${toset(["Reader", "Contributor"])}', role_definition_name: "${each.value}" },
      {},
      ["Contributor", "Reader"],
    ],
    [
      "a map",
      { for_each: "${var.roles}", role_definition_name: "${each.value.role}" },
      { variable: { roles: { default: { a: { role: "AcrPull" }, b: { role: "AcrPush" } } } } },
      ["AcrPull", "AcrPush"],
    ],
    [
      "an object that is written out",
      { for_each: { a: "AcrPull" }, role_definition_name: "${each.value}" },
      {},
      ["AcrPull"],
    ],
    [
      "a map of a resource",
      {
        for_each: "${{for name, on in azurerm_key_vault.vault.tags : name => on}}",
        role_definition_name: "${each.key}",
      },
      {},
      ["AcrPull"],
    ],
    [
      "a number",
      { count: 2, role_definition_name: '${["AcrPull", "AcrPush"][count.index]}' },
      {},
      ["AcrPull", "AcrPush"],
    ],
    ["none", { count: "${var.on ? 1 : 0}" }, { variable: { on: { default: false } } }, []],
    [
      "local values",
      { for_each: "${local.roles}", role_definition_name: "${each.key}" },
      { locals: { roles: "${{for name in var.names : name => true}}" }, variable: { names: { default: ["Reader"] } } },
      ["Reader"],
    ],
  ])("of %s", (_, over, others, expected) => {
    expect(each(over, others)).toEqual(expected);
  });

  test.each([
    ["compared with a list", { count: "${azurerm_key_vault.vault.zones == [] ? 0 : 1}" }],
    ["keyed by its elements", { for_each: "${{for key, zone in azurerm_key_vault.vault.zones : key => zone}}" }],
  ])("are not known of an attribute that its provider may take for a set, %s", (_, over) => {
    expect(
      review(
        program({
          azurerm_role_assignment: { one: role(over) },
          azurerm_key_vault: { vault: { ...rbacVault, zones: ["1"] } },
        }),
      ).grants,
    ).toMatchObject([{ by: ["azurerm_role_assignment.one[*]"] }]);
  });

  test("are one row that says so where they are not known", () => {
    const { grants } = review(
      program(
        { azurerm_role_assignment: { one: role({ for_each: "${var.roles}", role_definition_name: "${each.value}" }) } },
        { variable: { roles: {} } },
      ),
    );
    expect(grants).toEqual([
      expect.objectContaining({
        principal: WEB,
        target: KV,
        by: ["azurerm_role_assignment.one[*]"],
        unresolved: "the variable roles has no value here",
      }),
    ]);
  });

  test("reach the instance that a key names, known or not", () => {
    const ids = { for_each: "${var.apps}", name: "${each.key}-id", resource_group_name: "rg" };
    const roles = {
      for_each: "${var.apps}",
      scope: VAULT_ID,
      role_definition_name: "Reader",
      principal_id: "${azurerm_user_assigned_identity.all[each.key].principal_id}",
    };
    const of = (variable: object) =>
      grantsOf(
        program(
          { azurerm_user_assigned_identity: { all: ids }, azurerm_role_assignment: { one: roles } },
          { variable: { apps: variable } },
        ),
      );
    expect(of({ default: { a: {}, b: {} } })).toEqual([
      `a-id (identity): Reader on ${KV}`,
      `b-id (identity): Reader on ${KV}`,
    ]);
    expect(of({})).toEqual([`{each.key of var.apps}-id (identity): Reader on ${KV}`]);
  });

  test("of a set of references are one each, whose ids Azure makes", () => {
    const ids = { a: { ...identity, name: "a" }, b: { ...identity, name: "b" } };
    const roles = role({
      for_each:
        "${toset([azurerm_user_assigned_identity.a.principal_id, azurerm_user_assigned_identity.b.principal_id])}",
      principal_id: "${each.value}",
    });
    expect(grantsOf(program({ azurerm_user_assigned_identity: ids, azurerm_role_assignment: { one: roles } }))).toEqual(
      [`a (identity): Reader on ${KV}`, `b (identity): Reader on ${KV}`],
    );
  });

  const apps = { for_each: "${var.apps}", name: "${each.key}-id", resource_group_name: "rg" };

  test.each([
    [
      "what is repeated so",
      { for_each: "${azurerm_user_assigned_identity.all}", principal_id: "${each.value.principal_id}" },
    ],
    [
      "its keys",
      {
        for_each: "${toset(keys(azurerm_user_assigned_identity.all))}",
        principal_id: "${azurerm_user_assigned_identity.all[each.key].principal_id}",
      },
    ],
    [
      "what is made of each",
      {
        for_each: "${{for name, id in azurerm_user_assigned_identity.all : name => id.principal_id}}",
        principal_id: "${each.value}",
      },
    ],
    [
      "how many there are",
      {
        count: "${length(azurerm_user_assigned_identity.all)}",
        principal_id: "${values(azurerm_user_assigned_identity.all)[count.index].principal_id}",
      },
    ],
  ])("of %s are not known where that is not", (_, over) => {
    const { grants } = review(
      program(
        { azurerm_user_assigned_identity: { all: apps }, azurerm_role_assignment: { one: role(over) } },
        { variable: { apps: {} } },
      ),
    );
    expect(grants).toMatchObject([
      { principal: "{each.key of var.apps}-id (identity)", by: ["azurerm_role_assignment.one[*]"] },
    ]);
    expect(grants[0]!.unresolved).toMatch(/not known|keys/);
  });

  test.each([
    ["a block", { azurerm_role_assignment: { one: role({ count: "${length(azurerm_role_assignment.one)}" }) } }, {}],
    [
      "two blocks",
      {
        azurerm_role_assignment: { one: role({ for_each: "${azurerm_key_vault.other}" }) },
        azurerm_key_vault: { vault: rbacVault, other: { ...rbacVault, for_each: "${azurerm_role_assignment.one}" } },
      },
      {},
    ],
    [
      "a local value",
      { azurerm_role_assignment: { one: role({ count: "${local.many}" }) } },
      { locals: { many: "${length(azurerm_role_assignment.one)}" } },
    ],
  ])("that lead to themselves by %s are a row that says so, and a circle", (_, resources, others) => {
    const { grants, findings } = review(program(resources, others));
    expect(grants).toEqual([
      expect.objectContaining({
        by: ["azurerm_role_assignment.one[*]"],
        unresolved: expect.stringMatching(/it refers to itself|how many there are is not known/) as string,
      }),
    ]);
    expect(findings.map(({ id }) => id)).toContain("dependency-cycle");
  });
});

test("blocks that are made for each of something are read", () => {
  const dynamic = {
    dynamic: {
      access_policy: {
        for_each: "${var.readers}",
        iterator: "reader",
        content: { object_id: "${reader.value}", secret_permissions: ["Get"] },
      },
    },
  };
  const of = (variable: object) =>
    review(program({ azurerm_key_vault: { vault: { ...rbacVault, ...dynamic } } }, { variable: { readers: variable } }))
      .grants;
  expect(of({ default: ["one", "two"] }).map(({ principal }) => principal)).toEqual(["object id one", "object id two"]);
  expect(of({})).toMatchObject([{ principal: expect.stringMatching(/^unresolved/) as string, target: KV }]);
});

test("the key of a block that is made for each of a set is its element, and of a list its index", () => {
  const of = (over: string) => {
    const dynamic = {
      access_policy: {
        for_each: over,
        content: { object_id: "object-${access_policy.key}", secret_permissions: ["Get"] },
      },
    };
    return review(program({ azurerm_key_vault: { vault: { ...rbacVault, dynamic } } })).grants.map(
      ({ principal }) => principal,
    );
  };
  expect(of('${toset(["one"])}')).toEqual(["object id object-one"]);
  expect(of('${["one"]}')).toEqual(["object id object-0"]);
});

test("a value that leads to itself is not known", () => {
  const circle = { locals: { a: "${local.b}", b: "${local.a}" } };
  expect(
    review(program({ azurerm_role_assignment: { one: role({ principal_id: "${local.a}" }) } }, circle)).grants,
  ).toMatchObject([{ unresolved: "it refers to itself" }]);
});

test("a registry is found by its id, its host name and its name", () => {
  const scopes = ["${azurerm_container_registry.acr.id}", "${data.azurerm_container_registry.acr.id}"];
  const assignments = Object.fromEntries(scopes.map((scope, i) => [`r${i}`, role({ scope })]));
  const { grants } = review(
    program(
      { azurerm_container_registry: { acr: registry }, azurerm_role_assignment: assignments },
      { data: { azurerm_container_registry: { acr: { name: "ACR", resource_group_name: "rg" } } } },
    ),
  );
  expect(grants.map(({ target, by }) => [target, by.length])).toEqual([["acr (container registry)", 2]]);
});

test.each(["constructor", "toString", "__proto__", "valueOf", "hasOwnProperty"])(
  "a resource of the type %s is one that nothing is known of",
  (type) => {
    const configuration = JSON.parse(`{"resource": {"${type}": {"a": {"name": "a"}}}}`) as Configuration;
    expect(review(configuration)).toMatchObject({ grants: [], findings: [] });
    const used = JSON.stringify(
      program({ azurerm_role_assignment: { one: role({ scope: "${odd.a.id}" }) }, odd: { a: { name: "x" } } }),
    )
      .replace('"odd"', `"${type}"`)
      .replace("{odd.", `{${type}.`);
    expect(grantsOf(JSON.parse(used))).toEqual([expect.stringMatching(/: Reader on x \(/) as string]);
  },
);

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
    deployer.filter(({ permission }) => permission.includes("sqlRoleAssignments")).map(({ scope }) => scope),
  ).toEqual(["cos-{random_string.result} (Cosmos DB account)"]);
});

describe("what has one name in two subscriptions", () => {
  const inGroup = (subscription: string) => `/subscriptions/${subscription}/resourceGroups/shop`;

  test.each([
    "",
    "/providers/Microsoft.Compute/virtualMachines/vm",
    "/providers/Microsoft.Compute/virtualMachines/vm/extensions/e",
  ])("are two rows: a group%s", (rest) => {
    const both = {
      one: role({ scope: `${inGroup("dev")}${rest}` }),
      two: role({ scope: `${inGroup("prod")}${rest}` }),
      again: role({ scope: `${inGroup("PROD")}${rest}` }),
    };
    expect(review(program({ azurerm_role_assignment: both })).grants.map(({ by }) => by.length)).toEqual([1, 2]);
  });

  test("is one row where its name is its own in all of Azure", () => {
    const vaultIn = (subscription: string) => `${inGroup(subscription)}/providers/Microsoft.KeyVault/vaults/kv`;
    expect(
      grantsOf(
        program({
          azurerm_role_assignment: { one: role({ scope: vaultIn("dev") }), two: role({ scope: vaultIn("prod") }) },
        }),
      ),
    ).toEqual([`${WEB}: Reader on ${KV}`]);
  });

  describe("by their providers", () => {
    const group = { name: "shop", location: "westeurope" };
    const withProvider = (provider: unknown, other: object, variables: object = {}) => ({
      ...program({
        azurerm_resource_group: { one: group, two: { ...group, ...other } },
        azurerm_role_assignment: {
          one: role({ scope: "${azurerm_resource_group.one.id}" }),
          two: role({ scope: "${azurerm_resource_group.two.id}" }),
        },
      }),
      provider,
      ...variables,
    });
    const rowsOf = (provider: unknown, other: object, variables?: object) =>
      review(withProvider(provider, other, variables)).grants.length;

    test.each<[string, unknown, object, object]>([
      [
        "an alias",
        { azurerm: [{ features: {} }, { alias: "prod", subscription_id: "s2", features: {} }] },
        { provider: "azurerm.prod" },
        {},
      ],
      [
        "an alias in a template, by a variable",
        { azurerm: [{ subscription_id: "s1" }, { alias: "prod", subscription_id: "${var.s}" }] },
        { provider: "${azurerm.prod}" },
        { variable: { s: {} } },
      ],
    ])("are two rows with %s", (_, provider, other, variables) => {
      expect(rowsOf(provider, other, variables)).toBe(2);
    });

    test.each<[string, unknown, object]>([
      ["the default one", { azurerm: { subscription_id: "s1" } }, {}],
      [
        "an alias for the same subscription",
        { azurerm: [{ subscription_id: "s1" }, { alias: "again", subscription_id: "S1" }] },
        { provider: "azurerm.again" },
      ],
      [
        "an alias that says none",
        { azurerm: [{ features: {} }, { alias: "again", features: {} }] },
        { provider: "azurerm.again" },
      ],
    ])("are one row with %s", (_, provider, other) => {
      expect(rowsOf(provider, other)).toBe(1);
    });

    test("are those that their ids name", () => {
      const provider = { azurerm: [{}, { alias: "prod", subscription_id: "s2" }] };
      const both = program({
        azurerm_resource_group: { one: { ...group, provider: "azurerm.prod" } },
        azurerm_role_assignment: {
          one: role({ scope: "${azurerm_resource_group.one.id}" }),
          two: role({ scope: "/subscriptions/s2/resourceGroups/shop" }),
        },
      });
      expect(review({ ...both, provider }).grants).toHaveLength(1);
    });
  });

  test("is two principals", () => {
    const resources = [{ id: "s1" }, { id: "s2" }].map(({ id }, i) => ({
      address: `azurerm_user_assigned_identity.i${i}`,
      mode: "managed",
      type: "azurerm_user_assigned_identity",
      name: `i${i}`,
      values: {
        id: `${inGroup(id)}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i`,
        name: "i",
        resource_group_name: "shop",
        principal_id: `p${i}`,
      },
    }));
    const grants = resources.map(({ values }, i) => ({
      address: `azurerm_role_assignment.r${i}`,
      mode: "managed",
      type: "azurerm_role_assignment",
      name: `r${i}`,
      values: { scope: "/subscriptions/s1", role_definition_name: "Reader", principal_id: values.principal_id },
    }));
    expect(
      review({ format_version: "1.0", values: { root_module: { resources: [...resources, ...grants] } } }).grants,
    ).toHaveLength(2);
  });
});

test("a scope with more steps than any id has is not known", () => {
  const started = Date.now();
  const [grant] = review(
    program({
      azurerm_role_assignment: { one: role({ scope: `/subscriptions/1${"/resourceGroups/a".repeat(50_000)}` }) },
    }),
  ).grants;
  expect(grant!.unresolved).toBe("it has more than 60 steps, which no id of Azure Resource Manager has");
  expect(Date.now() - started).toBeLessThan(2_000);
});

test("stores that are named by random strings are as many, in modules and by keys, too", () => {
  const store = (start: string, name: string) => ({ name: `${start}\${${name}.result}`, resource_group_name: "rg" });
  const resources = {
    random_string: { a: { length: 4 }, b: { length: 4 }, each: { for_each: { x: 1, y: 2 }, length: 4 } },
    azurerm_storage_account: {
      a: store("st", "random_string.a"),
      b: store("${local.st}", "random_string.b"),
      each: { for_each: { x: 1, y: 2 }, ...store("st", "random_string.each[each.key]") },
    },
    azurerm_role_assignment: {
      a: role({ scope: "${azurerm_storage_account.a.id}" }),
      b: role({ scope: "${azurerm_storage_account.b.id}" }),
      each: { for_each: { x: 1, y: 2 }, ...role({ scope: "${azurerm_storage_account.each[each.key].id}" }) },
    },
  };
  expect(new Set(grantsOf(program(resources, { locals: { st: "st" } }))).size).toBe(4);
});
