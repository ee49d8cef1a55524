import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { TerraformVariable } from "cdktf";
import { ManagedIdentity, Principal, PrincipalType, Role, RoleAssignmentOptions } from "../lib";
import { newStack, synth } from "./synth";

const GROUP = "AAAAAAAA-0000-0000-0000-000000000000";
const SCOPE = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg";
const DEFINITION = `/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Authorization/roleDefinitions/${GROUP}`;

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
  ["/providers/Microsoft.Other", "/providers/Microsoft.Subscription"],
  ["/providers/Microsoft.Management", "/providers/Microsoft.Management/managementGroups/m"],
])("a role on the scope %p is refused, on %s is not", (refused, accepted) => {
  const group = Principal.fromObjectId(newStack(), GROUP);
  expect(() => group.assignRole(Role.fromName("Reader"), refused)).toThrow(/\[test\] is refused:\n  - scope is .*; allowed: the id of .* See https:/);
  expect(() => group.assignRole(Role.fromName("Reader"), accepted)).not.toThrow();
});

test("a role on a resource's name is refused, though that is a reference", () => {
  const stack = newStack();
  const identity = new ManagedIdentity(stack, "identity", { name: "my-id", resourceGroupName: "my-rg", location: "westeurope" });
  expect(() => identity.assignRole(Role.ACR_PULL, identity.resource.name)).toThrow(/scope is "azurerm_user_assigned_identity\..*\.name"; allowed: the id of what the role is for/);
  expect(() => identity.assignRole(Role.fromName("Reader"), identity.identityId)).not.toThrow();
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
  expect(() => group.assignRole(Role.fromDefinitionId(DEFINITION.replace("00000000-0000", "00000001-0000")), SCOPE)).toThrow(/- role is .*; allowed: .*in the subscription of the scope/);
  expect(() => group.assignRole(Role.fromDefinitionId(DEFINITION), SCOPE)).not.toThrow();
});

test("a principal by a name, or by what is a client's id, is refused", () => {
  const stack = newStack();
  const identity = new ManagedIdentity(stack, "identity", { name: "my-id", resourceGroupName: "my-rg", location: "westeurope" });
  expect(() => Principal.fromObjectId(stack, "my-group")).toThrow(/\[test\] is refused:\n  - principalId is "my-group"; allowed: a GUID/);
  expect(() => Principal.fromObjectId(stack, identity.clientId)).toThrow(/principalId is "azurerm_user_assigned_identity\..*\.client_id"; allowed: .*object id/);
  expect(() => Principal.fromObjectId(stack, identity.principalId)).not.toThrow();
});

test.each([
  [" ", "AcrPull"],
  [" AcrPull", "Storage Blob Data Reader"],
  ["Bob's role", "Bobs role"],
  [GROUP, `role ${GROUP}`],
  [DEFINITION, "a/b"],
  [5, "5"],
])("a role called %p is refused, %s is not", (refused, accepted) => {
  expect(() => Role.fromName(refused as string)).toThrow(/A role's name is .*; allowed: the name of a role/);
  expect(() => Role.fromName(accepted)).not.toThrow();
});

test.each(["AcrPull", DEFINITION.replace(GROUP, "AcrPull"), `${DEFINITION}|/subscriptions/1`, null])("a role by the id %p is refused", (id) => {
  expect(() => Role.fromDefinitionId(id!)).toThrow(/definition id is .*; allowed: \/subscriptions/);
});

test("a role by an id has a subscription where the scope is in one, and none for a management group", () => {
  const [bare, managementGroup] = [DEFINITION.slice(DEFINITION.indexOf("/providers")), "/providers/Microsoft.Management/managementGroups/m"];
  const assign = (id: string, scope: string) => () => Principal.fromObjectId(newStack(), GROUP).assignRole(Role.fromDefinitionId(id), scope);
  expect(assign(bare, SCOPE)).toThrow(/- role is .*; allowed: .*without for a management group/);
  expect(assign(DEFINITION, managementGroup)).toThrow(/- role is /);
  expect(assign(bare, managementGroup)).not.toThrow();
  expect(assign(DEFINITION, SCOPE)).not.toThrow();
});

test("a role by a reference is one that may be anything", () => {
  const program = synth((stack) => {
    const name = new TerraformVariable(stack, "role", { type: "string" });
    Principal.fromObjectId(stack, GROUP).assignRole(Role.fromName(name.value as string), SCOPE);
  });
  expect(program.only("azurerm_role_assignment").role_definition_name).toBe("${var.role}");
});

test("what else is in the options is no part of the assignment", () => {
  const options = { description: "why", roleDefinitionName: "Owner", scope: "x", principalId: "x", count: 3 };
  const program = synth((stack) => Principal.fromObjectId(stack, GROUP).assignRole(Role.ACR_PULL, SCOPE, options));
  expect(program.only("azurerm_role_assignment")).toEqual({ scope: SCOPE, role_definition_name: "AcrPull", principal_id: GROUP, description: "why" });
});

test("the type of an identity's principal is its own", () => {
  const stack = newStack();
  const identity = new ManagedIdentity(stack, "identity", { name: "my-id", resourceGroupName: "my-rg", location: "westeurope" });
  expect(() => Principal.fromObjectId(stack, identity.principalId, PrincipalType.USER)).toThrow(/principalType is "User"; allowed: ServicePrincipal/);
  expect(() => Principal.fromObjectId(stack, GROUP, "user" as PrincipalType)).toThrow(/principalType is "user"; allowed: ServicePrincipal, User, Group/);
  expect(() => Principal.fromObjectId(stack, GROUP, PrincipalType.USER)).not.toThrow();
});

test("an assignment beside azurerm's own class is refused, another one is not", () => {
  const beside = (role: string) => () =>
    synth((stack) => {
      const identity = new ManagedIdentity(stack, "identity", { name: "my-id", resourceGroupName: "my-rg", location: "westeurope" });
      identity.assignRole(Role.ACR_PULL, SCOPE);
      new RoleAssignment(stack, "own", { scope: SCOPE, roleDefinitionName: role, principalId: identity.principalId });
    });
  expect(beside("AcrPull")).toThrow(/\[test\/own\] is the same role assignment as \[test\/identity-access.*allowed: one/);
  expect(beside("AcrPush")).not.toThrow();
});
