import { DataAzurermServicebusNamespace } from "@cdktf/provider-azurerm/lib/data-azurerm-servicebus-namespace";
import { KeyVault } from "@cdktf/provider-azurerm/lib/key-vault";
import { KeyVaultKey } from "@cdktf/provider-azurerm/lib/key-vault-key";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { ServicebusNamespace } from "@cdktf/provider-azurerm/lib/servicebus-namespace";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { StorageContainer } from "@cdktf/provider-azurerm/lib/storage-container";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { TerraformStack, TerraformVariable } from "cdktf";
import { ManagedIdentity, Principal, PrincipalType, Role, RoleAssignmentOptions } from "../../lib/index";
import { newStack, synth } from "../support/synth";

const GROUP = "AAAAAAAA-0000-0000-0000-000000000000";
const SCOPE = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg";
const DEFINITION = `/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Authorization/roleDefinitions/${GROUP}`;
const STORAGE = `${SCOPE}/providers/Microsoft.Storage/storageAccounts/st`;
const BUS = `${SCOPE}/providers/Microsoft.ServiceBus/namespaces/bus`;

const vaultIn = (stack: TerraformStack) =>
  new KeyVault(stack, "resource", {
    name: "my-vault",
    resourceGroupName: "my-rg",
    location: "westeurope",
    skuName: "standard",
    tenantId: GROUP,
  });

const identityIn = (stack: TerraformStack) =>
  new UserAssignedIdentity(stack, "resource", { name: "my-id", resourceGroupName: "my-rg", location: "westeurope" });

const accountIn = (stack: TerraformStack) =>
  new StorageAccount(stack, "resource", {
    name: "st",
    resourceGroupName: "my-rg",
    location: "westeurope",
    accountTier: "Standard",
    accountReplicationType: "LRS",
  });

describe("options", () => {
  test("what else is in the options is no part of the assignment", () => {
    const options = { description: "why", roleDefinitionName: "Owner", scope: "x", principalId: "x", count: 3 };
    const program = synth((stack) =>
      Principal.fromObjectId(stack, GROUP, PrincipalType.GROUP).assignRole(Role.ACR_PULL, SCOPE, options),
    );
    expect(program.only("azurerm_role_assignment")).toEqual({
      scope: SCOPE,
      role_definition_name: "AcrPull",
      principal_id: GROUP.toLowerCase(),
      principal_type: "Group",
      description: "why",
    });
  });

  test("a literal scope in something that the program makes is waited for", () => {
    const program = synth((stack) => {
      new ManagedIdentity(stack, "identity", {
        name: "my-id",
        resourceGroupName: "my-rg",
        location: "westeurope",
      }).assignRole(Role.STORAGE_BLOB_DATA_READER, `${STORAGE}/blobServices/default/containers/c`);
      new StorageAccount(stack, "storage", {
        name: "st",
        resourceGroupName: "my-rg",
        location: "westeurope",
        accountTier: "Standard",
        accountReplicationType: "LRS",
      });
    });
    expect(program.only("azurerm_role_assignment").depends_on).toEqual(["azurerm_storage_account.storage"]);
  });
});

describe("refused", () => {
  test.each<[RoleAssignmentOptions, RoleAssignmentOptions]>([
    [{ conditionVersion: "2.0" }, { condition: "true", conditionVersion: "2.0" }],
    [{ condition: "true", conditionVersion: "1.0" }, { condition: "true" }],
    [{ condition: "" }, { condition: "x".repeat(8192) }],
    [{ condition: "x".repeat(8193) }, {}],
    [{ description: "é".repeat(1025) }, { description: "é".repeat(1024) }],
  ])("a role assigned with %p is refused", (refused, accepted) => {
    expect(() =>
      Principal.fromObjectId(newStack(), GROUP, PrincipalType.GROUP).assignRole(Role.ACR_PULL, SCOPE, refused),
    ).toThrow(/\[test\] is refused:\n  - (condition|conditionVersion|description) is /);
    expect(() =>
      Principal.fromObjectId(newStack(), GROUP, PrincipalType.GROUP).assignRole(Role.ACR_PULL, SCOPE, accepted),
    ).not.toThrow();
  });

  test("one assignment that is asked for in two ways is refused", () => {
    const group = Principal.fromObjectId(newStack(), GROUP, PrincipalType.GROUP);
    group.assignRole(Role.ACR_PULL, SCOPE, { condition: "a" });
    expect(() => group.assignRole(Role.ACR_PULL, SCOPE, { condition: "b" })).toThrow(
      /\[test\] is assigned the role AcrPull twice, with different arguments: condition is "b", and "a" before; allowed: one assignment.*Pass the same arguments in both places/,
    );
    expect(() => group.assignRole(Role.ACR_PULL, SCOPE)).toThrow(/condition is none, and "a" before/);
  });

  test("an assignment beside azurerm's own class is refused, another one is not", () => {
    const beside = (role: string) => () =>
      synth((stack) => {
        const identity = new ManagedIdentity(stack, "identity", {
          name: "my-id",
          resourceGroupName: "my-rg",
          location: "westeurope",
        });
        identity.assignRole(Role.ACR_PULL, SCOPE);
        new RoleAssignment(stack, "own", { scope: SCOPE, roleDefinitionName: role, principalId: identity.principalId });
      });
    expect(beside("AcrPull")).toThrow(
      /\[test\/own\] is the same role assignment as the role assignment AcrPull of \[test\/identity\]; allowed: one/,
    );
    expect(beside("AcrPush")).not.toThrow();
  });

  test.each([
    ["my-registry", SCOPE],
    ["", "/"],
    [`${SCOPE}/`, SCOPE],
    [SCOPE.slice(1), SCOPE],
    [SCOPE.replace("resourceGroups", "resourcegroups"), `${SCOPE}/providers/Microsoft.KeyVault/vaults/v/secrets/s`],
    ["/subscriptions", "/subscriptions/1"],
    ["/providers/Microsoft.Other", "/providers/Microsoft.Subscription"],
    ["/providers/Microsoft.Management", "/providers/Microsoft.Management/managementGroups/m"],
  ])("a role on the scope %p is refused, on %s is not", (refused, accepted) => {
    const group = Principal.fromObjectId(newStack(), GROUP, PrincipalType.GROUP);
    expect(() => group.assignRole(Role.fromName("Reader"), refused)).toThrow(
      /\[test\] is refused:\n  - scope is .*; allowed: the id of .* See https:/,
    );
    expect(() => group.assignRole(Role.fromName("Reader"), accepted)).not.toThrow();
  });

  test("a role on a resource's name is refused, though that is a reference", () => {
    const stack = newStack();
    const identity = new ManagedIdentity(stack, "identity", {
      name: "my-id",
      resourceGroupName: "my-rg",
      location: "westeurope",
    });
    expect(() => identity.assignRole(Role.ACR_PULL, identity.resource.name)).toThrow(
      /scope is "azurerm_user_assigned_identity\..*\.name"; allowed: the id of the resource to assign the role at/,
    );
    expect(() => identity.assignRole(Role.fromName("Reader"), identity.identityId)).not.toThrow();
  });

  describe("a role on what is another service's", () => {
    test.each([
      [Role.STORAGE_BLOB_DATA_READER, BUS, `${STORAGE}/blobServices/default/containers/c`],
      [Role.SERVICE_BUS_DATA_SENDER, STORAGE, `${BUS}/queues/q`],
      [Role.fromName("AcrPull"), STORAGE, SCOPE],
      [Role.KEY_VAULT_SECRETS_USER, STORAGE, "/providers/Microsoft.Management/managementGroups/m"],
      [
        Role.fromDefinitionId(DEFINITION.replace(GROUP, Role.SEARCH_INDEX_DATA_READER.builtInId!)),
        BUS,
        `${SCOPE}/providers/microsoft.search/searchServices/s`,
      ],
    ])("is refused, and on its own is not (%#)", (role, refused, accepted) => {
      const group = Principal.fromObjectId(newStack(), GROUP, PrincipalType.GROUP);
      expect(() => group.assignRole(role, refused)).toThrow(
        /\[test\] is refused:\n {2}- scope is .*; allowed: for .* a resource of Microsoft\.\w+, or the resource group/,
      );
      expect(() => group.assignRole(role, accepted)).not.toThrow();
    });

    test("is seen in references, too, and passes where nobody knows what they lead to", () => {
      const stack = newStack();
      const group = Principal.fromObjectId(stack, GROUP, PrincipalType.GROUP);
      const { id } = new ServicebusNamespace(stack, "bus", {
        name: "bus",
        resourceGroupName: "rg",
        location: "x",
        sku: "Basic",
      });
      const found = new DataAzurermServicebusNamespace(stack, "found", { name: "other", resourceGroupName: "rg" });
      const assign = (role: Role, scope: string) => () => group.assignRole(role, scope);
      expect(assign(Role.STORAGE_BLOB_DATA_READER, id)).toThrow(
        /scope is "azurerm_servicebus_namespace\.bus\.id"; allowed: for Storage Blob Data Reader a resource of Microsoft\.Storage/,
      );
      expect(assign(Role.STORAGE_BLOB_DATA_READER, `${id}/queues/q`)).toThrow(
        /scope is "azurerm_servicebus_namespace\.bus\.id"/,
      );
      expect(assign(Role.STORAGE_BLOB_DATA_READER, found.id)).toThrow(
        /scope is "data\.azurerm_servicebus_namespace\.found\.id"/,
      );
      expect(assign(Role.SERVICE_BUS_DATA_SENDER, id)).not.toThrow();
      expect(assign(Role.MONITORING_METRICS_PUBLISHER, id)).not.toThrow();
      expect(assign(Role.fromName("Reader"), id)).not.toThrow();
      expect(
        assign(Role.STORAGE_BLOB_DATA_READER, new TerraformVariable(stack, "scope", {}).stringValue),
      ).not.toThrow();
      expect(
        assign(Role.STORAGE_BLOB_DATA_READER, new ResourceGroup(stack, "group", { name: "g", location: "x" }).id),
      ).not.toThrow();
    });
  });

  test("a role on the address of a storage container is refused, on its resource is not", () => {
    const assigning = (scopeOf: (container: StorageContainer) => string, byName: boolean) => () =>
      synth((stack) => {
        const account = byName ? { storageAccountName: "st" } : { storageAccountId: STORAGE };
        const container = new StorageContainer(stack, "container", { name: "c", ...account });
        Principal.fromObjectId(stack, GROUP, PrincipalType.GROUP).assignRole(
          Role.STORAGE_BLOB_DATA_READER,
          scopeOf(container),
        );
      });
    expect(assigning(({ id }) => id, true)).toThrow(
      /scope is the id of \[test\/container\], which azurerm gives as the address of its data; .*resource_manager_id/,
    );
    expect(assigning(({ resourceManagerId }) => resourceManagerId, true)).not.toThrow();
    expect(assigning(({ id }) => id, false)).not.toThrow();
  });

  test.each<[string, (stack: TerraformStack) => string, (stack: TerraformStack) => string]>([
    ["the address of a vault", (stack) => vaultIn(stack).vaultUri, (stack) => vaultIn(stack).id],
    ["a principal", (stack) => identityIn(stack).principalId, (stack) => identityIn(stack).id],
    ["the endpoint of an account", (stack) => accountIn(stack).primaryBlobEndpoint, (stack) => accountIn(stack).id],
  ])("a role on %s is refused, on its id is not", (_, refused, accepted) => {
    const assign = (scopeOf: (stack: TerraformStack) => string) => () => {
      const stack = newStack();
      Principal.fromObjectId(stack, GROUP, PrincipalType.GROUP).assignRole(Role.fromName("Reader"), scopeOf(stack));
    };
    expect(assign(refused)).toThrow(
      /scope is "azurerm_\w+\.resource\.\w+"; allowed: the id of the resource to assign the role at\. Pass its id attribute/,
    );
    expect(assign(accepted)).not.toThrow();
  });

  test("a role on the address of a key is refused, on its resource is not", () => {
    const stack = newStack();
    const key = new KeyVaultKey(stack, "key", {
      name: "k",
      keyVaultId: vaultIn(stack).id,
      keyType: "RSA",
      keyOpts: ["sign"],
    });
    const group = Principal.fromObjectId(stack, GROUP, PrincipalType.GROUP);
    expect(() => group.assignRole(Role.KEY_VAULT_CRYPTO_USER, key.id)).toThrow(
      /scope is "azurerm_key_vault_key\.key\.id"; allowed: an id of Azure Resource Manager.*Pass its attribute resource_versionless_id/,
    );
    expect(() => group.assignRole(Role.KEY_VAULT_CRYPTO_USER, key.resourceVersionlessId)).not.toThrow();
  });
});
