import { ContainerRegistry as AzurermContainerRegistry } from "@cdktf/provider-azurerm/lib/container-registry";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { TerraformStack } from "cdktf";
import {
  AppIdentity,
  ContainerImage,
  ContainerRegistry,
  IContainerRegistry,
  JobTrigger,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppJob,
  ManagedIdentityContainerAppProps,
  RegistryCredentials,
  RegistryRoleAssignmentMode,
  Role,
} from "../../lib/index";
import { appProps, importVault, newStack, synth } from "../support/synth";

const { ABAC_REPOSITORY_PERMISSIONS, LEGACY_REGISTRY_PERMISSIONS } = RegistryRoleAssignmentMode;
const GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-rg";
const ID = `${GROUP}/providers/Microsoft.ContainerRegistry/registries/hub7f3a`;
const SERVER = "hub7f3a.azurecr.io";

const find = (stack: TerraformStack, id = "registry", name = "hub7f3a") =>
  ContainerRegistry.fromRegistryName(stack, id, { name, resourceGroupName: "hub-rg" });
const know = (stack: TerraformStack, id = "registry", roleAssignmentMode?: RegistryRoleAssignmentMode) =>
  ContainerRegistry.fromRegistryAttributes(stack, id, { registryId: ID, loginServer: SERVER, roleAssignmentMode });
const pullIdentity = (stack: TerraformStack, id = "pull") =>
  ManagedIdentity.fromIdentityName(stack, id, { name: id, resourceGroupName: "hub-rg" });

/** The program of an app that runs one image of the registry. */
const running = (
  registryIn: (stack: TerraformStack) => IContainerRegistry,
  props: (stack: TerraformStack) => Partial<ManagedIdentityContainerAppProps> = () => ({}),
) =>
  synth((stack) => {
    const containers = [{ image: ContainerImage.fromRegistry(registryIn(stack), "api:1.2", { pushedBy: [] }) }];
    new ManagedIdentityContainerApp(stack, "app", appProps(stack, { containers, ...props(stack) }));
  });

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

test("an image may be pulled by an identity of its own, which the code does not use", () => {
  const program = synth((stack) => {
    const image = ContainerImage.fromRegistry(find(stack), "api:1.2", { identity: pullIdentity(stack) });
    new ManagedIdentityContainerApp(stack, "app", appProps(stack, { containers: [{ image }] }));
  });
  const app = program.only("azurerm_container_app");
  expect((app.identity as { identity_ids: string[] }).identity_ids).toEqual([
    expect.stringContaining("app_Identity"),
    expect.stringContaining("pull"),
  ]);
  expect(app.registry).toMatchObject([{ identity: expect.stringContaining("pull") as string }]);
  expect(program.only("azurerm_role_assignment").principal_id).toContain("pull");
  expect(program.env).toEqual([{ name: "AZURE_CLIENT_ID", value: expect.stringContaining("app_Identity") as string }]);
});

test("several images of a registry, init containers among them, are one sign-in and one role; another registry is another", () => {
  const program = synth((stack) => {
    const [one, other] = [find(stack), find(stack, "other", "other7f3a")];
    const containers = [
      { name: "api", image: ContainerImage.fromRegistry(one, "api:1") },
      { name: "log", image: ContainerImage.fromRegistry(one, "log:1") },
      { name: "proxy", image: ContainerImage.fromRegistry(other, "proxy@sha256:" + "a".repeat(64)) },
    ];
    const initContainers = [{ name: "init", image: ContainerImage.fromRegistry(one, "init") }];
    new ManagedIdentityContainerApp(stack, "app", appProps(stack, { containers, initContainers }));
  });
  expect(program.only("azurerm_container_app").registry).toHaveLength(2);
  expect(Object.keys(program.all("azurerm_role_assignment"))).toHaveLength(2);
  expect(Object.keys(program.only("time_sleep").triggers!)).toHaveLength(2);
});

test("a job pulls likewise", () => {
  const program = synth((stack) => {
    const containers = [{ image: ContainerImage.fromRegistry(find(stack), "job:1") }];
    new ManagedIdentityContainerAppJob(stack, "job", {
      ...appProps(stack, { containers }),
      location: "westeurope",
      trigger: JobTrigger.manual(),
    });
  });
  expect(program.only("azurerm_container_app_job").depends_on).toEqual([
    expect.stringMatching(/AcrPull/),
    expect.stringMatching(/^time_sleep/),
  ]);
});

test.each<[string, (stack: TerraformStack, registry: IContainerRegistry) => RegistryCredentials]>([
  ["the same construct", (stack, registry) => RegistryCredentials.fromRegistry(registry, pullIdentity(stack))],
  ["another import of it", (stack) => RegistryCredentials.fromRegistry(know(stack, "again"), pullIdentity(stack))],
  ["its server", (stack, registry) => RegistryCredentials.withIdentity(registry.loginServer, pullIdentity(stack))],
])("what registries says of the image's registry holds, by %s", (_, credentialsOf) => {
  const program = synth((stack) => {
    const registry = find(stack);
    const containers = [{ image: ContainerImage.fromRegistry(registry, "api:1.2") }];
    new ManagedIdentityContainerApp(
      stack,
      "app",
      appProps(stack, { containers, registries: [credentialsOf(stack, registry)] }),
    );
  });
  expect(program.only("azurerm_container_app").registry).toEqual([
    { server: expect.anything() as unknown, identity: expect.stringContaining("pull") as string },
  ]);
  expect(program.only("azurerm_role_assignment").principal_id).toContain("pull");
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
      ContainerRegistry.fromRegistryName(stack, "found", { name: own.name, resourceGroupName: own.resourceGroupName }),
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

test("the literal server of a registry that is known by its name is that registry; one server of two registries is refused", () => {
  const program = running(find, (stack) => ({
    registries: [RegistryCredentials.withPassword(SERVER, "me", importVault(stack).secret("acr"))],
  }));
  expect(program.only("azurerm_container_app").registry).toEqual([
    { server: SERVER, username: "me", password_secret_name: "acr" },
  ]);
  const two = (other: string) => () =>
    synth((stack) => {
      const registries = [ID, ID.replace("hub7f3a", "two7f3a")].map((registryId, i) =>
        ContainerRegistry.fromRegistryAttributes(stack, `registry${i}`, {
          registryId,
          loginServer: i === 0 ? SERVER : other,
        }),
      );
      const containers = registries.map((registry, i) => ({
        name: `c${i}`,
        image: ContainerImage.fromRegistry(registry, "api:1"),
      }));
      new ManagedIdentityContainerApp(stack, "app", appProps(stack, { containers }));
    });
  expect(two(SERVER)).toThrow(/containers\[1\]\.image is "hub7f3a\.azurecr\.io"; allowed: one entry for a registry/);
  expect(two("two7f3a.azurecr.io")).not.toThrow();
});

test("one registry twice among registries is refused, two are not", () => {
  const twice = (other: string) => () =>
    synth(
      (stack) =>
        new ManagedIdentityContainerApp(
          stack,
          "app",
          appProps(stack, {
            registries: [find(stack), find(stack, "again", other)].map((one) => RegistryCredentials.fromRegistry(one)),
          }),
        ),
    );
  expect(twice("HUB7F3A")).toThrow(/- registries\[1\]\.server is "a registry"; allowed: one entry for a registry/);
  expect(twice("other7f3a")).not.toThrow();
});

test("a registry that a pipeline deploys from is signed in to without an image", () => {
  const program = running(find, (stack) => ({
    containers: [{ image: ContainerImage.of("mcr.microsoft.com/k8se/quickstart:latest") }],
    registries: [RegistryCredentials.fromRegistry(know(stack, "named"), pullIdentity(stack))],
  }));
  expect(program.only("azurerm_role_assignment")).toMatchObject({ scope: ID, role_definition_name: "AcrPull" });
});

test("a password signs in without a role", () => {
  const program = running(know, (stack) => ({
    registries: [RegistryCredentials.withPassword(SERVER, "me", importVault(stack).secret("acr"))],
  }));
  expect(program.only("azurerm_container_app").registry).toEqual([
    { server: SERVER, username: "me", password_secret_name: "acr" },
  ]);
  expect(program.all("azurerm_role_assignment")).toEqual({});
});

test("images of one registry by two identities are refused, by one are not", () => {
  const two = (second: string) => () =>
    synth((stack) => {
      const registry = find(stack);
      const identities = { pull: pullIdentity(stack), other: pullIdentity(stack, "other") };
      const containers = (["pull", second] as const).map((name, i) => ({
        name: `c${i}`,
        image: ContainerImage.fromRegistry(registry, "api:1", { identity: identities[name as "pull"] }),
      }));
      new ManagedIdentityContainerApp(stack, "app", appProps(stack, { containers }));
    });
  expect(two("other")).toThrow(
    /\[test\/app\] is refused:\n  - containers\[1\]\.image is .*another identity.*; allowed: one way to sign in to a registry/,
  );
  expect(two("pull")).not.toThrow();
});

test("a pull by a system-assigned identity alone is refused, by one of its own is not", () => {
  const pulling = (named: boolean) => () =>
    synth((stack) => {
      const image = ContainerImage.fromRegistry(find(stack), "api:1", named ? { identity: pullIdentity(stack) } : {});
      new ManagedIdentityContainerApp(
        stack,
        "app",
        appProps(stack, { identity: AppIdentity.systemAssigned(), containers: [{ image }] }),
      );
    });
  expect(pulling(false)).toThrow(
    /- containers\[0\]\.image is "the system-assigned one, for a registry"; allowed: a pull by a user-assigned identity: .*fromRegistry\(registry, image, \{ identity \}\)/,
  );
  expect(pulling(true)).not.toThrow();
});

test.each([
  ["", "api"],
  ["API", "team/api:V1"],
  [`${SERVER}/api:1:2`, "api@sha256:" + "0".repeat(64)],
  ["https://x/api", "a/b/c:latest"],
  [`${SERVER}/api:1`, "my.team/api:1"],
])("the image %p of a registry is refused, %p is not", (refused, accepted) => {
  const registry = find(newStack());
  expect(() => ContainerImage.fromRegistry(registry, refused)).toThrow(
    /\[test\/registry\] is refused:\n  - image is .*; allowed: <repository>\[:<tag>\]/,
  );
  expect(() => ContainerImage.fromRegistry(registry, accepted)).not.toThrow();
});

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
    /roleAssignmentMode is "abac"; allowed: LegacyRegistryPermissions, AbacRepositoryPermissions/,
  );
  expect(of(ID, SERVER, LEGACY_REGISTRY_PERMISSIONS)).not.toThrow();
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
    /\[test\/again\] roleAssignmentMode is AbacRepositoryPermissions; allowed: LegacyRegistryPermissions, which \[test\/registry\] says/,
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
      new RoleAssignment(stack, "own", { scope: ID, roleDefinitionName: "AcrPull", principalId: identity.principalId });
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
            appProps(stack, { containers: [{ image: ContainerImage.fromRegistry(registry, "api:1", { identity }) }] }),
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
    /registryId is .*; allowed: an id in the subscription of the provider, which is 11111111/,
  );
  expect(finding("00000000-0000-0000-0000-000000000000")).not.toThrow();
});

test("nobody is granted nothing", () => {
  expect(() => find(newStack()).grantPull(undefined as never)).toThrow(
    /\[test\/registry\] is refused:\n  - grantee is missing; allowed: an app, an identity or a principal/,
  );
});
