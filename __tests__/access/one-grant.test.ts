import { CosmosdbAccount } from "@cdktf/provider-azurerm/lib/cosmosdb-account";
import { CosmosdbSqlRoleAssignment } from "@cdktf/provider-azurerm/lib/cosmosdb-sql-role-assignment";
import { DataAzurermClientConfig } from "@cdktf/provider-azurerm/lib/data-azurerm-client-config";
import { DataAzurermKeyVault } from "@cdktf/provider-azurerm/lib/data-azurerm-key-vault";
import { DataAzurermUserAssignedIdentity } from "@cdktf/provider-azurerm/lib/data-azurerm-user-assigned-identity";
import { KeyVaultAccessPolicyA } from "@cdktf/provider-azurerm/lib/key-vault-access-policy";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { RoleDefinition } from "@cdktf/provider-azurerm/lib/role-definition";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { App, TerraformLocal, TerraformStack, TerraformVariable, Testing } from "cdktf";
import * as fc from "fast-check";
import {
  AzureService,
  KeyVault,
  KeyVaultAccessModel,
  KeyVaultSecret,
  ManagedIdentity,
  Principal,
  Role,
} from "../../lib/index";
import { GUID, newStack, synth, Synthesized, synthStack } from "../support/synth";

const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };
const SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000";
const GROUP_ID = `${SUBSCRIPTION}/resourceGroups/my-rg`;
const vaultIdOf = (name: string) => `${GROUP_ID}/providers/Microsoft.KeyVault/vaults/${name}`;

const POLICY = "azurerm_key_vault_access_policy";
const ROLE = "azurerm_role_assignment";

const identityIn = (stack: TerraformStack) => new ManagedIdentity(stack, "identity", { ...PLACE, name: "my-id" });
const makeVault = (stack: TerraformStack, accessModel?: KeyVaultAccessModel) =>
  new KeyVault(stack, "vault", { ...PLACE, name: "my-vault", accessModel });
const writeSecret = (stack: TerraformStack, vault: KeyVault) =>
  new KeyVaultSecret(stack, "secret", {
    vault,
    name: "Db",
    value: new TerraformVariable(stack, "value", { sensitive: true, type: "string" }).stringValue,
  });
const storageIn = (stack: TerraformStack) =>
  new StorageAccount(stack, "storage", {
    ...PLACE,
    name: "st7f3a",
    accountTier: "Standard",
    accountReplicationType: "LRS",
  });

describe("whoever applies the program", () => {
  const callerIn = (stack: TerraformStack) => new DataAzurermClientConfig(stack, "current", {}).objectId;

  test("has one policy of a vault, with what is granted to the object id of azurerm_client_config", () => {
    const program = synth((stack) => {
      const vault = makeVault(stack);
      writeSecret(stack, vault);
      vault.grantPermissions(Principal.fromObjectId(stack, callerIn(stack)), { keyPermissions: ["Create"] });
    });
    expect(program.only(POLICY)).toMatchObject({
      key_permissions: ["Create"],
      secret_permissions: ["Delete", "Get", "Purge", "Recover", "Set"],
    });
  });

  test("has one assignment of a role, whichever line comes first and gives the type", () => {
    const program = (isFirst: boolean) =>
      synth((stack) => {
        const vault = makeVault(stack, KeyVaultAccessModel.RBAC);
        const caller = Principal.fromObjectId(stack, callerIn(stack));
        const assign = () => caller.assignRole(Role.KEY_VAULT_SECRETS_OFFICER, vault.keyVaultId);
        const lines = [assign, () => writeSecret(stack, vault)];
        (isFirst ? lines : lines.reverse()).forEach((line) => line());
      });
    expect(program(true).only(ROLE)).toMatchObject({ role_definition_name: "Key Vault Secrets Officer" });
    expect(program(true).text).toBe(program(false).text);
  });

  test.each([
    [
      "a policy",
      KeyVaultAccessModel.ACCESS_POLICY,
      /\[test\/own\] is a second policy beside the access policy of whoever/,
    ],
    [
      "a role",
      KeyVaultAccessModel.RBAC,
      /\[test\/own\] is the same role assignment as .* of whoever applies the program/,
    ],
  ])("cannot have %s of azurerm's class beside", (_, accessModel, message) => {
    const program = (objectId: (stack: TerraformStack) => string) => () =>
      synth((stack) => {
        const vault = makeVault(stack, accessModel);
        writeSecret(stack, vault);
        if (accessModel === KeyVaultAccessModel.RBAC) {
          const roleDefinitionName = "Key Vault Secrets Officer";
          new RoleAssignment(stack, "own", {
            scope: vault.keyVaultId,
            roleDefinitionName,
            principalId: objectId(stack),
          });
        } else {
          const { keyVaultId, tenantId } = vault;
          new KeyVaultAccessPolicyA(stack, "own", { keyVaultId, tenantId, objectId: objectId(stack) });
        }
      });
    expect(program(callerIn)).toThrow(message);
    expect(program(() => GUID)).not.toThrow();
  });
});

describe("one thing by two names, of which one is a reference that synth can follow, has one grant", () => {
  /** The ids of a vault that both lead to it. */
  const NAMES: [string, (stack: TerraformStack) => string, (stack: TerraformStack) => string][] = [
    [
      "a literal id, and a data source",
      () => vaultIdOf("my-vault"),
      (stack) => new DataAzurermKeyVault(stack, "found", { name: "my-vault", resourceGroupName: "my-rg" }).id,
    ],
    ["a literal id, and a local value", () => vaultIdOf("my-vault"), (stack) => localOf(stack, vaultIdOf("My-Vault"))],
    [
      "a data source, and a local value of a local value of it",
      (stack) => new DataAzurermKeyVault(stack, "found", { name: "my-vault", resourceGroupName: "my-rg" }).id,
      (stack) => localOf(stack, localOf(stack, vaultIdOf("my-vault"), "inner")),
    ],
  ];
  const localOf = (stack: TerraformStack, value: string, id = "local") => new TerraformLocal(stack, id, value).asString;

  test.each(NAMES)("%s", (_, one, other) => {
    const program = synth((stack) => {
      const identity = identityIn(stack);
      [one, other].forEach((id, i) =>
        KeyVault.fromKeyVaultAttributes(stack, `vault${i}`, {
          keyVaultId: id(stack),
          vaultUri: "https://my-vault.vault.azure.net/",
          accessModel: KeyVaultAccessModel.ACCESS_POLICY,
        }).grantReadSecrets(identity),
      );
    });
    program.only(POLICY);
  });

  test("a secret of a vault, and the id of the resource that writes it", () => {
    const program = synth((stack) => {
      const [vault, identity] = [makeVault(stack, KeyVaultAccessModel.RBAC), identityIn(stack)];
      const { resource } = writeSecret(stack, vault);
      vault.grantReadSecrets(identity, { onlySecret: "db" });
      identity.assignRole(Role.KEY_VAULT_SECRETS_USER, resource.resourceVersionlessId);
    });
    expect(Object.values(program.all(ROLE)).filter((role) => role.principal_type === "ServicePrincipal")).toHaveLength(
      1,
    );
  });

  test("an identity by its name, and by a data source of the program's own", () => {
    const program = synth((stack) => {
      const lookup = { name: "my-id", resourceGroupName: "my-rg" };
      const { principalId } = new DataAzurermUserAssignedIdentity(stack, "found", lookup);
      [ManagedIdentity.fromIdentityName(stack, "imported", lookup), Principal.fromObjectId(stack, principalId)].forEach(
        (grantee) => grantee.grantPrincipal.assignRole(Role.ACR_PULL, GROUP_ID),
      );
    });
    program.only(ROLE);
  });
});

describe("one grant by two names that synth cannot make one is refused, with both", () => {
  type Line = (stack: TerraformStack, identity: ManagedIdentity) => unknown;

  const reader =
    (scope: string): Line =>
    (_, identity) =>
      identity.assignRole(Role.fromName("Reader"), scope);
  const CASES: [string, Line, Line, RegExp][] = [
    [
      "a resource group that is made here, and its literal id",
      (stack, identity) => {
        const { id } = new ResourceGroup(stack, "group", { name: "my-rg", location: "westeurope" });
        identity.assignRole(Role.fromName("Reader"), id);
      },
      reader(GROUP_ID),
      /role assignment reader of \[test\/identity\] and the role assignment reader of \[test\/identity\] are one grant/,
    ],
    [
      "a storage account that is made here, and its literal id",
      (stack, identity) => identity.assignRole(Role.STORAGE_BLOB_DATA_READER, storageIn(stack).id),
      (_, identity) =>
        identity.assignRole(
          Role.STORAGE_BLOB_DATA_READER,
          `${GROUP_ID}/providers/Microsoft.Storage/storageAccounts/st7f3a`,
        ),
      /are one grant; allowed: one grant/,
    ],
    [
      "a vault that is made here, and its literal id, in azurerm's class",
      (stack, identity) => makeVault(stack).grantReadSecrets(identity),
      (stack, identity) =>
        new KeyVaultAccessPolicyA(stack, "own", {
          keyVaultId: vaultIdOf("my-vault"),
          tenantId: GUID,
          objectId: identity.principalId,
        }),
      /\[test\/own\] is a second policy beside the access policy of \[test\/identity\]/,
    ],
    [
      "a custom role by its name, and by its definition",
      reader(GROUP_ID),
      (stack, identity) => {
        const definition = new RoleDefinition(stack, "role", { name: "Reader", scope: GROUP_ID });
        identity.assignRole(Role.fromDefinitionId(definition.roleDefinitionResourceId), GROUP_ID);
      },
      /are one grant; allowed: one grant/,
    ],
    [
      "a role of Cosmos DB, in azurerm's class",
      (stack, identity) => AzureService.cosmosDb(cosmosIn(stack)).grantTo(identity),
      (stack, identity) => {
        const account = stack.node.findChild("cosmos") as CosmosdbAccount;
        new CosmosdbSqlRoleAssignment(stack, "own", {
          resourceGroupName: "my-rg",
          accountName: account.name,
          scope: account.id,
          roleDefinitionId: `${account.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000001`,
          principalId: identity.principalId,
        });
      },
      /\[test\/own\] is the same role assignment as the Cosmos DB role .* of \[test\/identity\]/,
    ],
    [
      "a vault that is taken over, and imported by its name",
      (stack, identity) => {
        const vault = makeVault(stack);
        vault.resource.importFrom(vaultIdOf("my-vault"));
        vault.grantReadSecrets(identity);
      },
      (stack, identity) =>
        KeyVault.fromKeyVaultName(stack, "imported", {
          name: "my-vault",
          resourceGroupName: "my-rg",
          accessModel: KeyVaultAccessModel.ACCESS_POLICY,
        }).grantReadSecrets(identity),
      /are one grant; allowed: one grant/,
    ],
    [
      "an identity that is taken over, and imported by its name",
      (stack) => {
        const taken = new ManagedIdentity(stack, "taken", { ...PLACE, name: "taken-id" });
        taken.resource.importFrom(`${GROUP_ID}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/taken-id`);
        taken.assignRole(Role.ACR_PULL, GROUP_ID);
      },
      (stack) =>
        ManagedIdentity.fromIdentityName(stack, "imported", {
          name: "taken-id",
          resourceGroupName: "my-rg",
        }).assignRole(Role.ACR_PULL, GROUP_ID),
      /are one grant; allowed: one grant/,
    ],
  ];
  const cosmosIn = (stack: TerraformStack) =>
    new CosmosdbAccount(stack, "cosmos", {
      ...PLACE,
      name: "orders",
      offerType: "Standard",
      consistencyPolicy: { consistencyLevel: "Session" },
      geoLocation: [{ location: "westeurope", failoverPriority: 0 }],
    });

  test.each(CASES)("%s", (_, one, other, message) => {
    const program =
      (...lines: Line[]) =>
      () => {
        const stack = newStack();
        const identity = identityIn(stack);
        lines.forEach((line) => line(stack, identity));
        // cdktf asks the terraform of the machine for its version where a program imports: this leaves that out.
        Testing.synth(stack);
      };
    expect(program(one, other)).toThrow(message);
    expect(program(one)).not.toThrow();
  });

  test("two scopes of one name in two subscriptions are two", () => {
    const program = (subscription: string) => () => {
      const stack = new TerraformStack(Testing.app(), "test");
      new AzurermProvider(stack, "azurerm", { features: [{}], subscriptionId: subscription });
      const identity = identityIn(stack);
      const { id } = new ResourceGroup(stack, "group", { name: "my-rg", location: "westeurope" });
      [id, GROUP_ID].forEach((scope) => identity.assignRole(Role.fromName("Reader"), scope));
      synthStack(stack);
    };
    expect(program(SUBSCRIPTION.split("/")[2]!)).toThrow(/are one grant; allowed: one grant/);
    expect(program("11111111-1111-1111-1111-111111111111")).not.toThrow();
  });
});

describe("an identity that stacks import by one name", () => {
  const SUBSCRIPTIONS = ["00000000-0000-0000-0000-000000000000", "11111111-1111-1111-1111-111111111111", undefined];
  const vaultIn = (stack: TerraformStack) =>
    KeyVault.fromKeyVaultAttributes(stack, "vault", {
      keyVaultId: vaultIdOf("my-vault"),
      vaultUri: "https://my-vault.vault.azure.net/",
      accessModel: KeyVaultAccessModel.ACCESS_POLICY,
    });

  /** A program of stacks that each let the identity of one name, in its own subscription, read one vault. */
  function program(stacks: readonly (readonly [string, string | undefined])[]): App {
    const app = Testing.app();
    for (const [id, subscriptionId] of stacks) {
      const stack = new TerraformStack(app, id);
      new AzurermProvider(stack, "azurerm", { features: [{}], subscriptionId });
      const identity = ManagedIdentity.fromIdentityName(stack, "identity", {
        name: "my-id",
        resourceGroupName: "my-rg",
      });
      vaultIn(stack).grantReadSecrets(identity);
    }
    return app;
  }
  const synthOne = (app: App, id: string) => new Synthesized(Testing.synth(app.node.findChild(id) as TerraformStack));

  test.each([
    [SUBSCRIPTIONS[0], SUBSCRIPTIONS[0]],
    [SUBSCRIPTIONS[0], undefined],
    [undefined, undefined],
  ])("is one in %s and %s, whose grants are refused as one", (one, other) => {
    const app = program([
      ["a", one],
      ["b", other],
    ]);
    expect(() => synthOne(app, "a")).toThrow(
      /is the same grant as .* in the stack \[b\]; allowed: one stack that makes it/,
    );
  });

  test("is two in two subscriptions", () => {
    const app = program([
      ["a", SUBSCRIPTIONS[0]],
      ["b", SUBSCRIPTIONS[1]],
    ]);
    expect(synthOne(app, "a").addresses).toEqual(synthOne(app, "b").addresses);
  });

  test.each([
    ["refused", "of one subscription", SUBSCRIPTIONS[0]],
    ["accepted", "of two subscriptions", SUBSCRIPTIONS[1]],
  ])("a policy of azurerm's class for it in another stack is %s, %s", (outcome, _, other) => {
    const app = program([["a", SUBSCRIPTIONS[0]]]);
    const stack = new TerraformStack(app, "b");
    new AzurermProvider(stack, "azurerm", { features: [{}], subscriptionId: other });
    const { principalId } = new DataAzurermUserAssignedIdentity(stack, "found", {
      name: "my-id",
      resourceGroupName: "my-rg",
    });
    vaultIn(stack).grantPermissions(Principal.fromObjectId(stack, GUID), { secretPermissions: ["Get"] });
    new KeyVaultAccessPolicyA(stack, "own", {
      keyVaultId: vaultIdOf("my-vault"),
      tenantId: GUID,
      objectId: principalId,
    });
    const run = () => synthOne(app, "b");
    if (outcome === "refused") {
      expect(run).toThrow(/\[b\/own\] is a second policy beside the access policy of \[a\/identity\]/);
    } else {
      expect(run).not.toThrow();
    }
  });

  test("has grants at one address, whatever the provider says of its subscription and whichever stacks stand beside", () => {
    const [address] = synthOne(program([["own", undefined]]), "own").addresses;
    // Each of the others is in a subscription of its own: else its identity would be this one.
    const others = { before: "11111111-1111-1111-1111-111111111111", after: "22222222-2222-2222-2222-222222222222" };
    fc.assert(
      fc.property(
        fc.constantFrom(SUBSCRIPTIONS[0], undefined),
        fc.shuffledSubarray(["before", "own", "after"], { minLength: 1 }),
        (subscription, ids) => {
          const beside = ids.filter((id) => id !== "own");
          const own = beside.length > 0 ? SUBSCRIPTIONS[0] : subscription;
          const order = ids.includes("own") ? ids : [...ids, "own"];
          const app = program(order.map((id) => [id, id === "own" ? own : others[id as keyof typeof others]]));
          expect(synthOne(app, "own").addresses).toEqual([address]);
        },
      ),
      { seed: 1, numRuns: 30 },
    );
  });
});
