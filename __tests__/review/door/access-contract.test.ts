import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { AccessReview } from "../../../lib/review/door/access-review";
import { main } from "../../../lib/review/door/cli";
import { app, Configuration, identity, policy, program, review, VAULT_ID } from "../../support/review-programs";

const ROOT = path.join(__dirname, "../../..");
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), "utf8");
const FORBIDDEN = read("__tests__/review/fixtures/access-forbidden.json");
const CI = "${azurerm_user_assigned_identity.ci.principal_id}";
const WEB = "${azurerm_user_assigned_identity.app.principal_id}";
const role = (scope: string, name: string, principal = CI, over: Configuration = {}) => ({
  scope,
  role_definition_name: name,
  principal_id: principal,
  ...over,
});

/** An app that may read the vault, the identity of a workflow of GitHub's, and roles. */
const shop = (roles: Configuration = {}, resources: Configuration = {}, others: Configuration = {}) =>
  program(
    {
      azurerm_resource_group: { rg: { name: "rg", location: "w" } },
      azurerm_user_assigned_identity: { app: identity, ci: { ...identity, name: "ci-id" } },
      azurerm_federated_identity_credential: {
        main: {
          parent_id: "${azurerm_user_assigned_identity.ci.id}",
          issuer: "https://token.actions.githubusercontent.com",
          subject: "repo:contoso/shop:ref:refs/heads/main",
          audience: ["api://AzureADTokenExchange"],
        },
      },
      azurerm_container_app: { web: app() },
      azurerm_key_vault_access_policy: { app: policy },
      azurerm_role_assignment: roles,
      ...resources,
    },
    others,
  );
const deploys = { deploy: role("${azurerm_container_app.web.id}", "Container Apps Contributor") };
const GROUP = "${azurerm_resource_group.rg.id}";
const unreadable = (permissions: unknown) => ({
  azurerm_role_definition: { r: { name: "Mine", permissions: [{ actions: permissions }] } },
});

/** The breaches, a line each. */
const breachesOf = (configuration: unknown, ...forbidden: object[]) =>
  review(configuration)
    .checkNotGranted(forbidden.map((entry) => ({ reason: "because", ...entry })))
    .map(({ id, address, message }) => `${id} ${address}: ${message}`);

describe("access that must never be there", () => {
  const has = (what: string, entry = 0) => `${what}, which entry ${entry} of forbidden forbids.`;
  const POLICY = "azurerm_key_vault_access_policy.app";
  const GRANT = has("web-id (identity) has secrets Get on kv (key vault)");
  const SUBJECT = "repo:contoso/shop:ref:refs/heads/main of https://token.actions.githubusercontent.com (federated)";

  test.each<[string, object, string]>([
    ["by the name of the principal", { principals: ["web-id"], scopes: ["kv"] }, GRANT],
    ["with the word for what it is", { principals: ["WEB-ID (identity)"], scopes: ["kv (key vault)"] }, GRANT],
    ["by what runs as it", { principals: ["web (container app)"], permissions: ["secrets *"] }, GRANT],
    ["by an action", { dataActions: ["secrets/get"] }, GRANT],
    ["by a pattern of actions", { dataActions: ["secrets/*"] }, GRANT],
    ["by a scope around it", { scopes: ["rg"], dataActions: ["secrets/get"] }, GRANT],
  ])("%s", (_, entry, message) => {
    expect(breachesOf(shop(), entry)).toEqual([`forbidden-access ${POLICY}: ${message}`]);
  });

  test.each<[string, object]>([
    ["another principal", { principals: ["web"], scopes: ["kv"], permissions: ["nothing"] }],
    ["another action", { dataActions: ["secrets/set"] }],
    ["an action of the other plane", { actions: ["secrets/get"] }],
    ["another scope", { scopes: ["kv2"] }],
    ["a part of a name", { principals: ["web-i"] }],
    ["a role, where the access policy is not one", { permissions: ["Owner"] }],
  ])("not %s", (_, entry) => {
    expect(breachesOf(shop(), entry)).toEqual([]);
  });

  test("a role on a scope around it counts for what is in it, and its actions count whatever its name", () => {
    const owner = shop({ o: role(GROUP, "Owner") });
    const line = `forbidden-access azurerm_role_assignment.o: ${has("ci-id (identity) has Owner on rg (resource group)")}`;
    expect(breachesOf(owner, { scopes: ["kv"], actions: ["Microsoft.KeyVault/vaults/delete"] })).toEqual([line]);
    expect(breachesOf(owner, { permissions: ["8e3af657-a8ff-443c-a75c-2fe8c4bcb635"] })).toEqual([line]);
    expect(
      breachesOf(shop({ o: role(GROUP, "Contributor") }), {
        actions: ["Microsoft.Authorization/roleAssignments/write"],
      }),
    ).toEqual([]);
  });

  test("a principal that reaches it by acting as another one", () => {
    const entry = { principals: ["repo:contoso/*"], dataActions: ["secrets/get"], scopes: ["kv"] };
    expect(breachesOf(shop(deploys), entry)).toEqual([
      `forbidden-access azurerm_role_assignment.deploy: ${has(
        "ci-id (identity) may act as web-id (identity), for it writes web (container app), which runs as web-id (identity); " +
          "that one has secrets Get on kv (key vault)",
      )}`,
    ]);
    expect(breachesOf(shop(), entry)).toEqual([]);
  });

  test("a principal that has it as a member of a group", () => {
    const group = {
      azuread_group: { ops: { display_name: "ops", members: [CI] } },
      azurerm_role_assignment: { g: role(VAULT_ID, "Reader", "${azuread_group.ops.object_id}") },
    };
    expect(breachesOf(shop({}, group), { principals: ["ci-id"], permissions: ["Reader"] })).toEqual([
      `forbidden-access azurerm_role_assignment.g: ${has(
        "ci-id (identity) has Reader on kv (key vault), as a member of ops (group)",
      )}`,
    ]);
  });

  test("a principal that must not appear at all", () => {
    expect(breachesOf(shop(), { principals: ["repo:*"] })).toEqual([
      `forbidden-access azurerm_federated_identity_credential.main: ${has(`${SUBJECT} runs as ci-id (identity)`)}`,
    ]);
  });

  test.each<[string, Configuration, object]>([
    [
      "the actions of a role",
      shop({ r: role(VAULT_ID, "Mine") }, unreadable("${var.a}"), { variable: { a: {} } }),
      { actions: ["a/b"] },
    ],
    ["a role", shop({ r: role(VAULT_ID, "${var.a}") }, {}, { variable: { a: {} } }), { permissions: ["Owner"] }],
    ["a role that nobody here knows", shop({ r: role(VAULT_ID, "Some Preview Role") }), { actions: ["a/b"] }],
    [
      "a principal",
      shop({ r: role(VAULT_ID, "Reader", "${var.a}") }, {}, { variable: { a: {} } }),
      { principals: ["eve"], scopes: ["kv"] },
    ],
    [
      "a scope",
      shop({ r: role("${var.a}", "Reader") }, {}, { variable: { a: {} } }),
      { principals: ["ci-id"], scopes: ["prod"] },
    ],
    [
      "a name",
      shop(
        { r: role("${azurerm_storage_account.s.id}", "Reader") },
        {
          azurerm_storage_account: { s: { name: "st${random_string.r.result}" } },
          random_string: { r: { length: 4 } },
        },
      ),
      { permissions: ["Reader"], scopes: ["stprod"] },
    ],
    [
      "a management group",
      shop({ r: role("/providers/Microsoft.Management/managementGroups/m", "Reader") }),
      { permissions: ["Reader"], scopes: ["kv"] },
    ],
  ])("is not passed over where %s is not known", (_, configuration, entry) => {
    expect(breachesOf(configuration, entry)).toEqual([
      expect.stringMatching(
        /^contract-not-known azurerm_role_assignment\.r: .*; whether entry 0 of forbidden forbids that is not known/,
      ),
    ]);
  });

  test("is not passed over where a module is not read", () => {
    const modules = { module: { m: { source: "Azure/x/azurerm" } } };
    expect(breachesOf(shop({}, {}, modules), { permissions: ["Owner"] })).toEqual([
      expect.stringMatching(/^contract-not-known module\.m: What it gives is not known/),
    ]);
  });

  test("an unknown name that cannot be the forbidden one is none", () => {
    const resources = {
      azurerm_storage_account: { s: { name: "st${random_string.r.result}" } },
      random_string: { r: { length: 4 } },
    };
    expect(
      breachesOf(shop({ r: role("${azurerm_storage_account.s.id}", "Reader") }, resources), { scopes: ["prod"] }),
    ).toEqual([]);
  });

  test("an entry has a reason and a list of texts, and nothing else", () => {
    for (const [entry, problem] of [
      [{ scopes: ["a"], reason: " " }, /entry 0 has no reason/],
      [{ reason: "r" }, /entry 0 has no list/],
      [{ scopes: [], reason: "r" }, /entry 0 has scopes that are a list/],
    ] as const) {
      expect(() => review(shop()).checkNotGranted([entry as never])).toThrow(problem);
    }
  });
});

describe("a reference", () => {
  const beyond = (before: Configuration, after: Configuration) =>
    review(after)
      .checkNothingBeyond(review(before).toReference())
      .map(({ id, severity, address, message }) => `${severity} ${id} ${address}: ${message}`);

  test("allows what is in it, and less", () => {
    expect(beyond(shop(deploys), shop(deploys))).toEqual([]);
    expect(beyond(shop(deploys), shop())).toEqual([]);
  });

  test("does not allow another grant, another way, or something else that runs as an identity with access", () => {
    expect(beyond(shop(), shop(deploys))).toEqual([
      "error access-beyond-reference azurerm_role_assignment.deploy: ci-id (identity) has Container Apps Contributor on web (container app).",
      "error access-beyond-reference azurerm_role_assignment.deploy: ci-id (identity) may act as web-id (identity): it writes web (container app), which runs as web-id (identity).",
    ]);
    const second = shop({}, { azurerm_container_app: { web: app(), second: app({}, "second") } });
    expect(beyond(shop(), second)).toEqual([
      "error access-beyond-reference second (container app): second (container app) runs as web-id (identity).",
    ]);
  });

  test("says what is not known, also where it has been reviewed so", () => {
    const unknown = shop({ r: role(VAULT_ID, "${var.a}", WEB) }, {}, { variable: { a: {} } });
    expect(beyond(unknown, unknown)).toEqual([
      expect.stringMatching(/^note contract-not-known azurerm_role_assignment\.r: .* not known: the variable a/),
    ]);
    expect(beyond(shop(), unknown)).toContainEqual(
      expect.stringMatching(/^error access-beyond-reference azurerm_role_assignment\.r/),
    );
  });

  test("has the parts of a review that say what is granted, as its schema has them", () => {
    const { properties } = JSON.parse(read("docs/access-reference.schema.json")) as { properties: object };
    const reference = JSON.parse(review(shop(deploys)).toReference()) as object;
    expect(Object.keys(reference).sort()).toEqual(Object.keys(properties).sort());
  });
});

test("in a test, as the page shows it", () => {
  const json = JSON.stringify(shop());
  const reference = review(shop()).toReference();
  // #region contract
  const access = AccessReview.ofSynthesized(json);
  const forbidden = [
    { principals: ["repo:contoso/*"], dataActions: ["secrets/get"], reason: "The pipeline reads no secrets." },
  ];
  expect(access.checkNotGranted(forbidden)).toEqual([]);
  expect(access.checkNothingBeyond(reference)).toEqual([]);
  // #endregion
});

describe("the command", () => {
  const home = process.cwd();
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "contract-"));
    process.chdir(folder);
    fs.writeFileSync("forbidden.json", FORBIDDEN);
    fs.writeFileSync("kept.tf.json", JSON.stringify(shop()));
    fs.writeFileSync("breached.tf.json", JSON.stringify(shop(deploys)));
    fs.writeFileSync(
      "unknown.tf.json",
      JSON.stringify(shop({ r: role(VAULT_ID, "${var.a}") }, {}, { variable: { a: {} } })),
    );
  });
  afterEach(() => {
    process.chdir(home);
    fs.rmSync(folder, { recursive: true, force: true });
  });
  const run = (...args: string[]) => {
    let [out, err] = ["", ""];
    const code = main(args, { out: (text) => (out += text), err: (text) => (err += text) });
    return { code, out, err };
  };

  test.each([
    ["kept", 0],
    ["breached", 1],
    ["unknown", 3],
  ])("--forbid, of a contract that is %s, ends with %d", (name, code) => {
    const { code: actual, out, err } = run(`${name}.tf.json`, "--forbid", "forbidden.json");
    expect(actual).toBe(code);
    const words = {
      0: /^$/,
      1: /^access-review: forbidden-access: azurerm_role/,
      3: /^access-review: contract-not-known: azurerm_role/,
    };
    expect(err).toMatch(words[code as 0 | 1 | 3]);
    expect(out.includes("The pipeline deploys the shop and reads none of its secrets.")).toBe(code === 1);
  });

  test("--write-allow writes what --allow reads", () => {
    expect(run("kept.tf.json", "--write-allow", "reference.json")).toMatchObject({ code: 0, err: "" });
    expect(run("kept.tf.json", "--allow", "reference.json")).toMatchObject({ code: 0, err: "" });
    expect(run("breached.tf.json", "--allow", "reference.json", "--format", "json")).toMatchObject({
      code: 1,
      out: expect.stringContaining('"id": "access-beyond-reference"') as string,
    });
  });

  test("an acceptance lets no breach stand", () => {
    fs.writeFileSync("a.json", JSON.stringify([{ finding: "forbidden-access", address: "x", reason: "r" }]));
    expect(run("kept.tf.json", "--accept", "a.json")).toMatchObject({ code: 2 });
  });

  test.each([
    ["--forbid", "{}", /holds an object; allowed: a list of \{"principals"/],
    ["--forbid", "[]", /forbids nothing/],
    ["--forbid", "[1]", /entry 0 is a number/],
    ["--forbid", '[{"scope": ["a"], "reason": "r"}]', /entry 0 has "scope"/],
    ["--forbid", '[{"scopes": "a", "reason": "r"}]', /entry 0 has scopes that are a text/],
    ["--forbid", '[{"scopes": [""], "reason": "r"}]', /entry 0 has scopes that are a list.*none of them empty/],
    ["--forbid", "x", /is no JSON/],
    ["--allow", "{}", /holds no schemaVersion; allowed: what access-review --write-allow writes/],
    ["--allow", "[]", /holds a list/],
    ["--allow", '{"schemaVersion": 1}', /no complete grants/],
  ])("%s of %s is an error that says what is allowed", (option, text, problem) => {
    fs.writeFileSync("bad.json", text);
    expect(run("kept.tf.json", option, "bad.json")).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringMatching(problem) as string,
    });
    expect(run("kept.tf.json", option, "none.json")).toMatchObject({ code: 2 });
  });
});

describe("the page", () => {
  test("of ways shows what the review says", () => {
    const lines = review(shop(deploys)).paths.map(
      ({ principal, may, what, steps, reaches }) =>
        `${principal} may ${may} ${what}, and so has ${reaches.join("; ")}:\nit ${steps.join("; then ")}\n`,
    );
    expect(lines.join("")).toBe(read("__tests__/review/fixtures/ways.txt"));
  });

  test("of the schema has the lists that are read", () => {
    const schema = JSON.parse(read("docs/access-forbidden.schema.json")) as {
      items: { properties: Record<string, unknown> };
    };
    const { reason, ...lists } = schema.items.properties;
    expect(reason).toBeDefined();
    for (const list of Object.keys(lists)) {
      expect(() => review(shop()).checkNotGranted([{ [list]: ["x"], reason: "r" }])).not.toThrow();
    }
    expect(Object.keys(lists)).toHaveLength(5);
  });
});
