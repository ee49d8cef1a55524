import { ContainerRegistry } from "@cdktf/provider-azurerm/lib/container-registry";
import { TerraformStack } from "cdktf";
import { AppIdentity, ManagedIdentity, ManagedIdentityContainerApp, ManagedIdentityContainerAppProps, RegistryCredentials, Role } from "../lib";
import { appProps, importVault, newStack, synth } from "./synth";
import { TerraformGraph } from "./terraform-graph";

const SERVER = "my.azurecr.io";

const appOf = (props: (stack: TerraformStack) => Partial<ManagedIdentityContainerAppProps>) =>
  synth((stack) => new ManagedIdentityContainerApp(stack, "app", appProps(stack, props(stack)))).only("azurerm_container_app");

test("by the app's own identity", () => {
  const app = appOf(() => ({ registries: [RegistryCredentials.withIdentity(SERVER)] }));
  const { identity_ids: ids } = app.identity as { identity_ids: string[] };
  expect(app.registry).toEqual([{ server: SERVER, identity: ids[0] }]);
});

test("by an identity of its own, which the app then holds", () => {
  const app = appOf((stack) => ({
    identity: AppIdentity.systemAssigned(),
    registries: [RegistryCredentials.withIdentity(SERVER, ManagedIdentity.fromIdentityName(stack, "pull", { name: "pull", resourceGroupName: "my-rg" }))],
  }));
  expect(app.identity).toEqual({ type: "SystemAssigned, UserAssigned", identity_ids: [expect.stringContaining("pull")] });
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

test("by nobody is refused", () => {
  const stack = newStack();
  const make = (id: string, registries: RegistryCredentials[]) => () => new ManagedIdentityContainerApp(stack, id, appProps(stack, { name: id, registries }));
  expect(make("wrong", [{ username: "me" } as never])).toThrow(/registries\[0\] is "something else"; allowed: RegistryCredentials/);
  expect(make("right", [])).not.toThrow();
});

describe("a role that lets the identity pull", () => {
  /** A registry of the program, and the wait for a role on it. */
  function program(grant: (pull: ManagedIdentity, registry: ContainerRegistry) => unknown, makeFirst: boolean) {
    return synth((stack) => {
      const pull = new ManagedIdentity(stack, "pull", { name: "pull", resourceGroupName: "my-rg", location: "westeurope" });
      const registry = new ContainerRegistry(stack, "registry", { name: "my", resourceGroupName: "my-rg", location: "westeurope", sku: "Basic" });
      const lines = [
        () => new ManagedIdentityContainerApp(stack, "app", appProps(stack, { registries: [RegistryCredentials.withIdentity(registry.loginServer, pull)] })),
        () => grant(pull, registry),
      ];
      (makeFirst ? lines : lines.reverse()).forEach((line) => line());
    });
  }

  test.each([true, false])("has taken effect before the app is made, whichever line comes first (the app: %s)", (appFirst) => {
    const synthesized = program((pull, registry) => pull.assignRole(Role.ACR_PULL, registry.id), appFirst);
    const app = synthesized.only("azurerm_container_app");
    const [role] = Object.keys(synthesized.all("azurerm_role_assignment"));
    expect(app.depends_on).toEqual([`azurerm_role_assignment.${role}`, expect.stringMatching(/^time_sleep\.app_Propagation/)]);
    expect(synthesized.only("time_sleep").triggers).toEqual({ [role!]: `\${azurerm_role_assignment.${role}.id}` });
    expect(synthesized.json.terraform).toMatchObject({ required_providers: { time: { source: "hashicorp/time" } } });
    expect(new TerraformGraph(synthesized).onCycles).toEqual([]);
  });

  test.each([
    ["AcrPull by its id", Role.fromDefinitionId(`/subscriptions/1/providers/Microsoft.Authorization/roleDefinitions/${Role.ACR_PULL.builtInId}`), 1],
    ["a role that may be one", Role.fromName("My Puller"), 1],
    ["a role that is none", Role.STORAGE_BLOB_DATA_READER, 0],
  ])("%s is waited for so often", (_, role, waits) => {
    const synthesized = program((pull, registry) => pull.assignRole(role, registry.id), true);
    expect(Object.keys(synthesized.all("time_sleep"))).toHaveLength(waits);
    expect(synthesized.json.terraform!.required_providers).toEqual(
      waits ? expect.objectContaining({ time: expect.anything() as unknown }) : expect.not.objectContaining({ time: expect.anything() as unknown }),
    );
  });

  test("that depends on an app is not waited for", () => {
    const synthesized = synth((stack) => {
      const app = new ManagedIdentityContainerApp(stack, "app", appProps(stack, { registries: [RegistryCredentials.withIdentity(SERVER)] }));
      app.assignRole(Role.ACR_PULL, app.containerAppId);
    });
    expect(synthesized.only("azurerm_container_app")).not.toHaveProperty("depends_on");
    expect(synthesized.all("time_sleep")).toEqual({});
  });
});
