import { Principal, PrincipalType, Role } from "../lib";
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
    Principal.fromObjectId(stack, GROUP.toLowerCase()).assignRole(Role.fromName("AcrPull"), SCOPE.toUpperCase());
  });
  expect(Object.keys(program.all("azurerm_role_assignment"))).toHaveLength(1);
});

test("one assignment that is asked for in two ways is refused", () => {
  const group = Principal.fromObjectId(newStack(), GROUP);
  group.assignRole(Role.ACR_PULL, SCOPE, { condition: "a" });
  expect(() => group.assignRole(Role.ACR_PULL, SCOPE, { condition: "b" })).toThrow(/\[test\/identity-access.*condition.*Say the same in both places/);
});

test("a role on a name instead of an id is refused", () => {
  const group = Principal.fromObjectId(newStack(), GROUP);
  expect(() => group.assignRole(Role.ACR_PULL, "my-registry")).toThrow(/\[test\] is refused:\n  - scope is "my-registry"; allowed: the id of/);
});

test("a role without a name, or by an id that would differ at every plan, is refused", () => {
  expect(() => Role.fromName(" ")).toThrow(/A role's name is " "/);
  expect(() => Role.fromDefinitionId("/providers/Microsoft.Authorization/roleDefinitions/1")).toThrow(/definition id is .*; allowed: \/subscriptions/);
});
