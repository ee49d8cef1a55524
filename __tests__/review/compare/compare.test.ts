import fc from "fast-check";
import { AccessReview } from "../../../lib/review/door/access-review";
import {
  app,
  Configuration,
  IDENTITY_ID,
  identity,
  policy,
  PRINCIPAL_ID,
  program,
  rbacVault,
  review,
  secretsUser,
  VAULT_ID,
} from "../../support/review-programs";

const role = (over: Configuration = {}) => ({
  scope: VAULT_ID,
  role_definition_name: "Reader",
  principal_id: PRINCIPAL_ID,
  ...over,
});
const withRole = (over: Configuration = {}, others: Configuration = {}, resources: Configuration = {}) =>
  program({ azurerm_role_assignment: { a: role(over) }, ...resources }, others);
const withRoles = (...roles: Configuration[]) =>
  program({ azurerm_role_assignment: Object.fromEntries(roles.map((over, i) => [`r${i}`, role(over)])) });
const withPolicy = (over: Configuration = {}) =>
  program({ azurerm_key_vault_access_policy: { p: { ...policy, ...over } } });
const withCustomRole = (permissions: Configuration) =>
  withRole(
    { role_definition_name: "Mine" },
    {},
    { azurerm_role_definition: { r: { name: "Mine", permissions: [permissions] } } },
  );
const withRunners = (...names: string[]) =>
  program({
    azurerm_container_app: Object.fromEntries(names.map((name) => [name, app({}, name)])),
    azurerm_role_assignment: { a: role() },
  });

const GROUP = "/subscriptions/1/resourceGroups/rg";
/** The group that the program's resources are in, and the data source that its id comes from. */
const OWN_GROUP = "${data.azurerm_subscription.s.id}/resourceGroups/rg";
const OWN = { data: { azurerm_subscription: { s: {} } } };
const OWNER_ID = "/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
const CONDITION = { condition: "@Resource[name] == 'x'", condition_version: "2.0" };

const machineIn = (subscription: string) =>
  `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm`;
const identityIn = (subscription: string) =>
  `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/ops`;
const withIdentities = (...subscriptions: string[]) =>
  program({
    azurerm_container_app: {
      web: app({ identity: { type: "UserAssigned", identity_ids: subscriptions.map(identityIn) } }),
    },
  });

/** Stores that are named by random strings, and a role on all of them or on the one of a string. */
const withStores = (names: Record<string, string>, others: Configuration = {}, only?: string) =>
  program({
    random_string: { ...Object.fromEntries(Object.keys(names).map((name) => [name, { length: 4 }])), ...others },
    azurerm_storage_account: Object.fromEntries(
      Object.entries(names).map(([name, start]) => [
        name,
        { name: `${start}\${random_string.${name}.result}`, resource_group_name: "rg" },
      ]),
    ),
    azurerm_role_assignment: Object.fromEntries(
      Object.entries(names)
        .filter(([name]) => only === undefined || name === only)
        .map(([name, start]) => [
          name,
          role({
            scope: `\${azurerm_storage_account.${name}.id}`,
            role_definition_name: start === "two" ? "Contributor" : "Reader",
          }),
        ]),
    ),
  });

const UNKNOWN = { variable: { x: {}, y: {} } };
const kusto = { cluster_name: "c", resource_group_name: "rg", principal_id: PRINCIPAL_ID, role: "Viewer" };
const lookedUp = (type: string, data: Configuration, path: string) =>
  withRole({ principal_id: `\${data.${type}.u.${path}}` }, { data: { [type]: { u: data } } });
const withUser = (mail: string) => lookedUp("azuread_user", { mail }, "object_id");
const withUsers = (index: number) =>
  lookedUp("azuread_users", { mail_nicknames: ["one", "two"] }, `object_ids[${index}]`);
const withState = (key: string) =>
  lookedUp("terraform_remote_state", { backend: "azurerm", config: { key } }, "outputs.id");
const withDirectoryRole = (name: string) =>
  program({
    azuread_directory_role: { r: { display_name: name } },
    azuread_directory_role_assignment: {
      a: { role_id: "${azuread_directory_role.r.template_id}", principal_object_id: PRINCIPAL_ID },
    },
  });
const withApplication = (name: string) =>
  withRole(
    { principal_id: "${azuread_service_principal.s.object_id}" },
    {},
    {
      azuread_application: { one: { display_name: "one" }, two: { display_name: "two" } },
      azuread_service_principal: { s: { client_id: `\${azuread_application.${name}.client_id}` } },
    },
  );
const twoOf = (type: string) => ({
  [type]: { one: { name: "one", resource_group_name: "rg" }, two: { name: "two", resource_group_name: "rg" } },
});
const withSlot = (name: string) =>
  withRole(
    { principal_id: "${azurerm_linux_web_app_slot.s.identity[0].principal_id}" },
    {},
    {
      ...twoOf("azurerm_linux_web_app"),
      azurerm_linux_web_app_slot: {
        s: {
          name: "staging",
          app_service_id: `\${azurerm_linux_web_app.${name}.id}`,
          identity: { type: "SystemAssigned" },
        },
      },
    },
  );
const withDatabase = (name: string) =>
  withRole(
    { scope: "${azurerm_kusto_database.d.id}" },
    {},
    {
      ...twoOf("azurerm_kusto_cluster"),
      azurerm_kusto_database: {
        d: { name: "d", resource_group_name: "rg", cluster_name: `\${azurerm_kusto_cluster.${name}.name}` },
      },
    },
  );
const withAzapi = (type: string) =>
  withRole(
    { scope: "${azapi_resource.r.id}" },
    {},
    {
      azapi_resource: { r: { type, name: "r", parent_id: "${azurerm_resource_group.rg.id}" } },
      azurerm_resource_group: { rg: { name: "rg" } },
    },
  );
const withRedisPolicy = (permissions: string) =>
  program({
    azurerm_redis_cache_access_policy: { p: { name: "own", permissions } },
    azurerm_redis_cache_access_policy_assignment: {
      a: {
        access_policy_name: "${azurerm_redis_cache_access_policy.p.name}",
        object_id: PRINCIPAL_ID,
        redis_cache_id: `${GROUP}/providers/Microsoft.Cache/redis/r`,
      },
    },
  });
const withDynamic = (words: string[]) =>
  program(
    {
      azurerm_key_vault: {
        vault: {
          ...identity,
          name: "kv",
          dynamic: {
            access_policy: {
              for_each: "${var.x}",
              content: { object_id: "${access_policy.value}", secret_permissions: words },
            },
          },
        },
      },
    },
    UNKNOWN,
  );
const withEach = (variable: string) =>
  withRole(
    { for_each: "${var.roles}", principal_id: "${azurerm_user_assigned_identity.each[each.key].principal_id}" },
    { variable: { ...UNKNOWN.variable, roles: {} } },
    { azurerm_user_assigned_identity: { each: { ...identity, for_each: `\${var.${variable}}`, name: "${each.key}" } } },
  );
const withLighthouse = (over: Configuration) =>
  program({
    azurerm_lighthouse_definition: {
      l: { scope: "/subscriptions/1", authorization: [{ principal_id: "p", role_definition_id: OWNER_ID }], ...over },
    },
  });
const withHsmRole = (scope: string) =>
  program({
    azurerm_key_vault_managed_hardware_security_module_role_assignment: {
      a: {
        managed_hsm_id: `${GROUP}/providers/Microsoft.KeyVault/managedHSMs/h`,
        scope,
        role_definition_id: "r",
        principal_id: PRINCIPAL_ID,
      },
    },
  });
const withDefinition = (actions: string[]) =>
  program({ azurerm_role_definition: { d: { name: "Own", scope: "/subscriptions/1", permissions: { actions } } } });
const withTwoRoles = (one: string, two: string) =>
  withRole(
    { role_definition_name: "Own" },
    {},
    {
      azurerm_role_definition: Object.fromEntries(
        [one, two].map((action, i) => [
          `r${i}`,
          { name: "Own", scope: "/subscriptions/1", permissions: { actions: [action] } },
        ]),
      ),
    },
  );
const WRITTEN_OUT = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg";
/** A role on the group of a vault, which looks at it or does not. */
const dormant = (
  over: Configuration,
  dataActions = ["Microsoft.KeyVault/vaults/secrets/*"],
  scope = "${azurerm_resource_group.rg.id}",
) =>
  program({
    azurerm_resource_group: { rg: { name: "rg" } },
    azurerm_key_vault: { vault: { name: "kv", resource_group_name: "rg", rbac_authorization_enabled: false, ...over } },
    azurerm_role_definition: {
      d: { name: "Own", scope: "/subscriptions/1", permissions: { data_actions: dataActions } },
    },
    azurerm_role_assignment: { a: role({ scope, role_definition_name: "Own" }) },
  });
const withExisting = (...apps: string[]) => ({
  data: { azurerm_user_assigned_identity: { ops: { name: "ops", resource_group_name: "rg" } } },
  resource: {
    azurerm_container_app: Object.fromEntries(
      ["first", ...apps].map((name) => [
        name,
        app(
          { identity: { type: "UserAssigned", identity_ids: ["${data.azurerm_user_assigned_identity.ops.id}"] } },
          name,
        ),
      ]),
    ),
  },
});

/** What a change of the first program to the second does, and so what the way back does. */
function verdictOf(before: Configuration, after: Configuration): string {
  return review(after).compareTo(review(before)).verdict;
}

describe("a change that lets somebody do more broadens, and the way back narrows", () => {
  test.each<[string, Configuration, Configuration]>([
    ["a grant", program({}), withRole()],
    ["a vault for one of its secrets", withRole({ scope: `${VAULT_ID}/secrets/db` }), withRole()],
    ["a resource group for a resource in it", withRole({}, OWN), withRole({ scope: OWN_GROUP }, OWN)],
    ["a subscription for a resource group", withRole({ scope: GROUP }), withRole({ scope: "/subscriptions/1" })],
    [
      "the deployer's subscription for a resource group",
      withRole({ scope: OWN_GROUP }, OWN),
      withRole({ scope: "${data.azurerm_subscription.s.id}" }, OWN),
    ],
    ["an app under an identity that is there already", withIdentities("s1"), withIdentities("s1", "s2")],
    ["Contributor for Reader", withRole(), withRole({ role_definition_name: "Contributor" })],
    [
      "Owner for Contributor",
      withRole({ role_definition_name: "Contributor" }),
      withRole({ role_definition_name: "Owner" }),
    ],
    ["Owner, by its id", withRole(), withRole({ role_definition_name: null, role_definition_id: OWNER_ID })],
    [
      "User Access Administrator for Reader",
      withRole(),
      withRole({ role_definition_name: "User Access Administrator" }),
    ],
    [
      "Data Contributor for Data Reader",
      withRole({ role_definition_name: "Storage Blob Data Reader" }),
      withRole({ role_definition_name: "Storage Blob Data Contributor" }),
    ],
    [
      "Secrets Officer for Secrets User",
      withRole({ role_definition_name: "Key Vault Secrets User" }),
      withRole({ role_definition_name: "Key Vault Secrets Officer" }),
    ],
    ["List beside Get", withPolicy(), withPolicy({ secret_permissions: ["Get", "List"] })],
    ["keys beside secrets", withPolicy(), withPolicy({ key_permissions: ["Get"] })],
    ["All for Get", withPolicy(), withPolicy({ secret_permissions: ["All"] })],
    [
      "an action of a custom role",
      withCustomRole({ actions: ["Microsoft.App/containerApps/read"] }),
      withCustomRole({ actions: ["Microsoft.App/containerApps/read", "Microsoft.App/jobs/read"] }),
    ],
    [
      "a wildcard in a custom role",
      withCustomRole({ actions: ["Microsoft.App/containerApps/read"] }),
      withCustomRole({ actions: ["Microsoft.App/*/read"] }),
    ],
    [
      "what a custom role leaves out",
      withCustomRole({ actions: ["Microsoft.App/*"], not_actions: ["Microsoft.App/*/delete"] }),
      withCustomRole({ actions: ["Microsoft.App/*"] }),
    ],
    ["a condition less", withRole(CONDITION), withRole()],
    [
      "a variable's default",
      withRole({ role_definition_name: "${var.r}" }, { variable: { r: { default: "Reader" } } }),
      withRole({ role_definition_name: "${var.r}" }, { variable: { r: { default: "Contributor" } } }),
    ],
    [
      "a key of a for_each",
      withRole({ for_each: { a: "Reader" }, role_definition_name: "${each.value}" }),
      withRole({ for_each: { a: "Reader", b: "AcrPush" }, role_definition_name: "${each.value}" }),
    ],
    ["another app under the identity", withRunners("web"), withRunners("web", "api")],
    [
      "another issuer under the identity",
      withRunners("web"),
      {
        ...withRunners("web"),
        resource: {
          ...(withRunners("web").resource as object),
          azurerm_federated_identity_credential: {
            f: { name: "f", parent_id: IDENTITY_ID, issuer: "https://token", subject: "repo:x" },
          },
        },
      },
    ],
    [
      "a policy that its vault did not look at",
      program({ azurerm_key_vault: { vault: rbacVault }, azurerm_key_vault_access_policy: { p: policy } }),
      withPolicy(),
    ],
    [
      "a role that its vault did not look at",
      program({ azurerm_role_assignment: { a: secretsUser } }),
      program({ azurerm_key_vault: { vault: rbacVault }, azurerm_role_assignment: { a: secretsUser } }),
    ],
    [
      "active for eligible",
      program({ azurerm_pim_eligible_role_assignment: { a: role({ role_definition_id: OWNER_ID }) } }),
      withRole({ role_definition_name: "Owner" }),
    ],
    ["a vault that looks at the roles on its group", dormant({}), dormant({ rbac_authorization_enabled: true })],
    [
      "one that looks at a custom role for everything",
      dormant({}, ["*"]),
      dormant({ rbac_authorization_enabled: true }, ["*"]),
    ],
    ["an app under an identity that is read", withExisting(), withExisting("web")],
    [
      "an app that perhaps runs as the identity",
      withRole({}, UNKNOWN),
      withRole({}, UNKNOWN, {
        azurerm_container_app: {
          web: app({ identity: { type: "UserAssigned", identity_ids: `\${concat(var.x, ["${IDENTITY_ID}"])}` } }),
        },
      }),
    ],
    [
      "an app under an identity that is not known",
      withRole({}, UNKNOWN),
      withRole({}, UNKNOWN, {
        azurerm_container_app: { web: app({ identity: { type: "UserAssigned", identity_ids: ["${var.x}"] } }) },
      }),
    ],
    [
      "a vault that looks at the roles on its group, which is written out",
      dormant({}, undefined, WRITTEN_OUT),
      dormant({ rbac_authorization_enabled: true }, undefined, WRITTEN_OUT),
    ],
    ["a module that is not read", program({}), program({}, { module: { a: { source: "registry/a" } } })],
    [
      "an action of a custom role that is given elsewhere",
      withDefinition(["Microsoft.App/jobs/read"]),
      withDefinition(["Microsoft.App/jobs/read", "Microsoft.App/jobs/write"]),
    ],
    ["all of a managed HSM for one of its keys", withHsmRole("/keys/a"), withHsmRole("/")],
    [
      "a cluster for one of its databases",
      program({ azurerm_kusto_database_principal_assignment: { a: { ...kusto, database_name: "dev" } } }),
      program({ azurerm_kusto_cluster_principal_assignment: { a: kusto } }),
    ],
    [
      "a member of a group",
      program({ azuread_group: { g: { display_name: "g" } } }),
      program({ azuread_group: { g: { display_name: "g", members: [PRINCIPAL_ID] } } }),
    ],
  ])("%s", (_, less, more) => {
    expect(verdictOf(less, more)).toBe("broadened");
    expect(verdictOf(more, less)).toBe("narrowed");
    expect(verdictOf(more, more)).toBe("same");
  });
});

describe("a change to something else broadens, whichever way", () => {
  test.each<[string, Configuration, Configuration]>([
    [
      "another role",
      withRole({ role_definition_name: "AcrPull" }),
      withRole({ role_definition_name: "Storage Blob Data Reader" }),
    ],
    ["a role that nobody knows", withRole(), withRole({ role_definition_name: "Foundry User" })],
    ["another condition", withRole(CONDITION), withRole({ condition: "true" })],
    ["another vault", withPolicy(), withPolicy({ key_vault_id: `${GROUP}/providers/Microsoft.KeyVault/vaults/other` })],
    [
      "a group of the same name in another subscription",
      withRole({ scope: "/subscriptions/dev/resourceGroups/shop" }),
      withRole({ scope: "/subscriptions/prod/resourceGroups/shop" }),
    ],
    [
      "a resource of the same name in another subscription",
      withRole({ scope: machineIn("s1") }),
      withRole({ scope: machineIn("s2") }),
    ],
    [
      "a part of one",
      withRole({ scope: `${machineIn("s1")}/extensions/e` }),
      withRole({ scope: `${machineIn("s2")}/extensions/e` }),
    ],
    [
      "a subscription that is written out for the deployer's",
      withRole({ scope: "${data.azurerm_subscription.s.id}" }, OWN),
      withRole({ scope: "/subscriptions/prod" }),
    ],
    [
      "a group that is written out for the program's",
      withRole({ scope: "${azurerm_resource_group.rg.id}" }, {}, { azurerm_resource_group: { rg: { name: "rg" } } }),
      withRole({ scope: "/subscriptions/prod/resourceGroups/rg" }),
    ],
    ["an identity of the same name in another subscription", withIdentities("s1"), withIdentities("s2")],
    [
      "a store whose name is made of another random string",
      withStores({ a: "st", b: "st" }, {}, "a"),
      withStores({ a: "st", b: "st" }, {}, "b"),
    ],
    ["another principal", withRole({ principal_id: "one" }), withRole({ principal_id: "two" })],
    ["a wider role on less", withRole({ scope: GROUP }), withRole({ role_definition_name: "Contributor" })],
    ["a directory role", withDirectoryRole("Reports Reader"), withDirectoryRole("Global Administrator")],
    ["a user who is looked up by mail", withUser("one@x"), withUser("two@x")],
    ["another of several users", withUsers(0), withUsers(1)],
    ["the service principal of another application", withApplication("one"), withApplication("two")],
    ["a slot of the same name of another app", withSlot("one"), withSlot("two")],
    ["a part of the same name of another resource", withDatabase("one"), withDatabase("two")],
    [
      "a resource of azapi of another type",
      withAzapi("Microsoft.App/jobs@2024-03-01"),
      withAzapi("Microsoft.App/containerApps@2024-03-01"),
    ],
    [
      "another database of a cluster",
      program({ azurerm_kusto_database_principal_assignment: { a: { ...kusto, database_name: "dev" } } }),
      program({ azurerm_kusto_database_principal_assignment: { a: { ...kusto, database_name: "prod" } } }),
    ],
    ["another policy of a Redis cache under the same name", withRedisPolicy("+@read"), withRedisPolicy("+@all")],
    [
      "what a module gets that is not read",
      program({}, { module: { a: { source: "registry/a", role: "Reader" } } }),
      program({}, { module: { a: { source: "registry/a", role: "Owner" } } }),
    ],
    [
      "the version of a module that is not read",
      program({}, { module: { a: { source: "registry/a", version: "1.0.0" } } }),
      program({}, { module: { a: { source: "registry/a", version: "2.0.0" } } }),
    ],
    [
      "what a block holds that is made for each of what is not known",
      withDynamic(["Get"]),
      withDynamic(["Get", "Set"]),
    ],
    [
      "each of another set",
      withRole({ for_each: "${var.x}", principal_id: "${each.key}" }, UNKNOWN),
      withRole({ for_each: "${var.y}", principal_id: "${each.key}" }, UNKNOWN),
    ],
    [
      "each of a set and one more",
      withRole({ for_each: "${toset(var.x)}", principal_id: "${each.value}" }, UNKNOWN),
      withRole({ for_each: '${toset(concat(var.x, ["one"]))}', principal_id: "${each.value}" }, UNKNOWN),
    ],
    ["a name that is each of another set", withEach("x"), withEach("y")],
    [
      "another tenant that manages",
      withLighthouse({ managing_tenant_id: "one" }),
      withLighthouse({ managing_tenant_id: "two" }),
    ],
    ["another output of a state that is not read", withState("one"), withState("two")],
    [
      "a file that is not there",
      withRole({ role_definition_name: '${trimspace(file("one.txt"))}' }),
      withRole({ role_definition_name: '${trimspace(file("two.txt"))}' }),
    ],
    [
      "what Terraform refuses",
      withRole({ role_definition_name: "${element(local.e, 0)}" }, { locals: { e: [], f: [] } }),
      withRole({ role_definition_name: "${element(local.e, 1)}" }, { locals: { e: [], f: [] } }),
    ],
    [
      "a name with a part that Terraform refuses",
      withRole({ scope: '/subscriptions/1/resourceGroups/one-${tonumber("x")}' }),
      withRole({ scope: '/subscriptions/1/resourceGroups/two-${tonumber("x")}' }),
    ],
    ["an expression that is none", withRole({ principal_id: "${1 +}" }), withRole({ principal_id: "${2 +}" })],
    [
      "the other access model",
      program({ azurerm_key_vault: { vault: rbacVault }, azurerm_role_assignment: { a: secretsUser } }),
      withPolicy(),
    ],
  ])("%s", (_, one, other) => {
    expect(verdictOf(one, other)).toBe("broadened");
    expect(verdictOf(other, one)).toBe("broadened");
  });
});

describe("a change that means the same is none", () => {
  const { resource } = withRole() as { resource: Configuration };

  test.each<[string, Configuration, Configuration]>([
    ["another logical id of a grant", withRole(), program({ azurerm_role_assignment: { b: role() } })],
    [
      "another logical id of an identity",
      withRole(),
      {
        resource: {
          ...resource,
          azurerm_user_assigned_identity: { renamed: identity },
          azurerm_role_assignment: {
            a: role({ principal_id: "${azurerm_user_assigned_identity.renamed.principal_id}" }),
          },
        },
      },
    ],
    [
      "another logical id of what a name is made of",
      withRole(
        {},
        {},
        {
          random_string: { a: { length: 4 } },
          azurerm_key_vault: { vault: { ...rbacVault, name: "kv${random_string.a.result}" } },
        },
      ),
      withRole(
        {},
        {},
        {
          random_string: { b: { length: 4 } },
          azurerm_key_vault: { vault: { ...rbacVault, name: "kv${random_string.b.result}" } },
        },
      ),
    ],
    [
      "an unrelated resource without a name beside one",
      withStores({ a: "st" }),
      withStores({ a: "st" }, { other: { length: 4 }, more: { length: 6 } }),
    ],
    [
      "one that something else is named by",
      withStores({ b: "st" }),
      { ...withStores({ b: "st" }, { a: { length: 4 } }), output: { x: { value: "${random_string.a.result}" } } },
    ],
    ["other logical ids of two", withStores({ a: "one", b: "two" }), withStores({ y: "one", x: "two" })],
    [
      "a role by its id",
      withRole({ role_definition_name: "Owner" }),
      withRole({ role_definition_name: null, role_definition_id: OWNER_ID }),
    ],
    [
      "another order of words",
      withPolicy({ secret_permissions: ["Get", "List"] }),
      withPolicy({ secret_permissions: ["List", "Get", "Get"] }),
    ],
    ["another case of an id", withRole({ scope: GROUP }), withRole({ scope: GROUP.replace("rg", "RG") })],
    [
      "an expression for what it comes to",
      withRole(),
      withRole({ role_definition_name: '${join("", ["Rea", "der"])}' }),
    ],
    [
      "a for_each for two grants",
      withRoles({}, { scope: GROUP }),
      withRole({ for_each: { a: VAULT_ID, b: GROUP }, scope: "${each.value}" }),
    ],
    [
      "what was allowed already",
      withRole({ scope: OWN_GROUP }, OWN),
      { ...withRoles({ scope: OWN_GROUP }, {}), ...OWN },
    ],
    [
      "the deployer's subscription by another way",
      withRole({ scope: OWN_GROUP }, OWN),
      withRole({ scope: "${azurerm_resource_group.rg.id}" }, {}, { azurerm_resource_group: { rg: { name: "rg" } } }),
    ],
    [
      "a vault by its id, whose name is its own in all of Azure",
      withRole(),
      withRole({ scope: `${GROUP}/providers/Microsoft.KeyVault/vaults/kv` }),
    ],
    [
      "other logical ids of two roles of one name",
      withTwoRoles("a/read", "b/write"),
      withTwoRoles("b/write", "a/read"),
    ],
    [
      "an action that a wildcard held already",
      withCustomRole({ actions: ["Microsoft.App/*"] }),
      withCustomRole({ actions: ["Microsoft.App/*", "Microsoft.App/jobs/read"] }),
    ],
  ])("%s", (_, one, other) => {
    expect(verdictOf(one, other)).toBe("same");
    expect(verdictOf(other, one)).toBe("same");
  });
});

test("a vault that may look at roles broadens, and one that may not have looked at them is no news", () => {
  const unknown = { ...dormant({ rbac_authorization_enabled: "${var.x}" }), ...UNKNOWN };
  expect(verdictOf(dormant({}), unknown)).toBe("broadened");
  expect(verdictOf(unknown, dormant({}))).toBe("same");
});

describe("a state beside the configuration that it was made of", () => {
  const groupIn = (subscription: number) =>
    `/subscriptions/00000000-0000-0000-0000-00000000000${subscription}/resourceGroups/rg`;
  const web = { type: "azurerm_user_assigned_identity", name: "app" };
  const group = { type: "azurerm_resource_group", name: "rg" };
  const configuration = {
    resource: {
      azurerm_user_assigned_identity: { app: identity },
      azurerm_resource_group: { rg: { name: "rg" } },
      azurerm_role_assignment: { a: role({ scope: "${azurerm_resource_group.rg.id}" }) },
    },
  };
  const stateWith = (...scopes: string[]) => {
    const identityId = `${groupIn(1)}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/web-id`;
    const resources = [
      { ...web, values: { ...identity, id: identityId, principal_id: "p" } },
      { ...group, values: { name: "rg", id: groupIn(1) } },
      ...scopes.map((scope, i) => ({
        type: "azurerm_role_assignment",
        name: `a${i}`,
        values: { role_definition_name: "Reader", scope, principal_id: "p" },
      })),
    ].map((one) => ({ ...one, mode: "managed", address: `${one.type}.${one.name}` }));
    return { format_version: "1.0", values: { root_module: { resources } } };
  };

  test("is the same, though it knows the deployer's subscription and the configuration does not", () => {
    const [before, after] = [review(configuration), review(stateWith(groupIn(1)))];
    expect(after.compareTo(before).grants).toEqual([]);
    expect(before.compareTo(after).grants).toEqual([]);
  });

  test("differs where the configuration may mean either of two subscriptions", () => {
    expect(review(stateWith(groupIn(1), groupIn(2))).compareTo(review(configuration)).verdict).toBe("broadened");
  });
});

test("a comparison says of a module that is not read that it gets something else, and what broadens comes first", () => {
  const withModule = (words: string, others: Configuration = {}) =>
    program({ azurerm_role_assignment: others }, { module: { a: { source: "registry/a", words } } });
  const change = review(withModule("new", { b: role({ principal_id: "two" }) })).compareTo(
    review(withModule("old", { a: role() })),
  );
  expect(change.unread).toEqual(["module.a is not read, and gets something else"]);
  expect(
    change
      .toMarkdown()
      .split("\n")
      .filter((line) => /^\| .&nbsp;(broadened|narrowed)/u.test(line))
      .map((line) => line.split(" | ")[0]),
  ).toEqual(["| 🔴&nbsp;broadened<br>added", "| 🔴&nbsp;broadened<br>changed", "| 🟢&nbsp;narrowed<br>removed"]);
});

test("a comparison says what became of each grant", () => {
  const { grants } = review(withRoles({ scope: GROUP }, { principal_id: "u" })).compareTo(
    review(withRoles({}, { principal_id: "v" })),
  );
  expect(grants).toEqual([
    { change: "added", verdict: "broadened", principal: "object id u", permission: "Reader", target: "kv (key vault)" },
    {
      change: "changed",
      verdict: "broadened",
      principal: "web-id (identity)",
      permission: "Reader",
      target: "rg (resource group)",
    },
    {
      change: "removed",
      verdict: "narrowed",
      principal: "object id v",
      permission: "Reader",
      target: "kv (key vault)",
    },
  ]);
  expect(review(withRunners("web", "api")).compareTo(review(withRunners("web"))).runners).toEqual([
    "api (container app) now runs as web-id (identity)",
  ]);
});

describe("whatever the program", () => {
  const grant = fc.record({
    scope: fc.constantFrom(VAULT_ID, `${VAULT_ID}/secrets/a`, GROUP, "/subscriptions/1", "${var.unknown}"),
    role_definition_name: fc.constantFrom(
      "Reader",
      "Contributor",
      "Owner",
      "Key Vault Secrets User",
      "Foundry User",
      "${var.unknown}",
    ),
    principal_id: fc.constantFrom(PRINCIPAL_ID, "one", "two", "${var.unknown}"),
    condition: fc.constantFrom(null, "a", "b"),
  });
  const grants = fc.array(grant, { maxLength: 6 });
  const of = (all: readonly Configuration[], name = (i: number) => `r${i}`) =>
    AccessReview.ofSynthesized(
      JSON.stringify({
        ...program({ azurerm_role_assignment: Object.fromEntries(all.map((one, i) => [name(i), one])) }),
        variable: { unknown: {} },
      }),
    );

  test("it is the same as itself, in any order and by any names", () => {
    fc.assert(
      fc.property(grants, (all) => {
        const other = of([...all].reverse(), (i) => `other${i}`).compareTo(of(all));
        expect([other.verdict, other.grants]).toEqual(["same", []]);
      }),
    );
  });

  test("a grant more never narrows, and the way back never broadens", () => {
    fc.assert(
      fc.property(grants, grant, (all, more) => {
        expect(["same", "broadened"]).toContain(of([...all, more]).compareTo(of(all)).verdict);
        expect(["same", "narrowed"]).toContain(of(all).compareTo(of([...all, more])).verdict);
      }),
    );
  });

  test("what was the same one way is no broader the other way, and narrowed one way is broadened the other", () => {
    fc.assert(
      fc.property(grants, grants, (some, others) => {
        const [there, back] = [of(others).compareTo(of(some)).verdict, of(some).compareTo(of(others)).verdict];
        expect(["same same", "broadened narrowed", "narrowed broadened", "broadened broadened"]).toContain(
          `${there} ${back}`,
        );
      }),
    );
  });
});

describe("what is not known, and made of something else than before, is no change for the better", () => {
  const variables = { variable: { a: {}, b: {} } };
  const customRole = (actions: unknown) => ({
    azurerm_role_definition: { d: { name: "own", scope: VAULT_ID, permissions: { actions } } },
    azurerm_role_assignment: {
      r: {
        scope: VAULT_ID,
        role_definition_id: "${azurerm_role_definition.d.role_definition_resource_id}",
        principal_id: PRINCIPAL_ID,
      },
    },
  });
  const azapi = (body: unknown) => ({
    azapi_resource: {
      r: { type: "Microsoft.Authorization/roleAssignments@2022-04-01", parent_id: VAULT_ID, name: "x", body },
    },
  });

  test.each<[string, (value: unknown) => Configuration]>([
    [
      "the words of a policy",
      (value) => ({ azurerm_key_vault_access_policy: { p: { ...policy, secret_permissions: value } } }),
    ],
    ["the actions of a role", customRole],
    ["the body of a resource of azapi", azapi],
  ])("%s", (_, resources) => {
    const verdict = (before: unknown, after: unknown) =>
      review(program(resources(after), variables)).compareTo(review(program(resources(before), variables))).verdict;
    expect(verdict("${var.a}", "${var.b}")).toBe("broadened");
    expect(verdict("${var.a}", '${concat(var.a, ["Purge"])}')).toBe("broadened");
    expect(verdict("${var.a}", "${ var.a }")).toBe("same");
  });
});
