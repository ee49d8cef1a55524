import { Configuration, review } from "../../support/review-programs";
import { reviewStacks, Stacks } from "../../support/review-stacks";

const SUBSCRIPTIONS: Readonly<Record<string, string>> = {
  dev: "11111111-0000-0000-0000-000000000000",
  prod: "22222222-0000-0000-0000-000000000000",
};

const place = { resource_group_name: "rg", location: "westeurope" };
const OWN_ID = "${azurerm_user_assigned_identity.id.principal_id}";
const OWN_VAULT = "${azurerm_key_vault.kv.id}";

/** What a stage has beside its identity with a role on its group. */
interface Others {
  readonly roles?: Configuration;
  readonly vault?: Configuration;
  readonly resource?: Configuration;
  readonly data?: Configuration;
}

/** A stage, as one class of a program makes each of them. */
function stage(role: string, subscription?: string, { roles, vault, resource, data }: Others = {}): Configuration {
  return {
    provider: { azurerm: { features: {}, subscription_id: subscription } },
    resource: {
      azurerm_resource_group: { rg: { name: "rg", location: "westeurope" } },
      azurerm_user_assigned_identity: { id: { ...place, name: "shop-id" } },
      azurerm_role_assignment: {
        a: { scope: "${azurerm_resource_group.rg.id}", role_definition_name: role, principal_id: OWN_ID },
        ...roles,
      },
      azurerm_key_vault: { kv: { ...place, name: "kv-${var.stage}", rbac_authorization_enabled: true, ...vault } },
      ...resource,
    },
    ...(data !== undefined && { data }),
    variable: { stage: {} },
  };
}

const secretsUser = (scope: string, principal = OWN_ID): Configuration => ({
  b: { scope, role_definition_name: "Key Vault Secrets User", principal_id: principal },
});

const verdictOf = (before: Stacks, after: Stacks) => reviewStacks(after).compareTo(reviewStacks(before)).verdict;

/** The subscriptions that the default providers of the stages name, or do not. */
const PROVIDERS: readonly [string, Readonly<Record<string, string | undefined>>][] = [
  ["a subscription each", SUBSCRIPTIONS],
  ["no subscription", {}],
  ["a subscription for one of them", { prod: SUBSCRIPTIONS.prod }],
  ["one subscription", { dev: SUBSCRIPTIONS.dev, prod: SUBSCRIPTIONS.dev }],
  ["a variable each", { dev: "${var.stage}", prod: "${var.stage}" }],
];

describe.each(PROVIDERS)("two stacks that make the same names, with %s", (_, of) => {
  const both = (dev: string, prod: string, others: Others = {}): Stacks => ({
    dev: stage(dev, of.dev, others),
    prod: stage(prod, of.prod),
  });

  test("are two places, of which neither has what the other one gets", () => {
    expect(verdictOf(both("Reader", "Contributor"), both("Contributor", "Contributor"))).toBe("broadened");
    expect(verdictOf(both("Contributor", "Contributor"), both("Reader", "Contributor"))).toBe("narrowed");
    expect(verdictOf(both("Reader", "Contributor"), both("Contributor", "Reader"))).toBe("broadened");
    expect(verdictOf(both("Reader", "Contributor"), both("Reader", "Contributor"))).toBe("same");
  });

  test("have a row each, with a name each", () => {
    const { grants } = reviewStacks(both("Reader", "Reader"));
    expect(grants.flatMap(({ by }) => by).sort()).toEqual([
      "dev/azurerm_role_assignment.a",
      "prod/azurerm_role_assignment.a",
    ]);
    expect(grants.map(({ principal, target }) => `${principal} ${target}`).sort()).toEqual([
      "shop-id (identity) of dev rg (resource group) of dev",
      "shop-id (identity) of prod rg (resource group) of prod",
    ]);
  });

  test("lose and gain a stage", () => {
    const dev = { dev: stage("Reader", of.dev) };
    const none = { none: { resource: { azurerm_resource_group: { o: { name: "other", location: "westeurope" } } } } };
    expect(verdictOf(both("Reader", "Reader"), dev)).toBe("narrowed");
    expect(verdictOf(dev, both("Reader", "Reader"))).toBe("broadened");
    expect(verdictOf(dev, { ...dev, ...none })).toBe("same");
    expect(verdictOf({ ...dev, ...none }, dev)).toBe("same");
  });

  test.each([
    ["a name that is not known", {}],
    ["one name", { name: "kv" }],
  ])("make a vault each, with %s", (__, vault) => {
    const program = (dev: Configuration): Stacks => ({
      dev: stage("Reader", of.dev, { vault, roles: dev }),
      prod: stage("Reader", of.prod, { vault, roles: secretsUser(OWN_VAULT) }),
    });
    expect(verdictOf(program({}), program(secretsUser(OWN_VAULT)))).toBe("broadened");
    expect(reviewStacks(program(secretsUser(OWN_VAULT))).grants).toHaveLength(4);
  });

  test("run an app each, under an identity each", () => {
    const app = (identity: string): Configuration => ({
      azurerm_container_app: {
        web: { ...place, name: "web", identity: { type: "UserAssigned", identity_ids: [identity] } },
      },
    });
    const own = app("${azurerm_user_assigned_identity.id.id}");
    const program = (dev: Configuration): Stacks => ({
      dev: stage("Reader", of.dev, { resource: dev }),
      prod: stage("Reader", of.prod, { resource: own }),
    });
    expect(verdictOf(program({}), program(own))).toBe("broadened");
    expect(verdictOf(program(own), program({}))).toBe("narrowed");
  });

  test("define a role each", () => {
    const role = (...actions: string[]): Configuration => ({
      azurerm_role_definition: { r: { name: "Mine", scope: "/subscriptions/1", permissions: { actions } } },
    });
    const roles = { m: { scope: OWN_VAULT, role_definition_name: "Mine", principal_id: OWN_ID } };
    const program = (...dev: string[]): Stacks => ({
      dev: stage("Reader", of.dev, { roles, resource: role(...dev) }),
      prod: stage("Reader", of.prod, { roles, resource: role("*") }),
    });
    expect(verdictOf(program("Microsoft.App/jobs/read"), program("*"))).toBe("broadened");
    expect(verdictOf(program("*"), program("Microsoft.App/jobs/read"))).toBe("narrowed");
  });

  test.each<[string, (by: "dev" | "prod") => Stacks]>([
    [
      "what a variable names",
      (by) =>
        program(by, { scope: "/providers/Microsoft.Management/managementGroups/m", principal_id: "${var.stage}" }),
    ],
    [
      "the deployer",
      (by) =>
        program(by, {
          scope: "/providers/Microsoft.Management/managementGroups/m",
          principal_id: "${data.azurerm_client_config.c.object_id}",
        }),
    ],
    [
      "a scope that a variable names",
      (by) => program(by, { scope: "/subscriptions/1/resourceGroups/${var.stage}", principal_id: "one" }),
    ],
    ["a federated subject of a variable", (by) => federated(by)],
    ["a module that is not read", (by) => withModule(by)],
  ])("are not one where a grant moves from one to the other: %s", (__, moved) => {
    expect(verdictOf(moved("dev"), moved("prod"))).toBe("broadened");
  });

  const program = (by: "dev" | "prod", role: Configuration): Stacks => {
    const in_ = (name: string) =>
      stage("Reader", of[name], {
        roles: name === by ? { m: { role_definition_name: "Contributor", ...role } } : {},
        data: { azurerm_client_config: { c: {} } },
      });
    return { dev: in_("dev"), prod: in_("prod") };
  };
  const ops = "/subscriptions/1/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/ops";
  const federated = (by: "dev" | "prod"): Stacks => {
    const in_ = (name: string) =>
      stage("Reader", of[name], {
        resource:
          name === by
            ? {
                azurerm_federated_identity_credential: {
                  f: { name: "f", parent_id: ops, issuer: "https://i", subject: "${var.stage}" },
                },
              }
            : {},
      });
    return { dev: in_("dev"), prod: in_("prod") };
  };
  const withModule = (by: "dev" | "prod"): Stacks => {
    const in_ = (name: string) => ({
      ...stage("Reader", of[name]),
      ...(name === by && { module: { m: { source: "registry/a" } } }),
    });
    return { dev: in_("dev"), prod: in_("prod") };
  };
});

test("a stack under another name is the same in a subscription that is known, and may be anywhere in one that is not", () => {
  const [dev, prod] = [stage("Reader", SUBSCRIPTIONS.dev), stage("Contributor", SUBSCRIPTIONS.prod)];
  expect(verdictOf({ dev, prod }, { test: dev, prod })).toBe("same");
  expect(verdictOf({ dev: stage("Reader"), prod }, { test: stage("Reader"), prod })).toBe("broadened");
});

test("a stack that moves to another subscription gives access there", () => {
  const prod = stage("Reader", SUBSCRIPTIONS.prod);
  const dev = stage("Reader", SUBSCRIPTIONS.dev);
  const other = stage("Reader", "33333333-0000-0000-0000-000000000000");
  expect(verdictOf({ dev, prod }, { dev: other, prod })).toBe("broadened");
  expect(verdictOf({ dev, prod }, { dev: stage("Reader"), prod })).toBe("broadened");
  expect(review(other).compareTo(review(dev)).verdict).toBe("broadened");
  expect(review(dev).compareTo(review(stage("Reader"))).verdict).toBe("broadened");
});

describe("what another stack makes", () => {
  const vaultId = (subscription: string) =>
    `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/store`;
  const store = (name: string, subscription?: string) =>
    stage("Reader", subscription, { resource: { azurerm_storage_account: { s: { ...place, name } } } });
  const reading = (scope: string, subscription?: string, data?: Configuration): Configuration => ({
    provider: { azurerm: { subscription_id: subscription } },
    ...(data && { data }),
    resource: {
      azurerm_role_assignment: { r: { scope, role_definition_name: "Reader", principal_id: "one" } },
    },
  });
  const rowsOf = (stacks: Stacks) =>
    reviewStacks(stacks)
      .grants.filter(({ principal }) => principal === "object id one")
      .map(({ target }) => target);

  test("is what a literal id and a data source of its own subscription lead to", () => {
    const data = { azurerm_resource_group: { rg: { name: "rg" } } };
    const scope = "${data.azurerm_resource_group.rg.id}";
    const literal = `/subscriptions/${SUBSCRIPTIONS.dev}/resourceGroups/rg`;
    const infra = stage("Reader", SUBSCRIPTIONS.dev);
    const byData = { infra, app: reading(scope, SUBSCRIPTIONS.dev, data) };
    const byId = { infra, app: reading(literal, SUBSCRIPTIONS.prod) };
    expect(verdictOf(byData, byId)).toBe("same");
    expect(verdictOf({ infra, app: reading(scope, SUBSCRIPTIONS.prod, data) }, byId)).toBe("broadened");
    expect(verdictOf({ infra, app: reading(scope, undefined, data) }, byId)).toBe("broadened");
    expect(rowsOf(byData)).toEqual(["rg (resource group)"]);
  });

  test("moves to another stack as the same thing where its name and its place are known", () => {
    const id = vaultId("1");
    const moved = (dev: string, prod: string): Stacks => ({ dev: store(dev), prod: store(prod), app: reading(id) });
    expect(verdictOf(moved("store", "other"), moved("other", "store"))).toBe("same");
    expect(verdictOf(moved("store", "other"), moved("new", "store"))).toBe("same");
  });

  test("is of neither where two stacks make it", () => {
    const data = { azurerm_storage_account: { s: { name: "store", resource_group_name: "rg" } } };
    const scope = "${data.azurerm_storage_account.s.id}";
    const both = { dev: store("store"), prod: store("store") };
    expect(rowsOf({ ...both, app: reading(scope, undefined, data) })).toEqual(["store (storage account)"]);
    expect(verdictOf({ ...both, app: reading(scope, undefined, data) }, { ...both, app: reading(vaultId("1")) })).toBe(
      "same",
    );
  });
});

test("a stage that goes leaves the random names of the others as they are", () => {
  const named = (subscription: string) => ({
    ...stage("Reader", subscription, {
      resource: { random_string: { suffix: { length: 4 } } },
      vault: { name: "kv${random_string.suffix.result}" },
      roles: secretsUser(OWN_VAULT),
    }),
  });
  const both = { dev: named(SUBSCRIPTIONS.dev!), prod: named(SUBSCRIPTIONS.prod!) };
  expect(verdictOf(both, { prod: both.prod })).toBe("narrowed");
  expect(verdictOf({ prod: both.prod }, both)).toBe("broadened");
  expect(reviewStacks(both).grants).toHaveLength(4);
});

test("a file of one stack is compared to the folder with all stacks by its subscription, and else to none of them", () => {
  const [dev, prod] = [stage("Reader", SUBSCRIPTIONS.dev), stage("Contributor", SUBSCRIPTIONS.prod)];
  expect(review(dev).compareTo(reviewStacks({ dev, prod })).verdict).toBe("narrowed");
  expect(review(prod).compareTo(reviewStacks({ dev, prod })).verdict).toBe("narrowed");
  expect(review(stage("Contributor", SUBSCRIPTIONS.dev)).compareTo(reviewStacks({ dev, prod })).verdict).toBe(
    "broadened",
  );
  const [open, other] = [stage("Contributor"), stage("Reader")];
  expect(review(open).compareTo(reviewStacks({ dev: other, prod: open })).verdict).toBe("broadened");
});

test("the report says the stacks, and the subscriptions that are known", () => {
  const { stacks } = JSON.parse(
    reviewStacks({ prod: stage("Reader", SUBSCRIPTIONS.prod), dev: stage("Reader") }).toJson(),
  ) as { stacks: unknown };
  expect(stacks).toEqual([{ name: "dev" }, { name: "prod", subscription: SUBSCRIPTIONS.prod }]);
});
