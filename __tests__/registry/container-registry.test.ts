import { ContainerRegistry as AzurermContainerRegistry } from "@cdktf/provider-azurerm/lib/container-registry";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import {
  ContainerImage,
  ContainerRegistry,
  ManagedIdentityContainerApp,
  RegistryCredentials,
  RegistryRoleAssignmentMode,
  Role,
} from "../../lib/index";
import { ID, SERVER, find, know, pullIdentity, running } from "../support/registry";
import { appProps, newStack, synth } from "../support/synth";

const { ABAC_REPOSITORY_PERMISSIONS, LEGACY_REGISTRY_PERMISSIONS } = RegistryRoleAssignmentMode;
describe("minimal", () => {
  test("an image of a registry has the app sign in, gives it the role, and waits for that", () => {
    const program = running(find);
    const app = program.only("azurerm_container_app");
    const [[role, assignment]] = Object.entries(program.all("azurerm_role_assignment")) as [[string, object]];
    const server = "${data.azurerm_container_registry.registry_EFEA226F.login_server}";
    expect(app.registry).toEqual([{ server, identity: (app.identity as { identity_ids: string[] }).identity_ids[0] }]);
    expect(program.container.image).toBe(`${server}/api:1.2`);
    expect(assignment).toMatchObject({
      scope: "${data.azurerm_container_registry.registry_EFEA226F.id}",
      role_definition_name: "AcrPull",
      principal_type: "ServicePrincipal",
    });
    expect(app.depends_on).toEqual([
      `azurerm_role_assignment.${role}`,
      expect.stringMatching(/^time_sleep\.app_Propagation/),
    ]);
    expect(program.only("time_sleep").triggers).toEqual({ [role]: `\${azurerm_role_assignment.${role}.id}` });
  });
});

describe("options", () => {
  test("a registry with permissions by repository takes the role for these", () => {
    expect(
      running((stack) => know(stack, "registry", ABAC_REPOSITORY_PERMISSIONS)).only("azurerm_role_assignment")
        .role_definition_name,
    ).toBe("Container Registry Repository Reader");
  });

  test("the role is assigned by the provider of the registry's subscription", () => {
    const program = running((stack) => {
      const provider = new AzurermProvider(stack, "hub", { alias: "hub", features: [{}] });
      return ContainerRegistry.fromRegistryName(stack, "registry", {
        name: "hub7f3a",
        resourceGroupName: "hub-rg",
        provider,
      });
    });
    expect(program.only("azurerm_role_assignment").provider).toBe("azurerm.hub");
  });

  test("the role by name of the registry, by its id and by azurerm's class is one", () => {
    const program = synth((stack) => {
      const identity = pullIdentity(stack);
      find(stack).grantPull(identity);
      know(stack, "known").grantPull(identity);
      identity.assignRole(Role.ACR_PULL, ID);
    });
    expect(Object.keys(program.all("azurerm_role_assignment"))).toHaveLength(1);
    const beside = () =>
      synth((stack) => {
        const identity = pullIdentity(stack);
        know(stack).grantPull(identity);
        new RoleAssignment(stack, "own", {
          scope: ID,
          roleDefinitionName: "AcrPull",
          principalId: identity.principalId,
        });
      });
    expect(beside).toThrow(/\[test\/own\] is the same role assignment as/);
  });

  test("a role on it with a condition is the pull's, whichever line comes first", () => {
    const conditional = (isFirst: boolean) =>
      synth((stack) => {
        const [registry, identity] = [know(stack, "registry", ABAC_REPOSITORY_PERMISSIONS), pullIdentity(stack)];
        const lines = [
          () => identity.assignRole(Role.CONTAINER_REGISTRY_REPOSITORY_READER, ID, { condition: "of one repository" }),
          () =>
            new ManagedIdentityContainerApp(
              stack,
              "app",
              appProps(stack, {
                containers: [{ image: ContainerImage.fromRegistry(registry, "api:1", { identity }) }],
              }),
            ),
        ];
        (isFirst ? lines : lines.reverse()).forEach((line) => line());
      });
    expect(conditional(true).only("azurerm_role_assignment").condition).toBe("of one repository");
    expect(conditional(false).text).toBe(conditional(true).text);
  });

  test("an app waits for the role on its own registry, and not for those of others that share its identity", () => {
    const program = synth((stack) => {
      const identity = pullIdentity(stack);
      for (const name of ["one7f3a", "two7f3a"]) {
        const containers = [{ image: ContainerImage.fromRegistry(find(stack, name, name), "api:1", { identity }) }];
        new ManagedIdentityContainerApp(stack, `app-${name}`, appProps(stack, { name: `app-${name}`, containers }));
      }
    });
    const triggers = Object.values(program.all("time_sleep")).map(({ triggers: all }) => Object.keys(all!));
    expect(triggers).toEqual([[expect.stringContaining("one7f3a")], [expect.stringContaining("two7f3a")]]);
  });
});

describe("imported", () => {
  test("a registry is found by its id", () => {
    const program = running((stack) => ContainerRegistry.fromRegistryId(stack, "registry", ID));
    expect(Object.values(program.json.data!.azurerm_container_registry!)).toEqual([
      { name: "hub7f3a", resource_group_name: "hub-rg" },
    ]);
  });

  test("a registry is known by its attributes, without a look at Azure", () => {
    const program = running(know);
    expect(program.json.data).toBeUndefined();
    expect(program.container.image).toBe(`${SERVER}/api:1.2`);
    expect(program.only("azurerm_role_assignment").scope).toBe(ID);
  });

  test("a registry that the program makes is known by the attributes of azurerm's class", () => {
    const program = running((stack) => {
      const { id: registryId, loginServer } = new AzurermContainerRegistry(stack, "own", {
        name: "own7f3a",
        resourceGroupName: "my-rg",
        location: "westeurope",
        sku: "Basic",
      });
      return ContainerRegistry.fromRegistryAttributes(stack, "registry", { registryId, loginServer });
    });
    expect(program.only("azurerm_role_assignment").scope).toBe("${azurerm_container_registry.own.id}");
  });

  test("a registry that the program makes is one, by its name, its id and its server", () => {
    const program = synth((stack) => {
      const own = new AzurermContainerRegistry(stack, "own", {
        name: "own7f3a",
        resourceGroupName: "my-rg",
        location: "westeurope",
        sku: "Basic",
      });
      const images = [
        ContainerRegistry.fromRegistryAttributes(stack, "known", { registryId: own.id, loginServer: own.loginServer }),
        ContainerRegistry.fromRegistryName(stack, "found", {
          name: own.name,
          resourceGroupName: own.resourceGroupName,
        }),
      ].map((registry) => ContainerImage.fromRegistry(registry, "api:1", { pushedBy: [] }));
      const containers = images.map((image, i) => ({ name: `c${i}`, image }));
      new ManagedIdentityContainerApp(
        stack,
        "app",
        appProps(stack, { containers, registries: [RegistryCredentials.withIdentity(own.loginServer)] }),
      );
    });
    expect(program.only("azurerm_container_app").registry).toHaveLength(1);
    expect(Object.keys(program.all("azurerm_role_assignment"))).toHaveLength(1);
  });
});

describe("refused", () => {
  test.each([
    ["hub-7f3a", "hub7f3a"],
    ["hub7", "hub7f"],
    ["a".repeat(51), "a".repeat(50)],
  ])("a registry called %p is refused, %p is not", (refused, accepted) => {
    expect(() => find(newStack(), "registry", refused)).toThrow(/name is .*; allowed: 5 to 50 letters and digits/);
    expect(() => find(newStack(), "registry", accepted)).not.toThrow();
  });

  test("attributes that cannot be a registry's are refused", () => {
    const of = (registryId: string, loginServer: string, roleAssignmentMode?: string) => () =>
      ContainerRegistry.fromRegistryAttributes(newStack(), "registry", {
        registryId,
        loginServer,
        roleAssignmentMode: roleAssignmentMode as RegistryRoleAssignmentMode,
      });
    expect(of(ID.toLowerCase(), SERVER)).toThrow(/registryId is /);
    expect(of(ID, `https://${SERVER}`)).toThrow(/loginServer is /);
    expect(of(ID, SERVER, "abac")).toThrow(
      /roleAssignmentMode is "abac"; allowed: RegistryRoleAssignmentMode\.\w+, RegistryRoleAssignmentMode\.\w+/,
    );
    expect(of(ID, SERVER, LEGACY_REGISTRY_PERMISSIONS)).not.toThrow();
  });

  test("other attributes than its id and its server are refused", () => {
    const stack = newStack();
    const own = new AzurermContainerRegistry(stack, "own", {
      name: "own7f3a",
      resourceGroupName: "my-rg",
      location: "westeurope",
      sku: "Basic",
    });
    const of = (id: string, registryId: string, loginServer: string) => () =>
      ContainerRegistry.fromRegistryAttributes(stack, id, { registryId, loginServer });
    expect(of("a", own.name, own.loginServer)).toThrow(
      /registryId is "azurerm_container_registry\.own\.name"; allowed: the attribute id/,
    );
    expect(of("b", own.id, own.id)).toThrow(
      /loginServer is "azurerm_container_registry\.own\.id"; allowed: the attribute login_server/,
    );
    expect(of("c", own.id, own.loginServer)).not.toThrow();
  });

  test("the id of another subscription than that of the provider is refused", () => {
    const finding = (subscriptionId: string) => () =>
      running((stack) =>
        ContainerRegistry.fromRegistryId(stack, "registry", ID, {
          provider: new AzurermProvider(stack, "hub", { alias: "hub", subscriptionId, features: [{}] }),
        }),
      );
    expect(finding("11111111-1111-1111-1111-111111111111")).toThrow(
      /registryId is .*; allowed: an id in 11111111.*, the subscription of the provider/,
    );
    expect(finding("00000000-0000-0000-0000-000000000000")).not.toThrow();
  });

  test("the literal name of a registry that the program makes is refused, that of another is not", () => {
    const program = (name: string) => () =>
      running((stack) => {
        new AzurermContainerRegistry(stack, "own", {
          name,
          resourceGroupName: "my-rg",
          location: "westeurope",
          sku: "Basic",
        });
        return find(stack);
      });
    expect(program("hub7F3a")).toThrow(
      /\[test\/registry\] name is the literal name "hub7f3a" of \[test\/own\], which this program makes; .*fromRegistryAttributes/,
    );
    expect(program("another")).not.toThrow();
  });

  test("one registry in two modes is refused", () => {
    const stack = newStack();
    know(stack);
    expect(() => know(stack, "again", ABAC_REPOSITORY_PERMISSIONS)).toThrow(
      /\[test\/again\] roleAssignmentMode is AbacRepositoryPermissions; allowed: LegacyRegistryPermissions, which \[test\/registry\] states/,
    );
    expect(() => know(stack, "same")).not.toThrow();
  });

  test.each([
    [ABAC_REPOSITORY_PERMISSIONS, Role.ACR_PULL, Role.CONTAINER_REGISTRY_REPOSITORY_READER],
    [LEGACY_REGISTRY_PERMISSIONS, Role.CONTAINER_REGISTRY_REPOSITORY_READER, Role.ACR_PUSH],
  ])("in the mode %s the role %p has no effect and is refused, the other is not", (mode, refused, accepted) => {
    const assigning = (role: Role) => () =>
      synth((stack) => {
        know(stack, "registry", mode);
        pullIdentity(stack).assignRole(role, ID);
      });
    expect(assigning(refused)).toThrow(
      new RegExp(
        `assigns ${refused.roleName} on \\[test/registry\\], whose roleAssignmentMode is ${mode}; allowed: the roles of that mode`,
        "i",
      ),
    );
    expect(assigning(accepted)).not.toThrow();
  });

  test("nobody is granted nothing", () => {
    expect(() => find(newStack()).grantPull(undefined as never)).toThrow(
      /\[test\/registry\] is refused:\n  - grantee is missing; allowed: an app, an identity or a principal/,
    );
  });
});
