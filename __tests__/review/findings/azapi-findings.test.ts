import {
  AZAPI_ID,
  AZAPI_PRINCIPAL,
  AZAPI_SECRET,
  AZAPI_VAULT,
  azapi,
  azapiApp,
  azapiProgram,
  azapiRole,
  azapiVault,
} from "../../support/azapi-programs";
import { Configuration, findingsOf, review } from "../../support/review-programs";

const made = (azapi_resource: Configuration, others: Configuration = {}) => azapiProgram({ azapi_resource }, others);
const SECRET = { name: "db", keyVaultUrl: AZAPI_SECRET, identity: AZAPI_ID };
const SERVER = "${azapi_resource.acr.output.properties.loginServer}";
const rbac = azapiVault({ enableRbacAuthorization: true });
const role = azapiRole(AZAPI_VAULT, "Key Vault Secrets User");
const sleep = { time_sleep: { wait: { create_duration: "150s", depends_on: ["azapi_resource.role"] } } };
const policy = {
  type: "Microsoft.KeyVault/vaults/accessPolicies@2023-07-01",
  name: "add",
  parent_id: AZAPI_VAULT,
  body: { properties: { accessPolicies: [{ objectId: AZAPI_PRINCIPAL, permissions: { secrets: ["get"] } }] } },
};
const withSleep = (azapi_resource: Configuration) => azapiProgram({ azapi_resource, ...sleep });
const waiting = (configuration: unknown, over: Configuration = {}) =>
  azapiApp(configuration, { depends_on: ["time_sleep.wait"], ...over });
const pool = (type: string) =>
  azapi("Microsoft.App/sessionPools@2025-01-01", "pool", {
    identity: { type, ...(type === "UserAssigned" ? { userAssignedIdentities: { [AZAPI_ID]: {} } } : {}) },
    properties: { customContainerTemplate: { registryCredentials: { server: SERVER, identity: AZAPI_ID } } },
  });
const acr = azapi("Microsoft.ContainerRegistry/registries@2023-07-01", "acr");
const environment = (configuration: unknown) =>
  azapi("Microsoft.App/managedEnvironments@2025-01-01", "env", { properties: configuration });
const certificate = (value: string) => ({
  type: "Microsoft.App/managedEnvironments/certificates@2025-01-01",
  name: "tls",
  parent_id: "${azapi_resource.env.id}",
  sensitive_body: { properties: { value, password: null } },
});
const userOnly = (lifecycle: string) => {
  const configuration = { identitySettings: [{ identity: AZAPI_ID, lifecycle }] };
  const { body, ...rest } = azapiApp(configuration);
  const { properties, ...others } = body as { properties: Configuration };
  const template = { containers: [{ name: "web", image: "nginx", env: [] }] };
  return { ...rest, body: { ...others, properties: { ...properties, template } } };
};
const sealed = { variable: { key: { sensitive: true } } };

/** Each finding, beside the nearest program of azapi's that does not have it. */
const CASES: readonly (readonly [id: string, where: string, has: unknown, hasNot: unknown])[] = [
  [
    "ungranted-use",
    'azapi_resource.web.secret["db"]',
    made({ web: azapiApp({ secrets: [SECRET] }) }),
    made({ web: azapiApp({ secrets: [SECRET] }, { depends_on: ["azapi_resource.policy"] }), policy }),
  ],
  [
    "ungranted-use",
    'azapi_resource.web.secret["db"]',
    made({ web: azapiApp({}, { sensitive_body: { properties: { configuration: { secrets: [SECRET] } } } }) }),
    made({ web: azapiApp({}, { sensitive_body: { properties: { configuration: { secrets: "${var.x}" } } } }) }),
  ],
  [
    "grant-race",
    'azapi_resource.web.secret["db"]',
    made({ kv: rbac, web: azapiApp({ secrets: [SECRET] }), role }),
    withSleep({ kv: rbac, web: waiting({ secrets: [SECRET] }), role }),
  ],
  [
    "grant-race",
    "azapi_resource.web.registry[0]",
    made({
      acr,
      web: azapiApp({ registries: [{ server: SERVER, identity: AZAPI_ID }] }),
      role: azapiRole("${azapi_resource.acr.id}", "AcrPull"),
    }),
    withSleep({
      acr,
      web: waiting({ registries: [{ server: SERVER, identity: AZAPI_ID }] }),
      role: azapiRole("${azapi_resource.acr.id}", "AcrPull"),
    }),
  ],
  [
    "role-propagation",
    'azapi_resource.web.secret["db"]',
    made({ kv: rbac, web: azapiApp({ secrets: [SECRET] }, { depends_on: ["azapi_resource.role"] }), role }),
    withSleep({ kv: rbac, web: waiting({ secrets: [SECRET] }), role }),
  ],
  [
    "identity-not-attached",
    "azapi_resource.pool.registry[0]",
    made({ acr, pool: pool("SystemAssigned") }),
    made({ acr, pool: pool("UserAssigned") }),
  ],
  [
    "role-on-access-policy-vault",
    "azapi_resource.role",
    made({ kv: azapiVault({}, "2024-11-01"), role }),
    made({ kv: azapiVault({}, "2026-02-01"), role }),
  ],
  [
    "policy-on-rbac-vault",
    "azapi_resource.policy",
    made({ kv: azapiVault({}, "2026-02-01"), policy }),
    made({ kv: azapiVault({}, "2024-11-01"), policy }),
  ],
  [
    "mixed-access-policies",
    "azapi_resource.kv",
    made({
      kv: azapiVault({ accessPolicies: [{ objectId: "x", permissions: { secrets: ["get"] } }] }),
      policy,
    }),
    made({ policy }),
  ],
  [
    "client-id-as-principal",
    "azapi_resource.role",
    made({ role: azapiRole(AZAPI_VAULT, "AcrPull", "${azapi_resource.id.output.properties.clientId}") }),
    made({ role: azapiRole(AZAPI_VAULT, "AcrPull") }),
  ],
  ["unused-grant", "azapi_resource.role", made({ role }), made({ role, web: azapiApp({}) })],
  [
    "missing-client-id",
    "azapi_resource.web",
    made({ kv: rbac, role, web: userOnly("All") }),
    made({ kv: rbac, role, web: userOnly("None") }),
  ],
  [
    "plain-text-secret",
    'azapi_resource.web.secret["own"]',
    made({ web: azapiApp({}, { sensitive_body: secretsOf("s3cret") }) }),
    made({ web: azapiApp({}, { sensitive_body: secretsOf("${var.key}") }) }, sealed),
  ],
  [
    "plain-text-secret",
    'azapi_resource.web.secret["own"]',
    made({ web: azapiApp({}, { body: jsonBody('"s3cret"') }) }),
    made({ web: azapiApp({}, { body: jsonBody("azapi_resource.id.name") }) }),
  ],
  [
    "plain-text-secret",
    "azapi_resource.env.body.properties.appLogsConfiguration.logAnalyticsConfiguration.sharedKey",
    made({ env: environment(logsWith("c2VjcmV0")) }),
    made({ env: environment(logsWith("${azurerm_log_analytics_workspace.w.primary_shared_key}")) }),
  ],
  [
    "plain-text-secret",
    "azapi_resource.tls.sensitive_body.properties.value",
    made({ tls: certificate("MIIK") }),
    made({ tls: certificate("${var.key}") }, sealed),
  ],
  [
    "plain-text-secret",
    "azapi_resource.own.value",
    made({ own: vaultSecret({ sensitive_body: { properties: { value: "hunter2!" } } }) }),
    made({ own: vaultSecret({ sensitive_body: { properties: { value: "${var.key}" } } }) }, sealed),
  ],
];

function secretsOf(value: string) {
  return { properties: { configuration: { secrets: [{ name: "own", value }] } } };
}

function jsonBody(value: string) {
  return `\${jsonencode({ properties = { configuration = { secrets = [{ name = "own", value = ${value} }] }, x = azapi_resource.env.id } })}`;
}

function logsWith(sharedKey: string) {
  return { appLogsConfiguration: { logAnalyticsConfiguration: { customerId: "x", sharedKey } } };
}

function vaultSecret(over: Configuration) {
  return { type: "Microsoft.KeyVault/vaults/secrets@2023-07-01", name: "own", parent_id: AZAPI_VAULT, ...over };
}

describe("a program of azapi's has the findings of one of azurerm's", () => {
  test.each(CASES)("%s at %s", (id, where, has, hasNot) => {
    expect(findingsOf(has)).toContain(`${id} ${where}`);
    expect(findingsOf(hasNot).filter((line) => line.startsWith(`${id} `))).toEqual([]);
  });
});

describe("a program of azapi's that waits for neither of its grants", () => {
  const secrets = { secrets: [SECRET], registries: [{ server: SERVER, identity: AZAPI_ID }] };
  const grants = { kv: rbac, acr, role, pull: azapiRole("${azapi_resource.acr.id}", "AcrPull") };

  test("has the two findings, and none once it waits", () => {
    expect(findingsOf(made({ ...grants, web: azapiApp(secrets) }))).toEqual([
      "grant-race azapi_resource.web.registry[0]",
      'grant-race azapi_resource.web.secret["db"]',
    ]);
    const wait = { create_duration: "150s", depends_on: ["azapi_resource.role", "azapi_resource.pull"] };
    const resources = { azapi_resource: { ...grants, web: waiting(secrets) }, time_sleep: { wait } };
    expect(findingsOf(azapiProgram(resources))).toEqual([]);
  });
});

describe("what is not read is a row that says so", () => {
  interface Json {
    unread: { address: string; why: string; content?: string }[];
    uses: { by: string; unresolved?: string }[];
  }
  const unreadOf = (configuration: unknown) => {
    const { unread } = JSON.parse(review(configuration).toJson()) as Json;
    return unread.map(({ address, why }) => `${address}: ${why}`);
  };
  const request = (type: string, properties: unknown) =>
    made({ own: azapi(`${type}@2024-01-01`, "own", { properties }) });

  test("a type that the review does not know, whether it names a principal or not", () => {
    expect(unreadOf(request("Microsoft.Contoso/widgets", { size: 1 }))).toEqual([
      "azapi_resource.own: the type Microsoft.Contoso/widgets is not known to this review; its request names no principal",
    ]);
    expect(unreadOf(request("Microsoft.Contoso/widgets", { principalId: AZAPI_PRINCIPAL }))).toEqual([
      "azapi_resource.own: it is a request of Microsoft.Contoso/widgets, which this review does not read: what it grants is not in this review",
    ]);
    expect(unreadOf(request("Microsoft.Network/virtualNetworks", { addressSpace: {} }))).toEqual([]);
    expect(unreadOf(request("Microsoft.Network/virtualNetworks", { some: { objectId: "x" } }))).toHaveLength(1);
    expect(unreadOf(request("Microsoft.Resources/deployments", { template: {} }))).toHaveLength(1);
  });

  test("and takes away the findings that it may make wrong, only where it may", () => {
    const web = azapiApp({ secrets: [SECRET] });
    const withRequest = (properties: unknown) =>
      findingsOf(made({ web, own: azapi("Microsoft.Contoso/widgets@2024-01-01", "own", { properties }) }));
    expect(withRequest({ size: 1 })).toContain('ungranted-use azapi_resource.web.secret["db"]');
    expect(withRequest({ principalId: AZAPI_PRINCIPAL })).toEqual([]);
  });

  test("and is counted in the verdict where it may give access", () => {
    const verdict = (before: unknown, after: unknown) => review(after).compareTo(review(before)).verdict;
    const open = (size: number) => request("Microsoft.Contoso/widgets", { principalId: AZAPI_PRINCIPAL, size });
    expect(verdict(made({}), open(1))).toBe("broadened");
    expect(verdict(open(1), open(2))).toBe("broadened");
    expect(verdict(open(1), open(1))).toBe("same");
    expect(verdict(made({}), request("Microsoft.Contoso/widgets", { size: 1 }))).toBe("same");
  });

  test("a write-only body that is not known: of an app its secrets, of an environment the body", () => {
    const hidden = { sensitive_body: "${var.hidden}" };
    const variable = { variable: { hidden: {} } };
    const { uses } = JSON.parse(review(made({ web: azapiApp({}, hidden) }, variable)).toJson()) as Json;
    expect(uses).toEqual([
      expect.objectContaining({
        by: "azapi_resource.web.secret[0]",
        unresolved: "sensitive_body is write-only, and what is in it is not told",
      }),
    ]);
    const env = { ...azapi("Microsoft.App/managedEnvironments@2025-01-01", "env"), ...hidden };
    expect(unreadOf(made({ env }, variable))).toEqual([
      "azapi_resource.env.sensitive_body: sensitive_body is write-only, and what is in it is not told",
    ]);
    const role = { ...azapiRole(AZAPI_VAULT, "AcrPull"), body: {}, ...hidden };
    expect(review(made({ role }, variable)).grants).toEqual([
      expect.objectContaining({ principal: expect.stringMatching(/^unresolved/) as string }),
    ]);
  });
});

describe("an identity that the code of an app may use at some times only", () => {
  const runs = (lifecycle: string) => {
    const { principals } = JSON.parse(review(made({ web: userOnly(lifecycle) })).toJson()) as {
      principals: { runs: { name: string }[] }[];
    };
    return principals.flatMap((principal) => principal.runs.map(({ name }) => name));
  };

  test("is said to be so, and opened to the code it is broadened", () => {
    expect(["All", "None", "Init", "Main"].flatMap(runs)).toEqual([
      "web (container app)",
      "web (container app), not in its containers",
      "web (container app), in its init containers only",
      "web (container app), not in its init containers",
    ]);
    const given = (lifecycle: string) => made({ kv: rbac, role, web: userOnly(lifecycle) });
    expect(review(given("All")).compareTo(review(given("None"))).verdict).toBe("broadened");
    expect(review(given("None")).compareTo(review(given("None"))).verdict).toBe("same");
  });
});

describe("a sign-in that keeps its tokens in a storage account", () => {
  test("does that as an identity of the app", () => {
    const auth = {
      type: "Microsoft.App/containerApps/authConfigs@2025-01-01",
      name: "current",
      parent_id: "${azapi_resource.web.id}",
      body: {
        properties: {
          login: {
            tokenStore: {
              enabled: true,
              azureBlobStorage: {
                blobContainerUri: "https://tokens.blob.core.windows.net/auth",
                managedIdentityResourceId: AZAPI_ID,
              },
            },
          },
        },
      },
    };
    const { uses } = JSON.parse(review(made({ web: azapiApp({}), auth })).toJson()) as { uses: unknown[] };
    expect(uses).toEqual([
      {
        by: "azapi_resource.auth.token_store",
        kind: "token store",
        principal: "web-id (identity)",
        target: "tokens (storage account)",
      },
    ]);
  });
});
