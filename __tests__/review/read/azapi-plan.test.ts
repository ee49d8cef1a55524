import { review } from "../../support/review-programs";

// Plans and states of the shape of AVM's modules and of Microsoft's constructs, as `terraform show -json` prints them.

type Json = Record<string, unknown>;

const RG = "/subscriptions/00000000-0000-0000-0000-0000000000aa/resourceGroups/shop-rg";
const UAI = `${RG}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/shop-id`;
const KV = `${RG}/providers/Microsoft.KeyVault/vaults/shop-kv`;
const ENV = `${RG}/providers/Microsoft.App/managedEnvironments/env`;
const SECRETS_USER = "/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6";
const [OF_IDENTITY, OF_ENVIRONMENT] = ["11111111-0000-4000-8000-000000000001", "11111111-0000-4000-8000-000000000002"];

/** A resource of a plan: what is known of its arguments, what is not, and what their expressions refer to. */
interface Planned {
  readonly name: string;
  readonly index?: string;
  readonly type: string;
  readonly values?: Json;
  readonly unknown?: Json;
  readonly refersTo?: Record<string, readonly string[]>;
  readonly forEach?: readonly string[];
}

const references = (texts: readonly string[]) => ({ references: texts });

function configured({ name, type, values = {}, refersTo = {}, forEach }: Planned) {
  const constants = Object.entries({ type, ...values }).map(([key, value]) => [key, { constant_value: value }]);
  const expressions = Object.entries(refersTo).map(([key, texts]) => [key, references(texts)]);
  return {
    mode: "managed",
    type: "azapi_resource",
    name,
    expressions: Object.fromEntries([...constants, ...expressions]) as Json,
    ...(forEach && { for_each_expression: references(forEach) }),
  };
}

function planOf(resources: readonly Planned[], variables: Json = {}) {
  const addressOf = ({ name, index }: Planned) =>
    `azapi_resource.${name}${index === undefined ? "" : `[${JSON.stringify(index)}]`}`;
  const shown = resources.map((one) => ({
    address: addressOf(one),
    mode: "managed",
    type: "azapi_resource",
    name: one.name,
    index: one.index,
    values: { type: one.type, name: one.name, parent_id: RG, body: {}, sensitive_body: null, ...one.values },
  }));
  return review({
    format_version: "1.2",
    terraform_version: "1.14.0",
    planned_values: { root_module: { resources: shown } },
    resource_changes: resources.map((one, i) => ({
      ...shown[i],
      change: { actions: ["create"], before: null, after: shown[i]?.values, after_unknown: one.unknown ?? {} },
    })),
    configuration: { root_module: { resources: resources.map(configured), variables } },
  });
}

const identity: Planned = {
  name: "id",
  type: "Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31",
  unknown: { id: true, output: true },
};
const vault: Planned = {
  name: "kv",
  type: "Microsoft.KeyVault/vaults@2023-07-01",
  values: { body: { properties: { enableRbacAuthorization: true } } },
  unknown: { id: true, output: true },
};
const PRINCIPAL = ["azapi_resource.id.output.properties.principalId", "azapi_resource.id.output", "azapi_resource.id"];
const role: Planned = {
  name: "role",
  type: "Microsoft.Authorization/roleAssignments@2022-04-01",
  values: { parent_id: undefined, body: { properties: { roleDefinitionId: SECRETS_USER } } },
  unknown: { parent_id: true, body: { properties: { principalId: true } } },
  refersTo: { parent_id: ["azapi_resource.kv.id", "azapi_resource.kv"], body: PRINCIPAL },
};
const appBody = {
  identity: { type: "UserAssigned" },
  properties: { configuration: { secrets: [{ name: "db" }] } },
};
const app: Planned = {
  name: "app",
  type: "Microsoft.App/containerApps@2025-01-01",
  values: { body: appBody },
  unknown: {
    body: {
      identity: { userAssignedIdentities: true },
      properties: { configuration: { secrets: [{ identity: true, keyVaultUrl: true }] } },
    },
  },
  refersTo: {
    body: [
      "azapi_resource.id.id",
      "azapi_resource.id",
      "azapi_resource.kv.output.properties.vaultUri",
      "azapi_resource.kv",
    ],
  },
};

const linesOf = ({ grants }: ReturnType<typeof review>) =>
  grants.map(({ principal, permission, target }) => `${principal}: ${permission} on ${target}`);
const usesOf = (one: ReturnType<typeof review>) =>
  (JSON.parse(one.toJson()) as { uses: { by: string; principal: string; target: string }[] }).uses.map(
    ({ by, principal, target }) => `${by} ${principal} ${target}`,
  );
const runsOf = (one: ReturnType<typeof review>) =>
  (JSON.parse(one.toJson()) as { principals: { name: string; runs: { name: string }[] }[] }).principals.map(
    ({ name, runs }) => `${name}: ${runs.map((runner) => runner.name).join()}`,
  );

describe("a plan in which azapi makes everything", () => {
  const plan = planOf([identity, vault, role, app]);

  test("says who may do what and what runs as whom, though of a body it tells only what it refers to", () => {
    expect(linesOf(plan)).toEqual(["id (identity): Key Vault Secrets User on kv (key vault) or a part of it"]);
    expect(runsOf(plan)).toEqual(["id (identity): app (container app)"]);
    expect(usesOf(plan)).toEqual(['azapi_resource.app.secret["db"] id (identity) kv (key vault)']);
  });

  test("finds the app that does not wait for its grant, and not the one that does", () => {
    expect(plan.findings.map(({ id, address }) => `${id} ${address}`)).toEqual([
      'grant-race azapi_resource.app.secret["db"]',
    ]);
    const body = [...(app.refersTo?.body ?? []), "azapi_resource.role.id", "azapi_resource.role"];
    const waiting = planOf([identity, vault, role, { ...app, refersTo: { body } }]);
    expect(waiting.findings.map(({ id }) => id)).toEqual(["role-propagation"]);
  });

  test("does not guess which of several identities a body names", () => {
    const other = { ...identity, name: "other" };
    const body = [...(app.refersTo?.body ?? []), "azapi_resource.other.id", "azapi_resource.other"];
    const open = planOf([identity, other, vault, { ...app, refersTo: { body } }]);
    expect(runsOf(open).filter((line) => /^(id|other) /.test(line))).toEqual([
      "id (identity): app (container app), perhaps",
      "other (identity): app (container app), perhaps",
    ]);
    expect(usesOf(open)).toEqual([expect.stringMatching(/secret\["db"\] unresolved: .* kv \(key vault\)$/)]);
  });

  test("reads a body that is JSON, of which it tells nothing but what it refers to", () => {
    const { values, ...rest } = role;
    const encoded = planOf([
      identity,
      vault,
      { ...rest, values: { ...values, body: undefined }, unknown: { parent_id: true, body: true } },
    ]);
    expect(linesOf(encoded)).toEqual([expect.stringMatching(/^id \(identity\): unresolved: .* on kv \(key vault\)/)]);
  });

  test("has a row for secrets in a write-only body, which is in no plan, and no finding that they make wrong", () => {
    const sensitive = planOf(
      [
        identity,
        vault,
        role,
        { ...app, refersTo: { ...app.refersTo, sensitive_body: ["local.present", "var.secrets"] } },
      ],
      { secrets: {} },
    );
    expect(usesOf(sensitive)).toEqual([
      "azapi_resource.app.secret[1] unresolved: local.present,var.secrets unresolved: local.present,var.secrets",
      'azapi_resource.app.secret["db"] id (identity) kv (key vault)',
    ]);
    expect(sensitive.findings.map(({ id }) => id)).toEqual(["grant-race"]);
  });

  test("says that a role is not known that each of several bodies names by a local value", () => {
    const each = { ...role, index: "reader", forEach: ["local.role_assignments"] };
    const named = planOf([
      identity,
      vault,
      {
        ...each,
        values: { parent_id: KV, body: { properties: { principalId: OF_IDENTITY } } },
        unknown: { body: { properties: { roleDefinitionId: true } } },
        refersTo: { body: ["each.value.body", "each.value"] },
      },
    ]);
    expect(linesOf(named)).toEqual([
      expect.stringMatching(new RegExp(`^object id ${OF_IDENTITY}: unresolved: .* on shop-kv \\(key vault\\)$`)),
    ]);
  });
});

describe("a state in which azapi made everything", () => {
  const held = (name: string, type: string, id: string, values: Json = {}) => ({
    address: `module.shop.azapi_resource.${name}`,
    mode: "managed",
    type: "azapi_resource",
    name,
    values: { id, type, name: id.split("/").pop(), parent_id: RG, body: {}, sensitive_body: null, ...values },
  });
  const assignment = (name: string, principalId: string) => ({
    ...held(name, role.type, `${KV}/providers/Microsoft.Authorization/roleAssignments/${name}`, {
      parent_id: KV,
      body: { properties: { principalId, roleDefinitionId: SECRETS_USER } },
    }),
  });
  const secrets = [{ name: "db", identity: UAI, keyVaultUrl: "https://shop-kv.vault.azure.net/secrets/db" }];
  const stateOf = (appValues: Json = {}) =>
    review({
      format_version: "1.0",
      terraform_version: "1.14.0",
      values: {
        root_module: {
          child_modules: [
            {
              address: "module.shop",
              resources: [
                held("id", identity.type, UAI, {
                  output: { who: OF_IDENTITY },
                  response_export_values: { who: "properties.principalId" },
                }),
                held("env", "Microsoft.App/managedEnvironments@2025-01-01", ENV, {
                  body: { identity: { type: "SystemAssigned" } },
                  output: { identity: { principalId: OF_ENVIRONMENT } },
                }),
                held("kv", vault.type, KV, { body: { properties: { enableRbacAuthorization: true } } }),
                assignment("one", OF_IDENTITY),
                assignment("two", OF_ENVIRONMENT),
                {
                  ...held("app", app.type, `${RG}/providers/Microsoft.App/containerApps/shop`, {
                    body: {
                      identity: { type: "UserAssigned", userAssignedIdentities: { [UAI]: {} } },
                      properties: { configuration: { secrets } },
                    },
                    ...appValues,
                  }),
                  depends_on: ["module.shop.azapi_resource.one"],
                },
              ],
            },
          ],
        },
      },
    });

  test("says whose the object ids are, by what Azure has answered", () => {
    expect(linesOf(stateOf())).toEqual([
      "system-assigned identity of env (container app environment): Key Vault Secrets User on shop-kv (key vault)",
      "shop-id (identity): Key Vault Secrets User on shop-kv (key vault)",
    ]);
    expect(usesOf(stateOf())).toEqual([
      'module.shop.azapi_resource.app.secret["db"] shop-id (identity) shop-kv (key vault)',
    ]);
  });

  test("has a row for a write-only body, of which it holds the versions only", () => {
    expect(usesOf(stateOf({ sensitive_body_version: { "properties.configuration.secrets": "1" } }))).toHaveLength(2);
  });
});
