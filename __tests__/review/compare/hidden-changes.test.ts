import fc from "fast-check";
import { AccessReview } from "../../../lib/review/door/access-review";
import { write } from "../../support/review-input";
import { Configuration, PRINCIPAL_ID, program, review, VAULT_ID } from "../../support/review-programs";
import { reviewStacks, Stacks } from "../../support/review-stacks";

const role = (over: Configuration = {}) => ({
  scope: VAULT_ID,
  role_definition_name: "Reader",
  principal_id: PRINCIPAL_ID,
  ...over,
});
const verdictOf = (before: Configuration, after: Configuration) => review(after).compareTo(review(before)).verdict;

const STORE = "/subscriptions/1/resourceGroups/r/providers/Microsoft.Storage/storageAccounts/s";
const groups = (over: Configuration, others: Configuration = {}) =>
  program({
    azurerm_management_group: { a: { name: "a" }, b: { name: "b" }, child: { name: "child", ...over } },
    ...others,
  });
const inGroup = (name: string) => groups({ parent_management_group_id: `\${azurerm_management_group.${name}.id}` });
const association = (group: string) =>
  groups(
    {},
    {
      azurerm_management_group_subscription_association: {
        s: { management_group_id: `\${azurerm_management_group.${group}.id}`, subscription_id: "/subscriptions/1" },
      },
    },
  );
const delegated = (over: Configuration = {}) =>
  program({
    azurerm_lighthouse_assignment: { s: { scope: "/subscriptions/1", lighthouse_definition_id: "one", ...over } },
  });
const list = (...permissions: string[]) =>
  program({
    azurerm_storage_data_lake_gen2_path: {
      p: {
        path: "x",
        filesystem_name: "f",
        storage_account_id: STORE,
        ace: permissions.map((words, i) => ({ type: "user", id: `u${i}`, permissions: words })),
      },
    },
  });
const template = (type: string, content: string) =>
  program({ [type]: { d: { name: "d", resource_group_name: "rg", template_content: content } } });
const command = (text: string, over: Configuration = {}) =>
  program({ terraform_data: { d: { provisioner: [{ "local-exec": { command: text } }], ...over } } });
const eitherVault = (...models: boolean[]): Configuration => ({
  variable: { x: {} },
  ...program({
    azurerm_key_vault: Object.fromEntries(
      models.map((rbac, i) => [
        `v${i}`,
        { name: "kv", resource_group_name: "rg", count: `\${var.x == ${i} ? 1 : 0}`, rbac_authorization_enabled: rbac },
      ]),
    ),
    azurerm_role_assignment: {
      r: role({
        scope: "/subscriptions/1/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv",
        role_definition_name: "Key Vault Secrets User",
      }),
    },
  }),
});
const eitherRole = (...permissions: Configuration[]) =>
  program({
    azurerm_role_definition: Object.fromEntries(
      permissions.map((one, i) => [`r${i}`, { name: "Own", scope: "/subscriptions/1", permissions: one }]),
    ),
    azurerm_role_assignment: { r: role({ role_definition_name: "Own" }) },
  });
const chain = (name: string): Configuration => ({
  ...program({ azurerm_role_assignment: { r: role({ role_definition_name: "${local.l300}" }) } }),
  locals: Object.fromEntries([
    ["l0", name],
    ...Array.from({ length: 300 }, (_, i) => [`l${i + 1}`, `\${local.l${i}}`]),
  ]),
});

describe("a change that no grant shows broadens", () => {
  test.each<[string, Configuration, Configuration, string]>([
    ["a management group under another one", inGroup("a"), inGroup("b"), "broadened"],
    ["a subscription in a management group", groups({}), groups({ subscription_ids: ["1"] }), "narrowed"],
    ["a subscription in another management group", association("a"), association("b"), "broadened"],
    ["a Lighthouse definition on another scope", delegated(), delegated({ scope: "/subscriptions/2" }), "broadened"],
    ["another Lighthouse definition", delegated(), delegated({ lighthouse_definition_id: "two" }), "broadened"],
    ["a Lighthouse definition that is assigned", program({}), delegated(), "narrowed"],
    ["an entry of an access control list", list("r--"), list("r--", "r--"), "narrowed"],
    ["a letter of an access control list", list("r--"), list("rw-"), "narrowed"],
    ["another letter", list("r--"), list("-w-"), "broadened"],
    [
      "a template",
      template("azurerm_resource_group_template_deployment", "{}"),
      template("azurerm_resource_group_template_deployment", '{"a":1}'),
      "broadened",
    ],
    ["a command", command("az a"), command("az b"), "broadened"],
    [
      "what a command is given",
      command("az ${self.input}", { input: "a" }),
      command("az ${self.input}", { input: "b" }),
      "broadened",
    ],
    ["a vault of several blocks", eitherVault(false, false), eitherVault(false, true), "narrowed"],
    ["the first of them", eitherVault(false, false), eitherVault(true, false), "narrowed"],
    [
      "a role of several blocks",
      eitherRole({ actions: ["a/read"] }, { actions: ["b/write"] }),
      eitherRole({ actions: ["a/read"] }, { actions: ["*"] }),
      "narrowed",
    ],
    [
      "one of them that takes out",
      eitherRole({ actions: ["a/*"], not_actions: ["a/b"] }, { actions: ["b/c"] }),
      eitherRole({ actions: ["a/*"], not_actions: ["a/b"] }, { actions: ["*"] }),
      "broadened",
    ],
    ["a value that leads too deep", chain("Reader"), chain("Owner"), "broadened"],
  ])("%s", (_, before, after, back) => {
    expect(verdictOf(before, after)).toBe("broadened");
    expect(verdictOf(after, before)).toBe(back);
    expect(verdictOf(after, after)).toBe("same");
  });

  test("a variable file in HCL", () => {
    const withFile = (name: string) =>
      AccessReview.ofPath(
        write({
          "main.tf.json": {
            variable: { r: {} },
            ...program({ azurerm_role_assignment: { r: role({ role_definition_name: "${var.r}" }) } }),
          },
          "terraform.tfvars": `r = "${name}"\n`,
        }),
      );
    const [before, after] = [withFile("Reader"), withFile("Owner")];
    expect(after.compareTo(before).verdict).toBe("broadened");
    expect(withFile("Owner").compareTo(after).verdict).toBe("same");
  });
});

test("a management group that is new, a command that only waits, and another name of a resource are no change", () => {
  const waiting = (seconds: number) => command(`sleep ${seconds}`);
  expect(verdictOf(program({}), inGroup("a"))).toBe("same");
  expect(verdictOf(waiting(30), waiting(60))).toBe("same");
  expect(review(waiting(30)).unread).toEqual([]);
  const renamed = JSON.parse(JSON.stringify(list("r--")).replace('"p":', '"other":')) as Configuration;
  expect(verdictOf(list("r--"), renamed)).toBe("same");
});

describe("whatever the stacks", () => {
  const ROLES = ["Reader", "Contributor", "Owner"];
  const SUBSCRIPTIONS = [undefined, "11111111-0000-0000-0000-000000000000", "${var.s}"];
  /** A grant by its place in the lists; all stages make the same names. */
  const grant = fc.record({ role: fc.nat(2), group: fc.nat(1), identity: fc.nat(1) });
  const stage = fc.record({
    subscription: fc.constantFrom(...SUBSCRIPTIONS),
    grants: fc.uniqueArray(grant, { maxLength: 4, selector: (one) => JSON.stringify(one) }),
  });
  interface Stage {
    readonly subscription?: string;
    readonly grants: readonly { role: number; group: number; identity: number }[];
  }
  const program_ = fc.record({ dev: stage, prod: stage });

  /** A stage in JSON; logical ids and the order of the blocks come from a seed, and mean nothing. */
  const configurationOf = ({ subscription, grants }: Stage, seed: string): Configuration => {
    const ordered = seed === "" ? grants : [...grants].reverse();
    const named = (kind: string, count: number, body: (i: number) => Configuration) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`${kind}${i}${seed}`, body(i)]));
    return {
      variable: { s: {} },
      provider: { azurerm: { features: {}, subscription_id: subscription } },
      resource: {
        azurerm_resource_group: named("g", 2, (i) => ({ name: `rg${i}`, location: "westeurope" })),
        azurerm_user_assigned_identity: named("i", 2, (i) => ({ name: `id${i}`, resource_group_name: "rg0" })),
        azurerm_role_assignment: Object.fromEntries(
          ordered.map(({ role: at, group, identity }, i) => [
            `a${i}${seed}`,
            {
              scope: `\${azurerm_resource_group.g${group}${seed}.id}`,
              role_definition_name: ROLES[at],
              principal_id: `\${azurerm_user_assigned_identity.i${identity}${seed}.principal_id}`,
            },
          ]),
        ),
      },
    };
  };
  const reviewOf = (stages: Readonly<Record<string, Stage>>, seed = "") =>
    reviewStacks(
      Object.fromEntries(Object.entries(stages).map(([name, one]) => [name, configurationOf(one, seed)])) as Stacks,
    );
  /** The strongest role by stage, identity and group, counted without the review. */
  const accessIn = (stages: Readonly<Record<string, Stage>>) =>
    new Map(
      Object.entries(stages).flatMap(([name, { grants }]) =>
        [...grants]
          .sort((a, b) => a.role - b.role)
          .map((one) => [`${name} ${one.identity} ${one.group}`, one.role] as const),
      ),
    );

  test("other logical ids and another order are no change", () => {
    fc.assert(
      fc.property(program_, (stages) => {
        expect(reviewOf(stages, "_renamed").compareTo(reviewOf(stages)).verdict).toBe("same");
      }),
      { numRuns: 40 },
    );
  });

  test("the verdict is what a count by hand says, stage by stage", () => {
    fc.assert(
      fc.property(program_, stage, stage, (before, dev, prod) => {
        const after = {
          dev: { ...dev, subscription: before.dev.subscription },
          prod: { ...prod, subscription: before.prod.subscription },
        };
        const [old, now] = [accessIn(before), accessIn(after)];
        const isMore = [...now].some(([who, at]) => at > (old.get(who) ?? -1));
        const isLess = [...old].some(([who, at]) => at > (now.get(who) ?? -1));
        const less = isLess ? "narrowed" : "same";
        expect(reviewOf(after).compareTo(reviewOf(before)).verdict).toBe(isMore ? "broadened" : less);
      }),
      { numRuns: 80 },
    );
  });
});
