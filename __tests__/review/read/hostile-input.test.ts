import * as fs from "fs";
import * as path from "path";
import fc from "fast-check";
import { ReviewError } from "../../../lib/review/base/review-error";
import { AccessReview } from "../../../lib/review/door/access-review";
import { folder, write } from "../../support/review-input";
import { appWithSecret, policy, PRINCIPAL_ID, program, secretsUser } from "../../support/review-programs";
import { runs, slowTest } from "../../support/runs";

describe("hostile programs", () => {
  test("long chains and circles of references end", () => {
    const chain = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`l${i}`, `\${local.l${i + 1}}`]));
    const circle = { a: "${local.b}", b: "${local.c}", c: "${local.a}" };
    const roles = ["${local.l0}", "${local.a}", "${azurerm_role_assignment.r0.principal_id}"].map((principal_id, i) => [
      `r${i}`,
      { ...secretsUser, principal_id },
    ]);
    const review = AccessReview.ofSynthesized(
      JSON.stringify(
        program({ azurerm_role_assignment: Object.fromEntries(roles) as object }, { locals: { ...chain, ...circle } }),
      ),
    );
    expect(review.grants).toHaveLength(2);
    expect(review.grants.every(({ unresolved }) => unresolved !== undefined)).toBe(true);
  });

  test("a count of more than anybody has is not expanded", () => {
    const review = AccessReview.ofSynthesized(
      JSON.stringify(program({ azurerm_role_assignment: { r: { ...secretsUser, count: 1e12 } } })),
    );
    expect(review.grants).toMatchObject([
      {
        by: ["azurerm_role_assignment.r[*]"],
        unresolved: expect.stringContaining("they would be more than 100000") as string,
      },
    ]);
  });

  test.each<[string, number, unknown, number, string | undefined]>([
    ["few", 2, 3, 4, undefined],
    ["too many in modules", 400, 400, 1, "module.a[0].module.b[*].azurerm_role_assignment.r[0]"],
    ["too many in blocks", 400, 1, 400, "module.a[0].module.b[0].azurerm_role_assignment.r[*]"],
    [
      "too many by their keys",
      400,
      "${toset([for i in range(400) : tostring(i)])}",
      1,
      "module.a[0].module.b[*].azurerm_role_assignment.r[0]",
    ],
  ])("counts of counts are as many as all of them together: %s", (_, outer, inner, count, address) => {
    const repeated = typeof inner === "string" ? { for_each: inner } : { count: inner };
    write({
      "main.tf.json": { module: { a: { source: "./a", count: outer } } },
      "a/main.tf.json": { module: { b: { source: "./b", ...repeated } } },
      "a/b/main.tf.json": {
        resource: {
          azurerm_role_assignment: { r: { ...secretsUser, scope: "/subscriptions/1", principal_id: "p", count } },
        },
      },
    });
    const [grant, ...others] = AccessReview.ofPath(folder).grants;
    expect(others).toEqual([]);
    expect(grant!.unresolved).toEqual(address && expect.stringContaining("they would be more than 100000"));
    expect(grant!.by[0]).toBe(address ?? "module.a[0].module.b[0].azurerm_role_assignment.r[0]");
    expect(grant!.by).toHaveLength(address === undefined ? 24 : outer);
  });

  slowTest("more than there is room for is refused", () => {
    const blocks = (count: number) =>
      JSON.stringify({
        resource: {
          null_resource: Object.fromEntries(Array.from({ length: count }, (_, i) => [`n${i}`, { count: 100_000 }])),
        },
      });
    expect(() => AccessReview.ofSynthesized(blocks(1))).not.toThrow();
    expect(() => AccessReview.ofSynthesized(blocks(11))).toThrow(
      /make more than 1000000 resources; allowed: as many\. Review the stacks/,
    );
  });

  slowTest("more users of one value than a call takes arguments", () => {
    const users = Object.fromEntries(Array.from({ length: 130_000 }, (_, i) => [`u${i}`, { input: "${local.id}" }]));
    const review = AccessReview.ofSynthesized(
      JSON.stringify(
        program(
          { azurerm_key_vault_access_policy: { p: policy }, terraform_data: users },
          { locals: { id: PRINCIPAL_ID } },
        ),
      ),
    );
    expect(review.findings).toEqual([]);
  });

  test.each(["constructor", "toString", "__proto__", "hasOwnProperty"])("%s is a name like any other", (name) => {
    const named = <T>(value: T) => JSON.parse(`{"${name}": ${JSON.stringify(value)}}`) as Record<string, T>;
    const vault = { type: "Microsoft.KeyVault/vaults@2023-07-01", parent_id: "/subscriptions/1", ...named("x") };
    const web = (setting: string) => ({ azurerm_linux_web_app: { web: { name: "web", app_settings: { setting } } } });
    const asConfiguration = [
      { resource: { ...named({ one: { name: "one" } }), ...web(`\${${name}.one.password}`) } },
      {
        resource: {
          azapi_resource: { vault: { ...vault, provisioner: { "local-exec": { command: "az login" } } } },
          azurerm_role_assignment: { r: { ...secretsUser, scope: `\${azapi_resource.vault.output.${name}}` } },
        },
      },
    ];
    const block = { mode: "data", type: "azurerm_subnet", name: "one", address: "data.azurerm_subnet.one" };
    const asPlan = {
      format_version: "1.2",
      planned_values: { root_module: {} },
      prior_state: { values: { root_module: { resources: [{ ...block, values: { name: null } }] } } },
      configuration: {
        root_module: {
          resources: [
            { ...block, expressions: named({ references: ["var.x"] }) },
            {
              ...{ mode: "managed", type: "azurerm_role_assignment", name: "r", address: "azurerm_role_assignment.r" },
              expressions: { scope: { references: ["data.azurerm_subnet.one.id"] } },
            },
          ],
        },
      },
    };
    [...asConfiguration, asPlan].forEach((json) =>
      expect(() => AccessReview.ofSynthesized(JSON.stringify(json)).toMarkdown()).not.toThrow(),
    );
  });

  test("names that are markup stay text", () => {
    const name = 'x|`"<b>@org/team</b>\n# [a](http://b) ${"\\u202e"}]-->';
    const review = AccessReview.ofSynthesized(
      JSON.stringify(
        program({
          azurerm_role_assignment: { r: { ...secretsUser, principal_id: name.replace("${", "$${") } },
          azurerm_key_vault: { vault: { name: "__proto__" } },
        }),
      ),
    );
    const markdown = review.toMarkdown();
    const row = markdown
      .split("\n")
      .find((line) => line.includes("Key Vault Secrets User") && line.startsWith("| object id"))!;
    expect(row.split(/(?<!\\)\|/)).toHaveLength(8);
    expect(markdown).not.toMatch(/<b>|@org|^# \[a\]/m);
    expect(
      review
        .toMermaid()
        .split("\n")
        .every((line) => /^(%%.*|flowchart LR| {2}n\d+.*|)$/.test(line) && !/"[^"]*"[^"]*"/.test(line)),
    ).toBe(true);
  });

  const text = JSON.stringify({
    ...program({
      azurerm_container_app: { web: appWithSecret({ depends_on: ["azurerm_key_vault_access_policy.app"] }) },
      azurerm_key_vault_access_policy: { app: policy },
    }),
    variable: { v: { default: "x" } },
    module: { m: { source: "./m" } },
  });
  const plan = fs.readFileSync(path.join(__dirname, "../fixtures", "plan.json"), "utf8");
  const state = fs.readFileSync(path.join(__dirname, "../fixtures", "state.json"), "utf8");

  /** Reviews, renders and compares; what is wrong is an error of the review's own. */
  function tryReview(json: string): void {
    try {
      const review = AccessReview.ofSynthesized(json);
      expect([review.toMarkdown(), review.toJson(), review.toMermaid(), review.compareTo(review).verdict].at(-1)).toBe(
        "same",
      );
    } catch (error) {
      expect(error).toBeInstanceOf(ReviewError);
    }
  }

  test("that are cut off anywhere are refused", () => {
    fc.assert(
      fc.property(fc.constantFrom(text, plan, state), fc.double({ min: 0, max: 0.999, noNaN: true }), (whole, part) => {
        expect(() => AccessReview.ofSynthesized(whole.slice(0, Math.floor(whole.trimEnd().length * part)))).toThrow(
          ReviewError,
        );
      }),
    );
  });

  test("in which any value is another one are reviewed or refused", () => {
    const value = fc.constantFrom(
      null,
      0,
      -1,
      true,
      "",
      "x",
      "${",
      "${local.x}",
      "${a.b[c.d]}",
      [],
      {},
      [[]],
      [{}],
      { a: {} },
      { "": null },
      { __proto__: 1 },
      { toString: null },
      ["x", null],
      "%{if x}",
      { references: [1, "a..b", "a.b"] },
      { constant_value: {} },
    );
    fc.assert(
      fc.property(
        fc.constantFrom(text, plan, state),
        fc.nat(),
        fc.nat(),
        value,
        value,
        (whole, one, other, first, second) => {
          const json: unknown = JSON.parse(whole);
          replaceAt(json, one, first);
          replaceAt(json, other, second);
          tryReview(JSON.stringify(json));
        },
      ),
      { numRuns: runs(600) },
    );
  });
});

/** Puts a value in the place of the one at a number. */
function replaceAt(json: unknown, number: number, value: unknown): void {
  const places: [Record<string, unknown>, string][] = [];
  const visit = (at: unknown) => {
    if (typeof at === "object" && at !== null) {
      for (const key of Object.keys(at)) {
        places.push([at as Record<string, unknown>, key]);
        visit((at as Record<string, unknown>)[key]);
      }
    }
  };
  visit(json);
  const [parent, key] = places[number % places.length]!;
  parent[key] = JSON.parse(JSON.stringify(value));
}
