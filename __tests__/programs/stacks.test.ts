import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { ContainerRegistry as AzurermContainerRegistry } from "@cdktf/provider-azurerm/lib/container-registry";
import { CosmosdbAccount } from "@cdktf/provider-azurerm/lib/cosmosdb-account";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { Construct } from "constructs";
import { App, Aspects, LocalBackend, TerraformStack, TerraformVariable } from "cdktf";
import {
  AppIdentity,
  AzureService,
  ContainerImage,
  ContainerRegistry,
  GrantHandOver,
  JobTrigger,
  KeyVault,
  KeyVaultAccessModel,
  KeyVaultSecret,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppJob,
  RegistryCredentials,
  Role,
} from "../../lib/index";
import { appProps, CLIENT_ID, GUID, IDENTITY_ID, importVault, makeVault, Synthesized } from "../support/synth";

const { ACCESS_POLICY, RBAC } = KeyVaultAccessModel;
const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };

/** Synthesizes an app of several stacks, as `cdktf synth` does. */
function synthApp(program: (newStack: (id: string) => TerraformStack) => void): {
  stacks: Record<string, Synthesized>;
  dependencies: Record<string, string[]>;
} {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "stacks-"));
  try {
    const app = new App({ outdir });
    program((id) => {
      const stack = new TerraformStack(app, id);
      new LocalBackend(stack, { path: `${id}.tfstate` });
      new AzurermProvider(stack, "azurerm", { features: [{}] });
      return stack;
    });
    app.synth();
    const manifest = JSON.parse(fs.readFileSync(path.join(outdir, "manifest.json"), "utf8")) as {
      stacks: Record<string, { dependencies: string[] }>;
    };
    const ids = Object.keys(manifest.stacks);
    const read = (id: string) =>
      new Synthesized(fs.readFileSync(path.join(outdir, "stacks", id, "cdk.tf.json"), "utf8"));
    return {
      stacks: Object.fromEntries(ids.map((id) => [id, read(id)])),
      dependencies: Object.fromEntries(ids.map((id) => [id, manifest.stacks[id]!.dependencies])),
    };
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
}

/** The addresses in `depends_on` that the stack does not have, which Terraform refuses. */
function danglingDependencies({ json, addresses }: Synthesized): string[] {
  const bodies = Object.values(json.resource ?? {}).flatMap((resources) => Object.values(resources));
  return bodies
    .flatMap((body) => (body.depends_on as string[] | undefined) ?? [])
    .filter((address) => !addresses.includes(address));
}

test.each([ACCESS_POLICY, RBAC])(
  "a vault in one stack and the app in another: the grant is the app's (%s)",
  (model) => {
    const { stacks, dependencies } = synthApp((newStack) => {
      const [shared, apps] = [newStack("shared"), newStack("apps")];
      const vault = makeVault(shared, model);
      new KeyVaultSecret(shared, "secret", {
        vault,
        name: "db",
        value: new TerraformVariable(shared, "v", { sensitive: true }).stringValue,
      });
      new ManagedIdentityContainerApp(
        apps,
        "app",
        appProps(apps, { keyVault: vault, secrets: { DB: vault.secret("db") } }),
      );
    });
    expect(dependencies).toEqual({ shared: [], apps: ["shared"] });
    expect(stacks.apps!.addresses.filter((address) => /access_policy|role_assignment/.test(address))).toHaveLength(1);
    expect(stacks.apps!.only("azurerm_container_app").depends_on).toHaveLength(model === RBAC ? 2 : 1);
    expect(Object.values(stacks).flatMap(danglingDependencies)).toEqual([]);
  },
);

test("an identity in one stack, the vault and the app in another: the grant is the app's", () => {
  const { stacks, dependencies } = synthApp((newStack) => {
    const [identities, apps] = [newStack("identities"), newStack("apps")];
    const identity = new ManagedIdentity(identities, "identity", { ...PLACE, name: "shared" });
    const props = { identity: AppIdentity.userAssigned(identity), secrets: { X: importVault(apps).secret("x") } };
    new ManagedIdentityContainerApp(apps, "app", appProps(apps, props));
  });
  expect(dependencies).toEqual({ identities: [], apps: ["identities"] });
  expect(stacks.apps!.only("azurerm_container_app").depends_on).toEqual([
    expect.stringMatching(/^azurerm_key_vault_access_policy/),
  ]);
});

test("an identity and a vault in one stack, apps in two others: they share the grant in the first", () => {
  const { stacks, dependencies } = synthApp((newStack) => {
    const shared = newStack("shared");
    const identity = AppIdentity.userAssigned(ManagedIdentity.fromIdentityId(shared, "identity", IDENTITY_ID));
    const vault = importVault(shared);
    for (const id of ["one", "two"]) {
      const stack = newStack(id);
      new ManagedIdentityContainerApp(stack, "app", appProps(stack, { identity, secrets: { X: vault.secret("x") } }));
    }
  });
  expect(dependencies).toEqual({ shared: [], one: ["shared"], two: ["shared"] });
  expect(stacks.shared!.only("azurerm_key_vault_access_policy")).toMatchObject({ secret_permissions: ["Get"] });
  expect(Object.values(stacks).flatMap(danglingDependencies)).toEqual([]);
});

test("the same grant from two stacks is refused, and says how to make it one", () => {
  const program = () =>
    synthApp((newStack) => {
      for (const id of ["one", "two"]) {
        const stack = newStack(id);
        importVault(stack).grantReadSecrets(ManagedIdentity.fromIdentityId(stack, "identity", IDENTITY_ID));
      }
    });
  expect(program).toThrow(
    /the access policy of \[one\/identity\] in the stack \[one\] is the same grant as the access policy of \[two\/identity\] in the stack \[two\]; allowed: one stack that makes it\. Import or declare the identity/,
  );
});

test("two stacks that give their vaults the same ids have two vaults", () => {
  const { stacks } = synthApp((newStack) => {
    const apps = newStack("apps");
    const identity = ManagedIdentity.fromIdentityId(apps, "identity", IDENTITY_ID);
    for (const region of ["west", "east"]) {
      const { keyVaultId, vaultUri } = new KeyVault(newStack(region), "vault", { ...PLACE, name: `vault-${region}` });
      KeyVault.fromKeyVaultAttributes(apps, region, {
        keyVaultId,
        vaultUri,
        accessModel: ACCESS_POLICY,
      }).grantReadSecrets(identity);
    }
  });
  expect(Object.keys(stacks.apps!.all("azurerm_key_vault_access_policy"))).toHaveLength(2);
});

test("a literal name of something in another stack has that stack applied first", () => {
  const { dependencies } = synthApp((newStack) => {
    const [apps, groups] = [newStack("apps"), newStack("groups")];
    new ManagedIdentityContainerApp(apps, "app", appProps(apps));
    new ResourceGroup(groups, "group", { name: "my-rg", location: "x" });
  });
  expect(dependencies).toEqual({ apps: ["groups"], groups: [] });
});

test("a role on a scope of the identity's stack is assigned there", () => {
  const { stacks } = synthApp((newStack) => {
    const [shared, apps] = [newStack("shared"), newStack("apps")];
    const identity = new ManagedIdentity(shared, "identity", { ...PLACE, name: "shared" });
    const group = new ResourceGroup(shared, "group", { name: "g", location: "x" });
    const app = new ManagedIdentityContainerApp(
      apps,
      "app",
      appProps(apps, { identity: AppIdentity.userAssigned(identity) }),
    );
    app.assignRole(Role.fromName("Reader"), group.id);
  });
  expect(stacks.shared!.only("azurerm_role_assignment").scope).toBe("${azurerm_resource_group.group.id}");
});

describe("a vault of another provider", () => {
  const program = (aliasInApps: string) =>
    synthApp((newStack) => {
      const [shared, apps] = [newStack("shared"), newStack("apps")];
      const hub = new AzurermProvider(shared, "hub", { alias: "hub", features: [{}] });
      new AzurermProvider(apps, "other", { alias: aliasInApps, features: [{}] });
      const lookup = { name: "hub-vault", resourceGroupName: "hub-rg", accessModel: ACCESS_POLICY, provider: hub };
      const vault = KeyVault.fromKeyVaultName(shared, "vault", lookup);
      new ManagedIdentityContainerApp(apps, "app", appProps(apps, { keyVault: vault }));
    });

  test("is granted by the provider with that alias in the grant's stack", () => {
    expect(program("hub").stacks.apps!.only("azurerm_key_vault_access_policy").provider).toBe("azurerm.hub");
  });

  test("is refused where there is none", () => {
    expect(() => program("spoke")).toThrow(
      /\[apps\] has no azurerm provider with the alias "hub".*Declare such a provider/,
    );
  });
});

test("two stacks that make the same literal names each have their own", () => {
  const { stacks, dependencies } = synthApp((newStack) => {
    for (const id of ["dev", "prod"]) {
      const stack = newStack(id);
      new ResourceGroup(stack, "group", { name: "my-rg", location: "x" });
      new ManagedIdentity(stack, "identity", { ...PLACE, name: "shared" });
    }
  });
  expect(dependencies).toEqual({ dev: [], prod: [] });
  expect(stacks.prod!.only("azurerm_user_assigned_identity").depends_on).toEqual(["azurerm_resource_group.group"]);
});

test("what a program makes an app wait for in another stack has that stack applied first", () => {
  const { stacks, dependencies } = synthApp((newStack) => {
    const [apps, groups] = [newStack("apps"), newStack("groups")];
    const group = new ResourceGroup(groups, "group", { name: "other-rg", location: "x" });
    new ManagedIdentityContainerApp(apps, "app", appProps(apps, { dependsOn: [group] }));
  });
  expect(dependencies).toEqual({ apps: ["groups"], groups: [] });
  expect(stacks.apps!.only("azurerm_container_app")).not.toHaveProperty("depends_on");
});

test("an aspect cannot grant across stacks, where cdktf would write another stack's address as this one's", () => {
  const program = () =>
    synthApp((newStack) => {
      const [apps, groups] = [newStack("apps"), newStack("groups")];
      const group = new ResourceGroup(groups, "group", { name: "other-rg", location: "x" });
      new ManagedIdentityContainerApp(apps, "app", appProps(apps));
      Aspects.of(apps).add({
        visit: (construct) =>
          construct instanceof ManagedIdentityContainerApp && void construct.assignRole(Role.ACR_PULL, group.id),
      });
    });
  expect(program).toThrow(/\[apps\/app\] is granted access by an aspect, and the grant refers to the stack \[groups\]/);
});

test("identities of one name and group in two subscriptions are two, where their providers are two", () => {
  const id = (subscription: number) => IDENTITY_ID.replace(/subscriptions\/[^/]+/, `subscriptions/${subscription}`);
  const { stacks } = synthApp((newStack) => {
    const stack = newStack("apps");
    const vault = importVault(stack);
    for (const subscription of [1, 2]) {
      const alias = `s${subscription}`;
      const provider = new AzurermProvider(stack, alias, { alias, subscriptionId: `${subscription}`, features: [{}] });
      vault.grantReadSecrets(
        ManagedIdentity.fromIdentityId(stack, `identity-${alias}`, id(subscription), { provider }),
      );
    }
    ManagedIdentity.fromIdentityId(stack, "one", id(3));
    expect(() => ManagedIdentity.fromIdentityId(stack, "other", id(4))).toThrow(
      /\[apps\] has two identities of one name and resource group: .*Import each with the provider of its subscription/,
    );
  });
  expect(Object.keys(stacks.apps!.all("azurerm_key_vault_access_policy"))).toHaveLength(2);
});

test("stacks in a construct that is no stack, and one within another, are told apart", () => {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "stacks-"));
  const app = new App({ outdir });
  new Construct(app, "settings");
  const stage = new Construct(app, "stage");
  for (const id of ["one", "two"]) {
    const stack = new TerraformStack(stage, id);
    new LocalBackend(stack, { path: `${id}.tfstate` });
    new AzurermProvider(stack, "azurerm", { features: [{}] });
    const workload = new ManagedIdentityContainerApp(stack, "app", appProps(stack));
    const tags = id === "one" ? { app: workload.containerAppId } : undefined;
    workload.assignRole(
      Role.ACR_PULL,
      new ResourceGroup(stack, "group", { name: `group-${id}`, location: "x", tags }).id,
    );
  }
  app.synth();
  const dependsOn = (id: string) =>
    new Synthesized(fs.readFileSync(path.join(outdir, "stacks", id, "cdk.tf.json"), "utf8")).only(
      "azurerm_container_app",
    ).depends_on;
  expect([dependsOn("one"), dependsOn("two")]).toEqual([
    undefined,
    [expect.stringMatching(/^azurerm_role_assignment\./)],
  ]);
  fs.rmSync(outdir, { recursive: true });
});

test("an aspect that runs after several stacks were prepared changes what is waited for", () => {
  const { stacks } = synthApp((newStack) => {
    const [apps] = [newStack("apps"), newStack("other")];
    const app = new ManagedIdentityContainerApp(apps, "app", appProps(apps));
    const group = new ResourceGroup(apps, "group", { name: "g", location: "x" });
    app.assignRole(Role.ACR_PULL, group.id);
    Aspects.of(apps).add({
      visit: (construct) => construct === group && void (group.tags = { app: app.containerAppId }),
    });
  });
  expect(stacks.apps!.only("azurerm_container_app")).not.toHaveProperty("depends_on");
});

test("an identity whose grants are nobody's need makes no stack wait for another", () => {
  const { dependencies } = synthApp((newStack) => {
    const [apps, identities] = [newStack("apps"), newStack("identities")];
    const identity = ManagedIdentity.fromIdentityAttributes(identities, "identity", {
      identityId: IDENTITY_ID,
      principalId: GUID,
      clientId: CLIENT_ID,
      tenantId: GUID,
    });
    new ManagedIdentityContainerApp(apps, "app", appProps(apps, { identity: AppIdentity.userAssigned(identity) }));
  });
  expect(dependencies).toEqual({ apps: [], identities: [] });
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

test("stacks of two subscriptions can each have an identity at a place of one name", () => {
  const { stacks } = synthApp((newStack) => {
    for (const subscription of ["1", "2"]) {
      const stack = newStack(`stack${subscription}`);
      const identityId = IDENTITY_ID.replace(/subscriptions\/[^/]+/, `subscriptions/${subscription}`);
      ManagedIdentity.fromIdentityId(stack, "identity", identityId).assignRole(Role.ACR_PULL, "/subscriptions/1");
    }
  });
  Object.values(stacks).forEach((stack) => expect(Object.keys(stack.all("azurerm_role_assignment"))).toHaveLength(1));
});

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

test("a stack hands its grants over, and another makes its own", () => {
  const { stacks, dependencies } = synthApp((newStack) => {
    const [shared, apps] = [newStack("shared"), newStack("apps")];
    const identity = new ManagedIdentity(shared, "identity", { ...PLACE, name: "shared" });
    const registry = ContainerRegistry.fromRegistryName(shared, "registry", {
      name: "hub7f3a",
      resourceGroupName: "hub-rg",
    });
    const containers = [{ image: ContainerImage.fromRegistry(registry, "api:1", { identity }) }];
    new ManagedIdentityContainerApp(apps, "app", appProps(apps, { containers, keyVault: importVault(apps) }));
    GrantHandOver.enable(shared);
  });
  expect(dependencies).toEqual({ shared: [], apps: ["shared"] });
  expect(stacks.shared!.all("azurerm_role_assignment")).toEqual({});
  expect(stacks.apps!.only("azurerm_container_app").depends_on).toEqual([
    expect.stringMatching(/^azurerm_key_vault_access_policy/),
  ]);
  expect(stacks.apps!.all("time_sleep")).toEqual({});
});

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

test("a literal id of what a later stack makes is refused, by reference it is not", () => {
  const program = (isLiteral: boolean) => () =>
    synthApp((newStack) => {
      const [platform, shop] = [newStack("platform"), newStack("shop")];
      const identity = new ManagedIdentity(platform, "identity", { ...PLACE, name: "shared" });
      const storage = new StorageAccount(shop, "storage", {
        ...PLACE,
        name: "st7f3a",
        accountTier: "Standard",
        accountReplicationType: "LRS",
      });
      const id = isLiteral ? `${GROUP}/providers/Microsoft.Storage/storageAccounts/st7f3a` : storage.id;
      const services = [AzureService.storageBlobs({ id, name: "st7f3a", primaryBlobEndpoint: "https://st7f3a" })];
      new ManagedIdentityContainerApp(
        shop,
        "app",
        appProps(shop, { identity: AppIdentity.userAssigned(identity), services }),
      );
    });
  expect(program(true)).toThrow(
    /the role assignment Storage Blob Data Reader of \[platform\/identity\] scope is the literal name "st7f3a" of \[shop\/storage\], which this program makes; allowed: a reference to it/,
  );
  expect(program(false)).not.toThrow();
});
