import { ManagedIdentity, Principal, PrincipalType, Role, RoleAssignmentOptions } from "../lib";
import { newStack, synth } from "./synth";

const GROUP = "AAAAAAAA-0000-0000-0000-000000000000";
const SCOPE = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg";
const DEFINITION = "/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Authorization/roleDefinitions/1";

test("a role by name, to a group, with what can be said of it", () => {
  const program = synth((stack) => {
    const group = Principal.fromObjectId(stack, GROUP, PrincipalType.GROUP);
    group.assignRole(Role.STORAGE_BLOB_DATA_READER, SCOPE, { description: "why", condition: "true", conditionVersion: "2.0" });
  });
  expect(program.only("azurerm_role_assignment")).toEqual({
    scope: SCOPE,
    role_definition_name: "Storage Blob Data Reader",
    principal_id: GROUP,
    principal_type: "Group",
    description: "why",
    condition: "true",
    condition_version: "2.0",
  });
});

test("a role by id", () => {
  const program = synth((stack) => Principal.fromObjectId(stack, GROUP).assignRole(Role.fromDefinitionId(DEFINITION), SCOPE));
  expect(program.only("azurerm_role_assignment")).toEqual({ scope: SCOPE, role_definition_id: DEFINITION, principal_id: GROUP });
});

test("one role on one scope is one assignment, whatever the case of the scope and the principal", () => {
  const program = synth((stack) => {
    Principal.fromObjectId(stack, GROUP).assignRole(Role.ACR_PULL, SCOPE);
    Principal.fromObjectId(stack, GROUP.toLowerCase()).assignRole(Role.fromName("AcrPull"), SCOPE.replace("my-rg", "MY-rg"));
  });
  expect(Object.keys(program.all("azurerm_role_assignment"))).toHaveLength(1);
});

test("one assignment that is asked for in two ways is refused", () => {
  const group = Principal.fromObjectId(newStack(), GROUP);
  group.assignRole(Role.ACR_PULL, SCOPE, { condition: "a" });
  expect(() => group.assignRole(Role.ACR_PULL, SCOPE, { condition: "b" })).toThrow(/\[test\/identity-access.*condition.*Say the same in both places/);
});

test.each([
  ["my-registry", SCOPE],
  ["", "/"],
  [`${SCOPE}/`, SCOPE],
  [SCOPE.slice(1), SCOPE],
  [SCOPE.replace("resourceGroups", "resourcegroups"), `${SCOPE}/providers/Microsoft.KeyVault/vaults/v/secrets/s`],
  ["/subscriptions", "/subscriptions/1"],
  ["/providers/Microsoft.Management", "/providers/Microsoft.Management/managementGroups/m"],
])("a role on the scope %p is refused, on %s is not", (refused, accepted) => {
  const group = Principal.fromObjectId(newStack(), GROUP);
  expect(() => group.assignRole(Role.ACR_PULL, refused)).toThrow(/\[test\] is refused:\n  - scope is .*; allowed: the id of .* See https:/);
  expect(() => group.assignRole(Role.ACR_PULL, accepted)).not.toThrow();
});

test.each<[RoleAssignmentOptions, RoleAssignmentOptions]>([
  [{ conditionVersion: "2.0" }, { condition: "true", conditionVersion: "2.0" }],
  [{ condition: "true", conditionVersion: "1.0" }, { condition: "true" }],
  [{ condition: "" }, { condition: "x".repeat(8192) }],
  [{ condition: "x".repeat(8193) }, {}],
  [{ description: "é".repeat(1025) }, { description: "é".repeat(1024) }],
])("a role assigned with %p is refused", (refused, accepted) => {
  expect(() => Principal.fromObjectId(newStack(), GROUP).assignRole(Role.ACR_PULL, SCOPE, refused)).toThrow(/\[test\] is refused:\n  - (condition|conditionVersion|description) is /);
  expect(() => Principal.fromObjectId(newStack(), GROUP).assignRole(Role.ACR_PULL, SCOPE, accepted)).not.toThrow();
});

test("a role by an id of another subscription than its scope's is refused", () => {
  const group = Principal.fromObjectId(newStack(), GROUP);
  expect(() => group.assignRole(Role.fromDefinitionId(DEFINITION.replace("0000/", "0001/")), SCOPE)).toThrow(/- role is .*; allowed: .*in the subscription of the scope/);
  expect(() => group.assignRole(Role.fromDefinitionId(DEFINITION), SCOPE)).not.toThrow();
});

test("a principal by a name, or by what is a client's id, is refused", () => {
  const stack = newStack();
  const identity = new ManagedIdentity(stack, "identity", { name: "my-id", resourceGroupName: "my-rg", location: "westeurope" });
  expect(() => Principal.fromObjectId(stack, "my-group")).toThrow(/\[test\] is refused:\n  - principalId is "my-group"; allowed: a GUID/);
  expect(() => Principal.fromObjectId(stack, identity.clientId)).toThrow(/principalId is "azurerm_user_assigned_identity\..*\.client_id"; allowed: .*object id/);
  expect(() => Principal.fromObjectId(stack, identity.principalId)).not.toThrow();
});

test("a role without a name, or by an id that would differ at every plan, is refused", () => {
  expect(() => Role.fromName(" ")).toThrow(/A role's name is " "/);
  expect(() => Role.fromDefinitionId("/providers/Microsoft.Authorization/roleDefinitions/1")).toThrow(/definition id is .*; allowed: \/subscriptions/);
});
