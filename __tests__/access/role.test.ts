import { DataAzurermRoleDefinition } from "@cdktf/provider-azurerm/lib/data-azurerm-role-definition";
import { RoleDefinition } from "@cdktf/provider-azurerm/lib/role-definition";
import { TerraformStack, TerraformVariable } from "cdktf";
import { Principal, PrincipalType, Role } from "../../lib/index";
import { builtInRole } from "../../lib/review/azure/built-in-roles";
import { newStack, synth } from "../support/synth";

const GROUP = "AAAAAAAA-0000-0000-0000-000000000000";
const SCOPE = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg";
const DEFINITION = `/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Authorization/roleDefinitions/${GROUP}`;
const CONSTANTS = Object.entries(Role).filter((entry): entry is [string, Role] => entry[1] instanceof Role);
const STORAGE = `${SCOPE}/providers/Microsoft.Storage/storageAccounts/st`;

describe("minimal", () => {
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
});

describe("options", () => {
  test("each constant has a name, an id and a place of its own", () => {
    expect(CONSTANTS.length).toBeGreaterThan(30);
    for (const part of ["roleName", "builtInId"] as const) {
      expect(new Set(CONSTANTS.map(([, role]) => role[part])).size).toBe(CONSTANTS.length);
    }
  });

  test.each(CONSTANTS)("%s has the name and the id that the access review knows", (_, { roleName, builtInId }) => {
    expect(builtInRole(roleName!)).toMatchObject({ name: roleName, id: builtInId });
    expect(builtInRole(builtInId!)).toBe(builtInRole(roleName!));
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

  test("a built-in role is written by its name, whichever line gives it how", () => {
    const program = (roles: Role[]) =>
      synth((stack) =>
        roles.forEach((role) => Principal.fromObjectId(stack, GROUP, PrincipalType.GROUP).assignRole(role, SCOPE)),
      );
    const roles = [
      Role.fromDefinitionId(DEFINITION.replace(GROUP, Role.ACR_PULL.builtInId!)),
      Role.fromName("acrpull"),
    ];
    expect(program(roles).only("azurerm_role_assignment")).toMatchObject({ role_definition_name: "AcrPull" });
    expect(program(roles).only("azurerm_role_assignment")).not.toHaveProperty("role_definition_id");
    expect(program([...roles].reverse()).text).toBe(program(roles).text);
  });

  test("a role by a reference is one that may be anything", () => {
    const program = synth((stack) => {
      const name = new TerraformVariable(stack, "role", { type: "string" });
      Principal.fromObjectId(stack, GROUP, PrincipalType.GROUP).assignRole(Role.fromName(name.value as string), SCOPE);
    });
    expect(program.only("azurerm_role_assignment").role_definition_name).toBe("${var.role}");
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

  describe("a custom role that the program makes", () => {
    const define = (stack: TerraformStack) =>
      new RoleDefinition(stack, "reader", {
        name: "Order Reader",
        scope: SCOPE,
        permissions: [{ actions: ["*/read"] }],
      });

    test("is waited for where it is assigned by its literal name", () => {
      const program = synth((stack) => {
        Principal.fromObjectId(stack, GROUP, PrincipalType.GROUP).assignRole(Role.fromName("order reader"), SCOPE);
        define(stack);
      });
      expect(program.only("azurerm_role_assignment").depends_on).toEqual(["azurerm_role_definition.reader"]);
    });
  });
});

describe("refused", () => {
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

  test("a role by an id of another subscription than its scope's is refused", () => {
    const group = Principal.fromObjectId(newStack(), GROUP, PrincipalType.GROUP);
    expect(() =>
      group.assignRole(Role.fromDefinitionId(DEFINITION.replace("00000000-0000", "00000001-0000")), SCOPE),
    ).toThrow(/- role is .*; allowed: .*in the subscription of the scope/);
    expect(() => group.assignRole(Role.fromDefinitionId(DEFINITION), SCOPE)).not.toThrow();
  });

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

  describe("a custom role that the program makes", () => {
    const define = (stack: TerraformStack) =>
      new RoleDefinition(stack, "reader", {
        name: "Order Reader",
        scope: SCOPE,
        permissions: [{ actions: ["*/read"] }],
      });

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
});
