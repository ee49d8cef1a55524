import fc from "fast-check";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { AccessReview, FindingSeverity } from "../../../lib/review/door/access-review";
import { app, Configuration, program, review } from "../../support/review-programs";

const APP = "azurerm_container_app.web";
const KEY = "${azurerm_storage_account.s.primary_access_key}";
const PASSWORD = { variable: { password: { sensitive: true }, name: { default: "n" } } };
const container = (over: Configuration) => app({ template: { container: { name: "web", image: "i", ...over } } });
const env = (value: string, name = "X") => container({ env: [{ name, value }] });

/** What shows a secret, as `place: secret`, with the severity where it is no error. */
const shownIn = (access: AccessReview) =>
  access.findings
    .filter(({ id }) => id === "exposed-secret")
    .map(({ severity, message }) => `${severity === FindingSeverity.ERROR ? "" : `${severity}: `}${message}`);
const shown = (resources: Configuration, others: Configuration = PASSWORD) =>
  shownIn(review(program({ azurerm_storage_account: { s: { name: "st" } }, ...resources }, others)));
const inEnv = (value: string, others: Configuration = PASSWORD) =>
  shown({ azurerm_container_app: { web: env(value) } }, others);

describe("a secret", () => {
  test.each([
    ["${var.password}", "the sensitive variable password"],
    ["Server=x;Password=${var.password}", "the sensitive variable password"],
    ["${data.azurerm_key_vault_secret.d.value}", "data.azurerm_key_vault_secret.d.value"],
    ["${azurerm_key_vault_secret.k.value}", "azurerm_key_vault_secret.k.value"],
    [KEY, "azurerm_storage_account.s.primary_access_key"],
    ["${data.azurerm_storage_account_sas.d.sas}", "data.azurerm_storage_account_sas.d.sas"],
    ['${format("%s;x", local.connection)}', "azurerm_storage_account.s.primary_connection_string"],
    ['${join(";", ["a", local.connection])}', "azurerm_storage_account.s.primary_connection_string"],
    ["${local.settings.password}", "the sensitive variable password"],
    ["${jsonencode(local.settings)}", "the sensitive variable password"],
    ["${var.unset ? var.password : var.name}", "the sensitive variable password"],
    ['${sensitive("x")}', "what the program itself calls sensitive"],
  ])("%s is shown by an environment variable", (value, secret) => {
    const others = {
      ...PASSWORD,
      variable: { ...PASSWORD.variable, unset: {} },
      locals: {
        connection: "${azurerm_storage_account.s.primary_connection_string}",
        settings: { name: "${var.name}", password: "${var.password}" },
      },
      data: {
        azurerm_key_vault_secret: { d: { name: "d", key_vault_id: "x" } },
        azurerm_storage_account_sas: { d: {} },
      },
    };
    const resources = {
      azurerm_key_vault_secret: { k: { name: "k", value: "${var.name}", key_vault_id: "x" } },
      azurerm_container_app: { web: env(value) },
    };
    expect(shown(resources, others)).toEqual([`${APP}.env["X"] shows ${secret}.`]);
  });

  test.each([
    "${var.name}",
    "${sha256(var.password)}",
    "${nonsensitive(var.password)}",
    "${length(var.password)}",
    '${var.password != "" ? "yes" : "no"}',
    '${var.password == var.name && var.name != "x"}',
    "${false ? var.password : var.name}",
    "${azurerm_key_vault_secret.k.id}",
    "${azurerm_key_vault_secret.k.name}",
    "${azurerm_storage_account.s.id}",
    "${azurerm_storage_account.s.primary_blob_endpoint}",
    "${azurerm_application_insights.ai.connection_string}",
    "${azurerm_user_assigned_identity.app.client_id}",
  ])("is none in %s", (value) => {
    const resources = {
      azurerm_key_vault_secret: { k: { name: "k", value_wo: "${var.password}", key_vault_id: "x" } },
      azurerm_application_insights: { ai: { name: "ai" } },
      azurerm_container_app: { web: env(value) },
    };
    expect(shown(resources)).toEqual([]);
  });

  test("is no less one for its value, or for a way through functions that keep it", () => {
    const keeps = fc.constantFrom("upper(%)", "base64encode(%)", "trimspace(%)", 'format("%%s", %)', 'coalesce(%, "")');
    const loses = fc.constantFrom("md5(%)", "length(%)", 'startswith(%, "a")', "nonsensitive(%)");
    const nested = (parts: readonly string[]) =>
      parts.reduce((inner, part) => part.replace(/(?<!%)%(?![%s])/, () => inner), "var.password");
    fc.assert(
      fc.property(fc.array(keeps, { maxLength: 3 }), fc.option(loses), fc.boolean(), (kept, lost, isGiven) => {
        const others = { variable: { password: { sensitive: true, ...(isGiven ? { default: "dev" } : {}) } } };
        const value = `\${${nested(lost === null ? kept : [...kept, lost])}}`;
        expect(inEnv(value, others).length).toBe(lost === null ? 1 : 0);
      }),
      { numRuns: 60 },
    );
  });
});

describe("it is shown by", () => {
  const job = (over: Configuration) => ({ azurerm_container_app_job: { j: { name: "j", ...over } } });

  test.each<[string, Configuration, string]>([
    [
      "an argument",
      { azurerm_container_app: { web: container({ args: ["--key", KEY] }) } },
      `${APP}.container["web"].args[1]`,
    ],
    [
      "a command",
      { azurerm_container_app: { web: container({ command: [KEY] }) } },
      `${APP}.container["web"].command[0]`,
    ],
    [
      "an init container of a job",
      job({ template: { init_container: [{ name: "i", image: "i", env: [{ name: "K", value: KEY }] }] } }),
      'azurerm_container_app_job.j.env["K"]',
    ],
    [
      "the metadata of a scaler",
      {
        azurerm_container_app: { web: app({ template: { custom_scale_rule: { name: "q", metadata: { key: KEY } } } }) },
      },
      `${APP}.custom_scale_rule["q"].metadata["key"]`,
    ],
    [
      "the metadata of a job's scaler",
      job({ event_trigger_config: { scale: { rules: [{ name: "q", metadata: { key: KEY } }] } } }),
      'azurerm_container_app_job.j.rules["q"].metadata["key"]',
    ],
    [
      "the metadata of a Dapr component",
      { azurerm_container_app_environment_dapr_component: { c: { metadata: [{ name: "k", value: KEY }] } } },
      'azurerm_container_app_environment_dapr_component.c.metadata["k"]',
    ],
    [
      "a container instance",
      { azurerm_container_group: { g: { container: { name: "c", environment_variables: { K: KEY } } } } },
      'azurerm_container_group.g.container["c"].environment_variables["K"]',
    ],
    [
      "variables that are made for each of a map",
      {
        azurerm_container_app: {
          web: container({
            env: [{ name: "A", value: "a" }],
            dynamic: {
              env: { for_each: { K: KEY, L: "l" }, content: { name: "${env.key}", value: "${env.value}" } },
            },
          }),
        },
      },
      `${APP}.env["K"]`,
    ],
  ])("%s", (_, resources, place) => {
    expect(shown(resources)).toEqual([`${place} shows azurerm_storage_account.s.primary_access_key.`]);
  });

  test("settings, to whoever may list these", () => {
    const app_settings = { K: KEY, V: "@Microsoft.KeyVault(SecretUri=${azurerm_key_vault_secret.k.id})", L: "l" };
    expect(shown({ azurerm_linux_function_app: { f: { name: "f", app_settings } } })).toEqual([
      'warning: azurerm_linux_function_app.f.app_settings["K"] shows azurerm_storage_account.s.primary_access_key.',
    ]);
    expect(
      shown(
        { azurerm_linux_web_app: { f: { name: "f", app_settings: "${merge(var.all, {K = 1})}" } } },
        {
          variable: { all: { sensitive: true } },
        },
      ),
    ).toEqual(["warning: azurerm_linux_web_app.f.app_settings shows the sensitive variable all."]);
  });

  test("nothing where it is a secret of the app, or a reference to one", () => {
    const web = app({
      secret: { name: "k", value: KEY },
      template: { container: { name: "web", image: "i", env: [{ name: "K", secret_name: "k" }] } },
    });
    expect(shown({ azurerm_container_app: { web } })).toEqual([]);
  });
});

test("a literal secret is found in all these places, too", () => {
  const LITERAL = "Endpoint=sb://x;SharedAccessKey=abcdefgh";
  const ids = review(
    program({
      azurerm_container_app: { web: container({ args: ["-c", LITERAL] }) },
      azurerm_linux_web_app: { f: { name: "f", app_settings: { C: LITERAL, V_PASSWORD: "@Microsoft.KeyVault(x)" } } },
    }),
  ).findings.map(({ id, address }) => `${id} ${address}`);
  expect(ids).toContain(`plain-text-secret ${APP}.container["web"].args[1]`);
  expect(ids.filter((id) => id.includes("app_settings"))).toEqual([
    'plain-text-secret azurerm_linux_web_app.f.app_settings["C"]',
  ]);
});

test("through a module, and its outputs", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "review-"));
  const write = (name: string, json: Configuration) => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), JSON.stringify(json));
  };
  write("main.tf.json", {
    ...PASSWORD,
    module: {
      store: { source: "./store" },
      app: { source: "./app", env: { A: "${module.store.key}", B: "${module.store.name}", C: "${var.password}" } },
    },
  });
  write("store/main.tf.json", {
    resource: { azurerm_storage_account: { s: { name: "st" } } },
    output: { key: { value: KEY, sensitive: true }, name: { value: "${azurerm_storage_account.s.name}" } },
  });
  const variables = { for_each: "${var.env}", content: { name: "${env.key}", value: "${env.value}" } };
  write("app/main.tf.json", {
    variable: { env: { type: "map(string)" } },
    resource: { azurerm_container_app: { web: container({ dynamic: { env: variables } }) } },
  });
  const access = AccessReview.ofPath(folder);
  fs.rmSync(folder, { recursive: true });
  expect(shownIn(access)).toEqual([
    'module.app.azurerm_container_app.web.env["A"] shows module.store.azurerm_storage_account.s.primary_access_key.',
    'module.app.azurerm_container_app.web.env["C"] shows the sensitive variable password.',
  ]);
});

describe("of a plan", () => {
  const values = (...names: string[]) => names.map((name) => ({ name, value: "x" }));
  /** A plan with variables by these references, all of which Terraform calls sensitive but the last. */
  const plan = (references: Record<string, string[]>) => {
    const names = Object.keys(references);
    const template = (env: unknown) => [{ container: [{ name: "web", env }] }];
    return {
      format_version: "1.2",
      planned_values: {
        root_module: {
          resources: [
            {
              address: APP,
              mode: "managed",
              type: "azurerm_container_app",
              name: "web",
              values: { name: "web", template: template(values(...names)) },
              sensitive_values: {
                template: template(names.map((_, i) => (i < names.length - 1 ? { value: true } : {}))),
              },
            },
          ],
        },
      },
      configuration: {
        root_module: {
          variables: { password: { sensitive: true } },
          resources: [
            {
              address: APP,
              mode: "managed",
              type: "azurerm_container_app",
              name: "web",
              expressions: {
                name: { constant_value: "web" },
                template: template(
                  names.map((name) => ({ name: { constant_value: name }, value: { references: references[name] } })),
                ),
              },
            },
          ],
        },
      },
      resource_changes: [],
    };
  };

  test("Terraform says what is sensitive, and the references what it is", () => {
    const json = plan({
      A: ["data.azurerm_key_vault_secret.d.value", "data.azurerm_key_vault_secret.d"],
      B: ["var.password"],
      C: ["local.c"],
      D: ["azurerm_application_insights.ai.connection_string", "azurerm_application_insights.ai"],
      APPLICATIONINSIGHTS_CONNECTION_STRING: ["local.ai"],
      E: ["var.password"],
    });
    expect(shownIn(AccessReview.ofSynthesized(JSON.stringify(json)))).toEqual([
      `${APP}.env["A"] shows data.azurerm_key_vault_secret.d.value.`,
      `${APP}.env["B"] shows the sensitive variable password.`,
      `${APP}.env["C"] shows what Terraform keeps as sensitive.`,
    ]);
  });
});
