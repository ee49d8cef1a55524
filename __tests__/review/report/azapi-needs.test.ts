import { AZAPI_VAULT, azapi, azapiApp, azapiProgram, azapiRole, RG } from "../../support/azapi-programs";
import { Configuration, review } from "../../support/review-programs";

interface Need {
  plane: string;
  permission: string;
  scope: string;
  for: string[];
}

/** What applying a program takes for the resources of a name, without the name. */
function needsFor(name: string, configuration: unknown): string[] {
  const { deployer } = JSON.parse(review(configuration).toJson()) as { deployer: Need[] };
  return deployer
    .filter((need) => need.for.some((address) => address.endsWith(`.${name}`)))
    .map(({ plane, permission, scope }) => `${plane} ${permission} on ${scope}`);
}

const one = (resource: Configuration, kind = "azapi_resource") => {
  const made = kind === "azapi_resource" ? { azapi_resource: { one: resource } } : { [kind]: { one: resource } };
  return needsFor("one", azapiProgram(made));
};
/** What making a resource takes, and reading and deleting it. */
const managed = (type: string, scope: string) =>
  ["delete", "read", "write"].map((verb) => `control ${type}/${verb} on ${scope}`);
const VAULT_TYPE = "Microsoft.KeyVault/vaults@2023-07-01";

describe("applying what azapi makes takes", () => {
  test.each<[string, string[], string[]]>([
    [
      "an app: the app itself, its environment and its identity",
      one(azapiApp({})),
      [
        ...["delete", "read"].map((verb) => `control Microsoft.App/containerApps/${verb} on rg (resource group)`),
        "control Microsoft.App/containerApps/write on rg (resource group)",
        "control Microsoft.App/managedEnvironments/join/action on env (container app environment)",
        "control Microsoft.ManagedIdentity/userAssignedIdentities/assign/action on web-id (identity)",
      ],
    ],
    [
      "a role assignment",
      one(azapiRole(AZAPI_VAULT, "AcrPull")),
      managed("Microsoft.Authorization/roleAssignments", "kv (key vault)"),
    ],
    [
      "a secret, which azapi writes through Azure Resource Manager",
      one({ type: "Microsoft.KeyVault/vaults/secrets@2023-07-01", name: "s", parent_id: AZAPI_VAULT }),
      managed("Microsoft.KeyVault/vaults/secrets", "kv (key vault)"),
    ],
    [
      "a role for data of Cosmos DB",
      one({
        type: "Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15",
        name: "x",
        parent_id: "/subscriptions/1/resourceGroups/g/providers/Microsoft.DocumentDB/databaseAccounts/db",
        body: { properties: { principalId: "x" } },
      }),
      managed("Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments", "db (Cosmos DB account)"),
    ],
    [
      "a type that the review does not know",
      one(azapi("Microsoft.Contoso/widgets@2024-01-01", "w")),
      managed("Microsoft.Contoso/widgets", "rg (resource group)"),
    ],
    [
      "an update",
      one({ type: VAULT_TYPE, resource_id: AZAPI_VAULT }, "azapi_update_resource"),
      [
        "control Microsoft.KeyVault/vaults/read on kv (key vault)",
        "control Microsoft.KeyVault/vaults/write on kv (key vault)",
      ],
    ],
    [
      "an action",
      one(
        { type: "Microsoft.Storage/storageAccounts@2024-01-01", resource_id: RG, action: "listKeys" },
        "azapi_resource_action",
      ),
      ["control Microsoft.Storage/storageAccounts/listKeys/action on rg (resource group)"],
    ],
    [
      "an action that puts something in a vault",
      one(
        { type: VAULT_TYPE, resource_id: AZAPI_VAULT, method: "PUT", action: "accessPolicies/add" },
        "azapi_resource_action",
      ),
      ["control Microsoft.KeyVault/vaults/accessPolicies/write on kv (key vault)"],
    ],
    [
      "a key in the data of a store",
      one(
        { type: "Microsoft.AppConfiguration/configurationStores/keyValues@1.0", name: "k", parent_id: "s.azconfig.io" },
        "azapi_data_plane_resource",
      ),
      ["data write Microsoft.AppConfiguration/configurationStores/keyValues on s.azconfig.io"],
    ],
  ])("%s", (_, needs, expected) => {
    expect(needs).toEqual(expected);
  });

  test("what it reads: a resource, a list, the answer of an action, and nothing for an id", () => {
    const data = {
      azapi_client_config: { me: {} },
      azapi_resource: { vault: { type: VAULT_TYPE, name: "other", parent_id: RG } },
      azapi_resource_list: { roles: { type: "Microsoft.Authorization/roleDefinitions@2022-04-01", parent_id: RG } },
      azapi_resource_action: {
        keys: { type: "Microsoft.Storage/storageAccounts@2024-01-01", resource_id: RG, action: "listKeys" },
      },
      azapi_resource_id: { third: { type: VAULT_TYPE, name: "third", parent_id: RG } },
    };
    const configuration = azapiProgram({}, { data });
    expect(["vault", "roles", "keys", "third", "me"].map((name) => needsFor(name, configuration))).toEqual([
      ["control Microsoft.KeyVault/vaults/read on other (key vault)"],
      ["control Microsoft.Authorization/roleDefinitions/read on rg (resource group)"],
      ["control Microsoft.Storage/storageAccounts/listKeys/action on rg (resource group)"],
      [],
      [],
    ]);
  });

  test("each need of two whose texts have lines, and are the same when joined", () => {
    const data = (type: string, parent: string) => ({ type, name: "x", parent_id: parent });
    const resources = { one: data("a\nb", "c"), other: data("a", "b\nc") };
    const configuration = azapiProgram({ azapi_data_plane_resource: resources });
    expect(["one", "other"].map((name) => needsFor(name, configuration))).toEqual([
      ["data write a\nb on c"],
      ["data write a on b\nc"],
    ]);
  });
});
