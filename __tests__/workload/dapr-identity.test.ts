import { TerraformStack } from "cdktf";
import {
  AppIdentity,
  AppSecret,
  ContainerAppEnvironment,
  DaprComponent,
  DaprComponentProps,
  DaprComponentType,
  ManagedIdentity,
  ManagedIdentityContainerApp,
} from "../../lib/index";
import { sensitive } from "../support/every-argument";
import { reviewed } from "../support/reviewed";
import { PLACE } from "../support/services";
import { appProps, synth } from "../support/synth";

const COSMOS = "state.azure.cosmosdb";
const url = { url: "https://orders.documents.azure.com:443/", database: "shop", collection: "state" };

/** A program of apps with these identities that load a component without services. */
const program =
  (
    identities: (stack: TerraformStack) => AppIdentity[],
    props: (stack: TerraformStack) => Partial<DaprComponentProps>,
  ) =>
  (stack: TerraformStack) => {
    const environment = new ContainerAppEnvironment(stack, "environment", { ...PLACE, name: "shop" });
    const apps = identities(stack).map((identity, i) => {
      const dapr = { appId: `app${i}`, appPort: 80 };
      return new ManagedIdentityContainerApp(
        stack,
        `app${i}`,
        appProps(stack, { name: `app${i}`, environment, identity, dapr }),
      );
    });
    new DaprComponent(stack, "component", {
      name: "orders",
      environment,
      componentType: DaprComponentType.of(COSMOS),
      apps,
      metadata: url,
      ...props(stack),
    });
  };

const own = (stack: TerraformStack, name = "own") =>
  AppIdentity.userAssigned(new ManagedIdentity(stack, name, { ...PLACE, name }));
const clientIdIn = (run: (stack: TerraformStack) => void) =>
  (
    synth(run).only("azurerm_container_app_environment_dapr_component").metadata as { name: string; value: string }[]
  ).find(({ name }) => name === "azureClientId")?.value;

describe("a component of Azure without services signs in by identity", () => {
  test("by that of the apps, and the review finds nothing wrong", () => {
    const run = program(
      (stack) => [own(stack)],
      () => ({}),
    );
    expect(clientIdIn(run)).toMatch(/azurerm_user_assigned_identity\.own_\w+\.client_id/);
    expect(reviewed(run).findings.map(({ id }) => id)).not.toContain("dapr-client-id");
  });

  test.each<[string, (stack: TerraformStack) => AppIdentity[], (stack: TerraformStack) => Partial<DaprComponentProps>]>(
    [
      [
        "that is no component of Azure",
        (s) => [own(s)],
        () => ({ componentType: DaprComponentType.of("state.redis") }),
      ],
      [
        "that has a key",
        (s) => [own(s)],
        (s) => ({ secretMetadata: { masterKey: AppSecret.fromValue(s, "key", sensitive(s, "key")) } }),
      ],
      ["whose apps have system-assigned identities", () => [AppIdentity.systemAssigned()], () => ({})],
      [
        "whose apps have system-assigned identities beside others",
        (s) =>
          ["a1", "b1"].map((name) =>
            AppIdentity.systemAndUserAssigned(new ManagedIdentity(s, name, { ...PLACE, name: `${name}-id` })),
          ),
        () => ({}),
      ],
      ["that is for apps of another program", () => [], () => ({ apps: undefined, appIds: ["elsewhere"] })],
    ],
  )("not one %s", (_, identities, props) => {
    expect(clientIdIn(program(identities, props))).toBeUndefined();
  });

  test("or by the one that the metadata name", () => {
    const azureClientId = "11111111-2222-3333-4444-555555555555";
    const identities = (stack: TerraformStack) => [own(stack, "one"), own(stack, "two")];
    expect(clientIdIn(program(identities, () => ({ metadata: { ...url, azureClientId } })))).toBe(azureClientId);
  });

  test("apps that have no identity in common are refused", () => {
    const run = program(
      (stack) => [own(stack, "one"), own(stack, "two")],
      () => ({}),
    );
    expect(() => synth(run)).toThrow(/identity is "that of each app"; allowed: one user-assigned identity/);
  });
});
