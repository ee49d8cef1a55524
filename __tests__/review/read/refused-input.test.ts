import { spawn, spawnSync } from "child_process";
import * as fs from "fs";
import * as path from "path";
import { AccessReview } from "../../../lib/review/door/access-review";
import { folder, granting, PLAN, VAULT, write } from "../../support/review-input";

describe("what is refused, with what to do", () => {
  test.each<[string, Record<string, unknown>, string, RegExp]>([
    ["MISSING", {}, "nowhere", /nowhere is not there; allowed: a cdk\.tf\.json/],
    ["MISSING", {}, "", /holds no manifest\.json and no \*\.tf\.json/],
    [
      "MISSING",
      { "manifest.json": { version: "1", stacks: { a: { synthesizedStackPath: "gone" } } } },
      "",
      /gone is not there/,
    ],
    ["NOT_JSON", { "a.json": "" }, "a.json", /a\.json is empty/],
    ["NOT_JSON", { "a.json": '{"resource": {}\n,,}' }, "a.json", /a\.json is no JSON at line 2/],
    ["NOT_JSON", { "a.json": Buffer.from("PK\u0003\u0004....") }, "a.json", /is a plan file as Terraform keeps it/],
    ["TRUNCATED", { "a.json": '{"resource": {"a' }, "a.json", /ends too early, after 16 characters/],
    ["HCL", { "a.json": 'resource "a" "b" {}' }, "a.json", /is HCL.*terraform show -json/],
    ["HCL", { "main.tf": "" }, "", /main\.tf is HCL/],
    ["HCL", { "main.tf": "", "a.tf.json": granting }, "", /main\.tf is HCL/],
    [
      "NOT_TERRAFORM",
      { "main.tofu": "", "a.tf.json": granting },
      "",
      /main\.tofu is read by OpenTofu and not by Terraform.*Make a plan/,
    ],
    ["NOT_TERRAFORM", { "main.tofu.json": {}, "a.tf.json": granting }, "", /main\.tofu\.json is read by OpenTofu/],
    [
      "NOT_TERRAFORM",
      { "a.json": '{"@level":"info"}\n{"@level":"info"}' },
      "a.json",
      /the log of terraform plan -json/,
    ],
    ["NOT_TERRAFORM", { "a.json": "[]" }, "a.json", /holds a list/],
    ["NOT_TERRAFORM", { "a.json": "3" }, "a.json", /holds a number/],
    ["NOT_TERRAFORM", { "a.json": {} }, "a.json", /is an empty object/],
    ["NOT_TERRAFORM", { "a.json": { name: "x", dependencies: {} } }, "a.json", /has the key "name"/],
    [
      "NOT_TERRAFORM",
      { "a.json": { version: 4, serial: 1, lineage: "x", resources: [] } },
      "a.json",
      /is a state file as Terraform keeps it/,
    ],
    [
      "NOT_TERRAFORM",
      { "a.json": { resource: { azurerm_key_vault: { v: "x" } } } },
      "a.json",
      /resource\.azurerm_key_vault\.v is a text; allowed: an object/,
    ],
    ["NOT_TERRAFORM", { "a.json": { resource: 3 } }, "a.json", /resource is a number/],
    [
      "NOT_TERRAFORM",
      { "a.json": { format_version: "1.0", planned_values: {} } },
      "a.json",
      /without planned_values or configuration/,
    ],
    [
      "NOT_TERRAFORM",
      { "a.json": { format_version: "1.0", planned_values: {}, configuration: {}, errored: true } },
      "a.json",
      /ended in an error/,
    ],
    [
      "NOT_TERRAFORM",
      { "a.json": { format_version: "1.0", values: { root_module: { resources: {} } } } },
      "a.json",
      /root_module\.resources is an object; allowed: a list of objects/,
    ],
    [
      "NOT_TERRAFORM",
      { "a.json": { format_version: "1.0", values: { root_module: { resources: [{}] } } } },
      "a.json",
      /resources\[0\] is an object; allowed: a resource with/,
    ],
    [
      "NOT_TERRAFORM",
      {
        "a.json": {
          format_version: "1.0",
          values: { root_module: { child_modules: [{ address: "module.m", resources: 1 }] } },
        },
      },
      "a.json",
      /child_modules\[0\]\.resources is a number/,
    ],
    [
      "NOT_TERRAFORM",
      {
        "a.json": { format_version: "1.0", values: { root_module: { child_modules: [{ address: { toString: 1 } }] } } },
      },
      "a.json",
      /child_modules\[0\] is an object; allowed: a module with an address/,
    ],
    [
      "NOT_TERRAFORM",
      { "a.json": { ...PLAN, configuration: { root_module: { resources: [{ type: { toString: 1 } }] } } } },
      "a.json",
      /configuration\.root_module\.resources\[0\] is an object; allowed: a resource with a type and a name/,
    ],
    [
      "NOT_TERRAFORM",
      { "a.json": { ...PLAN, configuration: { root_module: { module_calls: { m: { source: 1 } } } } } },
      "a.json",
      /module_calls\.m is an object; allowed: a call of a module with a source/,
    ],
    [
      "NOT_TERRAFORM",
      { "a.json": { ...PLAN, resource_changes: [{}] } },
      "a.json",
      /resource_changes\[0\] is an object; allowed: a change with an address/,
    ],
    [
      "NOT_TERRAFORM",
      { "a.json": { format_version: "1.0", values: {} } },
      "a.json",
      /values\.root_module is missing; allowed: an object/,
    ],
    [
      "NOT_TERRAFORM",
      { "a.json": { ...PLAN, prior_state: { values: {} } } },
      "a.json",
      /prior_state\.values\.root_module is missing; allowed: an object/,
    ],
    [
      "NOT_TERRAFORM",
      {
        "a.json": {
          ...PLAN,
          planned_values: { root_module: {} },
          resource_changes: undefined,
          prior_state: { values: PLAN.planned_values },
        },
      },
      "a.json",
      /does not say what becomes of "azurerm_key_vault\.v\[0\]", which is in its prior_state; allowed: a complete plan\. Plan without -refresh-only/,
    ],
    [
      "NOT_TERRAFORM",
      { "a.json": { ...PLAN, planned_values: {} } },
      "a.json",
      /planned_values\.root_module is missing; allowed: an object/,
    ],
    [
      "NOT_TERRAFORM",
      {
        "a.json": {
          ...PLAN,
          planned_values: { root_module: {} },
          resource_changes: [{ ...VAULT, change: { actions: ["delete", "create"] } }],
        },
      },
      "a.json",
      /changes "azurerm_key_vault\.v\[0\]", which its planned_values do not have/,
    ],
    ["NOT_TERRAFORM", { "a.json": { format_version: "1.0", other: 1 } }, "a.json", /neither planned_values nor values/],
    ["NOT_TERRAFORM", { "manifest.json": { version: "1", stacks: {} } }, "", /lists no stacks/],
    [
      "NOT_TERRAFORM",
      { "manifest.json": { version: "1", stacks: { a: {} } } },
      "",
      /stacks\.a is an object; allowed: an object with a synthesizedStackPath/,
    ],
    ...[
      ["manifest.json", "holds no configuration"],
      ["other/manifest.json", "holds no configuration"],
      ["plan.json", "holds no configuration"],
      ["../x/cdk.tf.json", "leads out of the folder"],
      ["a/../..", "leads out of the folder"],
      ["/x/cdk.tf.json", "leads out of the folder"],
    ].map(([stackPath, why]): [string, Record<string, unknown>, string, RegExp] => {
      const manifest = { version: "1", stacks: { a: { synthesizedStackPath: stackPath } } };
      return [
        "NOT_TERRAFORM",
        { "manifest.json": manifest, "other/manifest.json": manifest, "plan.json": PLAN },
        "",
        new RegExp(
          `stacks\\.a has the synthesizedStackPath "${stackPath}", which ${why}; allowed: stacks/<name>/cdk\\.tf\\.json`,
        ),
      ];
    }),
    [
      "NOT_TERRAFORM",
      { "a.json": '{"resource":{"a":{"x":{"name":"1"}}},"resource":{}}' },
      "a.json",
      /has the key "resource" twice in one object; allowed: each key once/,
    ],
    [
      "NOT_TERRAFORM",
      { "a.json": '{"r\\u0065source":{"a":{"x":{"name":"1"}}},"resource":{}}' },
      "a.json",
      /has the key "resource" twice in one object/,
    ],
    ["NOT_TERRAFORM", { "a.json": '{"resource":{"a":{"x\\"y":{"b":{},"b":{}}}}}' }, "a.json", /has the key "b" twice/],
    [
      "NOT_TERRAFORM",
      { "a.json": { format_version: "1.0", values: 1 } },
      "a.json",
      /values is a number; allowed: an object/,
    ],
    [
      "NOT_TERRAFORM",
      { "a.json": { ...PLAN, complete: false } },
      "a.json",
      /is a plan of a part, as -target makes one/,
    ],
    [
      "NOT_TERRAFORM",
      { "a.json": { ...PLAN, configuration: { root_module: {} } } },
      "a.json",
      /plans "azurerm_key_vault\.v\[0\]", which its configuration does not have/,
    ],
    [
      "NOT_TERRAFORM",
      { "a.json": { ...PLAN, resource_changes: "x" } },
      "a.json",
      /resource_changes is a text; allowed: a list/,
    ],
    [
      "NOT_TERRAFORM",
      { "a.tf.json": granting, "terraform.tfvars.json": [] },
      "",
      /tfvars\.json is a list; allowed: an object/,
    ],
    ["UNREADABLE", { "a/b": "" }, "../../../dev/zero", /is a device; allowed: a file/],
    [
      "VERSION",
      { "a.json": { format_version: "2.0", values: {} } },
      "a.json",
      /format_version "2\.0"; allowed: 0\.x and 1\.x/,
    ],
    [
      "TOO_DEEP",
      { "a.json": `{"locals":{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}}` },
      "a.json",
      /more than 200 deep/,
    ],
  ])("%s", (code, files, name, message) => {
    const attempt = () => AccessReview.ofPath(path.join(write(files), name));
    expect(attempt).toThrow(message);
    expect(attempt).toThrow(expect.objectContaining({ code }) as Error);
  });

  test("what is wrong without what is there, which may be a secret", () => {
    const files = {
      "a.json": { variable: { db_password: "SECRET" } },
      "b.json": '"SECRET"',
      "c.json": { format_version: "1.0", values: { root_module: { resources: [{ values: "SECRET" }] } } },
    };
    write(files);
    Object.keys(files).forEach((name) => {
      const attempt = () => AccessReview.ofPath(path.join(folder, name));
      expect(attempt).toThrow(/allowed/);
      expect(attempt).not.toThrow(/SECRET/);
    });
  });

  test("a file that is larger than what is read", () => {
    const file = path.join(write({ "a.json": "" }), "a.json");
    fs.truncateSync(file, 401 * 1024 * 1024);
    expect(() => AccessReview.ofPath(file)).toThrow(/has 401 MiB; allowed: 400 MiB/);
  });

  test("a pipe out of which more comes than is read", () => {
    const pipe = path.join(folder, "pipe");
    spawnSync("mkfifo", [pipe]);
    const writer = spawn("sh", ["-c", `yes "$0" > "$1"`, "[1,2,3],".repeat(1000), pipe], { stdio: "ignore" });
    expect(() => AccessReview.ofPath(pipe)).toThrow(/pipe has more than 400 MiB; allowed: 400 MiB/);
    writer.kill();
  });
});
