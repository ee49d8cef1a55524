import {
  Configuration,
  grantsOf,
  PRINCIPAL_ID,
  program,
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
