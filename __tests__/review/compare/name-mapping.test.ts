import * as path from "node:path";
import { main } from "../../../lib/review/door/cli";
import { folder, write } from "../../support/review-input";
import { Configuration, review } from "../../support/review-programs";
import { reviewStacks } from "../../support/review-stacks";

const SUBSCRIPTIONS = { dev: "11111111-0000-0000-0000-000000000000", prod: "22222222-0000-0000-0000-000000000000" };
type Stage = keyof typeof SUBSCRIPTIONS;

/** A stage whose names all say which it is. */
function stage(name: Stage, role = "Key Vault Secrets User", over: Configuration = {}): Configuration {
  const place = { resource_group_name: `rg-${name}`, location: "westeurope" };
  return {
    provider: { azurerm: { features: {}, subscription_id: SUBSCRIPTIONS[name] } },
    resource: {
      azurerm_user_assigned_identity: { id: { ...place, name: `shop-${name}-id` } },
      azurerm_key_vault: { kv: { ...place, name: `kv-shop-${name}`, rbac_authorization_enabled: true } },
      azurerm_container_app: {
        web: {
          ...place,
          name: `web-${name}`,
          identity: { type: "UserAssigned", identity_ids: ["${azurerm_user_assigned_identity.id.id}"] },
        },
      },
      azurerm_federated_identity_credential: {
        f: {
          name: "f",
          parent_id: "${azurerm_user_assigned_identity.id.id}",
          issuer: "https://token.actions.githubusercontent.com",
          subject: `repo:Shop/Web:environment:${name}`,
          audience: ["api://AzureADTokenExchange"],
        },
      },
      azurerm_role_assignment: {
        own: {
          scope: "${azurerm_key_vault.kv.id}",
          role_definition_name: role,
          principal_id: "${azurerm_user_assigned_identity.id.principal_id}",
        },
        ops: {
          scope: `/subscriptions/${SUBSCRIPTIONS[name]}/resourceGroups/rg-${name}`,
          role_definition_name: "Reader",
          principal_id: `ops-${name}`,
          condition: `@Resource[name] StringEquals '${name}'`,
          condition_version: "2.0",
        },
      },
      ...over,
    },
  };
}

const NAMES = { dev: "prod", [SUBSCRIPTIONS.dev]: SUBSCRIPTIONS.prod };
const verdictOf = (dev: Configuration, prod: Configuration, names?: Record<string, string>) =>
  review(prod).compareTo(review(dev), { names }).verdict;

test("a stage is compared to another one by the names that stand for those of the first", () => {
  expect(verdictOf(stage("dev"), stage("prod"))).toBe("broadened");
  expect(verdictOf(stage("dev"), stage("prod"), { dev: "prod" })).toBe("broadened");
  expect(verdictOf(stage("dev"), stage("prod"), NAMES)).toBe("same");
  expect(verdictOf(stage("dev"), stage("prod", "Key Vault Secrets Officer"), NAMES)).toBe("broadened");
  expect(verdictOf(stage("dev", "Key Vault Secrets Officer"), stage("prod"), NAMES)).toBe("narrowed");
});

test("names are whole words in whatever case, and the longest counts", () => {
  const named = (vault: string) => stage("prod", undefined, { azurerm_key_vault: { kv: { name: vault } } });
  expect(verdictOf(named("KV-Dev"), named("kv-PROD"), { Dev: "Prod" })).toBe("same");
  expect(verdictOf(named("kvdevice"), named("kvprodice"), { dev: "prod" })).toBe("broadened");
  expect(verdictOf(named("kv-device"), named("kv-device"), { dev: "prod" })).toBe("same");
  expect(verdictOf(named("kv-dev"), named("vault"), { dev: "prod", "kv-dev": "vault" })).toBe("same");
});

test("names swap, and a type is none", () => {
  const named = (vault: string) => stage("prod", undefined, { azurerm_key_vault: { kv: { name: vault } } });
  expect(verdictOf(named("a-b"), named("b-a"), { a: "b", b: "a" })).toBe("same");
  expect(verdictOf(named("kv"), named("kv"), { keyvault: "x", managedidentity: "y", microsoft: "z" })).toBe("same");
});

test("stacks are names, too", () => {
  const both = (dev: string) => reviewStacks({ [dev]: stage("dev"), other: stage("prod") });
  const named = { names: { dev: "test" } };
  const renamed = (text: string) => text.replace(/\bdev\b/g, "test");
  const test_ = reviewStacks({
    test: JSON.parse(renamed(JSON.stringify(stage("dev")))) as Configuration,
    other: stage("prod"),
  });
  expect(test_.compareTo(both("dev"), named).verdict).toBe("same");
  expect(test_.compareTo(both("dev")).verdict).toBe("broadened");
});

test("names that make one of two things are refused", () => {
  const two = stage("dev", undefined, {
    azurerm_key_vault: { a: { name: "kv-dev" }, b: { name: "kv-prod" } },
    azurerm_role_assignment: {
      a: { scope: "${azurerm_key_vault.a.id}", role_definition_name: "Reader", principal_id: "one" },
      b: { scope: "${azurerm_key_vault.b.id}", role_definition_name: "Owner", principal_id: "one" },
    },
  });
  expect(() => verdictOf(two, stage("prod"), NAMES)).toThrow(
    'the names make one of "microsoft.keyvault/vaults|kv-dev" and "microsoft.keyvault/vaults|kv-prod" of the baseline',
  );
  expect(verdictOf(two, two, { "kv-dev": "kv-prod", "kv-prod": "kv-dev" })).toBe("broadened");
});

test.each([[{ "": "x" }], [{ dev: "" }], [{ dev: 1 as unknown as string }], [{ dev: "a", DEV: "b" }]])(
  "names %j are refused",
  (names) => {
    expect(() => verdictOf(stage("dev"), stage("prod"), names)).toThrow(/^the names map .*; allowed: /);
  },
);

describe("the command", () => {
  const run = (...args: string[]) => {
    write({ "dev.tf.json": stage("dev"), "prod.tf.json": stage("prod") });
    const out: string[] = [];
    const code = main(
      args.map((arg) => arg.replace(/^(dev|prod)\.tf/, `${folder}${path.sep}$1.tf`)),
      { out: (text) => out.push(text), err: (text) => out.push(text) },
    );
    return { code, text: out.join("") };
  };
  const compared = ["prod.tf.json", "--baseline", "dev.tf.json", "--fail-on", "broadened"];

  test("takes names", () => {
    expect(run(...compared).code).toBe(1);
    const maps = Object.entries(NAMES).flatMap(([was, is]) => ["--map", `${was}=${is}`]);
    expect(run(...compared, ...maps).code).toBe(0);
  });

  test.each(["dev", "=prod", "dev=", "a=b=c"])("refuses %s", (map) => {
    expect(run(...compared, "--map", map)).toEqual({
      code: 2,
      text: `access-review: --map is "${map}"; allowed: a name of the baseline once, as in dev=prod. Change it.\n`,
    });
  });

  test("refuses one without a baseline, and one that is there twice", () => {
    expect(run("prod.tf.json", "--map", "dev=prod").text).toContain("--map takes something to compare to");
    expect(run(...compared, "--map", "dev=prod", "--map", "dev=x").code).toBe(2);
  });
});
