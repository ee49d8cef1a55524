import { App, IResolvable, TerraformResource, TerraformStack, Testing } from "cdktf";
import {
  ContainerAppEnvironment,
  ContainerImage,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  Role,
} from "../../lib/index";

const GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg";
const PLACE = { resourceGroupName: "rg", location: "westeurope" };

function newApp(): ManagedIdentityContainerApp {
  const stack = new TerraformStack(new App(), "stack");
  return new ManagedIdentityContainerApp(stack, "app", {
    ...PLACE,
    name: "api",
    environment: ContainerAppEnvironment.fromEnvironmentId(
      stack,
      "environment",
      `${GROUP}/providers/Microsoft.App/managedEnvironments/env`,
    ),
    containers: [{ image: ContainerImage.of("mcr.microsoft.com/k8se/quickstart:latest") }],
  });
}

/** The places of members that are undefined. */
function unsetIn(value: unknown, place = ""): string[] {
  if (typeof value !== "object" || value === null) {
    return value === undefined ? [place] : [];
  }
  return Object.entries(value).flatMap(([name, member]) => unsetIn(member, `${place}/${name}`));
}

function argumentsOf(app: ManagedIdentityContainerApp): Record<string, unknown> {
  const { resource } = JSON.parse(Testing.synth(TerraformStack.of(app))) as {
    readonly resource: { readonly azurerm_container_app: Record<string, Record<string, unknown>> };
  };
  return Object.values(resource.azurerm_container_app)[0] ?? {};
}

describe("what a resource renders", () => {
  test("of an app, an identity and a grant is only what is set", () => {
    const app = newApp();
    const identity = new ManagedIdentity(TerraformStack.of(app), "identity", { ...PLACE, name: "identity" });
    const grant = app.assignRole(Role.KEY_VAULT_SECRETS_USER, GROUP);
    const resources: readonly TerraformResource[] = [app.resource, identity.resource, grant.resource];
    resources.forEach((resource) => {
      const { resource: byType } = resource.toTerraform() as { readonly resource: object };
      // What cdktf adds is its own.
      expect(unsetIn(byType).filter((place) => !place.includes("/metadata/"))).toEqual([]);
    });
  });

  test("is what the program sets on the resource later, a null and an empty list too", () => {
    const app = newApp();
    app.resource.tags = { team: "orders" };
    app.resource.addOverride("template.min_replicas", null);
    app.resource.addOverride("template.volume", []);
    expect(argumentsOf(app)).toMatchObject({
      tags: { team: "orders" },
      template: { min_replicas: null, volume: [] },
    });
  });

  test("is what a token gives that the program writes as an object without a class", () => {
    const app = newApp();
    const token: IResolvable = { creationStack: [], resolve: () => ({ team: "orders" }), toString: () => "token" };
    app.resource.tags = token as unknown as Record<string, string>;
    expect(argumentsOf(app)).toMatchObject({ tags: { team: "orders" } });
  });
});
