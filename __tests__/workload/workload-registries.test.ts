import { TerraformStack } from "cdktf";
import {
  AppIdentity,
  ContainerImage,
  ContainerRegistry,
  IContainerRegistry,
  JobTrigger,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppJob,
  RegistryCredentials,
} from "../../lib/index";
import { ID, SERVER, find, know, pullIdentity, running } from "../support/registry";
import { appProps, importVault, newStack, synth } from "../support/synth";

describe("options", () => {
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
    expect(program.env).toEqual([
      { name: "AZURE_CLIENT_ID", value: expect.stringContaining("app_Identity") as string },
    ]);
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
});

describe("refused", () => {
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
              registries: [find(stack), find(stack, "again", other)].map((one) =>
                RegistryCredentials.fromRegistry(one),
              ),
            }),
          ),
      );
    expect(twice("HUB7F3A")).toThrow(/- registries\[1\]\.server is a registry; allowed: one entry for a registry/);
    expect(twice("other7f3a")).not.toThrow();
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
      /- containers\[0\]\.image is the system-assigned identity, for a registry; allowed: a pull by a user-assigned identity: .*fromRegistry\(registry, image, \{ identity \}\)/,
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
});
