import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { App, Aspects, LocalBackend, TerraformStack, TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import {
  AppIdentity,
  AzureService,
  ContainerImage,
  ContainerRegistry,
  GrantHandOver,
  KeyVault,
  KeyVaultAccessModel,
  KeyVaultSecret,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  Role,
} from "../../lib/index";
import { danglingDependencies, synthApp } from "../support/stacks";
import { appProps, CLIENT_ID, GUID, IDENTITY_ID, importVault, makeVault, Synthesized } from "../support/synth";

const { ACCESS_POLICY, RBAC } = KeyVaultAccessModel;
const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };
const GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/my-rg";

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

test("what a program makes an app wait for in another stack has that stack applied first", () => {
  const { stacks, dependencies } = synthApp((newStack) => {
    const [apps, groups] = [newStack("apps"), newStack("groups")];
    const group = new ResourceGroup(groups, "group", { name: "other-rg", location: "x" });
    new ManagedIdentityContainerApp(apps, "app", appProps(apps, { dependsOn: [group] }));
  });
  expect(dependencies).toEqual({ apps: ["groups"], groups: [] });
  expect(stacks.apps!.only("azurerm_container_app")).not.toHaveProperty("depends_on");
});

test("a literal name of something in another stack has that stack applied first", () => {
  const { dependencies } = synthApp((newStack) => {
    const [apps, groups] = [newStack("apps"), newStack("groups")];
    new ManagedIdentityContainerApp(apps, "app", appProps(apps));
    new ResourceGroup(groups, "group", { name: "my-rg", location: "x" });
  });
  expect(dependencies).toEqual({ apps: ["groups"], groups: [] });
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
