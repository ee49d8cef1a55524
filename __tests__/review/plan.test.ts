import * as path from "path";
import { AccessReview } from "../../lib/access-review";

const fixture = (name: string) => AccessReview.ofPath(path.join(__dirname, "fixtures", name));
const linesOf = (review: AccessReview) => review.grants.map(({ principal, permission, target, by }) => `${principal}: ${permission} on ${target} by ${by.join(" and ")}`);

describe("a plan", () => {
  const plan = fixture("plan.json");
  const json = JSON.parse(plan.toJson()) as { change: { verdict: string }; uses: { by: string; principal: string; target: string; item?: string; unresolved?: string }[] };

  test("shows its grants, through modules, for_each and what is known only after it is applied", () => {
    expect(linesOf(plan)).toEqual([
      "object id 22222222-0000-0000-0000-000000000000: Contributor on ops-rg (resource group) by azurerm_role_assignment.ops",
      'api-id (identity): AcrPull on shopacr (container registry) by azurerm_role_assignment.pull["api"]',
      'web-id (identity): AcrPull on shopacr (container registry) by azurerm_role_assignment.pull["web"]',
      "web-id (identity): Key Vault Secrets User on shop-kv (key vault) by azurerm_role_assignment.secrets",
      "web-id (identity): Reader on unresolved: {local.scope} by azurerm_role_assignment.through_local",
    ]);
    expect(plan.grants.filter(({ unresolved }) => unresolved !== undefined)).toMatchObject([{ unresolved: "it is the local value scope, which a plan does not describe" }]);
  });

  test("shows what its app uses, whatever the order that its blocks are planned in", () => {
    expect(json.uses.map(({ by, principal, target, item }) => [by.replace("azurerm_container_app.web.", ""), principal, target, item])).toEqual([
      ["registry[0]", "web-id (identity)", "shopacr (container registry)", undefined],
      ['secret["api-key"]', "web-id (identity)", "shop-kv (key vault)", "api-key"],
      ['secret["db"]', "web-id (identity)", "shop-kv (key vault)", "db"],
    ]);
  });

  test("has the findings of its configuration", () => {
    expect(plan.findings.map(({ id, address }) => `${id} ${address}`)).toEqual([
      'grant-race azurerm_container_app.web.secret["api-key"]',
      'grant-race azurerm_container_app.web.secret["db"]',
      'plain-text-secret azurerm_container_app.web.secret["literal"]',
      "broad-role azurerm_role_assignment.ops",
    ]);
  });

  test("is compared to what it starts from", () => {
    expect(json.change.verdict).toBe("broadened");
    expect(plan.toMarkdown()).toContain("| broadened | changed | object id 22222222-0000-0000-0000-000000000000 | Contributor | ops-rg (resource group) | Reader |");
    expect(plan.toMarkdown()).not.toContain("s3cret");
  });
});

describe("a state", () => {
  const state = fixture("state.json");

  test("shows its grants by what its ids belong to, of every instance of a module", () => {
    expect(linesOf(state)).toEqual([
      'the deployer: Key Vault Contributor on shop-kv (key vault) by module.identity["b"].azurerm_role_assignment.only_here',
      "object id 55555555-0000-0000-0000-000000000000: secrets Get, List on shop-kv (key vault) by azurerm_key_vault.vault",
      "web-id (identity): secrets Get on shop-kv (key vault) by azurerm_key_vault_access_policy.app",
      "web-id (identity): Reader on shop-rg (resource group) by azurerm_role_assignment.read[0]",
    ]);
  });

  test("has findings only of what it says, and prints no secret", () => {
    expect(state.findings.map(({ id }) => id)).toEqual(["broad-scope"]);
    expect(state.toJson() + state.toMarkdown()).not.toContain("not to be printed");
  });

  test("that is empty is one", () => {
    expect(AccessReview.ofSynthesized('{"format_version":"1.0"}').grants).toEqual([]);
  });
});

test("a plan that changes nothing leaves access the same", () => {
  const identity = { address: "azurerm_user_assigned_identity.a", mode: "managed", type: "azurerm_user_assigned_identity", name: "a", values: { name: "a", resource_group_name: "rg", principal_id: "p" } };
  const grant = { address: "azurerm_role_assignment.a", mode: "managed", type: "azurerm_role_assignment", name: "a", values: { role_definition_name: "Reader", scope: "/subscriptions/1", principal_id: "p" } };
  const root_module = { resources: [identity, grant] };
  const expressions = { role_definition_name: { constant_value: "Reader" }, principal_id: { references: ["azurerm_user_assigned_identity.a.principal_id", "azurerm_user_assigned_identity.a"] }, scope: { references: ["var.scope"] } };
  const configuration = { root_module: { resources: [{ ...identity, expressions: { name: { constant_value: "a" } } }, { ...grant, expressions }], variables: { scope: {} } } };
  const plan = { format_version: "1.2", planned_values: { root_module }, resource_changes: [], prior_state: { values: { root_module } }, configuration, variables: { scope: { value: "/subscriptions/1" } } };
  const review = AccessReview.ofSynthesized(JSON.stringify(plan));
  expect(linesOf(review)).toEqual(["a (identity): Reader on 1 (subscription) by azurerm_role_assignment.a"]);
  expect((JSON.parse(review.toJson()) as { change: unknown }).change).toEqual({ verdict: "same", grants: [], runners: [] });
});

test("a plan leads through a module that has no resources", () => {
  const identity = { address: "azurerm_user_assigned_identity.a", mode: "managed", type: "azurerm_user_assigned_identity", name: "a" };
  const grant = { address: "azurerm_role_assignment.a", mode: "managed", type: "azurerm_role_assignment", name: "a" };
  const planned = [{ ...identity, values: { name: "a", resource_group_name: "rg" } }, { ...grant, values: { role_definition_name: "Reader", scope: "/subscriptions/1" } }];
  const through = (name: string) => ({ references: [`module.relay.${name}`, "module.relay"] });
  const relay = { source: "./relay", expressions: { id: { references: ["azurerm_user_assigned_identity.a.principal_id", "azurerm_user_assigned_identity.a"] } }, module: { outputs: { id: { expression: { references: ["var.id"] } } }, variables: { id: {} } } };
  const configuration = { root_module: { resources: [identity, { ...grant, expressions: { principal_id: through("id") } }], module_calls: { relay } } };
  const changes = [{ ...grant, change: { actions: ["create"], after_unknown: { principal_id: true } } }];
  const plan = { format_version: "1.2", planned_values: { root_module: { resources: planned } }, resource_changes: changes, configuration };
  expect(linesOf(AccessReview.ofSynthesized(JSON.stringify(plan)))).toEqual(["a (identity): Reader on 1 (subscription) by azurerm_role_assignment.a"]);
});
