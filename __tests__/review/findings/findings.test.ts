import * as fs from "node:fs";
import * as path from "node:path";
import { RULES } from "../../../lib/review/findings/rules";
import {
  app,
  appWithSecret,
  Configuration,
  findingsOf,
  IDENTITY_ID,
  identity,
  policy,
  PRINCIPAL_ID,
  program,
  rbacVault,
  registry,
  review,
  SECRET_ID,
  secretsUser,
  vault,
  VAULT_ID,
} from "../../support/review-programs";

const APP = "azurerm_container_app.web";
const SECRET = `${APP}.secret["db"]`;
const POLICY = "azurerm_key_vault_access_policy.app";
const ROLE = "azurerm_role_assignment.app";

/** An app with a secret, and the rest of a program. */
const withSecret = (over: Configuration, resources: Configuration, others: Configuration = {}) =>
  program({ azurerm_container_app: { web: appWithSecret(over) }, ...resources }, others);
const byPolicy = { azurerm_key_vault_access_policy: { app: policy } };
const byRole = { azurerm_key_vault: { vault: rbacVault }, azurerm_role_assignment: { app: secretsUser } };
const sleep = { time_sleep: { wait: { create_duration: "150s", depends_on: [ROLE] } } };
const role = (over: Configuration) => ({ azurerm_role_assignment: { app: { ...secretsUser, ...over } } });
const pulls = (over: Configuration = {}, appOver: Configuration = {}) => ({
  azurerm_container_registry: { acr: registry },
  azurerm_container_app: {
    web: app({
      registry: { server: "${azurerm_container_registry.acr.login_server}", identity: IDENTITY_ID },
      depends_on: ["time_sleep.wait"],
      ...appOver,
    }),
  },
  ...role({ scope: "${azurerm_container_registry.acr.id}", role_definition_name: "AcrPull", ...over }),
  ...sleep,
});

const azapiApp = (over: Configuration = {}) => {
  const configuration = {
    secrets: [{ name: "db", keyVaultUrl: SECRET_ID, identity: IDENTITY_ID }],
    registries: [{ server: "${azurerm_container_registry.acr.login_server}", identity: IDENTITY_ID }],
  };
  return {
    azapi_resource: {
      app: {
        type: "Microsoft.App/jobs@2024-03-01",
        name: "app",
        parent_id: "/subscriptions/1/resourceGroups/rg",
        identity: { type: "UserAssigned", identity_ids: [IDENTITY_ID] },
        body: { properties: { configuration } },
        ...over,
      },
    },
  };
};

const store = { azurerm_storage_account: { s: { name: "st" } } };

/** A Dapr component for an Azure service, with metadata of these names. */
const component = (...names: readonly string[]) => ({
  azurerm_container_app_environment_dapr_component: {
    c: {
      container_app_environment_id: app().container_app_environment_id,
      component_type: "state.azure.blobstorage",
      metadata: names.map((name) => ({ name, value: "x" })),
    },
  },
});

const azapiSecret = (value: string) =>
  azapiApp({ body: { properties: { configuration: { secrets: [{ name: "key", value }] } } } });

/** Each finding, beside the nearest program that does not have it. */
const CASES: readonly (readonly [id: string, where: string, has: Configuration, hasNot: Configuration])[] = [
  ["ungranted-use", SECRET, withSecret({}, {}), withSecret({ depends_on: [POLICY] }, byPolicy)],
  [
    "ungranted-use",
    SECRET,
    withSecret({}, { azurerm_key_vault_access_policy: { app: { ...policy, secret_permissions: ["List"] } } }),
    withSecret(
      {},
      { azurerm_key_vault_access_policy: { app: { ...policy, secret_permissions: "${var.words}" } } },
      { variable: { words: {} } },
    ),
  ],
  [
    "ungranted-use",
    SECRET,
    withSecret({}, {}),
    withSecret({}, {}, { module: { access: { source: "registry/access/azurerm", principal_id: PRINCIPAL_ID } } }),
  ],
  [
    "ungranted-use",
    SECRET,
    withSecret({}, {}),
    withSecret({}, role({ scope: VAULT_ID, role_definition_name: "Some Role", principal_id: PRINCIPAL_ID })),
  ],
  [
    "ungranted-use",
    SECRET,
    withSecret({}, {}),
    withSecret({}, role({ scope: VAULT_ID, principal_id: "${var.who}" }), { variable: { who: {} } }),
  ],
  [
    "ungranted-use",
    SECRET,
    withSecret(
      {},
      {
        azurerm_key_vault: { vault, other: { ...vault, name: "other" } },
        azurerm_key_vault_access_policy: { app: { ...policy, key_vault_id: "${azurerm_key_vault.other.id}" } },
      },
    ),
    withSecret({ depends_on: [POLICY] }, byPolicy),
  ],
  [
    "ungranted-use",
    "azurerm_key_vault_secret.s",
    program(
      { azurerm_key_vault_secret: { s: { name: "s", value: "${var.v}", key_vault_id: VAULT_ID } } },
      { variable: { v: {} } },
    ),
    program(
      {
        azurerm_key_vault: { vault: rbacVault },
        azurerm_key_vault_secret: { s: { name: "s", value: "${var.v}", key_vault_id: VAULT_ID } },
      },
      { variable: { v: {} } },
    ),
  ],
  ["grant-race", SECRET, withSecret({}, byPolicy), withSecret({ depends_on: [POLICY] }, byPolicy)],
  [
    "grant-race",
    SECRET,
    withSecret({}, byPolicy),
    withSecret(
      {},
      {
        azurerm_key_vault: {
          vault: { ...vault, access_policy: [{ object_id: PRINCIPAL_ID, secret_permissions: ["Get"] }] },
        },
      },
    ),
  ],
  [
    "grant-race",
    SECRET,
    withSecret({ tags: { x: POLICY } }, byPolicy),
    withSecret({ tags: { x: `\${${POLICY}.id}` } }, byPolicy),
  ],
  [
    "grant-race",
    SECRET,
    withSecret({}, byPolicy),
    withSecret({ tags: "${local.tags}" }, byPolicy, { locals: { tags: { x: `\${join("", [${POLICY}.id])}` } } }),
  ],
  [
    "grant-race",
    SECRET,
    withSecret(
      { secret: { name: "db", key_vault_secret_id: "https://kv.vault.azure.net/secrets/db", identity: IDENTITY_ID } },
      byPolicy,
    ),
    withSecret(
      {
        secret: { name: "db", key_vault_secret_id: "https://kv.vault.azure.net/secrets/db", identity: IDENTITY_ID },
        depends_on: [POLICY],
      },
      byPolicy,
    ),
  ],
  [
    "grant-race",
    'azapi_resource.app.secret["db"]',
    program({ ...byPolicy, ...azapiApp() }),
    program({ ...byPolicy, ...azapiApp({ depends_on: [POLICY] }) }),
  ],
  [
    "ungranted-use",
    "azapi_resource.app.registry[0]",
    program({ ...byPolicy, ...azapiApp(), azurerm_container_registry: { acr: registry } }),
    program({
      ...byPolicy,
      ...azapiApp({ type: "Microsoft.App/sessionPools@2024-08-02-preview" }),
      azurerm_container_registry: { acr: registry },
    }),
  ],
  [
    "role-propagation",
    SECRET,
    withSecret({ depends_on: [ROLE] }, byRole),
    withSecret({ depends_on: ["time_sleep.wait"] }, { ...byRole, ...sleep }),
  ],
  [
    "role-propagation",
    SECRET,
    withSecret({ depends_on: [ROLE] }, byRole),
    withSecret(
      { depends_on: ["null_resource.wait"] },
      {
        ...byRole,
        null_resource: { wait: { depends_on: [ROLE], provisioner: { "local-exec": { command: "sleep 120" } } } },
      },
    ),
  ],
  [
    "deadlock",
    SECRET,
    withSecret(
      {
        identity: { type: "SystemAssigned" },
        secret: { name: "db", key_vault_secret_id: SECRET_ID, identity: "System" },
      },
      byPolicy,
    ),
    withSecret({ depends_on: [POLICY] }, byPolicy),
  ],
  [
    "deadlock",
    `${APP}.registry[0]`,
    program(
      pulls(
        {},
        {
          identity: { type: "SystemAssigned" },
          registry: { server: "${azurerm_container_registry.acr.login_server}", identity: "system" },
        },
      ),
    ),
    program(pulls()),
  ],
  [
    "deadlock",
    SECRET,
    withSecret({}, { azurerm_key_vault_access_policy: { app: { ...policy, depends_on: [APP] } } }),
    withSecret({ depends_on: [POLICY] }, byPolicy),
  ],
  [
    "dependency-cycle",
    APP,
    withSecret(
      { depends_on: [POLICY] },
      { azurerm_key_vault_access_policy: { app: { ...policy, depends_on: [APP] } } },
    ),
    withSecret({ depends_on: [POLICY] }, byPolicy),
  ],
  [
    "identity-not-attached",
    SECRET,
    withSecret(
      {
        identity: { type: "UserAssigned", identity_ids: ["${azurerm_user_assigned_identity.other.id}"] },
        depends_on: [POLICY],
      },
      { ...byPolicy, azurerm_user_assigned_identity: { app: identity, other: { ...identity, name: "other" } } },
    ),
    withSecret({ depends_on: [POLICY] }, byPolicy),
  ],
  [
    "identity-not-attached",
    SECRET,
    withSecret({ secret: { name: "db", key_vault_secret_id: SECRET_ID, identity: "System" } }, {}),
    withSecret({ identity: "${var.identity}" }, {}, { variable: { identity: {} } }),
  ],
  [
    "client-id-as-principal",
    ROLE,
    program(role({ principal_id: "${azurerm_user_assigned_identity.app.client_id}" })),
    program(role({})),
  ],
  ["role-on-access-policy-vault", ROLE, program(role({})), program(byRole)],
  [
    "role-on-access-policy-vault",
    ROLE,
    program(role({})),
    program(role({ scope: "${data.azurerm_key_vault.v.id}" }), {
      data: { azurerm_key_vault: { v: { name: "elsewhere", resource_group_name: "rg" } } },
    }),
  ],
  ["role-on-access-policy-vault", ROLE, program(role({})), program(role({ role_definition_name: "Reader" }))],
  [
    "policy-on-rbac-vault",
    POLICY,
    program({ ...byPolicy, azurerm_key_vault: { vault: rbacVault } }),
    program(byPolicy),
  ],
  [
    "mixed-access-policies",
    "azurerm_key_vault.vault",
    program({
      ...byPolicy,
      azurerm_key_vault: { vault: { ...vault, access_policy: [{ object_id: "o", secret_permissions: ["Get"] }] } },
    }),
    program(byPolicy),
  ],
  [
    "mixed-access-policies",
    "azurerm_key_vault.vault",
    program({
      ...byPolicy,
      azurerm_key_vault: { vault: { ...vault, access_policy: [{ object_id: "o", secret_permissions: ["Get"] }] } },
    }),
    program({
      ...byPolicy,
      azurerm_key_vault: {
        vault: {
          ...vault,
          access_policy: [{ object_id: "o", secret_permissions: ["Get"] }],
          lifecycle: { ignore_changes: ["access_policy"] },
        },
      },
    }),
  ],
  [
    "broad-role",
    ROLE,
    program(role({ role_definition_name: "Contributor" })),
    program(role({ role_definition_name: "Reader" })),
  ],
  [
    "broad-role",
    ROLE,
    program({
      ...role({ role_definition_name: "Mine" }),
      azurerm_role_definition: { r: { name: "Mine", permissions: [{ actions: ["*"] }] } },
    }),
    program({
      ...role({ role_definition_name: "Mine" }),
      azurerm_role_definition: { r: { name: "Mine", permissions: [{ actions: ["*/read"] }] } },
    }),
  ],
  ["broad-scope", ROLE, program(role({ scope: "/subscriptions/1" })), program(byRole)],
  ["broad-scope", ROLE, program(role({ scope: "/subscriptions/1/resourceGroups/rg" })), program(byRole)],
  [
    "plain-text-secret",
    `${APP}.secret["key"]`,
    program({ azurerm_container_app: { web: app({ secret: { name: "key", value: "s3cret" } }) } }),
    program(
      { azurerm_container_app: { web: app({ secret: { name: "key", value: "${var.key}" } }) } },
      { variable: { key: { sensitive: true } } },
    ),
  ],
  [
    "plain-text-secret",
    `${APP}.secret["key"]`,
    program(
      { azurerm_container_app: { web: app({ secret: { name: "key", value: "${var.key}" } }) } },
      { variable: { key: { default: "s3cret" } } },
    ),
    program({
      azurerm_container_app: {
        web: app({ secret: { name: "key", value: "${azurerm_container_registry.acr.admin_password}" } }),
      },
      azurerm_container_registry: { acr: registry },
    }),
  ],
  [
    "plain-text-secret",
    "azurerm_key_vault_secret.s.value",
    program({ azurerm_key_vault_secret: { s: { name: "s", value: "s3cret", key_vault_id: VAULT_ID } } }),
    program({
      azurerm_key_vault_secret: {
        s: { name: "s", value: "set by hand", key_vault_id: VAULT_ID, lifecycle: { ignore_changes: ["${value}"] } },
      },
    }),
  ],
  [
    "plain-text-secret",
    "azurerm_key_vault_secret.s.value",
    program({ azurerm_key_vault_secret: { s: { name: "s", value: "s3cret", key_vault_id: VAULT_ID } } }),
    program({
      azurerm_key_vault_secret: {
        s: { name: "s", value: "${azurerm_user_assigned_identity.app.name}", key_vault_id: VAULT_ID },
      },
    }),
  ],
  [
    "plain-text-secret",
    "azurerm_key_vault_secret.s.value",
    program({ azurerm_key_vault_secret: { s: { name: "s", value: "s3cret", key_vault_id: VAULT_ID } } }),
    program({ azurerm_key_vault_secret: { s: { name: "s", value: "TO_DEFINE", key_vault_id: VAULT_ID } } }),
  ],
  [
    "plain-text-secret",
    'azapi_resource.app.secret["key"]',
    program(azapiSecret("s3cret")),
    program(azapiSecret("${var.key}"), { variable: { key: { sensitive: true } } }),
  ],
  [
    "plain-text-secret",
    `${APP}.env["DB_PASSWORD"]`,
    program({ azurerm_container_app: { web: withEnv("DB_PASSWORD", "hunter2!") } }),
    program({ azurerm_container_app: { web: withEnv("DB_PASSWORD_FILE", "/run/secrets/db") } }),
  ],
  [
    "plain-text-secret",
    `${APP}.env["QUEUE"]`,
    program({
      azurerm_container_app: {
        web: withEnv("QUEUE", "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=Zm9vYmFy"),
      },
    }),
    program({ azurerm_container_app: { web: withEnv("QUEUE", "https://a.queue.core.windows.net/?comp=list") } }),
  ],
  [
    "plain-text-secret",
    `${APP}.env["X_PASSWORD"]`,
    program({ azurerm_container_app: { web: withEnv("X_PASSWORD", "hunter2!") } }),
    program({ azurerm_container_app: { web: withEnv("ASK_PASSWORD", "true") } }),
  ],
  [
    "exposed-secret",
    `${APP}.env["X"]`,
    program({
      ...store,
      azurerm_container_app: { web: withEnv("X", "${azurerm_storage_account.s.primary_access_key}") },
    }),
    program({
      ...store,
      azurerm_container_app: { web: withEnv("X", "${azurerm_storage_account.s.primary_blob_endpoint}") },
    }),
  ],
  [
    "pinned-secret-version",
    SECRET,
    withSecret(
      { secret: { name: "db", key_vault_secret_id: `${SECRET_ID}/0123456789abcdef`, identity: IDENTITY_ID } },
      byPolicy,
    ),
    withSecret({}, byPolicy),
  ],
  [
    "pinned-secret-version",
    SECRET,
    withSecret(
      { secret: { name: "db", key_vault_secret_id: "${data.azurerm_key_vault_secret.s.id}", identity: IDENTITY_ID } },
      byPolicy,
      { data: { azurerm_key_vault_secret: { s: { name: "db", key_vault_id: VAULT_ID } } } },
    ),
    withSecret(
      {
        secret: {
          name: "db",
          key_vault_secret_id: "${data.azurerm_key_vault_secret.s.versionless_id}",
          identity: IDENTITY_ID,
        },
      },
      byPolicy,
      { data: { azurerm_key_vault_secret: { s: { name: "db", key_vault_id: VAULT_ID } } } },
    ),
  ],
  [
    "escalation-path",
    ROLE,
    program({
      azurerm_container_app: { web: app() },
      azurerm_user_assigned_identity: { app: identity, ci: { ...identity, name: "ci-id" } },
      ...byPolicy,
      ...role({
        scope: `\${${APP}.id}`,
        role_definition_name: "Container Apps Contributor",
        principal_id: "${azurerm_user_assigned_identity.ci.principal_id}",
      }),
    }),
    program({
      azurerm_container_app: { web: app() },
      azurerm_user_assigned_identity: { app: identity, ci: { ...identity, name: "ci-id" } },
      ...byPolicy,
      ...role({
        scope: `\${${APP}.id}`,
        role_definition_name: "Reader",
        principal_id: "${azurerm_user_assigned_identity.ci.principal_id}",
      }),
    }),
  ],
  ["strong-pull-identity", ROLE, program(pulls({ role_definition_name: "AcrPush" })), program(pulls())],
  [
    "missing-client-id",
    APP,
    program({ azurerm_container_app: { web: withEnv("OTHER", "x") }, ...byRole }),
    program({ azurerm_container_app: { web: app() }, ...byRole }),
  ],
  [
    "missing-client-id",
    APP,
    program({ azurerm_container_app: { web: withEnv("OTHER", "x") }, ...byRole }),
    program({
      azurerm_container_app: {
        web: withEnv("ManagedIdentity__ClientId", "${azurerm_user_assigned_identity.app.client_id}"),
      },
      ...byRole,
    }),
  ],
  [
    "missing-client-id",
    APP,
    program({ azurerm_container_app: { web: withEnv("OTHER", "x") }, ...byRole }),
    withSecret({ template: withEnv("OTHER", "x").template, depends_on: [POLICY] }, byPolicy),
  ],
  [
    "missing-client-id",
    APP,
    program({ azurerm_container_app: { web: withEnv("OTHER", "x") }, ...byRole }),
    withSecret(
      { template: withEnv("OTHER", "x").template, depends_on: [POLICY] },
      {
        azuread_group: { g: { display_name: "g", members: [PRINCIPAL_ID] } },
        azurerm_key_vault_access_policy: { app: { ...policy, object_id: "${azuread_group.g.object_id}" } },
      },
    ),
  ],
  [
    "administrator",
    "azurerm_mssql_server.s",
    program({ azurerm_mssql_server: { s: { name: "s", azuread_administrator: { object_id: PRINCIPAL_ID } } } }),
    program({ azurerm_mssql_server: { s: { name: "s" } } }),
  ],
  [
    "dapr-client-id",
    "azurerm_container_app_environment_dapr_component.c",
    program({ azurerm_container_app: { web: app({ dapr: { app_id: "web" } }) }, ...component() }),
    program({ azurerm_container_app: { web: app({ dapr: { app_id: "web" } }) }, ...component("azureClientId") }),
  ],
  ["unused-grant", POLICY, program(byPolicy), program(byPolicy, { output: { id: { value: IDENTITY_ID } } })],
  [
    "unused-grant",
    POLICY,
    program(byPolicy),
    program({
      ...byPolicy,
      azurerm_federated_identity_credential: {
        f: { name: "f", parent_id: IDENTITY_ID, issuer: "https://i", subject: "s" },
      },
    }),
  ],
  [
    "unused-grant",
    POLICY,
    program(byPolicy),
    program(
      {
        ...byPolicy,
        azurerm_linux_web_app: { a: { name: "a", identity: { type: "UserAssigned", identity_ids: "${var.ids}" } } },
      },
      { variable: { ids: {} } },
    ),
  ],
  [
    "unreadable-expression",
    `${APP}.name`,
    program({ azurerm_container_app: { web: app({ name: "${a b}" }) } }),
    program({ azurerm_container_app: { web: app({ name: "${local.a}" }) } }, { locals: { a: "b" } }),
  ],
];

function withEnv(name: string, value: string): Configuration {
  return app({ template: { container: { name: "web", image: "nginx", env: [{ name, value }] } } });
}

describe("a finding is made, and not of the nearest program without it", () => {
  test.each(CASES)("%s at %s", (id, where, has, hasNot) => {
    expect(findingsOf(has)).toContain(`${id} ${where}`);
    expect(findingsOf(hasNot).filter((line) => line.startsWith(`${id} `))).toEqual([]);
  });

  test("every rule has a file of its name", () => {
    const shared = ["rule.ts", "rules.ts", "wording.ts"];
    const files = fs.readdirSync(path.join(__dirname, "../../../lib/review/findings"));
    expect(files.filter((file) => !shared.includes(file)).sort()).toEqual(RULES.map(({ id }) => `${id}.ts`).sort());
  });

  test("there is a case for every rule", () => {
    // A grant is at another address than before only in a change, which has tests of its own.
    const rules = RULES.map(({ id }) => id).filter((id) => id !== "moved-grant");
    expect([...new Set(CASES.map(([id]) => id))].sort()).toEqual(rules.sort());
  });
});

describe("no finding at all in a program that is right", () => {
  test.each([
    ["by access policy", withSecret({ depends_on: [POLICY] }, byPolicy)],
    ["by role", withSecret({ depends_on: ["time_sleep.wait"] }, { ...byRole, ...sleep })],
    ["that pulls", program(pulls())],
    [
      "by role on the one secret",
      withSecret(
        { depends_on: ["time_sleep.wait"] },
        { ...byRole, ...role({ scope: `${VAULT_ID}/secrets/db` }), ...sleep },
      ),
    ],
    [
      "whose grant is in a module",
      program({ azurerm_container_app: { web: app() } }, { module: { m: { source: "./nowhere" } } }),
    ],
  ])("%s", (_, configuration) => {
    expect(findingsOf(configuration)).toEqual([]);
  });
});

test("a finding says what is there, why it matters and what to do", () => {
  expect(review(withSecret({}, byPolicy)).findings).toEqual([
    {
      id: "grant-race",
      severity: "error",
      address: SECRET,
      message: `${APP} uses "db" of kv (key vault) by web-id (identity), and does not wait for ${POLICY}.`,
      why: "Terraform creates both at the same time. Where the resource comes first, Azure refuses to create it.",
      change: "Add the grant, or the pause after a role assignment, to the resource's depends_on.",
    },
  ]);
});

test("a secret that is found is not printed", () => {
  const { findings } = review(
    program({ azurerm_container_app: { web: app({ secret: { name: "key", value: "s3cret" } }) } }),
  );
  expect(findings).toHaveLength(1);
  expect(JSON.stringify(findings)).not.toContain("s3cret");
});

describe("an application gateway, a container group and an environment's certificate read under an identity, too", () => {
  const attached = { identity: { type: "UserAssigned", identity_ids: [IDENTITY_ID] } };

  test.each<[string, Configuration, string]>([
    [
      "azurerm_application_gateway",
      { ...attached, name: "gw", ssl_certificate: [{ name: "tls", key_vault_secret_id: SECRET_ID }] },
      'ssl_certificate["tls"]',
    ],
    [
      "azurerm_container_app_environment_certificate",
      {
        name: "tls",
        container_app_environment_id: "${azurerm_container_app_environment.e.id}",
        certificate_key_vault: { key_vault_secret_id: SECRET_ID, identity: IDENTITY_ID },
      },
      "certificate_key_vault[0]",
    ],
    [
      "azurerm_container_app_environment_dapr_component",
      {
        name: "c",
        container_app_environment_id: "${azurerm_container_app_environment.e.id}",
        secret: [{ name: "s", key_vault_secret_id: SECRET_ID, identity: IDENTITY_ID }],
      },
      'secret["s"]',
    ],
  ])("%s", (type, body, place) => {
    const environment = {
      azurerm_container_app_environment: { e: { name: "e", resource_group_name: "rg", ...attached } },
    };
    expect(findingsOf(program({ ...environment, [type]: { x: body }, ...byPolicy }))).toEqual([
      `grant-race ${type}.x.${place}`,
    ]);
    expect(
      findingsOf(program({ ...environment, [type]: { x: { ...body, depends_on: [POLICY] } }, ...byPolicy })),
    ).toEqual([]);
  });

  test("azurerm_container_group", () => {
    const group = {
      ...attached,
      name: "g",
      image_registry_credential: [{ server: "acr.azurecr.io", user_assigned_identity_id: IDENTITY_ID }],
    };
    expect(
      findingsOf(program({ azurerm_container_registry: { acr: registry }, azurerm_container_group: { g: group } })),
    ).toEqual(['ungranted-use azurerm_container_group.g.image_registry_credential["acr.azurecr.io"]']);
  });
});

test("a long circle is told by its first ten resources, and many circles by some", () => {
  const names = Array.from({ length: 600 }, (_, i) => `n${String(i).padStart(3, "0")}`);
  const waiting = (dependsOn: (i: number) => string[]) =>
    review({
      resource: { null_resource: Object.fromEntries(names.map((name, i) => [name, { depends_on: dependsOn(i) }])) },
    }).findings;
  const first = names.slice(0, 10).map((name) => `null_resource.${name} waits for `);
  expect(waiting((i) => [`null_resource.${names[(i + 1) % 600]}`]).map(({ message }) => message)).toEqual([
    `${first.join("")}590 more resources, the last of which waits for null_resource.n000.`,
  ]);
  const all = waiting(() => names.slice(0, 200).map((name) => `null_resource.${name}`));
  expect(all.length).toBeGreaterThan(0);
  expect(JSON.stringify(all).length).toBeLessThan(200_000);
});

describe("a message names the grants in the order of their addresses, and ten of them at most", () => {
  const repeated = (count: number, body: Configuration) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${String(count - 1 - i).padStart(2, "0")}`, body]));
  const messages = (id: string, configuration: Configuration) =>
    review(configuration)
      .findings.filter((finding) => finding.id === id)
      .map(({ message }) => message);
  const addresses = (type: string, count: number) =>
    Array.from({ length: count }, (_, i) => `${type}.p${String(i).padStart(2, "0")}`);
  const listing = {
    azurerm_key_vault: { vault: { ...vault, access_policy: [{ object_id: "o", secret_permissions: ["Get"] }] } },
  };
  const [POLICIES, ROLES] = ["azurerm_key_vault_access_policy", "azurerm_role_assignment"];

  test.each([
    [2, ""],
    [10, ""],
    [12, " and 2 more"],
  ])("of %d", (count, more) => {
    const policies = repeated(count, policy);
    const roles = repeated(count, secretsUser);
    const named = (type: string, word: string) => `${addresses(type, count).slice(0, 10).join(word)}${more}`;
    const dependsOn = { depends_on: addresses(ROLES, count) };
    expect(messages("mixed-access-policies", program({ ...listing, [POLICIES]: policies }))).toEqual([
      `azurerm_key_vault.vault lists access policies, and ${named(POLICIES, ", ")} are others of the same vault.`,
    ]);
    expect(messages("grant-race", withSecret({}, { [POLICIES]: policies }))).toEqual([
      expect.stringContaining(`does not wait for ${named(POLICIES, " or ")}.`),
    ]);
    expect(
      messages("role-propagation", withSecret(dependsOn, { azurerm_key_vault: { vault: rbacVault }, [ROLES]: roles })),
    ).toEqual([expect.stringContaining(`as soon as ${named(ROLES, " or ")} is there.`)]);
  });
});

describe("what may be in the deployer's own subscription is no finding", () => {
  const written =
    "/subscriptions/1/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/web-id";

  test.each<[string, Configuration]>([
    [
      "a grant on a group that is written out",
      withSecret(
        { depends_on: ["time_sleep.wait"] },
        { ...byRole, ...role({ scope: "/subscriptions/1/resourceGroups/rg" }), ...sleep },
      ),
    ],
    [
      "an identity that is written out where it is attached",
      withSecret({ identity: { type: "UserAssigned", identity_ids: [written] }, depends_on: [POLICY] }, byPolicy),
    ],
    [
      "an identity that is written out where it reads",
      withSecret(
        { secret: { name: "db", key_vault_secret_id: SECRET_ID, identity: written }, depends_on: [POLICY] },
        byPolicy,
      ),
    ],
  ])("%s", (_, configuration) => {
    expect(findingsOf(configuration).filter((line) => !line.startsWith("broad-scope"))).toEqual([]);
  });
});

test("identities that are named by two random strings are two", () => {
  const ids = Object.fromEntries(
    ["a", "b"].map((name) => [name, { ...identity, name: `i\${random_string.${name}.result}` }]),
  );
  const of = (principal: string) =>
    findingsOf({
      resource: {
        random_string: { a: { length: 4 }, b: { length: 4 } },
        azurerm_user_assigned_identity: ids,
        azurerm_key_vault: { vault },
        azurerm_key_vault_access_policy: {
          app: { ...policy, object_id: `\${azurerm_user_assigned_identity.${principal}.principal_id}` },
        },
        azurerm_container_app: {
          web: app({
            identity: { type: "UserAssigned", identity_ids: ["${azurerm_user_assigned_identity.a.id}"] },
            secret: { name: "db", key_vault_secret_id: SECRET_ID, identity: "${azurerm_user_assigned_identity.a.id}" },
            depends_on: [POLICY],
          }),
        },
      },
    });
  expect(of("b")).toContain(`ungranted-use ${SECRET}`);
  expect(of("a").filter((line) => line.startsWith("ungranted-use"))).toEqual([]);
});

test.each([
  'trimsuffix(azurerm_key_vault_secret.s.id, "/${azurerm_key_vault_secret.s.version}")',
  'replace(azurerm_key_vault_secret.s.id, azurerm_key_vault_secret.s.version, "")',
])("an id whose version is taken out pins none: %s", (id) => {
  const secrets = { azurerm_key_vault_secret: { s: { name: "db", key_vault_id: VAULT_ID, value_wo: "${var.v}" } } };
  const of = (expression: string) =>
    findingsOf(
      withSecret({ secret: { name: "db", key_vault_secret_id: `\${${expression}}`, identity: IDENTITY_ID } }, secrets, {
        variable: { v: {} },
      }),
    ).filter((line) => line.startsWith("pinned"));
  expect(of(id)).toEqual([]);
  expect(of("azurerm_key_vault_secret.s.id")).toEqual([`pinned-secret-version ${SECRET}`]);
});

describe("a setting of a web app that refers to a secret", () => {
  const webApp = (value: string, over: Configuration = {}) =>
    program(
      {
        azurerm_linux_web_app: {
          web: {
            name: "web",
            resource_group_name: "rg",
            identity: { type: "SystemAssigned" },
            app_settings: { DB: value, OTHER: "plain" },
            ...over,
          },
        },
        azurerm_key_vault_secret: { db: { name: "db", key_vault_id: VAULT_ID, value_wo: "${var.v}" } },
      },
      { variable: { v: {} } },
    );
  const usesOf = (configuration: Configuration) => {
    const { uses } = JSON.parse(review(configuration).toJson()) as {
      uses: { by: string; kind: string; principal: string; target: string; item: string }[];
    };
    return uses
      .filter(({ kind }) => kind === "secret reference")
      .map(({ by, principal, target, item }) => `${by}: ${item} of ${target} by ${principal}`);
  };

  test.each([
    ["by its address", `@Microsoft.KeyVault(SecretUri=${SECRET_ID})`],
    ["by its resource", "@Microsoft.KeyVault(SecretUri=${azurerm_key_vault_secret.db.versionless_id})"],
    ["by names", "@Microsoft.KeyVault(VaultName=${azurerm_key_vault.vault.name};SecretName=db)"],
  ])("%s is a use by the app's own identity", (_, value) => {
    expect(usesOf(webApp(value))).toEqual([
      'azurerm_linux_web_app.web.app_settings["DB"]: db of kv (key vault) by system-assigned identity of web (web or function app)',
    ]);
  });

  test("is one by the identity that the app names for it, pinned where it names a version", () => {
    const pinned = webApp("@Microsoft.KeyVault(SecretUri=${azurerm_key_vault_secret.db.id})", {
      key_vault_reference_identity_id: IDENTITY_ID,
    });
    expect(usesOf(pinned)).toEqual([
      'azurerm_linux_web_app.web.app_settings["DB"]: db of kv (key vault) by web-id (identity)',
    ]);
    expect(findingsOf(pinned)).toContain('pinned-secret-version azurerm_linux_web_app.web.app_settings["DB"]');
  });

  test("stops no app from being made", () => {
    const found = findingsOf(webApp(`@Microsoft.KeyVault(SecretUri=${SECRET_ID})`, { identity: undefined }));
    expect(found.filter((line) => line.includes("web_app"))).toEqual([]);
  });
});
