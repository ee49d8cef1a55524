import { grantsOf, identity, PRINCIPAL_ID, program, rbacVault, review, VAULT_ID } from "../../support/review-programs";

const role = (over: object = {}) => ({
  scope: VAULT_ID,
  role_definition_name: "Reader",
  principal_id: PRINCIPAL_ID,
  ...over,
});
const WEB = "web-id (identity)";
const KV = "kv (key vault)";

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
