import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { main } from "../../../lib/review/door/cli";
import {
  app,
  Configuration,
  PRINCIPAL_ID,
  program,
  rbacVault,
  review,
  secretsUser,
} from "../../support/review-programs";

interface Row {
  readonly plane: string;
  readonly permission: string;
  readonly scope: string;
  readonly plan?: true;
}
interface Role {
  readonly Actions: readonly string[];
  readonly DataActions: readonly string[];
  readonly Description: string;
  readonly AssignableScopes: readonly string[];
}
interface Json {
  readonly deployer: readonly Row[];
  readonly deployerRoles: { readonly plan: Role; readonly apply: Role };
}

const read = (configuration: Configuration) => JSON.parse(review(configuration).toJson()) as Json;
/** What a plan takes, and what an apply takes beside. */
function steps(configuration: Configuration): { plan: string[]; apply: string[] } {
  const { deployer } = read(configuration);
  const texts = (rows: readonly Row[]) => rows.map(({ permission, scope }) => `${permission} on ${scope}`);
  return { plan: texts(deployer.filter(({ plan }) => plan)), apply: texts(deployer.filter(({ plan }) => !plan)) };
}
const GROUP = "rg (resource group)";
const REGISTRATIONS = "Microsoft.Resources/subscriptions/providers/read on the subscription";

test("a plan reads what is managed, and lists the secrets in it; an apply writes and deletes it, too", () => {
  const { plan, apply } = steps({ resource: { azurerm_container_app_job: { j: app({ identity: null }, "j") } } });
  expect(plan).toEqual([
    `Microsoft.App/jobs/listSecrets/action on ${GROUP}`,
    `Microsoft.App/jobs/read on ${GROUP}`,
    REGISTRATIONS,
  ]);
  expect(apply).toEqual([
    `Microsoft.App/jobs/delete on ${GROUP}`,
    `Microsoft.App/jobs/write on ${GROUP}`,
    "Microsoft.App/managedEnvironments/join/action on env (container app environment)",
  ]);
});

test.each<[string, Configuration, string[]]>([
  [
    "a data source",
    { data: { azurerm_storage_account: { s: { name: "st", resource_group_name: "rg" } } } },
    [
      "Microsoft.Storage/storageAccounts/blobServices/read on st (storage account)",
      "Microsoft.Storage/storageAccounts/fileServices/read on st (storage account)",
      "Microsoft.Storage/storageAccounts/listKeys/action on st (storage account)",
      "Microsoft.Storage/storageAccounts/read on st (storage account)",
    ],
  ],
  [
    "a secret that is read",
    { data: { azurerm_key_vault_secret: { s: { name: "s", key_vault_id: "/x/Microsoft.KeyVault/vaults/kv" } } } },
    [
      expect.stringContaining("Microsoft.KeyVault/vaults/read"),
      expect.stringMatching(/^Key Vault Secrets User/),
    ] as never,
  ],
])("%s takes only what a plan takes", (_, configuration, expected) => {
  const { plan, apply } = steps(configuration);
  expect(apply).toEqual([]);
  expect(plan.filter((row) => row !== REGISTRATIONS)).toEqual(expected);
});

test.each<[string, string, string]>([
  ["azurerm_container_app", "Microsoft.App/containerApps/listSecrets/action", "Microsoft.App/containerApps/write"],
  [
    "azurerm_container_app_environment_dapr_component",
    "Microsoft.App/managedEnvironments/daprComponents/listSecrets/action",
    "Microsoft.App/managedEnvironments/daprComponents/write",
  ],
  [
    "azurerm_log_analytics_workspace",
    "Microsoft.OperationalInsights/workspaces/sharedKeys/action",
    "Microsoft.OperationalInsights/workspaces/write",
  ],
  ["azurerm_linux_web_app", "Microsoft.Web/sites/config/list/action", "Microsoft.Web/sites/config/write"],
  [
    "azurerm_role_assignment",
    "Microsoft.Authorization/roleDefinitions/read",
    "Microsoft.Authorization/roleAssignments/write",
  ],
  [
    "azurerm_postgresql_flexible_server_active_directory_administrator",
    "Microsoft.DBforPostgreSQL/flexibleServers/administrators/read",
    "Microsoft.DBforPostgreSQL/flexibleServers/administrators/write",
  ],
])("%s: a plan takes %s, and only an apply %s", (type, toPlan, toApply) => {
  const { deployerRoles } = read({ resource: { [type]: { x: { name: "x", scope: "/subscriptions/1" } } } });
  expect(deployerRoles.plan.Actions).toContain(toPlan);
  expect(deployerRoles.plan.Actions).not.toContain(toApply);
  expect(deployerRoles.apply.Actions).toEqual(expect.arrayContaining([toPlan, toApply]));
});

test("an access policy is read with its vault, and taken away by what writes it", () => {
  const { plan, apply } = steps({ resource: { azurerm_key_vault_access_policy: { p: { key_vault_id: "/x" } } } });
  expect([...plan, ...apply].filter((row) => row.includes("accessPolicies"))).toEqual([
    expect.stringMatching(/^Microsoft\.KeyVault\/vaults\/accessPolicies\/write on/),
  ]);
  expect(plan.filter((row) => row.startsWith("Microsoft.KeyVault/vaults/read")).length).toBe(1);
});

describe("the custom roles", () => {
  const SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
  const whole = (provider: Configuration = {}) =>
    program(
      {
        azurerm_key_vault: { vault: rbacVault },
        azurerm_role_assignment: { a: secretsUser },
        azurerm_key_vault_secret: {
          s: { name: "s", key_vault_id: "${azurerm_key_vault.vault.id}", value: "${var.v}" },
        },
        azuread_group: { g: { display_name: "g", members: [PRINCIPAL_ID] } },
      },
      { variable: { v: { sensitive: true } }, provider: { azurerm: provider } },
    );

  test("hold every action, each once, those of the plan in both", () => {
    const { deployer, deployerRoles } = read(whole());
    const { plan, apply } = deployerRoles;
    const actions = (rows: readonly Row[]) => new Set(rows.filter(isAction).map(({ permission }) => permission));
    expect(new Set(apply.Actions)).toEqual(actions(deployer));
    expect(new Set(plan.Actions)).toEqual(actions(deployer.filter((row) => row.plan)));
    expect(apply.Actions).toEqual(expect.arrayContaining([...plan.Actions]));
    expect(new Set(apply.Actions).size).toBe(apply.Actions.length);
    expect(plan.DataActions).toContain("Microsoft.KeyVault/vaults/secrets/getSecret/action");
    expect(plan.DataActions).not.toContain("Microsoft.KeyVault/vaults/secrets/setSecret/action");
    expect(apply.DataActions).toEqual(expect.arrayContaining([...plan.DataActions]));
    expect(apply.Description).toContain("write groups");
  });

  test.each([
    [{ subscription_id: SUBSCRIPTION }, `/subscriptions/${SUBSCRIPTION}`],
    [{ subscription_id: "${var.s}" }, "/subscriptions/{subscription}"],
    [{}, "/subscriptions/{subscription}"],
  ])("are for the subscription of the provider %j", (provider, scope) => {
    expect(read(whole(provider)).deployerRoles.apply.AssignableScopes).toEqual([scope]);
  });

  /** What the command prints of a program, on both streams. */
  function printed(configuration: Configuration, format: string) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "review-"));
    const file = path.join(folder, "main.tf.json");
    fs.writeFileSync(file, JSON.stringify(configuration));
    let [out, err] = ["", ""];
    const streams = { out: (part: string) => void (out += part), err: (part: string) => void (err += part) };
    expect(main([file, "--format", format], streams)).toBe(0);
    fs.rmSync(folder, { recursive: true });
    return { out, err };
  }

  test("are written by the command, and stand in the Markdown, folded", () => {
    const { plan, apply } = read(whole()).deployerRoles;
    expect(JSON.parse(printed(whole(), "plan-role").out)).toEqual(plan);
    expect(JSON.parse(printed(whole(), "apply-role").out)).toEqual(apply);
    const blocks = [...printed(whole(), "markdown").out.matchAll(/```json\n([^]*?)\n```/g)].map(
      ([, json]) => JSON.parse(json!) as Role,
    );
    expect(blocks).toEqual([plan, apply]);
  });

  test.each(["plan-role", "apply-role"])("in the format %s come with what keeps Azure from taking them", (format) => {
    expect(printed(whole(), format).err).toBe(
      "access-review: AssignableScopes of the role is /subscriptions/{subscription}, because the program states no " +
        "subscription; allowed: scopes of Azure. Write one there, or state subscription_id of the provider azurerm.\n",
    );
    expect(printed(whole({ subscription_id: SUBSCRIPTION }), format).err).toBe("");
    expect(printed(whole(), "markdown").err).toBe("");
  });

  function isAction({ plane, permission }: Row): boolean {
    return plane === "control" && permission.includes("/");
  }
});
