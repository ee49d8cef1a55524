import {
  AZAPI_ID,
  AZAPI_PRINCIPAL,
  AZAPI_VAULT,
  azapi,
  azapiApp,
  azapiProgram,
  azapiVault,
} from "../../support/azapi-programs";
import { Configuration, review } from "../../support/review-programs";

const CI = "${azapi_resource.ci.output.properties.principalId}";
const WEB = "${azapi_resource.web.id}";
const ROLES: Readonly<Record<string, string>> = {
  "Container Apps Contributor": "358470bc-b998-42bd-ab17-a7e34c199c0f",
  "Key Vault Contributor": "f25e0fa2-a7c8-4377-a976-54943a77a395",
  "Managed Identity Operator": "f1a07417-d97a-45cb-824c-7a7467783830",
  Reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
};
const role = (scope: string, name: string, principalId = CI): Configuration => ({
  type: "Microsoft.Authorization/roleAssignments@2022-04-01",
  name: `5f0e6a86-0000-4000-8000-${name.length}`,
  parent_id: scope,
  body: {
    properties: { principalId, roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${ROLES[name]}` },
  },
});
const policy = {
  type: "Microsoft.KeyVault/vaults/accessPolicies@2023-07-01",
  name: "add",
  parent_id: AZAPI_VAULT,
  body: { properties: { accessPolicies: [{ objectId: AZAPI_PRINCIPAL, permissions: { secrets: ["Get"] } }] } },
};

/** An app of azapi's whose identity reads a vault, an identity of a pipeline, and what else there is. */
const withAll = (azapi_resource: Configuration, others: Configuration = {}) =>
  azapiProgram({
    azapi_resource: {
      ci: azapi("Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31", "ci-id"),
      web: azapiApp({}),
      policy,
      ...azapi_resource,
    },
    ...others,
  });
const pathsOf = (configuration: unknown) =>
  review(configuration).paths.map(
    ({ principal, may, what, reaches, steps }) =>
      `${principal} may ${may} ${what}, to ${reaches.join(" and ")}: ${steps.join("; ")}`,
  );
const ACT_AS_WEB = "ci-id (identity) may act as web-id (identity), to secrets Get on kv (key vault)";

describe("the ways through what azapi makes are those through what azurerm makes", () => {
  test.each<[string, Configuration, string[]]>([
    [
      "writing an app",
      withAll({ a: role(WEB, "Container Apps Contributor") }),
      [`${ACT_AS_WEB}: writes web (container app), which runs as web-id (identity)`],
    ],
    [
      "writing an app whose code never acts as the identity: whoever writes it changes that, too",
      withAll({
        a: role(WEB, "Container Apps Contributor"),
        web: azapiApp({ identitySettings: [{ identity: AZAPI_ID, lifecycle: "None" }] }),
      }),
      [`${ACT_AS_WEB}: writes web (container app), which runs as web-id (identity)`],
    ],
    [
      "attaching an identity to another app",
      withAll({
        a: role("${azapi_resource.other.id}", "Container Apps Contributor"),
        b: role(AZAPI_ID, "Managed Identity Operator"),
        other: azapi("Microsoft.App/containerApps@2025-01-01", "other", { identity: { type: "SystemAssigned" } }),
      }),
      [`${ACT_AS_WEB}: attaches web-id (identity) to other (container app)`],
    ],
    [
      "writing the access policies of a vault",
      withAll({ a: role(AZAPI_VAULT, "Key Vault Contributor") }),
      [
        "ci-id (identity) may give itself any access policy on kv (key vault), to any access policy on kv (key vault): " +
          "gives itself any access policy on kv (key vault)",
      ],
    ],
  ])("%s", (_, configuration, expected) => {
    expect(pathsOf(configuration)).toEqual(expected);
  });
});

const change = (properties: Configuration, resource_id = AZAPI_VAULT) => ({
  azapi_update_resource: {
    kv: { type: "Microsoft.KeyVault/vaults@2023-07-01", resource_id, body: { properties } },
  },
});

describe("there is no way", () => {
  test.each<[string, Configuration]>([
    ["by a role that only reads", withAll({ a: role(WEB, "Reader") })],
    [
      "to the policies of a vault that gives access by roles",
      withAll({ a: role(AZAPI_VAULT, "Key Vault Contributor"), kv: azapiVault({ enableRbacAuthorization: true }) }),
    ],
    [
      "to those of such a vault that another resource changes",
      withAll(
        { a: role(AZAPI_VAULT, "Key Vault Contributor"), kv: azapiVault({ enableRbacAuthorization: true }) },
        change({ publicNetworkAccess: "Disabled" }),
      ),
    ],
    [
      "to those of a vault that the program only changes, and of which it does not know how it gives access",
      withAll(
        { a: role("${azapi_resource.rg.id}/providers/Microsoft.KeyVault/vaults/far", "Key Vault Contributor") },
        change({ publicNetworkAccess: "Disabled" }, "${azapi_resource.rg.id}/providers/Microsoft.KeyVault/vaults/far"),
      ),
    ],
  ])("%s", (_, configuration) => {
    expect(pathsOf(configuration)).toEqual([]);
  });
});
