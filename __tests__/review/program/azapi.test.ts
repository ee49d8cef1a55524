import {
  AZAPI_ID,
  AZAPI_PRINCIPAL,
  AZAPI_SECRET,
  AZAPI_VAULT,
  azapi,
  azapiApp,
  azapiProgram,
  azapiRole,
  azapiVault,
  RG,
} from "../../support/azapi-programs";
import {
  app,
  Configuration,
  IDENTITY_ID,
  policy,
  PRINCIPAL_ID,
  program,
  rbacVault,
  registry,
  review,
  SECRET_ID,
  VAULT_ID,
} from "../../support/review-programs";

interface Json {
  principals: { id: string; name: string; runs: { name: string }[] }[];
  grants: { principal: string; permission: { id: string }; target: { id: string } }[];
  uses: { by: string; kind: string; principal: string; target: string; item?: string }[];
}

const GUID = "11111111-0000-4000-8000-000000000000";
const place = { resource_group_name: "rg", location: "westeurope" };
const ENV = { azurerm_container_app_environment: { env: { ...place, name: "env" } } };
const ENV_ID = "${azurerm_container_app_environment.env.id}";
const policyBody = { objectId: AZAPI_PRINCIPAL, tenantId: "t", permissions: { secrets: ["Get"] } };
const part = (type: string, parent: string, properties: unknown, over: Configuration = {}) => ({
  type,
  name: "part",
  parent_id: parent,
  body: { properties },
  ...over,
});
const made = (azapi_resource: Configuration, others: Configuration = {}) => azapiProgram({ azapi_resource, ...others });
const server = (name: string, type: string, properties: unknown = {}) => azapi(type, name, { properties });

/** What a review says of access, without the addresses, which the two spellings cannot have in common. */
function said(configuration: unknown) {
  const { principals, grants, uses } = JSON.parse(review(configuration).toJson()) as Json;
  return {
    principals: principals.map(({ id, runs }) => `${id}: ${runs.map(({ name }) => name).join()}`),
    grants: grants.map(({ principal, permission, target }) => `${principal}: ${permission.id} on ${target.id}`),
    uses: uses
      .map(({ by, kind, principal, target, item }) =>
        [by.replace(/^[^.]+\.[^.]+\.?/, ""), kind, principal, target, item].join(" "),
      )
      .sort(),
  };
}

/** Programs in azurerm's words and in Azure's own, with the number of grants and of uses, counted by hand. */
const SPELLINGS: readonly (readonly [what: string, grants: number, uses: number, azurerm: unknown, azapi: unknown])[] =
  [
    [
      "an access policy in the vault",
      1,
      0,
      program({
        azurerm_key_vault: {
          vault: {
            ...rbacVault,
            rbac_authorization_enabled: false,
            access_policy: [{ object_id: PRINCIPAL_ID, secret_permissions: ["Get"] }],
          },
        },
      }),
      made({ kv: azapiVault({ accessPolicies: [policyBody] }) }),
    ],
    [
      "an access policy beside the vault",
      1,
      0,
      program({ azurerm_key_vault_access_policy: { one: policy } }),
      made({
        one: part(
          "Microsoft.KeyVault/vaults/accessPolicies@2023-07-01",
          AZAPI_VAULT,
          { accessPolicies: [policyBody] },
          {
            name: "add",
          },
        ),
      }),
    ],
    [
      "a role on a group",
      1,
      0,
      program({
        azurerm_resource_group: { rg: { name: "rg", location: "westeurope" } },
        azurerm_role_assignment: {
          one: {
            scope: "${azurerm_resource_group.rg.id}",
            role_definition_name: "AcrPull",
            principal_id: PRINCIPAL_ID,
          },
        },
      }),
      made({ one: azapiRole(RG, "AcrPull") }),
    ],
    [
      "a role of the program",
      1,
      0,
      program({
        azurerm_role_definition: {
          own: { name: "Reads", scope: VAULT_ID, permissions: [{ actions: ["Microsoft.KeyVault/vaults/read"] }] },
        },
        azurerm_role_assignment: {
          one: {
            scope: VAULT_ID,
            role_definition_id: "${azurerm_role_definition.own.role_definition_resource_id}",
            principal_id: PRINCIPAL_ID,
          },
        },
      }),
      made({
        own: part(
          "Microsoft.Authorization/roleDefinitions@2022-04-01",
          AZAPI_VAULT,
          {
            roleName: "Reads",
            permissions: [{ actions: ["Microsoft.KeyVault/vaults/read"] }],
          },
          { name: GUID },
        ),
        one: {
          ...azapiRole(AZAPI_VAULT, "AcrPull"),
          body: { properties: { principalId: AZAPI_PRINCIPAL, roleDefinitionId: "${azapi_resource.own.id}" } },
        },
      }),
    ],
    [
      "the tenant of another one that manages a subscription",
      1,
      0,
      program({
        azurerm_lighthouse_definition: {
          one: {
            name: "one",
            scope: "/subscriptions/1",
            managing_tenant_id: GUID,
            authorization: [{ principal_id: GUID, role_definition_id: "b24988ac-6180-42a0-ab88-20f7382dd24c" }],
          },
        },
      }),
      made({
        one: part("Microsoft.ManagedServices/registrationDefinitions@2022-10-01", "/subscriptions/1", {
          managedByTenantId: GUID,
          authorizations: [{ principalId: GUID, roleDefinitionId: "b24988ac-6180-42a0-ab88-20f7382dd24c" }],
        }),
      }),
    ],
    [
      "an administrator of a server, in it and beside it",
      2,
      0,
      program({
        azurerm_mssql_server: { sql: { ...place, name: "sql", azuread_administrator: [{ object_id: PRINCIPAL_ID }] } },
        azurerm_postgresql_flexible_server: { pg: { ...place, name: "pg" } },
        azurerm_postgresql_flexible_server_active_directory_administrator: {
          one: { server_name: "pg", resource_group_name: "rg", object_id: PRINCIPAL_ID },
        },
      }),
      made({
        sql: server("sql", "Microsoft.Sql/servers@2023-08-01-preview", { administrators: { sid: AZAPI_PRINCIPAL } }),
        pg: server("pg", "Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01"),
        one: part(
          "Microsoft.DBforPostgreSQL/flexibleServers/administrators@2024-08-01",
          "${azapi_resource.pg.id}",
          { principalType: "ServicePrincipal" },
          { name: AZAPI_PRINCIPAL },
        ),
      }),
    ],
    [
      "data roles of Redis, Kusto and Cosmos DB",
      3,
      0,
      program({
        azurerm_redis_cache: { r: { ...place, name: "r" } },
        azurerm_kusto_cluster: { k: { ...place, name: "k" } },
        azurerm_cosmosdb_account: { db: { ...place, name: "db" } },
        azurerm_redis_cache_access_policy_assignment: {
          one: {
            redis_cache_id: "${azurerm_redis_cache.r.id}",
            access_policy_name: "Data Reader",
            object_id: PRINCIPAL_ID,
          },
        },
        azurerm_kusto_cluster_principal_assignment: {
          one: {
            name: "x",
            cluster_name: "k",
            resource_group_name: "rg",
            role: "AllDatabasesAdmin",
            principal_id: PRINCIPAL_ID,
          },
        },
        azurerm_cosmosdb_sql_role_assignment: {
          one: {
            account_name: "db",
            resource_group_name: "rg",
            scope: "${azurerm_cosmosdb_account.db.id}/dbs/orders",
            role_definition_id:
              "${azurerm_cosmosdb_account.db.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000001",
            principal_id: PRINCIPAL_ID,
          },
        },
      }),
      made({
        r: server("r", "Microsoft.Cache/redis@2024-11-01"),
        k: server("k", "Microsoft.Kusto/clusters@2024-04-13"),
        db: server("db", "Microsoft.DocumentDB/databaseAccounts@2024-11-15"),
        r1: part("Microsoft.Cache/redis/accessPolicyAssignments@2024-11-01", "${azapi_resource.r.id}", {
          accessPolicyName: "Data Reader",
          objectId: AZAPI_PRINCIPAL,
        }),
        k1: part("Microsoft.Kusto/clusters/principalAssignments@2024-04-13", "${azapi_resource.k.id}", {
          role: "AllDatabasesAdmin",
          principalId: AZAPI_PRINCIPAL,
        }),
        d1: part("Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15", "${azapi_resource.db.id}", {
          principalId: AZAPI_PRINCIPAL,
          scope: "${azapi_resource.db.id}/dbs/orders",
          roleDefinitionId: "${azapi_resource.db.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000001",
        }),
      }),
    ],
    [
      "an app that reads a secret, pulls an image and scales by an identity",
      0,
      3,
      program({
        ...ENV,
        azurerm_container_registry: { acr: registry },
        azurerm_container_app: {
          web: app({
            container_app_environment_id: ENV_ID,
            secret: { name: "db", key_vault_secret_id: SECRET_ID, identity: IDENTITY_ID },
            registry: { server: "${azurerm_container_registry.acr.login_server}", identity: IDENTITY_ID },
            template: { custom_scale_rule: [{ name: "q", identity_id: IDENTITY_ID }] },
          }),
        },
      }),
      made({
        acr: azapi("Microsoft.ContainerRegistry/registries@2023-07-01", "acr"),
        web: azapi("Microsoft.App/containerApps@2025-01-01", "web", {
          identity: { type: "UserAssigned", userAssignedIdentities: { [AZAPI_ID]: {} } },
          properties: {
            managedEnvironmentId: "${azapi_resource.env.id}",
            configuration: {
              secrets: [{ name: "db", keyVaultUrl: AZAPI_SECRET, identity: AZAPI_ID }],
              registries: [{ server: "${azapi_resource.acr.output.properties.loginServer}", identity: AZAPI_ID }],
            },
            template: { scale: { rules: [{ name: "q", azureQueue: { queueName: "q", identity: AZAPI_ID } }] } },
          },
        }),
      }),
    ],
    [
      "a job by its system-assigned identity",
      0,
      2,
      program({
        ...ENV,
        azurerm_container_app_job: {
          job: {
            ...place,
            name: "job",
            container_app_environment_id: ENV_ID,
            identity: { type: "SystemAssigned" },
            secret: { name: "db", key_vault_secret_id: SECRET_ID, identity: "System" },
            event_trigger_config: [{ scale: [{ rules: [{ name: "q", identity_id: "System" }] }] }],
          },
        },
      }),
      made({
        job: azapi("Microsoft.App/jobs@2025-01-01", "job", {
          identity: { type: "SystemAssigned" },
          properties: {
            environmentId: "${azapi_resource.env.id}",
            configuration: {
              secrets: [{ name: "db", keyVaultUrl: AZAPI_SECRET, identity: "system" }],
              eventTriggerConfig: { scale: { rules: [{ name: "q", type: "azure-queue", identity: "system" }] } },
            },
          },
        }),
      }),
    ],
    [
      "a certificate and a Dapr component of an environment",
      0,
      2,
      program({
        azurerm_container_app_environment: { env: { ...place, name: "env", identity: { type: "SystemAssigned" } } },
        azurerm_container_app_environment_certificate: {
          tls: {
            name: "tls",
            container_app_environment_id: ENV_ID,
            certificate_key_vault: { identity: "System", key_vault_secret_id: SECRET_ID },
          },
        },
        azurerm_container_app_environment_dapr_component: {
          state: {
            name: "state",
            container_app_environment_id: ENV_ID,
            secret: { name: "db", identity: "System", key_vault_secret_id: SECRET_ID },
          },
        },
      }),
      made({
        env: azapi("Microsoft.App/managedEnvironments@2025-01-01", "env", { identity: { type: "SystemAssigned" } }),
        tls: part("Microsoft.App/managedEnvironments/certificates@2025-01-01", "${azapi_resource.env.id}", {
          certificateKeyVaultProperties: { identity: "System", keyVaultUrl: AZAPI_SECRET },
        }),
        state: part("Microsoft.App/managedEnvironments/daprComponents@2025-01-01", "${azapi_resource.env.id}", {
          secrets: [{ name: "db", identity: "System", keyVaultUrl: AZAPI_SECRET }],
        }),
      }),
    ],
    [
      "a key that encrypts a storage account, and settings of a web app",
      0,
      2,
      program({
        azurerm_storage_account: {
          sa: {
            ...place,
            name: "sa",
            identity: { type: "UserAssigned", identity_ids: [IDENTITY_ID] },
            customer_managed_key: {
              key_vault_key_id: "${azurerm_key_vault.vault.vault_uri}keys/cmk",
              user_assigned_identity_id: IDENTITY_ID,
            },
          },
        },
        azurerm_linux_web_app: {
          site: {
            ...place,
            name: "site",
            identity: { type: "UserAssigned", identity_ids: [IDENTITY_ID] },
            key_vault_reference_identity_id: IDENTITY_ID,
            app_settings: { DB: `@Microsoft.KeyVault(SecretUri=${SECRET_ID})` },
          },
        },
      }),
      made({
        sa: azapi("Microsoft.Storage/storageAccounts@2024-01-01", "sa", {
          identity: { type: "UserAssigned", userAssignedIdentities: { [AZAPI_ID]: {} } },
          properties: {
            encryption: {
              keyvaultproperties: { keyvaulturi: "${azapi_resource.kv.output.properties.vaultUri}", keyname: "cmk" },
              identity: { userAssignedIdentity: AZAPI_ID },
            },
          },
        }),
        site: azapi("Microsoft.Web/sites@2024-04-01", "site", {
          identity: { type: "UserAssigned", userAssignedIdentities: { [AZAPI_ID]: {} } },
          properties: {
            keyVaultReferenceIdentity: AZAPI_ID,
            siteConfig: { appSettings: [{ name: "DB", value: `@Microsoft.KeyVault(SecretUri=${AZAPI_SECRET})` }] },
          },
        }),
      }),
    ],
    [
      "a subject that signs in as an identity, and a cluster",
      0,
      0,
      program({
        azurerm_federated_identity_credential: {
          gh: {
            name: "gh",
            resource_group_name: "rg",
            parent_id: IDENTITY_ID,
            issuer: "https://token.actions.githubusercontent.com",
            subject: "repo:a/b:ref:refs/heads/main",
            audience: ["api://AzureADTokenExchange"],
          },
        },
        azurerm_kubernetes_cluster: {
          aks: {
            ...place,
            name: "aks",
            identity: { type: "SystemAssigned" },
            kubelet_identity: { user_assigned_identity_id: IDENTITY_ID },
          },
        },
      }),
      made({
        gh: part(
          "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2023-01-31",
          AZAPI_ID,
          {
            issuer: "https://token.actions.githubusercontent.com",
            subject: "repo:a/b:ref:refs/heads/main",
            audiences: ["api://AzureADTokenExchange"],
          },
          { name: "gh" },
        ),
        aks: azapi("Microsoft.ContainerService/managedClusters@2024-09-01", "aks", {
          identity: { type: "SystemAssigned" },
          properties: { identityProfile: { kubeletidentity: { resourceId: AZAPI_ID } } },
        }),
      }),
    ],
  ];

describe("azurerm's words and Azure's own say the same", () => {
  test.each(SPELLINGS)("%s", (_, grants, uses, azurerm, spelled) => {
    const [one, other] = [said(azurerm), said(spelled)];
    expect(other).toEqual(one);
    expect([other.grants.length, other.uses.length]).toEqual([grants, uses]);
  });

  test("whatever the version of the API is", () => {
    const secrets = { secrets: [{ name: "db", keyVaultUrl: AZAPI_SECRET, identity: AZAPI_ID }] };
    expect(said(made({ web: azapiApp(secrets, {}, "2099-12-31-preview") }))).toEqual(
      said(made({ web: azapiApp(secrets) })),
    );
  });

  test("a comparison of the two says that nothing has changed", () => {
    const role = azapiRole(AZAPI_VAULT, "Key Vault Secrets User");
    const other = program({
      azurerm_role_assignment: {
        one: { scope: VAULT_ID, role_definition_name: "Key Vault Secrets User", principal_id: PRINCIPAL_ID },
      },
    });
    expect(review(made({ one: role })).compareTo(review(other)).verdict).toBe("same");
    const wider = made({ one: { ...role, parent_id: RG } });
    expect(review(wider).compareTo(review(other)).verdict).toBe("broadened");
  });
});

describe("the ways that azapi has to write one thing", () => {
  const secret = { name: "db", keyVaultUrl: AZAPI_SECRET, identity: AZAPI_ID };
  const usesOf = (configuration: unknown) => said(configuration).uses;
  const one = usesOf(made({ web: azapiApp({ secrets: [secret] }) }));

  test("are read alike: a body as an object or as JSON, a write-only one, an identity as a block", () => {
    expect(one).toEqual(['secret["db"] secret reference web-id (identity) kv (key vault) db']);
    const json =
      '${jsonencode({ identity = { type = "UserAssigned", userAssignedIdentities = { (azapi_resource.id.id) = {} } }, ' +
      'properties = { configuration = { secrets = [{ name = "db", identity = azapi_resource.id.id, ' +
      'keyVaultUrl = "${azapi_resource.kv.output.properties.vaultUri}secrets/db" }] } } })}';
    const writeOnly = { sensitive_body: { properties: { configuration: { secrets: [secret] } } } };
    const block = { identity: { type: "UserAssigned", identity_ids: [AZAPI_ID] } };
    const body = { properties: { configuration: { secrets: [secret] } } };
    const runs = (configuration: unknown) => said(configuration).principals;
    for (const web of [azapiApp({}, { body: json }), azapiApp({}, writeOnly), azapiApp({}, { ...block, body })]) {
      expect(usesOf(made({ web }))).toEqual(one);
      expect(runs(made({ web }))).toEqual(runs(made({ web: azapiApp({ secrets: [secret] }) })));
    }
  });

  test("have parts of both bodies: lists of one length item by item, as azapi merges them", () => {
    const body = { configuration: { secrets: [{ name: "db", identity: AZAPI_ID }] } };
    const sensitive_body = { properties: { configuration: { secrets: [{ keyVaultUrl: AZAPI_SECRET }] } } };
    const web = azapiApp(body.configuration, { sensitive_body });
    expect(usesOf(made({ web }))).toEqual(one);
    const longer = { properties: { configuration: { secrets: [secret, { name: "own", value: "${var.x}" }] } } };
    expect(usesOf(made({ web: azapiApp(body.configuration, { sensitive_body: longer }) }))).toEqual(one);
  });

  test("export an object id under any name", () => {
    const role = azapiRole(AZAPI_VAULT, "Key Vault Secrets User", "${azapi_resource.id.output.who}");
    const id = azapi(
      "Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31",
      "web-id",
      {},
      {
        response_export_values: { who: "properties.principalId" },
      },
    );
    expect(said(made({ one: role, id })).grants).toEqual(
      said(made({ one: azapiRole(AZAPI_VAULT, "Key Vault Secrets User") })).grants,
    );
  });

  test.each([
    ["${azapi_resource.app.identity[0].principal_id}", "system-assigned identity of app (container app)"],
    ["${azapi_resource.app.output.identity.principalId}", "system-assigned identity of app (container app)"],
    ["${azapi_resource.id.output.properties.principalId}", "web-id (identity)"],
    [
      '${azapi_resource.app.output.identity.userAssignedIdentities["/subscriptions/1/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/x"].principalId}',
      "x (identity)",
    ],
  ])("%s is %s", (principalId, expected) => {
    const identity = { type: "SystemAssigned" };
    const appOf = azapi("Microsoft.App/containerApps@2025-01-01", "app", { identity });
    const { grants } = review(made({ app: appOf, one: azapiRole(AZAPI_VAULT, "AcrPull", principalId) }));
    expect(grants.map(({ principal }) => principal)).toEqual([expected]);
  });

  test.each([
    "${azapi_resource.role.output.properties.principalId}",
    "${azapi_resource.app.output.identity.userAssignedIdentities[azapi_resource.id.id].principalId}",
    "${azapi_resource.id.output.properties.clientId}",
    "${azapi_resource.app.output.properties.some.principalId}",
  ])("%s is nobody that the review would name", (principalId) => {
    const role = azapiRole(AZAPI_VAULT, "AcrPull");
    const appOf = azapi("Microsoft.App/containerApps@2025-01-01", "app", { identity: { type: "SystemAssigned" } });
    const { grants } = review(made({ app: appOf, role, one: azapiRole(RG, "AcrPull", principalId) }));
    const onGroup = grants.filter(({ target }) => target.includes("resource group"));
    expect(onGroup.map(({ principal }) => principal)).toEqual([expect.stringMatching(/^unresolved: /)]);
  });
});

describe("what changes a resource that something else makes", () => {
  const update = (over: Configuration, properties: unknown) => ({
    azapi_update_resource: {
      u: { type: "Microsoft.KeyVault/vaults@2023-07-01", body: { properties }, ...over },
    },
  });
  const vaults = (configuration: unknown) =>
    (JSON.parse(review(configuration).toJson()) as { vaults: { name: string; access: string }[] }).vaults.map(
      ({ name, access }) => `${name}: ${access}`,
    );

  test.each<[string, Configuration]>([
    ["by its id", { resource_id: VAULT_ID }],
    [
      "by its name and group",
      {
        name: "kv",
        parent_id: "/subscriptions/${data.azurerm_client_config.me.subscription_id}/resourceGroups/rg",
      },
    ],
  ])("gives the vault its access model and policies, %s", (_, over) => {
    const data = { data: { azurerm_client_config: { me: {} } } };
    const accessPolicies = [{ objectId: PRINCIPAL_ID, permissions: { secrets: ["get"] } }];
    const rules = program(update(over, { enableRbacAuthorization: true, accessPolicies }), data);
    expect(vaults(program({}, data))).toEqual(["kv (key vault): access policies"]);
    expect(vaults(rules)).toEqual(["kv (key vault): roles"]);
    expect(said(rules).grants).toHaveLength(1);
    expect(review(rules).findings.map(({ id }) => id)).toContain("policy-on-rbac-vault");
  });

  test("is named by the id of what it changes, and gives it identities and secrets", () => {
    const web = app({ identity: undefined, template: {} });
    const body = {
      identity: { type: "UserAssigned", userAssignedIdentities: { [IDENTITY_ID]: {} } },
      properties: { configuration: { secrets: [{ name: "db", keyVaultUrl: SECRET_ID, identity: IDENTITY_ID }] } },
    };
    const u = { type: "Microsoft.App/containerApps@2025-01-01", resource_id: "${azurerm_container_app.web.id}", body };
    const changed = program({ azurerm_container_app: { web }, azapi_update_resource: { u } });
    const { principals, uses } = said(changed);
    expect(principals.filter((line) => line.endsWith(": web (container app)"))).toHaveLength(1);
    expect(uses).toEqual(['secret["db"] secret reference web-id (identity) kv (key vault) db']);
    expect(review(changed).findings.map(({ id }) => id)).not.toContain("identity-not-attached");
    const without = { ...u, body: { properties: body.properties } };
    const unchanged = program({ azurerm_container_app: { web }, azapi_update_resource: { u: without } });
    expect(review(unchanged).findings.map(({ id }) => id)).toContain("identity-not-attached");
  });

  test.each([
    [{ method: "PUT", action: "accessPolicies/add" }, ["web-id (identity): secrets get on kv (key vault)"]],
    [{ method: "PUT", action: "accessPolicies/remove" }, []],
    [{ method: "PATCH" }, ["web-id (identity): secrets get on kv (key vault)"]],
    [{ method: "PATCH", when: "destroy" }, []],
    [{ method: "POST", action: "listKeys" }, []],
  ])("is an action: %j", (over, expected) => {
    const body = { properties: { accessPolicies: [{ objectId: PRINCIPAL_ID, permissions: { secrets: ["get"] } }] } };
    const azapi_resource_action = {
      a: { type: "Microsoft.KeyVault/vaults@2023-07-01", resource_id: VAULT_ID, body, ...over },
    };
    const { grants } = review(program({ azapi_resource_action }));
    expect(grants.map(({ principal, permission, target }) => `${principal}: ${permission} on ${target}`)).toEqual(
      expected,
    );
  });

  test("is an action that assigns a role", () => {
    const azapi_resource_action = {
      a: {
        type: "Microsoft.KeyVault/vaults@2023-07-01",
        resource_id: VAULT_ID,
        method: "PUT",
        action: `providers/Microsoft.Authorization/roleAssignments/${GUID}`,
        body: {
          properties: {
            principalId: PRINCIPAL_ID,
            roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
          },
        },
      },
    };
    const { grants } = review(program({ azapi_resource_action }));
    expect(grants.map(({ permission, target }) => `${permission} on ${target}`)).toEqual(["Owner on kv (key vault)"]);
  });
});

describe("what azapi takes away gives nothing", () => {
  const grants = (one: Configuration) => said(made({ one })).grants.length;
  const request = (requestType: string, type = "roleAssignmentScheduleRequests") =>
    part(`Microsoft.Authorization/${type}@2022-04-01`, AZAPI_VAULT, {
      requestType,
      principalId: AZAPI_PRINCIPAL,
      roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6",
    });
  const policies = (name: string) =>
    part(
      "Microsoft.KeyVault/vaults/accessPolicies@2023-07-01",
      AZAPI_VAULT,
      { accessPolicies: [policyBody] },
      { name },
    );

  test("requests to PIM, and policies", () => {
    expect([grants(request("AdminAssign")), grants(request("AdminRemove"))]).toEqual([1, 0]);
    expect([
      grants(request("AdminAssign", "roleEligibilityScheduleRequests")),
      grants(request("AdminRemove", "roleEligibilityScheduleRequests")),
    ]).toEqual([1, 0]);
    expect([grants(policies("add")), grants(policies("replace")), grants(policies("remove"))]).toEqual([1, 1, 0]);
  });
});

describe("what azapi reads", () => {
  test("is what it stands for: identities, vaults, the deployer", () => {
    const data = {
      azapi_client_config: { me: {} },
      azapi_resource: {
        old: {
          type: "Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31",
          name: "old-id",
          parent_id: "/subscriptions/1/resourceGroups/old",
        },
      },
      azapi_resource_id: {
        kv: {
          type: "Microsoft.KeyVault/vaults@2023-07-01",
          name: "other",
          parent_id: "/subscriptions/1/resourceGroups/old",
        },
      },
    };
    const configuration = azapiProgram(
      {
        azapi_resource: {
          one: azapiRole(
            "${data.azapi_resource_id.kv.id}",
            "AcrPull",
            "${data.azapi_resource.old.output.properties.principalId}",
          ),
          two: azapiRole(
            "${data.azapi_client_config.me.subscription_resource_id}",
            "AcrPull",
            "${data.azapi_client_config.me.object_id}",
          ),
        },
      },
      { data },
    );
    expect(
      review(configuration)
        .grants.map(({ principal, target }) => `${principal} on ${target}`)
        .sort(),
    ).toEqual(["old-id (identity) on other (key vault)", "the deployer on the subscription"]);
  });
});

describe("a role of Synapse, which azapi assigns in the data of the workspace", () => {
  test("is on the workspace", () => {
    const azapi_data_plane_resource = {
      one: {
        type: "Microsoft.Synapse/workspaces/roleAssignments@2020-12-01",
        name: GUID,
        parent_id: "analytics.dev.azuresynapse.net",
        body: { principalId: AZAPI_PRINCIPAL, roleId: "6e4bf58a-b8e1-4cc3-bbf9-d73143322b78" },
      },
    };
    const { grants } = review(azapiProgram({ azapi_data_plane_resource }));
    expect(grants.map(({ principal, target }) => `${principal} on ${target}`)).toEqual([
      "web-id (identity) on analytics (workspace)",
    ]);
  });
});
