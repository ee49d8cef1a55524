import { DataAzurermRoleDefinition } from "@cdktf/provider-azurerm/lib/data-azurerm-role-definition";
import { DataAzurermServicebusNamespace } from "@cdktf/provider-azurerm/lib/data-azurerm-servicebus-namespace";
import { KeyVault } from "@cdktf/provider-azurerm/lib/key-vault";
import { KeyVaultKey } from "@cdktf/provider-azurerm/lib/key-vault-key";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { RoleDefinition } from "@cdktf/provider-azurerm/lib/role-definition";
import { ServicebusNamespace } from "@cdktf/provider-azurerm/lib/servicebus-namespace";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { StorageContainer } from "@cdktf/provider-azurerm/lib/storage-container";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { TerraformStack, TerraformVariable } from "cdktf";
import { ManagedIdentity, Principal, PrincipalType, Role, RoleAssignmentOptions } from "../../lib/index";
import { importVault, newStack, synth } from "../support/synth";

const GROUP = "AAAAAAAA-0000-0000-0000-000000000000";
const SCOPE = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg";
const DEFINITION = `/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Authorization/roleDefinitions/${GROUP}`;

test("a role by name, to a group, with what can be said of it", () => {
  const program = synth((stack) => {
    const group = Principal.fromObjectId(stack, GROUP, PrincipalType.GROUP);
    group.assignRole(Role.STORAGE_BLOB_DATA_READER, SCOPE, {
      description: "why",
      condition: "true",
      conditionVersion: "2.0",
    });
  });
  expect(program.only("azurerm_role_assignment")).toEqual({
    scope: SCOPE,
    role_definition_name: "Storage Blob Data Reader",
    principal_id: GROUP.toLowerCase(),
    principal_type: "Group",
    description: "why",
    condition: "true",
    condition_version: "2.0",
  });
});

test("a role by id", () => {
  const program = synth((stack) =>
    Principal.fromObjectId(stack, GROUP, PrincipalType.GROUP).assignRole(Role.fromDefinitionId(DEFINITION), SCOPE),
  );
  expect(program.only("azurerm_role_assignment")).toEqual({
    scope: SCOPE,
    role_definition_id: DEFINITION,
    principal_id: GROUP.toLowerCase(),
    principal_type: "Group",
  });
});

test("one role on one scope is one assignment, whatever the case of the scope and the principal", () => {
  const program = synth((stack) => {
    Principal.fromObjectId(stack, GROUP, PrincipalType.GROUP).assignRole(Role.ACR_PULL, SCOPE);
    Principal.fromObjectId(stack, GROUP.toLowerCase(), PrincipalType.GROUP).assignRole(
      Role.fromName("AcrPull"),
      SCOPE.replace("my-rg", "MY-rg"),
    );
  });
  expect(Object.keys(program.all("azurerm_role_assignment"))).toHaveLength(1);
});

test("one assignment that is asked for in two ways is refused", () => {
  const group = Principal.fromObjectId(newStack(), GROUP, PrincipalType.GROUP);
  group.assignRole(Role.ACR_PULL, SCOPE, { condition: "a" });
  expect(() => group.assignRole(Role.ACR_PULL, SCOPE, { condition: "b" })).toThrow(
    /\[test\] is assigned the role AcrPull twice, with different arguments: condition is "b", and "a" before; allowed: one assignment.*Pass the same arguments in both places/,
  );
  expect(() => group.assignRole(Role.ACR_PULL, SCOPE)).toThrow(/condition is none, and "a" before/);
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

test("a role by an id of another subscription than its scope's is refused", () => {
  const group = Principal.fromObjectId(newStack(), GROUP, PrincipalType.GROUP);
  expect(() =>
    group.assignRole(Role.fromDefinitionId(DEFINITION.replace("00000000-0000", "00000001-0000")), SCOPE),
  ).toThrow(/- role is .*; allowed: .*in the subscription of the scope/);
  expect(() => group.assignRole(Role.fromDefinitionId(DEFINITION), SCOPE)).not.toThrow();
});

test("a principal by a name, or by what is a client's id, is refused", () => {
  const stack = newStack();
  const identity = new ManagedIdentity(stack, "identity", {
    name: "my-id",
    resourceGroupName: "my-rg",
    location: "westeurope",
  });
  expect(() => Principal.fromObjectId(stack, "my-group")).toThrow(
    /\[test\] is refused:\n  - principalId is "my-group"; allowed: a GUID/,
  );
  expect(() => Principal.fromObjectId(stack, identity.clientId)).toThrow(
    /principalId is "azurerm_user_assigned_identity\..*\.client_id"; allowed: .*object id/,
  );
  expect(() => Principal.fromObjectId(stack, identity.identityId)).toThrow(
    /principalId is "azurerm_user_assigned_identity\..*\.id"; allowed: .*object id/,
  );
  expect(() => Principal.fromObjectId(stack, identity.principalId)).not.toThrow();
});

test.each([
  [" ", "AcrPull"],
  [" AcrPull", "Storage Blob Data Reader"],
  ["Bob's role", "Bobs role"],
  [GROUP, `role ${GROUP}`],
  [DEFINITION, "a/b"],
  [5, "5"],
  ["Cosmos DB Built-in Data Reader", "Cosmos DB Operator"],
])("a role called %p is refused, %s is not", (refused, accepted) => {
  const assign = (name: string) => () =>
    Principal.fromObjectId(newStack(), GROUP, PrincipalType.GROUP).assignRole(Role.fromName(name), SCOPE);
  expect(assign(refused as string)).toThrow(
    /\[test\] is refused:\n  - the role's name is .*; allowed: (the name of a role|a role of Azure RBAC)/,
  );
  expect(assign(accepted)).not.toThrow();
});

test.each(["AcrPull", DEFINITION.replace(GROUP, "AcrPull"), `${DEFINITION}|/subscriptions/1`, null])(
  "a role by the id %p is refused",
  (id) => {
    const group = Principal.fromObjectId(newStack(), GROUP, PrincipalType.GROUP);
    expect(() => group.assignRole(Role.fromDefinitionId(id!), SCOPE)).toThrow(
      /\[test\] is refused:\n  - the role's definition id is .*; allowed: \/subscriptions/,
    );
    expect(() => group.assignRole(Role.fromDefinitionId(DEFINITION), SCOPE)).not.toThrow();
  },
);

test("a role by an id has a subscription where the scope is in one, and none for a management group", () => {
  const [bare, managementGroup] = [
    DEFINITION.slice(DEFINITION.indexOf("/providers")),
    "/providers/Microsoft.Management/managementGroups/m",
  ];
  const assign = (id: string, scope: string) => () =>
    Principal.fromObjectId(newStack(), GROUP, PrincipalType.GROUP).assignRole(Role.fromDefinitionId(id), scope);
  expect(assign(bare, SCOPE)).toThrow(/- role is .*; allowed: .*without it for a management group/);
  expect(assign(DEFINITION, managementGroup)).toThrow(/- role is /);
  expect(assign(bare, managementGroup)).not.toThrow();
  expect(assign(DEFINITION, SCOPE)).not.toThrow();
});

test("a role by a reference is one that may be anything", () => {
  const program = synth((stack) => {
    const name = new TerraformVariable(stack, "role", { type: "string" });
    Principal.fromObjectId(stack, GROUP, PrincipalType.GROUP).assignRole(Role.fromName(name.value as string), SCOPE);
  });
  expect(program.only("azurerm_role_assignment").role_definition_name).toBe("${var.role}");
});

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

test("the type of an identity's principal is its own", () => {
  const stack = newStack();
  const identity = new ManagedIdentity(stack, "identity", {
    name: "my-id",
    resourceGroupName: "my-rg",
    location: "westeurope",
  });
  expect(() => Principal.fromObjectId(stack, identity.principalId, PrincipalType.USER)).toThrow(
    /principalType is "User"; allowed: ServicePrincipal/,
  );
  expect(() => Principal.fromObjectId(stack, GROUP, "user" as PrincipalType)).toThrow(
    /principalType is "user"; allowed: ServicePrincipal, User, Group/,
  );
  expect(() => Principal.fromObjectId(stack, GROUP, PrincipalType.USER)).not.toThrow();
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

const CONSTANTS = Object.entries(Role).filter((entry): entry is [string, Role] => entry[1] instanceof Role);

test("each constant has a name, an id and a place of its own", () => {
  expect(CONSTANTS.length).toBeGreaterThan(30);
  for (const part of ["roleName", "builtInId"] as const) {
    expect(new Set(CONSTANTS.map(([, role]) => role[part])).size).toBe(CONSTANTS.length);
  }
});

test.each(CONSTANTS)("%s is one role, by its constant, its name and its id", (_, role) => {
  const program = synth((stack) => {
    const group = Principal.fromObjectId(stack, GROUP, PrincipalType.GROUP);
    group.assignRole(role, SCOPE);
    group.assignRole(Role.fromName(role.roleName!.toUpperCase()), SCOPE);
    group.assignRole(Role.fromDefinitionId(DEFINITION.replace(GROUP, role.builtInId!)), SCOPE);
  });
  expect(program.only("azurerm_role_assignment").role_definition_name).toBe(role.roleName);
});

const STORAGE = `${SCOPE}/providers/Microsoft.Storage/storageAccounts/st`;
const BUS = `${SCOPE}/providers/Microsoft.ServiceBus/namespaces/bus`;

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
    expect(assign(Role.STORAGE_BLOB_DATA_READER, new TerraformVariable(stack, "scope", {}).stringValue)).not.toThrow();
    expect(
      assign(Role.STORAGE_BLOB_DATA_READER, new ResourceGroup(stack, "group", { name: "g", location: "x" }).id),
    ).not.toThrow();
  });
});

describe("a custom role that the program makes", () => {
  const define = (stack: TerraformStack) =>
    new RoleDefinition(stack, "reader", { name: "Order Reader", scope: SCOPE, permissions: [{ actions: ["*/read"] }] });

  test("is assigned by its resource id; its id and its GUID are refused", () => {
    const stack = newStack();
    const definition = define(stack);
    const group = Principal.fromObjectId(stack, GROUP, PrincipalType.GROUP);
    const assign = (id: string) => () => group.assignRole(Role.fromDefinitionId(id), SCOPE);
    expect(assign(definition.id)).toThrow(
      /role is "azurerm_role_definition\.reader\.id"; allowed: the attribute role_definition_resource_id/,
    );
    expect(assign(definition.roleDefinitionId)).toThrow(
      /role is "azurerm_role_definition\.reader\.role_definition_id"/,
    );
    expect(assign(definition.roleDefinitionResourceId)).not.toThrow();
  });

  test("is waited for where it is assigned by its literal name", () => {
    const program = synth((stack) => {
      Principal.fromObjectId(stack, GROUP, PrincipalType.GROUP).assignRole(Role.fromName("order reader"), SCOPE);
      define(stack);
    });
    expect(program.only("azurerm_role_assignment").depends_on).toEqual(["azurerm_role_definition.reader"]);
  });
});

test("a role that a data source finds without a scope is refused, with one it is not", () => {
  const assigning = (scope?: string) => () =>
    synth((stack) => {
      const found = new DataAzurermRoleDefinition(stack, "found", { name: "Reader", scope });
      Principal.fromObjectId(stack, GROUP, PrincipalType.GROUP).assignRole(Role.fromDefinitionId(found.id), SCOPE);
    });
  expect(assigning()).toThrow(
    /role_definition_id is the id of \[test\/found\], which has no scope; allowed: an id with the subscription/,
  );
  expect(assigning(SCOPE)).not.toThrow();
  const stack = newStack();
  const { roleDefinitionId } = new DataAzurermRoleDefinition(stack, "found", { name: "Reader" });
  const group = Principal.fromObjectId(stack, GROUP, PrincipalType.GROUP);
  expect(() => group.assignRole(Role.fromDefinitionId(roleDefinitionId), SCOPE)).toThrow(
    /role is "data\.azurerm_role_definition\.found\.role_definition_id"; allowed: the attribute id/,
  );
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

test("a role to a principal of a kind that nobody says is refused, a permission to it is not", () => {
  const stack = newStack();
  const unknown = Principal.fromObjectId(stack, GROUP);
  expect(() => unknown.assignRole(Role.ACR_PULL, SCOPE)).toThrow(
    /principalType of the principal aaaaaaaa-.* is missing; allowed: PrincipalType\.SERVICE_PRINCIPAL, USER or GROUP/,
  );
  expect(() => importVault(stack).grantReadSecrets(unknown)).not.toThrow();
  const identity = new ManagedIdentity(stack, "identity", {
    name: "my-id",
    resourceGroupName: "my-rg",
    location: "westeurope",
  });
  expect(() => Principal.fromObjectId(stack, identity.principalId).assignRole(Role.ACR_PULL, SCOPE)).not.toThrow();
});

test("names with a slash are names: none of them is cut", () => {
  const program = synth((stack) => {
    const group = Principal.fromObjectId(stack, GROUP, PrincipalType.GROUP);
    [
      Role.fromName("Reader"),
      Role.fromName("Contoso/Reader"),
      Role.fromName("Fabrikam/Reader"),
      Role.fromName("Contoso/AcrPull"),
    ].forEach((role) => group.assignRole(role, STORAGE));
  });
  const names = Object.values(program.all("azurerm_role_assignment")).map(({ role_definition_name: name }) => name);
  expect(names.sort()).toEqual(["Contoso/AcrPull", "Contoso/Reader", "Fabrikam/Reader", "Reader"]);
});

test("a built-in role is written by its name, whichever line gives it how", () => {
  const program = (roles: Role[]) =>
    synth((stack) =>
      roles.forEach((role) => Principal.fromObjectId(stack, GROUP, PrincipalType.GROUP).assignRole(role, SCOPE)),
    );
  const roles = [Role.fromDefinitionId(DEFINITION.replace(GROUP, Role.ACR_PULL.builtInId!)), Role.fromName("acrpull")];
  expect(program(roles).only("azurerm_role_assignment")).toMatchObject({ role_definition_name: "AcrPull" });
  expect(program(roles).only("azurerm_role_assignment")).not.toHaveProperty("role_definition_id");
  expect(program([...roles].reverse()).text).toBe(program(roles).text);
});

test("of two ways to write a scope or a principal, the order of lines does not choose", () => {
  const program = (isFirst: boolean) =>
    synth((stack) => {
      const groups = ["a", "b"].map((id) =>
        ManagedIdentity.fromIdentityName(stack, id, { name: "shared", resourceGroupName: "my-rg" }),
      );
      (isFirst ? groups : groups.reverse()).forEach((group) => group.assignRole(Role.ACR_PULL, SCOPE));
    });
  expect(program(false).text).toBe(program(true).text);
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

test("one role under two names of one object is refused, of two objects is not", () => {
  const twice = (principalId: string) => () =>
    synth((stack) => {
      const identityId = `${SCOPE}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/a`;
      ManagedIdentity.fromIdentityAttributes(stack, "identity", {
        identityId,
        principalId: GROUP,
        clientId: "cccccccc-0000-0000-0000-000000000000",
      }).assignRole(Role.ACR_PULL, SCOPE);
      Principal.fromObjectId(stack, principalId, PrincipalType.SERVICE_PRINCIPAL).assignRole(Role.ACR_PULL, SCOPE);
    });
  expect(twice(GROUP)).toThrow(
    /are one grant to the object id aaaaaaaa-.*; allowed: one grant to an object id\. Pass the same construct/,
  );
  expect(twice("dddddddd-0000-0000-0000-000000000000")).not.toThrow();
});

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
