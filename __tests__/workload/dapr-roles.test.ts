import { ContainerAppEnvironmentDaprComponent } from "@cdktf/provider-azurerm/lib/container-app-environment-dapr-component";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { StorageContainer } from "@cdktf/provider-azurerm/lib/storage-container";
import { App, TerraformStack } from "cdktf";
import {
  AppIdentity,
  ContainerAppEnvironment,
  DaprComponent,
  DaprComponentType,
  GrantHandOver,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  Role,
} from "../../lib/index";
import { PLACE, storageIn } from "../support/services";
import { appProps, synth, Synthesized } from "../support/synth";
import { TerraformGraph } from "../support/terraform-graph";

/** A program with an app that has Dapr and an identity of its own, and another identity beside it. */
const program = (
  component: (parts: Parts) => void,
  identityOf = (own: ManagedIdentity, other: ManagedIdentity) => AppIdentity.userAssigned(own, other),
): Synthesized =>
  synth((stack) => {
    const environment = new ContainerAppEnvironment(stack, "environment", { ...PLACE, name: "shop" });
    const [identity, other] = ["own", "other"].map((name) => new ManagedIdentity(stack, name, { ...PLACE, name }));
    const app = new ManagedIdentityContainerApp(
      stack,
      "app",
      appProps(stack, {
        name: "app",
        environment,
        identity: identityOf(identity!, other!),
        dapr: { appId: "app", appPort: 80 },
      }),
    );
    component({ stack, environment, app, identity: identity!, other: other! });
  });

interface Parts {
  readonly stack: TerraformStack;
  readonly environment: ContainerAppEnvironment;
  readonly app: ManagedIdentityContainerApp;
  readonly identity: ManagedIdentity;
  readonly other: ManagedIdentity;
}

const stateBlobs = (stack: TerraformStack) =>
  DaprComponentType.stateBlobs(
    storageIn(stack),
    new StorageContainer(stack, "state", { name: "state", storageAccountId: "${azurerm_storage_account.storage.id}" }),
  );

/** The triggers of the wait of the app, which the app depends on. */
const waitsOf = (made: Synthesized): string[] => {
  const waits = Object.entries(made.all("time_sleep"));
  const graph = new TerraformGraph(made);
  const [app] = Object.keys(made.all("azurerm_container_app"));
  expect(graph.onCycles).toEqual([]);
  return waits
    .filter(([name]) => graph.before(`azurerm_container_app.${app}`).has(`time_sleep.${name}`))
    .flatMap(([, { triggers }]) => Object.values(triggers as Record<string, string>));
};

const roleOfOwnClass = (stack: TerraformStack, id: string, { principalId }: ManagedIdentity) =>
  new RoleAssignment(stack, id, {
    scope: storageIn(stack).id,
    roleDefinitionName: "Storage Blob Data Contributor",
    principalId,
  });

const componentOfOwnClass = ({ stack, environment }: Parts, azureClientId?: string) =>
  new ContainerAppEnvironmentDaprComponent(stack, "component", {
    name: "state",
    containerAppEnvironmentId: environment.environmentId,
    componentType: "state.azure.blobstorage",
    version: "v1",
    scopes: ["app"],
    metadata: [
      { name: "accountName", value: "a" },
      ...(azureClientId === undefined ? [] : [{ name: "azureClientId", value: azureClientId }]),
    ],
  });

describe("an app waits until the roles of its Dapr components have propagated", () => {
  test("those of the component, and no other role of the identity", () => {
    const made = program(({ stack, environment, app, identity }) => {
      identity.grantPrincipal.assignRole(Role.ACR_PULL, "/subscriptions/11111111-2222-3333-4444-555555555555");
      new DaprComponent(stack, "c", { name: "c", environment, componentType: stateBlobs(stack), apps: [app] });
    });
    expect(waitsOf(made)).toEqual([expect.stringMatching(/StorageBlobDataContributor.*\.id\}$/)]);
  });

  test("for as long as the app says", () => {
    const made = synth((stack) => {
      const environment = new ContainerAppEnvironment(stack, "environment", { ...PLACE, name: "shop" });
      const dapr = { appId: "app", appPort: 80 };
      const props = appProps(stack, { name: "app", environment, dapr, rolePropagation: "300s" });
      const app = new ManagedIdentityContainerApp(stack, "app", props);
      new DaprComponent(stack, "c", { name: "c", environment, componentType: stateBlobs(stack), apps: [app] });
    });
    expect(made.only("time_sleep").create_duration).toBe("300s");
  });

  test("of azurerm's own class, all roles of the identity that it names", () => {
    const made = program((parts) => {
      componentOfOwnClass(parts, parts.identity.clientId);
      parts.identity.grantPrincipal.assignRole(Role.ACR_PULL, "/subscriptions/11111111-2222-3333-4444-555555555555");
      roleOfOwnClass(parts.stack, "role", parts.identity);
      parts.other.grantPrincipal.assignRole(Role.ACR_PULL, "/subscriptions/11111111-2222-3333-4444-555555555555");
    });
    expect(waitsOf(made)).toHaveLength(2);
    expect(waitsOf(made)).toContain("${azurerm_role_assignment.role.id}");
  });

  test("not those of a component that names no identity, or is not the app's", () => {
    const made = program((parts) => {
      componentOfOwnClass(parts).scopes = ["app"];
      roleOfOwnClass(parts.stack, "role", parts.identity);
    });
    expect(made.all("time_sleep")).toEqual({});
    const elsewhere = program((parts) => {
      componentOfOwnClass(parts, parts.identity.clientId).scopes = ["others"];
      roleOfOwnClass(parts.stack, "role", parts.identity);
    });
    expect(elsewhere.all("time_sleep")).toEqual({});
  });

  test("not those of a system-assigned identity, which come after the app", () => {
    const made = program(
      ({ stack, environment, app }) =>
        new DaprComponent(stack, "c", { name: "c", environment, componentType: stateBlobs(stack), apps: [app] }),
      () => AppIdentity.systemAssigned(),
    );
    expect(made.all("time_sleep")).toEqual({});
  });

  test("not those that others give", () => {
    const made = program(({ stack, environment, app }) => {
      GrantHandOver.enable(stack);
      new DaprComponent(stack, "c", { name: "c", environment, componentType: stateBlobs(stack), apps: [app] });
    });
    expect(made.all("time_sleep")).toEqual({});
  });

  test("not one that depends on the app", () => {
    const made = program(({ stack, environment, app }) => {
      const componentType = stateBlobs(stack);
      const state = stack.node.findChild("state") as StorageContainer;
      state.dependsOn = [app.resource.fqn];
      new DaprComponent(stack, "c", { name: "c", environment, componentType, apps: [app] });
    });
    expect(made.all("time_sleep")).toEqual({});
  });

  test("those of another stack, which comes first", () => {
    const app = new App();
    const [first, second] = ["first", "second"].map((name) => new TerraformStack(app, name));
    new AzurermProvider(first!, "azurerm", { features: [{}] });
    new AzurermProvider(second!, "azurerm", { features: [{}] });
    const identity = new ManagedIdentity(first!, "identity", { ...PLACE, name: "own" });
    const environment = new ContainerAppEnvironment(first!, "environment", { ...PLACE, name: "shop" });
    new ManagedIdentityContainerApp(
      second!,
      "app",
      appProps(second!, {
        name: "app",
        environment,
        identity: AppIdentity.userAssigned(identity),
        dapr: { appId: "app", appPort: 80 },
      }),
    );
    const componentType = stateBlobs(first!);
    new DaprComponent(first!, "c", { name: "c", environment, componentType, identity, appIds: ["app"] });
    app.synth();
    const synthesized = second!.toTerraform() as { resource: Record<string, Record<string, object>> };
    expect(Object.values(synthesized.resource.time_sleep!)).toEqual([
      expect.objectContaining({
        triggers: expect.objectContaining({}) as unknown,
        create_duration: "150s",
      }),
    ]);
    expect(second!.dependencies).toContain(first);
  });
});
