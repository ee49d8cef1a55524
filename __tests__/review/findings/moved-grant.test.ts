import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { main } from "../../../lib/review/door/cli";
import { Configuration, findingsOf, policy, PRINCIPAL_ID, program, secretsUser } from "../../support/review-programs";

const roles = (assignments: Configuration, others: Configuration = {}) =>
  program({ azurerm_role_assignment: assignments }, others);
const old = roles({ old: secretsUser });
const moved = (from: string, to: string) => ({ moved: [{ from, to }] });

/** The findings of a change, a line each, as the command has them. */
function foundIn(before: Configuration, after: Configuration, asReport = false): string[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "review-"));
  const run = (...args: readonly string[]) => {
    let text = "";
    main(args, { out: (part) => (text += part), err: (part) => (text += part) });
    return text;
  };
  const file = (name: string, content: string) => {
    fs.writeFileSync(path.join(folder, name), content);
    return path.join(folder, name);
  };
  try {
    const one = file("before.tf.json", JSON.stringify(before));
    const baseline = asReport ? file("before.json", run(one, "--format", "json")) : one;
    const two = file("after.tf.json", JSON.stringify(after));
    const { findings } = JSON.parse(run(two, "--baseline", baseline, "--format", "json")) as {
      findings: { id: string; address: string; message: string }[];
    };
    return findings.filter(({ id }) => id === "moved-grant").map(({ address, message }) => `${address}: ${message}`);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

test.each([false, true])("a role at another address meets the old one; baseline as a report: %s", (asReport) => {
  expect(foundIn(old, roles({ new: secretsUser }), asReport)).toEqual([
    "azurerm_role_assignment.new: It gives web-id (identity) what azurerm_role_assignment.old gave: " +
      "Key Vault Secrets User on kv (key vault).",
  ]);
});

test("an access policy meets one with other permissions, too", () => {
  const policies = (name: string, over: Configuration = {}) =>
    program({ azurerm_key_vault_access_policy: { [name]: { ...policy, ...over } } });
  expect(foundIn(policies("old"), policies("new", { secret_permissions: ["List"] })).length).toBe(1);
});

const OLD = "azurerm_role_assignment.old";
test.each<[string, Configuration, Configuration]>([
  ["is at its address", old, old],
  ["is moved", old, roles({ new: secretsUser }, moved(OLD, "azurerm_role_assignment.new"))],
  ["is moved by an expression", old, roles({ new: secretsUser }, moved(`\${${OLD}}`, "x.y"))],
  ["is imported", old, roles({ new: secretsUser }, { import: [{ to: "azurerm_role_assignment.new", id: "x" }] })],
  ["is the first of several now", old, roles({ old: { ...secretsUser, count: 1 } })],
  ["is another role", old, roles({ new: { ...secretsUser, role_definition_name: "Reader" } })],
  ["is for another principal", old, roles({ new: { ...secretsUser, principal_id: "x" } })],
  [
    "stays, and a second one comes",
    old,
    roles({ old: secretsUser, new: { ...secretsUser, scope: "/subscriptions/1" } }),
  ],
  ["goes", old, program({})],
  ["comes", program({}), roles({ new: secretsUser })],
])("no finding where a grant %s", (_, before, after) => {
  expect(foundIn(before, after)).toEqual([]);
});

test("without a baseline nothing is known of what was", () => {
  expect(findingsOf(roles({ new: secretsUser })).filter((line) => line.startsWith("moved-grant"))).toEqual([]);
});

describe("of a plan", () => {
  const resource = (name: string) => ({
    address: `azurerm_role_assignment.${name}`,
    mode: "managed",
    type: "azurerm_role_assignment",
    name,
    values: { scope: "/subscriptions/1", role_definition_name: "Reader", principal_id: PRINCIPAL },
  });
  const PRINCIPAL = "11111111-2222-3333-4444-555555555555";
  const plan = (before: string, changes: readonly Configuration[]) => ({
    format_version: "1.2",
    planned_values: { root_module: { resources: [resource("new")] } },
    prior_state: { values: { root_module: { resources: [resource(before)] } } },
    resource_changes: changes.map((change) => ({ mode: "managed", type: "azurerm_role_assignment", ...change })),
    configuration: {
      root_module: {
        resources: [{ ...resource("new"), expressions: { principal_id: { constant_value: PRINCIPAL } } }],
      },
    },
  });
  const NEW = "azurerm_role_assignment.new";
  const destroyed = { address: OLD, name: "old", change: { actions: ["delete"] } };

  test.each<[boolean, string, Configuration]>([
    [
      true,
      "destroyed and made",
      plan("old", [destroyed, { address: NEW, name: "new", change: { actions: ["create"] } }]),
    ],
    [
      false,
      "imported where another goes",
      plan("old", [destroyed, { address: NEW, name: "new", change: { actions: ["no-op"], importing: { id: "x" } } }]),
    ],
    [
      false,
      "moved",
      plan("new", [{ address: NEW, previous_address: OLD, name: "new", change: { actions: ["no-op"] } }]),
    ],
  ])("a finding is %s where it is %s", (isFound, _, configuration) => {
    const lines = findingsOf(configuration).filter((line) => line.startsWith("moved-grant"));
    expect(lines).toEqual(isFound ? [`moved-grant ${NEW}`] : []);
  });
});

test("a grant in a module that is moved is moved with it", () => {
  const module = (name: string) => ({ module: { [name]: { source: "./access" } } });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "review-"));
  const write = (stage: string, content: Configuration) => {
    fs.mkdirSync(path.join(folder, stage, "access"), { recursive: true });
    fs.writeFileSync(path.join(folder, stage, "main.tf.json"), JSON.stringify(content));
    const role = { scope: "/subscriptions/1", role_definition_name: "Reader", principal_id: "p" };
    const access = { resource: { azurerm_role_assignment: { a: role } } };
    fs.writeFileSync(path.join(folder, stage, "access/main.tf.json"), JSON.stringify(access));
    return path.join(folder, stage);
  };
  const found = (after: Configuration) => {
    const [before, now] = [write("before", module("old")), write("after", after)];
    let text = "";
    main([now, "--baseline", before, "--format", "json"], { out: (part) => (text += part), err: () => undefined });
    return (JSON.parse(text) as { findings: { id: string }[] }).findings.filter(({ id }) => id === "moved-grant")
      .length;
  };
  expect(found(module("new"))).toBe(1);
  expect(found({ ...module("new"), ...moved("module.old", "module.new") })).toBe(0);
  fs.rmSync(folder, { recursive: true });
});

test("what is assigned is the same, however the program spells it", () => {
  const spelled = { ...secretsUser, role_definition_name: "key vault secrets user", principal_id: PRINCIPAL_ID };
  expect(foundIn(old, roles({ new: spelled })).length).toBe(1);
});
