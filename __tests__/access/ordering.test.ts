import { ContainerApp } from "@cdktf/provider-azurerm/lib/container-app";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import {
  Aspects,
  conditional,
  Fn,
  TerraformCount,
  TerraformIterator,
  TerraformLocal,
  TerraformProvider,
  TerraformResource,
  TerraformStack,
  TerraformVariable,
  Testing,
} from "cdktf";
import {
  AppIdentity,
  ContainerAppEnvironment,
  ContainerImage,
  KeyVault,
  KeyVaultAccessModel,
  KeyVaultSecret,
  KeyVaultSecretReference,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  Role,
  SecretGrantScope,
} from "../../lib/index";
import {
  appProps,
  ENVIRONMENT_ID,
  importVault,
  makeVault,
  newStack,
  synth,
  Synthesized,
  synthStack,
} from "../support/synth";
import { TerraformGraph } from "../support/terraform-graph";

const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };
const READER = Role.fromName("Reader");

function app(stack: TerraformStack, name = "app", identity?: AppIdentity): ManagedIdentityContainerApp {
  return new ManagedIdentityContainerApp(stack, name, appProps(stack, { name, identity }));
}

function storage(stack: TerraformStack, id: string, name: string): StorageAccount {
  return new StorageAccount(stack, id, { ...PLACE, name, accountTier: "Standard", accountReplicationType: "LRS" });
}

function waits(program: Synthesized, name: string): string[] {
  return (program.named("azurerm_container_app", name).depends_on as string[] | undefined) ?? [];
}

describe("an app waits for every grant to its identities", () => {
  test("made before or after it, to the app or to the identity", () => {
    const program = synth((stack) => {
      const identity = new ManagedIdentity(stack, "identity", { ...PLACE, name: "shared" });
      identity.assignRole(READER, storage(stack, "before", "before").id);
      const one = app(stack, "one", AppIdentity.userAssigned(identity));
      one.assignRole(READER, storage(stack, "after", "after").id);
      app(stack, "two", AppIdentity.userAssigned(identity));
    });
    expect(waits(program, "one")).toHaveLength(2);
    expect(waits(program, "two")).toEqual(waits(program, "one"));
  });

  test("made by an aspect while the program is synthesized", () => {
    const program = synth((stack) => {
      app(stack);
      const scope = storage(stack, "storage", "s").id;
      Aspects.of(stack).add({
        visit: (construct) =>
          construct instanceof ManagedIdentityContainerApp && void construct.assignRole(READER, scope),
      });
    });
    expect(waits(program, "app")).toEqual([expect.stringMatching(/^azurerm_role_assignment\./)]);
  });

  test("but not for one to its system-assigned identity, which comes after it", () => {
    const program = synth(
      (stack) => void app(stack, "app", AppIdentity.systemAssigned()).assignRole(READER, storage(stack, "s", "s").id),
    );
    expect(waits(program, "app")).toEqual([]);
    expect(new TerraformGraph(program).onCycles).toEqual([]);
  });

  test("synthesized twice, once each", () => {
    const stack = newStack();
    app(stack).assignRole(READER, storage(stack, "s", "s").id);
    const first = Testing.synth(stack);
    expect(Testing.synth(stack)).toBe(first);
    expect(waits(new Synthesized(first), "app")).toHaveLength(1);
  });

  test("without validations too", () => {
    const stack = newStack();
    app(stack).assignRole(READER, storage(stack, "s", "s").id);
    expect(waits(new Synthesized(Testing.synth(stack)), "app")).toHaveLength(1);
  });

  test("beside what the program adds to the resource itself", () => {
    const program = synth((stack) => {
      const group = new ResourceGroup(stack, "group", { name: "g", location: "x" });
      const one = app(stack);
      one.resource.dependsOn = ["azurerm_resource_group.group"];
      one.assignRole(READER, storage(stack, "s", "s").id);
      one.assignRole(READER, group.id);
    });
    expect(waits(program, "app")).toEqual([
      "azurerm_resource_group.group",
      expect.stringMatching(/^azurerm_role_assignment/),
      expect.stringMatching(/^azurerm_role_assignment/),
    ]);
  });
});

/** Scopes that exist only after the app does, as programs come to them. */
const BEHIND_THE_APP: Record<string, (stack: TerraformStack, app: ManagedIdentityContainerApp) => string> = {
  "the app's own id": (_, { containerAppId }) => containerAppId,
  "a resource named after its address": (stack, { resource }) =>
    storage(stack, "s", Fn.substr(resource.latestRevisionFqdn, 0, 9)).id,
  "a local of its id": (stack, { containerAppId }) => new TerraformLocal(stack, "local", containerAppId).asString,
  "a local of a local, in a function": (stack, { containerAppId }) => {
    const inner = new TerraformLocal(stack, "inner", { id: containerAppId });
    return Fn.lookup(new TerraformLocal(stack, "outer", inner.expression).expression, "id") as string;
  },
  "a resource that waits for it": (stack, { resource }) => {
    const group = new ResourceGroup(stack, "group", { name: "g", location: "x", dependsOn: [resource] });
    return group.id;
  },
  "a resource with an override that refers to it": (stack, { containerAppId }) => {
    const group = new ResourceGroup(stack, "group", { name: "g", location: "x" });
    group.addOverride("tags.app", containerAppId);
    return group.id;
  },
  "a reference typed by hand": (_, { resource }) => `\${azurerm_container_app.${resource.friendlyUniqueId}.id}`,
  "a resource with a dynamic block that refers to it": (stack, { containerAppId }) => {
    const account = storage(stack, "s", "s");
    const rules = TerraformIterator.fromList([containerAppId]).dynamic({ endpoint_resource_id: containerAppId });
    account.putNetworkRules({ defaultAction: "Deny", privateLinkAccess: rules });
    return account.id;
  },
  "a resource whose tags have its number for a key": (stack, { resource }) => {
    const tags = { [`k${resource.ingress.exposedPort}`]: "x" };
    return new ResourceGroup(stack, "group", { name: "g", location: "x", tags }).id;
  },
  "a resource of a provider that is configured with it": (stack, { resource }) => {
    const config = { terraformResourceType: "postgresql", terraformProviderSource: "cyrilgdn/postgresql" };
    new (class extends TerraformProvider {
      protected synthesizeAttributes() {
        return { host: resource.latestRevisionFqdn };
      }
    })(stack, "postgresql", config);
    return new TerraformResource(stack, "role", { terraformResourceType: "postgresql_role" }).getStringAttribute("id");
  },
  "another app, hand-written, that refers to it": (stack, { containerAppId }) =>
    new ContainerApp(stack, "l1", {
      name: "l1",
      resourceGroupName: "my-rg",
      containerAppEnvironmentId: ENVIRONMENT_ID,
      revisionMode: "Single",
      template: {
        container: [
          { name: "c", image: "nginx", cpu: 0.25, memory: "0.5Gi", env: [{ name: "OTHER", value: containerAppId }] },
        ],
      },
    }).id,
};

describe("an app does not wait for a grant behind an app", () => {
  test.each(Object.entries(BEHIND_THE_APP))("on %s", (_, scope) => {
    const program = synth((stack) => {
      const one = app(stack);
      one.assignRole(READER, scope(stack, one));
    });
    expect(waits(program, "app")).toEqual([]);
    expect(new TerraformGraph(program).onCycles).toEqual([]);
  });

  test("of two that are granted on each other", () => {
    const program = synth((stack) => {
      const [one, two] = [app(stack, "one"), app(stack, "two")];
      one.assignRole(READER, two.containerAppId);
      two.assignRole(READER, one.containerAppId);
    });
    expect(new TerraformGraph(program).onCycles).toEqual([]);
    expect(Object.keys(program.all("azurerm_role_assignment"))).toHaveLength(2);
  });

  test("and still waits for its others", () => {
    const program = synth((stack) => {
      const one = app(stack);
      one.assignRole(READER, one.containerAppId);
      one.assignRole(READER, storage(stack, "other", "other").id);
    });
    expect(waits(program, "app")).toEqual([expect.stringMatching(/^azurerm_role_assignment\.identity-access_other_/)]);
  });
});

describe("what an app needs when it is created", () => {
  test("may come from another app", () => {
    const program = synth((stack) => {
      const vault = makeVault(stack);
      const first = app(stack, "first");
      new KeyVaultSecret(stack, "secret", { vault, name: "address", value: first.resource.latestRevisionFqdn });
      new ManagedIdentityContainerApp(
        stack,
        "second",
        appProps(stack, { name: "second", secrets: { FIRST: vault.secret("address") } }),
      );
    });
    expect(new TerraformGraph(program).onCycles).toEqual([]);
    expect(waits(program, "second")).toContainEqual(expect.stringMatching(/^azurerm_key_vault_secret\./));
  });

  test("cannot come from the app itself", () => {
    const stack = newStack();
    const vault = makeVault(stack);
    const one = new ManagedIdentityContainerApp(
      stack,
      "app",
      appProps(stack, { secrets: { SELF: vault.secret("address") } }),
    );
    new KeyVaultSecret(stack, "secret", { vault, name: "address", value: one.resource.latestRevisionFqdn });
    expect(() => synthStack(stack)).toThrow(
      /\[test\/app\] needs \[test\/secret\] when it is created, which depends on the app itself; allowed: .*Take the app's/,
    );
  });

  test("cannot come from an app that needs this one in its turn", () => {
    const stack = newStack();
    const vault = makeVault(stack);
    const needing = (name: string, secret: string) =>
      new ManagedIdentityContainerApp(stack, name, appProps(stack, { name, secrets: { OTHER: vault.secret(secret) } }));
    const [one, two] = [needing("one", "of-two"), needing("two", "of-one")];
    new KeyVaultSecret(stack, "of-one", { vault, name: "of-one", value: one.resource.latestRevisionFqdn });
    new KeyVaultSecret(stack, "of-two", { vault, name: "of-two", value: two.resource.latestRevisionFqdn });
    expect(() => synthStack(stack)).toThrow(/\[test\/one\] needs .*\n.*\[test\/two\] needs /);
  });
});

describe("a secret whose name only Terraform knows", () => {
  const name = (stack: TerraformStack) => new TerraformVariable(stack, "name", { type: "string" }).stringValue;
  const value = (stack: TerraformStack) =>
    new TerraformVariable(stack, "value", { type: "string", sensitive: true }).stringValue;
  const withSecret = (stack: TerraformStack, secret: KeyVaultSecretReference) =>
    new ManagedIdentityContainerApp(stack, "app", appProps(stack, { secrets: { X: secret } }));

  test("is waited for by an app that refers to it by the same reference", () => {
    const program = synth((stack) => {
      const vault = makeVault(stack);
      withSecret(
        stack,
        new KeyVaultSecret(stack, "secret", { vault, name: name(stack), value: value(stack) }).reference(),
      );
    });
    expect(waits(program, "my-app")).toContainEqual(expect.stringMatching(/^azurerm_key_vault_secret\./));
  });

  test("is waited for by an app whose secret it may be", () => {
    const program = synth((stack) => {
      const vault = makeVault(stack);
      withSecret(stack, vault.secret("literal"));
      new KeyVaultSecret(stack, "secret", { vault, name: name(stack), value: value(stack) });
    });
    expect(waits(program, "my-app")).toContainEqual(expect.stringMatching(/^azurerm_key_vault_secret\./));
  });

  test("is not waited for where it comes from an app", () => {
    const program = synth((stack) => {
      const vault = importVault(stack);
      const { resource } = withSecret(stack, vault.secret("literal"));
      new KeyVaultSecret(stack, "secret", { vault, name: name(stack), value: resource.latestRevisionFqdn });
    });
    expect(new TerraformGraph(program).onCycles).toEqual([]);
  });
});

test("a grant on one secret that comes from another app makes no cycle with that app", () => {
  const program = synth((stack) => {
    const vault = makeVault(stack, KeyVaultAccessModel.RBAC);
    const identity = AppIdentity.userAssigned(new ManagedIdentity(stack, "identity", { ...PLACE, name: "shared" }));
    const source = app(stack, "source", identity);
    new KeyVaultSecret(stack, "secret", { vault, name: "x", value: source.resource.latestRevisionFqdn });
    const secrets = { X: vault.secret("x", { grantScope: SecretGrantScope.SECRET }) };
    new ManagedIdentityContainerApp(stack, "reader", appProps(stack, { name: "reader", identity, secrets }));
  });
  expect(new TerraformGraph(program).onCycles).toEqual([]);
  expect(waits(program, "reader")).toContainEqual(expect.stringMatching(/^azurerm_key_vault_secret\./));
});

test("an aspect that runs late changes neither what is waited for nor that there is no cycle", () => {
  const program = synth((stack) => {
    const scope = storage(stack, "scope", "scope");
    const one = app(stack);
    one.assignRole(READER, scope.id);
    one.assignRole(READER, storage(stack, "other", "other").id);
    Aspects.of(stack).add({
      visit: (construct) => {
        if (construct === scope) {
          scope.tags = { app: one.containerAppId };
        } else if (construct === one.resource) {
          one.resource.dependsOn = ["azurerm_storage_account.other"];
        }
      },
    });
  });
  expect(waits(program, "app")).toEqual([
    "azurerm_storage_account.other",
    expect.stringMatching(/^azurerm_role_assignment\.identity-access_other_/),
  ]);
  expect(new TerraformGraph(program).onCycles).toEqual([]);
});

describe("a literal name of something that the program makes", () => {
  test("is waited for where Terraform can", () => {
    const program = synth((stack) => {
      new ResourceGroup(stack, "group", { name: "MY-rg", location: "x" });
      app(stack);
      makeVault(stack);
    });
    for (const type of ["azurerm_container_app", "azurerm_user_assigned_identity", "azurerm_key_vault"]) {
      expect(program.only(type).depends_on).toEqual(["azurerm_resource_group.group"]);
    }
  });

  test("is refused where a data source would look too early: a vault", () => {
    const stack = newStack();
    makeVault(stack).node.addMetadata("a", "b");
    importVault(stack, "again", KeyVaultAccessModel.ACCESS_POLICY, "MY-vault");
    expect(() => synthStack(stack)).toThrow(
      /\[test\/again\] name is the literal name "MY-vault" of \[test\/vault\], which this program makes; allowed: a reference to it.*Pass the construct/,
    );
  });

  test("is refused where a data source would look too early: an identity", () => {
    const stack = newStack();
    const group = new ResourceGroup(stack, "group", { name: "my-rg", location: "x" });
    new ManagedIdentity(stack, "made", { ...PLACE, resourceGroupName: group.name, name: "shared" });
    ManagedIdentity.fromIdentityName(stack, "again", { name: "shared", resourceGroupName: "my-rg" });
    expect(() => synthStack(stack)).toThrow(/\[test\/again\] name is the literal name "shared" of \[test\/made\]/);
  });

  test("is refused where a data source would look too early: the resource group", () => {
    const stack = newStack();
    const group = new ResourceGroup(stack, "group", { name: "my-rg", location: "x" });
    importVault(stack);
    expect(() => synthStack(stack)).toThrow(
      /\[test\/vault\] resourceGroupName is the literal name "my-rg" of \[test\/group\]/,
    );
    group.importFrom("/subscriptions/1/resourceGroups/my-rg");
    expect(() => Testing.synth(stack)).not.toThrow();
  });

  test("is refused where what it names waits for what uses the name", () => {
    const stack = newStack();
    const identity = new ManagedIdentity(stack, "identity", { ...PLACE, name: "shared" });
    new ResourceGroup(stack, "group", { name: "my-rg", location: "x", tags: { owner: identity.principalId } });
    expect(() => synthStack(stack)).toThrow(
      /\[test\/identity\] resourceGroupName is the literal name "my-rg" of \[test\/group\].*Pass the name attribute/,
    );
  });

  test("is found in a group that is a reference", () => {
    const stack = newStack();
    const resourceGroupName = new ResourceGroup(stack, "group", { name: "my-rg", location: "x" }).name;
    new ManagedIdentity(stack, "made", { ...PLACE, resourceGroupName, name: "shared" });
    ManagedIdentity.fromIdentityName(stack, "again", { name: "shared", resourceGroupName });
    expect(() => synthStack(stack)).toThrow(/\[test\/again\] name is the literal name "shared" of \[test\/made\]/);
  });

  test("is waited for by a role on its literal id", () => {
    const program = synth((stack) => {
      new ResourceGroup(stack, "group", { name: "scope-rg", location: "x" });
      app(stack).assignRole(READER, "/subscriptions/1/resourceGroups/Scope-rg");
    });
    expect(program.only("azurerm_role_assignment").depends_on).toEqual(["azurerm_resource_group.group"]);
  });

  test("is not that of a resource which only says that it has moved", () => {
    const program = Testing.synth(
      (() => {
        const stack = newStack();
        const old = new ResourceGroup(stack, "old", { name: "my-rg", location: "x" });
        new ResourceGroup(stack, "new", { name: "my-rg", location: "x" }).addMoveTarget("group");
        old.moveTo("group");
        app(stack);
        return stack;
      })(),
    );
    expect(waits(new Synthesized(program), "app")).toEqual(["azurerm_resource_group.new"]);
  });

  test("is another's where the resource group is another", () => {
    const program = synth((stack) => {
      new ManagedIdentity(stack, "made", { ...PLACE, name: "shared" });
      ManagedIdentity.fromIdentityName(stack, "other", { name: "shared", resourceGroupName: "other-rg" });
    });
    expect(program.all("azurerm_user_assigned_identity")).not.toEqual({});
  });
});

describe("addresses", () => {
  const shop = (stack: TerraformStack) => {
    const vault = makeVault(stack, KeyVaultAccessModel.RBAC);
    const value = new TerraformVariable(stack, "value", { sensitive: true }).stringValue;
    new KeyVaultSecret(stack, "secret", { vault, name: "db", value });
    new ManagedIdentityContainerApp(
      stack,
      "app",
      appProps(stack, { secrets: { DB: vault.secret("db") }, containers: [{ image: ContainerImage.of("nginx") }] }),
    );
  };

  test("move for nothing that is unrelated", () => {
    const alone = synth(shop);
    const beside = synth((stack) => {
      app(stack, "unrelated").assignRole(READER, storage(stack, "before", "before").id);
      shop(stack);
    });
    expect(beside.addresses).toEqual(expect.arrayContaining(alone.addresses));
  });

  test("hold no token", () => {
    const program = synth((stack) => {
      const scope = new TerraformVariable(stack, "scope", { type: "string" }).stringValue;
      const name = new TerraformVariable(stack, "vault-name", { type: "string" }).stringValue;
      const one = new ManagedIdentityContainerApp(
        stack,
        "app",
        appProps(stack, { keyVault: importVault(stack, "v", KeyVaultAccessModel.ACCESS_POLICY, name) }),
      );
      one.assignRole(READER, scope);
      one.assignRole(Role.fromDefinitionId(scope), scope);
    });
    expect(program.text).not.toMatch(/TfToken|TOKEN/);
  });
});

test("two apps, or two secrets, of one name in one place are refused", () => {
  const stack = newStack();
  const environment = ContainerAppEnvironment.fromEnvironmentId(stack, "environment", ENVIRONMENT_ID);
  const vault = makeVault(stack);
  for (const id of ["one", "two"]) {
    new ManagedIdentityContainerApp(
      stack,
      id,
      appProps(stack, { environment, identity: AppIdentity.systemAssigned() }),
    );
    const value = new TerraformVariable(stack, `value-${id}`, { sensitive: true }).stringValue;
    new KeyVaultSecret(stack, `secret-${id}`, { vault, name: id === "one" ? "db" : "DB", value });
  }
  expect(() => synthStack(stack)).toThrow(
    /\[test\/two\] has the name "my-app" of \[test\/one\].*\n.*\[test\/secret-two\] has the name "DB" of \[test\/secret-one\]/,
  );
});

test("an app with count is refused", () => {
  const stack = newStack();
  app(stack).resource.count = 2;
  expect(() => synthStack(stack)).toThrow(
    /\[test\/app\] has count or for_each; allowed: one resource for each construct/,
  );
});

test("what may be one of two, or one of many, is not refused for its name", () => {
  const program = synth((stack) => {
    const flag = new TerraformVariable(stack, "flag", { type: "bool" });
    const counts: Record<string, unknown> = { one: flag.value, other: conditional(flag.value, 0, 1) };
    for (const [id, count] of Object.entries(counts)) {
      new ResourceGroup(stack, id, { name: "my-rg", location: "x" }).count = TerraformCount.of(count as number);
    }
    const value = new TerraformVariable(stack, "value", { sensitive: true }).stringValue;
    for (const id of ["va", "vb"]) {
      const keyVaultId = new TerraformVariable(stack, id, { type: "string" }).stringValue;
      const vault = KeyVault.fromKeyVaultId(stack, `vault-${id}`, keyVaultId, {
        accessModel: KeyVaultAccessModel.RBAC,
      });
      new KeyVaultSecret(stack, `secret-${id}`, { vault, name: "db", value });
    }
  });
  expect(Object.keys(program.all("azurerm_key_vault_secret"))).toHaveLength(2);
});

test("a secret of that name in a vault that nobody can tell is waited for where it can be", () => {
  const program = synth((stack) => {
    const keyVaultId = new TerraformVariable(stack, "id", { type: "string" }).stringValue;
    const unknown = KeyVault.fromKeyVaultId(stack, "unknown", keyVaultId, { accessModel: KeyVaultAccessModel.RBAC });
    const { resource } = new ManagedIdentityContainerApp(
      stack,
      "app",
      appProps(stack, { secrets: { URL: importVault(stack).secret("url") } }),
    );
    new KeyVaultSecret(stack, "url", { vault: unknown, name: "url", value: resource.latestRevisionFqdn });
  });
  expect(new TerraformGraph(program).onCycles).toEqual([]);
});

test("a grant on one secret waits for the secret, whoever asks for the grant", () => {
  const program = synth((stack) => {
    const vault = makeVault(stack, KeyVaultAccessModel.RBAC);
    vault.grantReadSecrets(app(stack), { onlySecret: "db" });
    new KeyVaultSecret(stack, "secret", {
      vault,
      name: "db",
      value: new TerraformVariable(stack, "value", { sensitive: true }).stringValue,
    });
  });
  const [assignment] = Object.values(program.all("azurerm_role_assignment")).filter(
    ({ role_definition_name: role }) => role === "Key Vault Secrets User",
  );
  expect(assignment!.depends_on).toEqual([expect.stringMatching(/^azurerm_key_vault_secret\./)]);
});
