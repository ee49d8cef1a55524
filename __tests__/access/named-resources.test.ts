import { ContainerAppEnvironmentDaprComponent } from "@cdktf/provider-azurerm/lib/container-app-environment-dapr-component";
import { ContainerAppEnvironmentStorage } from "@cdktf/provider-azurerm/lib/container-app-environment-storage";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { conditional, TerraformCount, TerraformStack, TerraformVariable, Testing } from "cdktf";
import {
  AppIdentity,
  ContainerAppEnvironment,
  KeyVault,
  KeyVaultAccessModel,
  KeyVaultSecret,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  Role,
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

const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };
const READER = Role.fromName("Reader");

function app(stack: TerraformStack, name = "app", identity?: AppIdentity): ManagedIdentityContainerApp {
  return new ManagedIdentityContainerApp(stack, name, appProps(stack, { name, identity }));
}

function waits(program: Synthesized, name: string): string[] {
  return (program.named("azurerm_container_app", name).depends_on as string[] | undefined) ?? [];
}

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

test("two parts of an environment are refused where they have one type and name, and taken in two environments", () => {
  const parts = (environmentNames: [string, string]) => () =>
    synth((stack) => {
      const environments = new Map(
        [...new Set(environmentNames)].map((name) => [
          name,
          new ContainerAppEnvironment(stack, name, { ...PLACE, name }),
        ]),
      );
      const storage = { accountName: "shared", shareName: "files", accessMode: "ReadOnly" };
      environmentNames.forEach((name, i) => {
        const containerAppEnvironmentId = environments.get(name)!.environmentId;
        const part = { name: "orders", containerAppEnvironmentId };
        new ContainerAppEnvironmentDaprComponent(stack, `component-${i}`, {
          ...part,
          componentType: "state.redis",
          version: "v1",
        });
        new ContainerAppEnvironmentStorage(stack, `storage-${i}`, { ...part, ...storage });
      });
    });
  expect(parts(["one", "one"])).toThrow(
    /\[test\/component-1\] has the name "orders" of \[test\/component-0\].*\n.*\[test\/storage-1\] has the name/,
  );
  expect(parts(["one", "two"])).not.toThrow();
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

test("an app with count is refused", () => {
  const stack = newStack();
  app(stack).resource.count = 2;
  expect(() => synthStack(stack)).toThrow(
    /\[test\/app\] has count or for_each; allowed: one resource for each construct/,
  );
});
