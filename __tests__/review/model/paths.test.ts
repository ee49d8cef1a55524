import {
  app,
  Configuration,
  findingsOf,
  identity,
  policy,
  program,
  rbacVault,
  review,
} from "../../support/review-programs";

const GROUP = "${azurerm_resource_group.rg.id}";
const CI = "${azurerm_user_assigned_identity.ci.principal_id}";
const idOf = (address: string) => `\${${address}.id}`;
const role = (scope: string, name: string, principal = CI, over: Configuration = {}) => ({
  scope,
  role_definition_name: name,
  principal_id: principal,
  ...over,
});
const JOB_ID = idOf("azurerm_user_assigned_identity.job");

/** An app and a job, each with an identity that reads a vault, an identity of a pipeline, and roles. */
const withRoles = (roles: Configuration, resources: Configuration = {}, others: Configuration = {}) =>
  program(
    {
      azurerm_resource_group: { rg: { name: "rg", location: "w" }, other: { name: "other", location: "w" } },
      azurerm_user_assigned_identity: {
        app: identity,
        ci: { ...identity, name: "ci-id" },
        job: { ...identity, name: "job-id", resource_group_name: "other" },
      },
      azurerm_key_vault: {
        vault: { ...rbacVault, name: "kv", rbac_authorization_enabled: false },
        far: { ...rbacVault, name: "far", resource_group_name: "third" },
      },
      azurerm_container_app: { web: app() },
      azurerm_container_app_job: {
        job: {
          ...app({ identity: { type: "UserAssigned", identity_ids: [JOB_ID] } }, "job"),
          resource_group_name: "other",
        },
      },
      azurerm_key_vault_access_policy: { app: policy },
      azurerm_role_assignment: {
        job: role(
          idOf("azurerm_key_vault.far"),
          "Key Vault Secrets User",
          "${azurerm_user_assigned_identity.job.principal_id}",
        ),
        ...roles,
      },
      ...resources,
    },
    others,
  );
const customRole = (actions: string[], notActions: string[] = []) => ({
  azurerm_role_definition: {
    r: { name: "Mine", scope: GROUP, permissions: [{ actions, not_actions: notActions }] },
  },
});

/** The ways, a line each. */
const pathsOf = (configuration: unknown) =>
  review(configuration).paths.map(
    ({ principal, may, what, reaches, steps }) =>
      `${principal} may ${may} ${what}, to ${reaches.join(" and ")}: ${steps.join("; ")}`,
  );

const WEB = "web (container app)";
const JOB = "job (container app job)";
const ACT_AS_WEB = "ci-id (identity) may act as web-id (identity), to secrets Get on kv (key vault)";
const ACT_AS_JOB = "ci-id (identity) may act as job-id (identity), to Key Vault Secrets User on far (key vault)";
const APP_ID = idOf("azurerm_container_app.web");
const JOB_HOST = idOf("azurerm_container_app_job.job");
const WEB_ID = idOf("azurerm_user_assigned_identity.app");
const SUBSCRIPTION = "/subscriptions/22222222-2222-2222-2222-222222222222";

describe("a principal may act as an identity", () => {
  test.each<[string, Configuration, string[]]>([
    [
      "whose app it may write, without a right on the identity",
      withRoles({ a: role(APP_ID, "Container Apps Contributor") }),
      [`${ACT_AS_WEB}: writes ${WEB}, which runs as web-id (identity)`],
    ],
    [
      "whose job it may start with another command",
      withRoles({ a: role(JOB_HOST, "Container Apps Jobs Operator") }),
      [`${ACT_AS_JOB}: starts ${JOB} with another command, which runs as job-id (identity)`],
    ],
    [
      "that it may attach to what it may write",
      withRoles(
        { a: role(WEB_ID, "Managed Identity Operator"), b: role(JOB_HOST, "Mine") },
        customRole(["Microsoft.App/jobs/write"]),
      ),
      [
        `${ACT_AS_JOB}: writes ${JOB}, which runs as job-id (identity)`,
        `${ACT_AS_WEB}: attaches web-id (identity) to ${JOB}`,
      ],
    ],
    [
      "that it may attach to what it may create",
      withRoles(
        { a: role(WEB_ID, "Managed Identity Operator"), b: role(idOf("azurerm_resource_group.other"), "Mine") },
        customRole(["Microsoft.ContainerInstance/containerGroups/write"]),
      ),
      [`${ACT_AS_WEB}: attaches web-id (identity) to what it creates in other (resource group)`],
    ],
    [
      "to which it may add a federated credential",
      withRoles(
        { a: role(GROUP, "Mine") },
        customRole(["Microsoft.ManagedIdentity/*/federatedIdentityCredentials/write"]),
      ),
      [`${ACT_AS_WEB}: adds a federated credential to web-id (identity)`],
    ],
    [
      "in whose containers it may run commands",
      withRoles(
        { a: role(APP_ID, "Mine") },
        {
          azurerm_role_definition: {
            r: {
              name: "Mine",
              permissions: [
                {
                  actions: ["Microsoft.App/containerApps/getAuthToken/action"],
                  data_actions: ["Microsoft.App/containerApps/exec/action"],
                },
              ],
            },
          },
        },
      ),
      [`${ACT_AS_WEB}: runs commands in ${WEB}, which runs as web-id (identity)`],
    ],
    [
      "of the system, too",
      withRoles(
        {
          a: role(idOf("azurerm_container_app.system"), "Container Apps Contributor"),
          b: role(
            idOf("azurerm_key_vault.far"),
            "Key Vault Secrets User",
            "${azurerm_container_app.system.identity[0].principal_id}",
          ),
        },
        { azurerm_container_app: { system: app({ identity: { type: "SystemAssigned" } }, "system") } },
      ),
      [
        `ci-id (identity) may act as system-assigned identity of system (container app), to Key Vault Secrets User on far (key vault): ` +
          "writes system (container app), which runs as system-assigned identity of system (container app)",
      ],
    ],
    [
      "on the way by another one",
      withRoles({
        a: role(APP_ID, "Container Apps Contributor"),
        b: role(JOB_HOST, "Container Apps Jobs Operator", "${azurerm_user_assigned_identity.app.principal_id}"),
      }),
      [
        `${ACT_AS_JOB}: writes ${WEB}, which runs as web-id (identity); starts ${JOB} with another command, which runs as job-id (identity)`,
        `ci-id (identity) may act as web-id (identity), to Container Apps Jobs Operator on ${JOB} and secrets Get on kv (key vault): ` +
          `writes ${WEB}, which runs as web-id (identity)`,
        `web-id (identity) may act as job-id (identity), to Key Vault Secrets User on far (key vault): starts ${JOB} with another command, which runs as job-id (identity)`,
      ],
    ],
  ])("%s", (_, configuration, expected) => {
    expect(pathsOf(configuration)).toEqual(expected);
  });
});

describe("a principal may give itself", () => {
  test("access policies of a vault that it may write, and none of one that gives access by roles", () => {
    const onVault = (name: string) =>
      withRoles({ a: role(idOf(`azurerm_key_vault.${name}`), "Key Vault Contributor") });
    const line = "ci-id (identity) may give itself any access policy on kv (key vault)";
    expect(review(onVault("vault")).paths.map(({ may, what }) => `ci-id (identity) may ${may} ${what}`)).toEqual([
      line,
    ]);
    expect(pathsOf(onVault("far"))).toEqual([]);
  });

  test("any role on a scope, and by that act as the identities in it", () => {
    expect(pathsOf(withRoles({ a: role(GROUP, "User Access Administrator") }))).toEqual([
      `${ACT_AS_WEB}: gives itself any role on rg (resource group); writes ${WEB}, which runs as web-id (identity)`,
      "ci-id (identity) may give itself any role on rg (resource group), to any role on rg (resource group): gives itself any role on rg (resource group)",
    ]);
  });
});

describe("there is no way", () => {
  test.each<[string, Configuration]>([
    ["by a role that only reads", withRoles({ a: role(GROUP, "Reader") })],
    ["by the right to assign an identity alone", withRoles({ a: role(WEB_ID, "Managed Identity Operator") })],
    [
      "by actions that the role takes out",
      withRoles({ a: role(GROUP, "Mine") }, customRole(["Microsoft.App/*"], ["Microsoft.App/containerApps/*"])),
    ],
    ["on another resource group", withRoles({ a: role(`${SUBSCRIPTION}/resourceGroups/none`, "Contributor") })],
    [
      "to an identity that may do no more",
      withRoles({
        a: role(JOB_HOST, "Container Apps Jobs Operator"),
        b: role(idOf("azurerm_key_vault.far"), "Key Vault Secrets User"),
      }),
    ],
    [
      "from an app to itself",
      withRoles({
        a: role(APP_ID, "Container Apps Contributor", "${azurerm_user_assigned_identity.app.principal_id}"),
      }),
    ],
  ])("%s", (_, configuration) => {
    expect(pathsOf(configuration)).toEqual([]);
    expect(findingsOf(configuration)).not.toContainEqual(expect.stringMatching(/^escalation-path/));
  });

  test.each<[string, Configuration, RegExp]>([
    [
      "a condition",
      withRoles({ a: role(GROUP, "User Access Administrator", CI, { condition: "@Request[x] == 'y'" }) }),
      /condition may keep it from that/,
    ],
    [
      "another subscription, which may be the deployer's",
      withRoles({ a: role(SUBSCRIPTION, "Contributor") }),
      /not known whether what the program makes is in that subscription/,
    ],
    [
      "a management group",
      withRoles({ a: role("/providers/Microsoft.Management/managementGroups/m", "Contributor") }),
      /what is in the management group/,
    ],
    [
      "a number of assignments that is not known",
      withRoles(
        { a: role(APP_ID, "Container Apps Contributor", CI, { count: "${var.n}" }) },
        {},
        { variable: { n: {} } },
      ),
      /how many there are is not known/,
    ],
  ])("where one is not known, and that is said: %s", (_, configuration, why) => {
    const access = review(configuration);
    expect(access.paths).toEqual([]);
    expect(JSON.parse(access.toJson())).toMatchObject({
      openPaths: [{ principal: "ci-id (identity)", why: expect.stringMatching(why) as string }],
    });
    expect(access.toMarkdown()).toContain("## Ways that are not known");
  });
});

test("a group's resources of one name in two subscriptions are two", () => {
  const far = "33333333-3333-3333-3333-333333333333";
  const configuration = withRoles(
    { a: role(`/subscriptions/${far}/resourceGroups/rg`, "Contributor") },
    {
      azurerm_container_app: {
        web: app(),
        far: app({ provider: "azurerm.far", identity: { type: "UserAssigned", identity_ids: [JOB_ID] } }, "far"),
      },
    },
    { provider: { azurerm: [{}, { alias: "far", subscription_id: far }] } },
  );
  expect(pathsOf(configuration)).toEqual([
    `${ACT_AS_JOB}: writes far (container app), which runs as job-id (identity)`,
  ]);
});

test("the owner of a group may make itself a member, and a member has what the group has", () => {
  const withGroup = (over: Configuration) =>
    pathsOf(
      withRoles(
        { a: role(APP_ID, "Container Apps Contributor", "${azuread_group.ops.object_id}") },
        { azuread_group: { ops: { display_name: "ops", security_enabled: true, ...over } } },
      ),
    ).filter((line) => line.startsWith("ci-id"));
  const write = `writes ${WEB}, which runs as web-id (identity)`;
  expect(withGroup({ members: [CI] })).toEqual([`${ACT_AS_WEB}: ${write}`]);
  expect(withGroup({ owners: [CI] })).toEqual([
    `ci-id (identity) may act as ops (group), to Container Apps Contributor on ${WEB}: adds itself to ops (group)`,
    `${ACT_AS_WEB}: adds itself to ops (group); ${write}`,
  ]);
});

describe("the ways count in a comparison", () => {
  const none = withRoles({});
  const direct = withRoles({ a: role(APP_ID, "Container Apps Contributor") });
  const compared = (before: Configuration, after: Configuration) => {
    const comparison = review(after).compareTo(review(before));
    return [comparison.verdict, ...comparison.paths];
  };

  test("a new one broadens, one that is gone narrows, the same is none", () => {
    expect(compared(none, direct)).toEqual(["broadened", "ci-id (identity) may now act as web-id (identity)"]);
    expect(compared(direct, none)).toEqual(["narrowed", "ci-id (identity) may no more act as web-id (identity)"]);
    expect(compared(direct, direct)).toEqual(["same"]);
  });

  test("one that reaches more broadens, one that reaches less narrows", () => {
    const reachesMore = withRoles(
      { a: role(APP_ID, "Container Apps Contributor") },
      { azurerm_key_vault_access_policy: { app: { ...policy, secret_permissions: ["Get", "Set"] } } },
    );
    const line = "ci-id (identity) may, with another reach, act as web-id (identity)";
    expect(compared(direct, reachesMore)).toEqual(["broadened", line]);
    expect(compared(reachesMore, direct)).toEqual(["narrowed", line]);
  });

  test("the Markdown has the ways, and no change where there is none", () => {
    expect(review(direct).toMarkdown()).toContain(
      "| ci-id (identity) |  | act as web-id (identity) | secrets Get on kv (key vault) |",
    );
    expect(review(direct).compareTo(review(direct)).toMarkdown()).toContain("Nothing that anybody may do.");
  });
});

test("a program with more ways than anybody can read says that some are not followed", () => {
  const count = 800;
  const names = Array.from({ length: count }, (_, i) => `n${i}`);
  const all = (make: (name: string) => Configuration) => Object.fromEntries(names.map((name) => [name, make(name)]));
  const started = Date.now();
  const access = review(
    withRoles(
      all((name) => role(GROUP, "Contributor", `\${azurerm_user_assigned_identity.${name}.principal_id}`)),
      { azurerm_user_assigned_identity: { app: identity, ...all((name) => ({ ...identity, name })) } },
    ),
  );
  expect(JSON.parse(access.toJson())).toMatchObject({ openPaths: [{ principal: "everybody", by: [] }] });
  expect(Date.now() - started).toBeLessThan(15_000);
});
