import { ContainerRegistry as AzurermContainerRegistry } from "@cdktf/provider-azurerm/lib/container-registry";
import { CosmosdbAccount } from "@cdktf/provider-azurerm/lib/cosmosdb-account";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { TerraformStack } from "cdktf";
import {
  AppIdentity,
  AzureService,
  ContainerImage,
  ContainerRegistry,
  JobTrigger,
  KeyVaultAccessModel,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppJob,
  RegistryCredentials,
  Role,
} from "../../lib/index";
import { danglingDependencies, synthApp } from "../support/stacks";
import { appProps, IDENTITY_ID, importVault } from "../support/synth";

const { ACCESS_POLICY } = KeyVaultAccessModel;
const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };
const GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg";

test("a registry of one stack, the app in another: the role and the wait are the app's", () => {
  const { stacks, dependencies } = synthApp((newStack) => {
    const [shared, apps] = [newStack("shared"), newStack("apps")];
    const { id: registryId, loginServer } = new AzurermContainerRegistry(shared, "own", {
      ...PLACE,
      name: "hub7f3a",
      sku: "Basic",
    });
    const registry = ContainerRegistry.fromRegistryAttributes(shared, "registry", { registryId, loginServer });
    new ManagedIdentityContainerApp(
      apps,
      "app",
      appProps(apps, { containers: [{ image: ContainerImage.fromRegistry(registry, "api:1") }] }),
    );
  });
  expect(dependencies).toEqual({ shared: [], apps: ["shared"] });
  expect(stacks.shared!.all("azurerm_role_assignment")).toEqual({});
  expect(stacks.apps!.only("azurerm_role_assignment").scope).toMatch(/^\$\{data\.terraform_remote_state\./);
  expect(stacks.apps!.only("azurerm_container_app").depends_on).toEqual([
    expect.stringMatching(/^azurerm_role_assignment/),
    expect.stringMatching(/^time_sleep/),
  ]);
  expect(Object.values(stacks).flatMap(danglingDependencies)).toEqual([]);
});

test("an identity and a registry of one stack, apps in two others: the role is assigned in the first, and each app waits for it", () => {
  const { stacks, dependencies } = synthApp((newStack) => {
    const shared = newStack("shared");
    const identity = new ManagedIdentity(shared, "identity", { ...PLACE, name: "shared" });
    const registry = ContainerRegistry.fromRegistryName(shared, "registry", {
      name: "hub7f3a",
      resourceGroupName: "hub-rg",
    });
    for (const id of ["one", "two"]) {
      const stack = newStack(id);
      const containers = [{ image: ContainerImage.fromRegistry(registry, "api:1", { identity }) }];
      new ManagedIdentityContainerApp(stack, "app", appProps(stack, { containers }));
    }
  });
  expect(dependencies).toEqual({ shared: [], one: ["shared"], two: ["shared"] });
  expect(stacks.shared!.only("azurerm_role_assignment").role_definition_name).toBe("AcrPull");
  for (const id of ["one", "two"]) {
    expect(stacks[id]!.all("azurerm_role_assignment")).toEqual({});
    const triggers = Object.entries(stacks[id]!.only("time_sleep").triggers!);
    expect(triggers).toEqual([
      [
        expect.stringMatching(/^shared-identity-access_registries--hub7f3a_AcrPull/),
        expect.stringMatching(/^\$\{data\.terraform_remote_state\..*id\}$/),
      ],
    ]);
  }
});

test("an identity is shared by apps and jobs of several vaults and registries: each grant is one, and everything waits for all of them", () => {
  const { stacks } = synthApp((newStack) => {
    const stack = newStack("apps");
    const identity = new ManagedIdentity(stack, "identity", { ...PLACE, name: "shared" });
    const vaults = ["vault-a", "vault-b"].map((name) => importVault(stack, name, ACCESS_POLICY, name));
    const registries = ["hub7f3a", "hub7f3b"].map((name) =>
      ContainerRegistry.fromRegistryName(stack, name, { name, resourceGroupName: "hub-rg" }),
    );
    for (let i = 0; i < 6; i++) {
      const containers = [{ image: ContainerImage.fromRegistry(registries[i % 2]!, "api:1") }];
      const props = appProps(stack, {
        name: `work-${i}`,
        containers,
        identity: AppIdentity.userAssigned(identity),
        secrets: { X: vaults[i % 2]!.secret("x") },
      });
      if (i < 3) {
        new ManagedIdentityContainerApp(stack, `work-${i}`, props);
      } else {
        new ManagedIdentityContainerAppJob(stack, `work-${i}`, {
          ...props,
          location: "westeurope",
          trigger: JobTrigger.manual(),
        });
      }
    }
    identity.assignRole(Role.STORAGE_BLOB_DATA_READER, GROUP);
  });
  const { apps } = stacks;
  const grants = ["azurerm_key_vault_access_policy", "azurerm_role_assignment"].flatMap((type) =>
    Object.keys(apps!.all(type)).map((name) => `${type}.${name}`),
  );
  expect(grants).toHaveLength(2 + 3);
  const workloads = [
    ...Object.values(apps!.all("azurerm_container_app")),
    ...Object.values(apps!.all("azurerm_container_app_job")),
  ];
  expect(workloads).toHaveLength(6);
  workloads.forEach(({ depends_on: dependsOn }) =>
    expect(dependsOn).toEqual([...grants, expect.stringMatching(/^time_sleep/)]),
  );
});

test.each([
  ["made", (stack: TerraformStack) => new ManagedIdentity(stack, "pull", { ...PLACE, name: "pull" })],
  [
    "imported",
    (stack: TerraformStack) =>
      ManagedIdentity.fromIdentityName(stack, "pull", { name: "pull", resourceGroupName: "my-rg" }),
  ],
])(
  "a role that another stack assigns to an identity that is %s has taken effect before that pulls an app's images",
  (_, identityIn) => {
    const { stacks, dependencies } = synthApp((newStack) => {
      const [roles, apps] = [newStack("roles"), newStack("apps")];
      const pull = identityIn(roles);
      pull.assignRole(Role.ACR_PULL, "/subscriptions/1");
      const registries = [
        RegistryCredentials.withIdentity("my.azurecr.io", pull instanceof ManagedIdentity ? pull : identityIn(apps)),
      ];
      new ManagedIdentityContainerApp(
        apps,
        "app",
        appProps(apps, { identity: AppIdentity.systemAssigned(), registries }),
      );
    });
    expect(dependencies.apps).toEqual(["roles"]);
    expect(stacks.apps!.only("time_sleep").create_duration).toBe("150s");
    expect(stacks.apps!.only("azurerm_container_app").depends_on).toEqual([
      expect.stringMatching(/^time_sleep\.app_Propagation/),
    ]);
  },
);

describe("stacks whose apps pull by one identity", () => {
  const OWN_REGISTRY = `${GROUP}/providers/Microsoft.ContainerRegistry/registries`;

  test("from a registry each have nothing to do with each other", () => {
    const { dependencies } = synthApp((newStack) => {
      for (const id of ["one", "two"]) {
        const stack = newStack(id);
        const identity = ManagedIdentity.fromIdentityId(stack, "identity", IDENTITY_ID);
        const registry = ContainerRegistry.fromRegistryName(stack, "registry", {
          name: `hub${id}`,
          resourceGroupName: "hub-rg",
        });
        new ManagedIdentityContainerApp(
          stack,
          "app",
          appProps(stack, {
            identity: AppIdentity.userAssigned(identity),
            containers: [{ image: ContainerImage.fromRegistry(registry, "a") }],
          }),
        );
      }
    });
    expect(dependencies).toEqual({ one: [], two: [] });
  });

  test("by a server alone do not wait for roles of the other that may be no pull", () => {
    const { dependencies } = synthApp((newStack) => {
      for (const id of ["one", "two"]) {
        const stack = newStack(id);
        const identity = ManagedIdentity.fromIdentityId(stack, "identity", IDENTITY_ID);
        identity.assignRole(Role.fromName("Reader"), new ResourceGroup(stack, "group", { name: id, location: "x" }).id);
        new ManagedIdentityContainerApp(
          stack,
          "app",
          appProps(stack, {
            name: `app-${id}`,
            identity: AppIdentity.userAssigned(identity),
            registries: [RegistryCredentials.withIdentity("hub.azurecr.io")],
          }),
        );
      }
    });
    expect(dependencies).toEqual({ one: [], two: [] });
  });

  test("of the first are no reason to refuse what the second refers to there", () => {
    const { dependencies } = synthApp((newStack) => {
      const [one, two] = [newStack("one"), newStack("two")];
      const identity = new ManagedIdentity(one, "identity", { ...PLACE, name: "shared" });
      new ManagedIdentityContainerApp(
        one,
        "app",
        appProps(one, {
          identity: AppIdentity.userAssigned(identity),
          registries: [RegistryCredentials.withIdentity("hub.azurecr.io", identity)],
        }),
      );
      new RoleAssignment(two, "own", {
        scope: `${OWN_REGISTRY}/two`,
        roleDefinitionName: "AcrPull",
        principalId: identity.principalId,
      });
    });
    expect(dependencies).toEqual({ one: [], two: ["one"] });
  });
});

test("an app pulls from one registry though its code may read another that depends on it", () => {
  const { stacks } = synthApp((newStack) => {
    const stack = newStack("apps");
    const registry = ContainerRegistry.fromRegistryName(stack, "registry", {
      name: "hub7f3a",
      resourceGroupName: "hub-rg",
    });
    const app = new ManagedIdentityContainerApp(
      stack,
      "app",
      appProps(stack, { containers: [{ image: ContainerImage.fromRegistry(registry, "a") }] }),
    );
    const other = new AzurermContainerRegistry(stack, "other", {
      ...PLACE,
      name: "other7f3a",
      sku: "Basic",
      tags: { app: app.resource.latestRevisionFqdn },
    });
    app.assignRole(Role.ACR_PULL, other.id);
  });
  expect(stacks.apps!.only("azurerm_container_app").depends_on).toEqual([
    expect.stringMatching(/hub7f3a_AcrPull/),
    expect.stringMatching(/^time_sleep/),
  ]);
});

test("a service of one stack, the app in another: the roles are the app's, of a new identity too", () => {
  const { stacks } = synthApp((newStack) => {
    const [shared, apps] = [newStack("shared"), newStack("apps")];
    const identity = new ManagedIdentity(newStack("identities"), "identity", { ...PLACE, name: "shared" });
    const cosmos = new CosmosdbAccount(shared, "cosmos", {
      ...PLACE,
      name: "orders",
      offerType: "Standard",
      consistencyPolicy: { consistencyLevel: "Session" },
      geoLocation: [{ location: "x", failoverPriority: 0 }],
    });
    const services = [
      AzureService.cosmosDb(cosmos),
      AzureService.openAi({ id: `${GROUP}/providers/Microsoft.CognitiveServices/accounts/ai`, endpoint: "https://ai" }),
    ];
    new ManagedIdentityContainerApp(
      apps,
      "app",
      appProps(apps, { services, identity: AppIdentity.userAssigned(identity) }),
    );
  });
  expect(stacks.apps!.only("azurerm_cosmosdb_sql_role_assignment").depends_on).toEqual([
    expect.stringMatching(/PrincipalPropagation/),
  ]);
  expect(stacks.apps!.only("time_sleep").triggers).toEqual({
    "identities-identity_0C5EE28D": expect.stringMatching(/remote_state.*principal_id/) as string,
  });
  expect(stacks.identities!.only("azurerm_role_assignment").role_definition_name).toBe(
    "Cognitive Services OpenAI User",
  );
  expect(Object.values(stacks).flatMap(danglingDependencies)).toEqual([]);
});
