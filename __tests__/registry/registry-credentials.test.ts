import { ContainerRegistry } from "@cdktf/provider-azurerm/lib/container-registry";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { TerraformStack, TerraformVariable } from "cdktf";
import {
  AppIdentity,
  ContainerImage,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppProps,
  RegistryCredentials,
  Role,
} from "../../lib/index";
import { appProps, importVault, newStack, synth } from "../support/synth";
import { TerraformGraph } from "../support/terraform-graph";

const SERVER = "my.azurecr.io";
const SCOPE = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/acr-rg";

const appOf = (props: (stack: TerraformStack) => Partial<ManagedIdentityContainerAppProps>) =>
  synth((stack) => new ManagedIdentityContainerApp(stack, "app", appProps(stack, props(stack)))).only(
    "azurerm_container_app",
  );

describe("minimal", () => {
  test("by the app's own identity", () => {
    const app = appOf(() => ({ registries: [RegistryCredentials.withIdentity(SERVER)] }));
    const { identity_ids: ids } = app.identity as { identity_ids: string[] };
    expect(app.registry).toEqual([{ server: SERVER, identity: ids[0] }]);
  });
});

describe("options", () => {
  test("by an identity of its own, which the app then holds", () => {
    const app = appOf((stack) => ({
      identity: AppIdentity.systemAssigned(),
      registries: [
        RegistryCredentials.withIdentity(
          SERVER,
          ManagedIdentity.fromIdentityName(stack, "pull", { name: "pull", resourceGroupName: "my-rg" }),
        ),
      ],
    }));
    expect(app.identity).toEqual({
      type: "SystemAssigned, UserAssigned",
      identity_ids: [expect.stringContaining("pull")],
    });
    expect(app.registry).toMatchObject([{ identity: expect.stringContaining("pull") as string }]);
  });

  test("by a password, which is a secret of the app and of no container", () => {
    const app = appOf((stack) => ({
      identity: AppIdentity.userAssigned(),
      registries: [RegistryCredentials.withPassword("docker.io", "me", importVault(stack).secret("Docker"))],
    }));
    expect(app.registry).toEqual([{ server: "docker.io", username: "me", password_secret_name: "docker" }]);
    expect(app.secret).toMatchObject([{ name: "docker" }]);
    expect(JSON.stringify(app.template)).not.toContain('docker"');
  });

  describe("a registry by its literal name", () => {
    const registryIn = (stack: TerraformStack) =>
      new ContainerRegistry(stack, "registry", {
        name: "my",
        resourceGroupName: "my-rg",
        location: "westeurope",
        sku: "Basic",
      });

    test("is waited for where the program makes it", () => {
      const program = synth((stack) => {
        const identity = ManagedIdentity.fromIdentityName(stack, "pull", { name: "pull", resourceGroupName: "my-rg" });
        new ManagedIdentityContainerApp(
          stack,
          "app",
          appProps(stack, {
            identity: AppIdentity.userAssigned(identity),
            registries: [RegistryCredentials.withIdentity(SERVER)],
          }),
        );
        identity.assignRole(Role.fromName("Reader"), `${SCOPE}/providers/Microsoft.ContainerRegistry/registries/my`);
        registryIn(stack);
      });
      expect(program.only("azurerm_container_app").depends_on).toContain("azurerm_container_registry.registry");
      expect(program.only("azurerm_role_assignment").depends_on).toEqual(["azurerm_container_registry.registry"]);
    });
  });

  describe("a role that lets the identity pull", () => {
    /** A registry of the program, and the wait for a role on it. */
    function program(grant: (pull: ManagedIdentity, registry: ContainerRegistry) => unknown, makeFirst: boolean) {
      return synth((stack) => {
        const pull = new ManagedIdentity(stack, "pull", {
          name: "pull",
          resourceGroupName: "my-rg",
          location: "westeurope",
        });
        const registry = new ContainerRegistry(stack, "registry", {
          name: "my",
          resourceGroupName: "my-rg",
          location: "westeurope",
          sku: "Basic",
        });
        const lines = [
          () =>
            new ManagedIdentityContainerApp(
              stack,
              "app",
              appProps(stack, { registries: [RegistryCredentials.withIdentity(registry.loginServer, pull)] }),
            ),
          () => grant(pull, registry),
        ];
        (makeFirst ? lines : lines.reverse()).forEach((line) => line());
      });
    }

    test.each([true, false])(
      "has taken effect before the app is made, whichever line comes first (the app: %s)",
      (appFirst) => {
        const synthesized = program((pull, registry) => pull.assignRole(Role.ACR_PULL, registry.id), appFirst);
        const app = synthesized.only("azurerm_container_app");
        const [role] = Object.keys(synthesized.all("azurerm_role_assignment"));
        expect(app.depends_on).toEqual([
          `azurerm_role_assignment.${role}`,
          expect.stringMatching(/^time_sleep\.app_Propagation/),
        ]);
        expect(synthesized.only("time_sleep").triggers).toEqual({ [role!]: `\${azurerm_role_assignment.${role}.id}` });
        expect(synthesized.json.terraform).toMatchObject({
          required_providers: { time: { source: "hashicorp/time" } },
        });
        expect(new TerraformGraph(synthesized).onCycles).toEqual([]);
      },
    );

    test.each([
      [
        "AcrPull by its id",
        Role.fromDefinitionId(
          `/subscriptions/1/providers/Microsoft.Authorization/roleDefinitions/${Role.ACR_PULL.builtInId}`,
        ),
        1,
      ],
      ["a role that may be one", Role.fromName("My Puller"), 1],
      ["AcrPush, which includes it", Role.ACR_PUSH, 1],
      ["a role that is none", Role.MONITORING_METRICS_PUBLISHER, 0],
    ])("%s is waited for so often", (_, role, waits) => {
      const synthesized = program((pull, registry) => pull.assignRole(role, registry.id), true);
      expect(Object.keys(synthesized.all("time_sleep"))).toHaveLength(waits);
      expect(synthesized.json.terraform!.required_providers).toEqual(
        waits
          ? expect.objectContaining({ time: expect.anything() as unknown })
          : expect.not.objectContaining({ time: expect.anything() as unknown }),
      );
    });

    test("is waited for as azurerm's own class, too", () => {
      const synthesized = program(
        (pull, registry) =>
          new RoleAssignment(registry, "own", {
            scope: registry.id,
            roleDefinitionName: "AcrPull",
            principalId: pull.principalId,
          }),
        true,
      );
      expect(synthesized.only("azurerm_container_app").depends_on).toEqual([
        expect.stringMatching(/^azurerm_role_assignment\.registry_own/),
        expect.stringMatching(/^time_sleep\.app_Propagation/),
      ]);
    });
  });
});

describe("refused", () => {
  test("by nobody is refused", () => {
    const stack = newStack();
    const make = (id: string, registries: RegistryCredentials[]) => () =>
      new ManagedIdentityContainerApp(stack, id, appProps(stack, { name: id, registries }));
    expect(make("wrong", [{ username: "me" } as never])).toThrow(
      /registries\[0\] is another object; allowed: RegistryCredentials/,
    );
    expect(make("right", [])).not.toThrow();
  });

  test("an identity that the program makes and gives no role to cannot pull the app's image", () => {
    const pulling = (image: string, role?: Role) => () =>
      synth((stack) => {
        const app = new ManagedIdentityContainerApp(
          stack,
          "app",
          appProps(stack, {
            registries: [RegistryCredentials.withIdentity(SERVER)],
            containers: [{ image: ContainerImage.of(image) }],
          }),
        );
        if (role) {
          app.assignRole(role, SCOPE);
        }
      });
    expect(pulling(`${SERVER}/api:1`)).toThrow(
      /\[test\/app\] pulls images from my\.azurecr\.io by an identity that this program makes and assigns no role to; .*Role\.ACR_PULL/,
    );
    expect(pulling(`${SERVER}/api:1`, Role.STORAGE_BLOB_DATA_READER)).toThrow(/assigns no role to/);
    expect(pulling(`${SERVER}/api:1`, Role.ACR_PULL)).not.toThrow();
    expect(pulling("nginx")).not.toThrow();
  });

  test("the image may be given by reference, as the server of its registry or as a whole", () => {
    const pulling = (imageOf: (registry: ContainerRegistry, variable: TerraformVariable) => string) => () =>
      synth((stack) => {
        const registry = new ContainerRegistry(stack, "registry", {
          name: "my",
          resourceGroupName: "my-rg",
          location: "westeurope",
          sku: "Basic",
        });
        const image = ContainerImage.of(imageOf(registry, new TerraformVariable(stack, "image", {})));
        new ManagedIdentityContainerApp(
          stack,
          "app",
          appProps(stack, {
            registries: [RegistryCredentials.withIdentity(registry.loginServer)],
            containers: [{ image }],
          }),
        );
      });
    expect(pulling((registry) => `${registry.loginServer}/api:1`)).toThrow(
      /\[test\/app\] pulls images from a registry by an identity that .* assigns no role to/,
    );
    expect(pulling((_, variable) => variable.stringValue)).not.toThrow();
    expect(pulling((_, variable) => variable.value as string)).not.toThrow();
  });

  describe("a role that lets the identity pull", () => {
    test("that depends on the app itself is refused, and one that may be none is not waited for", () => {
      const dependent = (role: Role) =>
        synth((stack) => {
          const app = new ManagedIdentityContainerApp(
            stack,
            "app",
            appProps(stack, { registries: [RegistryCredentials.withIdentity(SERVER)] }),
          );
          app.assignRole(role, `${app.resource.resourceGroupName}/providers/Microsoft.ContainerRegistry/registries/my`);
        });
      expect(() => dependent(Role.ACR_PULL)).toThrow(
        /\[test\/app\] needs the role assignment AcrPull of \[test\/app\] when it is created, which depends on the app itself/,
      );
      const synthesized = dependent(Role.fromName("My Puller"));
      expect(synthesized.only("azurerm_container_app")).not.toHaveProperty("depends_on");
      expect(synthesized.all("time_sleep")).toEqual({});
    });
  });
});
