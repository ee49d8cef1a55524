import { ContainerApp } from "@cdktf/provider-azurerm/lib/container-app";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import {
  Aspects,
  Fn,
  TerraformIterator,
  TerraformLocal,
  TerraformProvider,
  TerraformResource,
  TerraformStack,
  Testing,
} from "cdktf";
import { AppIdentity, KeyVaultSecret, ManagedIdentity, ManagedIdentityContainerApp, Role } from "../../lib/index";
import { appProps, ENVIRONMENT_ID, makeVault, newStack, synth, Synthesized, synthStack } from "../support/synth";
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
