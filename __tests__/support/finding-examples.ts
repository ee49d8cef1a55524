import {
  app,
  appWithSecret,
  Configuration,
  IDENTITY_ID,
  identity,
  policy,
  PRINCIPAL_ID,
  program,
  rbacVault,
  registry,
  SECRET_ID,
  secretsUser,
  vault,
  VAULT_ID,
} from "./review-programs";

/** A program that has a finding, and the same one without it. `docs/findings.md` shows what differs. */
export interface FindingExample {
  /** The address that the finding names. */
  readonly address: string;
  readonly bad: Configuration;
  readonly good: Configuration;
  /** The program before, where the finding is one of a change. */
  readonly before?: Configuration;
}

const APP = "azurerm_container_app.web";
const SECRET = `${APP}.secret["db"]`;
const POLICY = "azurerm_key_vault_access_policy.app";
const ROLE = "azurerm_role_assignment.app";
const CLIENT_ID = "${azurerm_user_assigned_identity.app.client_id}";

const byPolicy = { azurerm_key_vault_access_policy: { app: policy } };
const role = (over: Configuration = {}) => ({ azurerm_role_assignment: { app: { ...secretsUser, ...over } } });
const byRole = { azurerm_key_vault: { vault: rbacVault }, ...role() };
const sleep = { time_sleep: { propagation: { create_duration: "150s", depends_on: [ROLE] } } };

/** An app that reads a secret of the vault, and the rest of a program. */
const reads = (over: Configuration, resources: Configuration = byPolicy) =>
  program({ azurerm_container_app: { web: appWithSecret(over) }, ...resources });
const readsInOrder = reads({ depends_on: [POLICY] });

const secret = (over: Configuration) => ({
  secret: { name: "db", key_vault_secret_id: SECRET_ID, identity: IDENTITY_ID, ...over },
});

const appIs = (over: Configuration, others: Configuration = {}) =>
  program({ azurerm_container_app: { web: app(over) } }, others);
const withVariable = (name: string, value: string) =>
  app({ template: { container: { name: "web", image: "nginx", cpu: 0.25, memory: "0.5Gi", env: [{ name, value }] } } });

const pulls = (roleName: string) =>
  program({
    azurerm_container_registry: { acr: registry },
    azurerm_container_app: {
      web: app({
        registry: { server: "${azurerm_container_registry.acr.login_server}", identity: IDENTITY_ID },
        depends_on: ["time_sleep.propagation"],
      }),
    },
    ...role({ scope: "${azurerm_container_registry.acr.id}", role_definition_name: roleName }),
    ...sleep,
  });

const pipeline = (roleName: string) =>
  program({
    azurerm_container_app: { web: app() },
    azurerm_user_assigned_identity: { app: identity, ci: { ...identity, name: "ci-id" } },
    ...byPolicy,
    azurerm_role_assignment: {
      ci: {
        scope: `\${${APP}.id}`,
        role_definition_name: roleName,
        principal_id: "${azurerm_user_assigned_identity.ci.principal_id}",
      },
    },
  });

const daprComponent = (metadata: readonly Configuration[]) =>
  program({
    azurerm_container_app: { web: app({ dapr: { app_id: "web" } }) },
    azurerm_container_app_environment_dapr_component: {
      state: {
        name: "state",
        container_app_environment_id: app().container_app_environment_id,
        component_type: "state.azure.blobstorage",
        version: "v1",
        metadata: [{ name: "accountName", value: "orders" }, ...metadata],
      },
    },
  });

const group = { azurerm_resource_group: { rg: { name: "rg", location: "westeurope" } } };
const kusto = (roleName: string) => ({
  azurerm_kusto_cluster_principal_assignment: {
    app: {
      name: "app",
      resource_group_name: "rg",
      cluster_name: "logs",
      tenant_id: "t",
      principal_id: CLIENT_ID,
      principal_type: "App",
      role: roleName,
    },
  },
});

/** An example of each finding, by its id. */
export const FINDING_EXAMPLES: Readonly<Record<string, FindingExample>> = {
  administrator: {
    address: "azurerm_kusto_cluster_principal_assignment.app",
    bad: program(kusto("AllDatabasesAdmin")),
    good: program(kusto("AllDatabasesViewer")),
  },
  "broad-role": {
    address: ROLE,
    bad: program(role({ role_definition_name: "Contributor" })),
    good: program(role({ role_definition_name: "Key Vault Secrets User" })),
  },
  "broad-scope": {
    address: ROLE,
    bad: program({ ...group, ...role({ scope: "${azurerm_resource_group.rg.id}" }) }),
    good: program({ ...group, ...role({ scope: VAULT_ID }) }),
  },
  "client-id-as-principal": {
    address: ROLE,
    bad: program(role({ principal_id: CLIENT_ID })),
    good: program(role({ principal_id: PRINCIPAL_ID })),
  },
  "dapr-client-id": {
    address: "azurerm_container_app_environment_dapr_component.state",
    bad: daprComponent([]),
    good: daprComponent([{ name: "azureClientId", value: CLIENT_ID }]),
  },
  deadlock: {
    address: SECRET,
    bad: reads({ identity: { type: "SystemAssigned" }, ...secret({ identity: "System" }) }),
    good: readsInOrder,
  },
  "dependency-cycle": {
    address: APP,
    bad: reads(
      { depends_on: [POLICY] },
      { azurerm_key_vault_access_policy: { app: { ...policy, depends_on: [APP] } } },
    ),
    good: readsInOrder,
  },
  "escalation-path": {
    address: "azurerm_role_assignment.ci",
    bad: pipeline("Container Apps Contributor"),
    good: pipeline("Reader"),
  },
  "exposed-secret": {
    address: `${APP}.env["DB"]`,
    bad: program({
      azurerm_container_app: { web: withVariable("DB", "${azurerm_storage_account.st.primary_access_key}") },
      azurerm_storage_account: { st: { name: "st" } },
    }),
    good: program({
      azurerm_container_app: { web: withVariable("DB", "${azurerm_storage_account.st.primary_blob_endpoint}") },
      azurerm_storage_account: { st: { name: "st" } },
    }),
  },
  "grant-race": { address: SECRET, bad: reads({}), good: readsInOrder },
  "identity-not-attached": {
    address: SECRET,
    bad: reads(
      {
        identity: { type: "UserAssigned", identity_ids: ["${azurerm_user_assigned_identity.other.id}"] },
        depends_on: [POLICY],
      },
      { ...byPolicy, azurerm_user_assigned_identity: { app: identity, other: { ...identity, name: "other-id" } } },
    ),
    good: reads(
      { depends_on: [POLICY] },
      { ...byPolicy, azurerm_user_assigned_identity: { app: identity, other: { ...identity, name: "other-id" } } },
    ),
  },
  "missing-client-id": {
    address: APP,
    bad: program({ azurerm_container_app: { web: withVariable("VAULT", "kv") }, ...byRole }),
    good: program({ azurerm_container_app: { web: withVariable("AZURE_CLIENT_ID", CLIENT_ID) }, ...byRole }),
  },
  "mixed-access-policies": {
    address: "azurerm_key_vault.vault",
    bad: program({
      ...byPolicy,
      azurerm_key_vault: {
        vault: { ...vault, access_policy: [{ object_id: "${var.admins}", secret_permissions: ["Get"] }] },
      },
    }),
    good: program({
      azurerm_key_vault_access_policy: {
        app: policy,
        admins: { ...policy, object_id: "${var.admins}" },
      },
    }),
  },
  "moved-grant": {
    address: "azurerm_role_assignment.new",
    before: program({ azurerm_role_assignment: { old: secretsUser } }),
    bad: program({ azurerm_role_assignment: { new: secretsUser } }),
    good: program(
      { azurerm_role_assignment: { new: secretsUser } },
      { moved: [{ from: "azurerm_role_assignment.old", to: "azurerm_role_assignment.new" }] },
    ),
  },
  "pinned-secret-version": {
    address: SECRET,
    bad: reads({ ...secret({ key_vault_secret_id: `${SECRET_ID}/0123456789abcdef` }), depends_on: [POLICY] }),
    good: readsInOrder,
  },
  "plain-text-secret": {
    address: `${APP}.secret["key"]`,
    bad: appIs({ secret: { name: "key", value: "s3cret" } }, { variable: { key: { sensitive: true } } }),
    good: appIs({ secret: { name: "key", value: "${var.key}" } }, { variable: { key: { sensitive: true } } }),
  },
  "policy-on-rbac-vault": {
    address: POLICY,
    bad: program({ ...byPolicy, azurerm_key_vault: { vault: rbacVault } }),
    good: program(byRole),
  },
  "role-on-access-policy-vault": { address: ROLE, bad: program(role()), good: program(byRole) },
  "role-propagation": {
    address: SECRET,
    bad: reads({ depends_on: [ROLE] }, byRole),
    good: reads({ depends_on: ["time_sleep.propagation"] }, { ...byRole, ...sleep }),
  },
  "strong-pull-identity": { address: ROLE, bad: pulls("AcrPush"), good: pulls("AcrPull") },
  "ungranted-use": { address: SECRET, bad: reads({}, {}), good: readsInOrder },
  "unreadable-expression": {
    address: `${APP}.name`,
    bad: appIs({ name: "${a b}" }),
    good: appIs({ name: "${var.name}" }),
  },
  "unused-grant": {
    address: POLICY,
    bad: program(byPolicy),
    good: program({}),
  },
};
