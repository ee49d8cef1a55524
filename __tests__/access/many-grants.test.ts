import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { TerraformStack, Testing } from "cdktf";
import {
  AppIdentity,
  ContainerImage,
  ContainerRegistry,
  GrantHandOver,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  Role,
} from "../../lib/index";
import { appProps, Body, newStack, Synthesized, synthStack } from "../support/synth";
import { TerraformGraph } from "../support/terraform-graph";

const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };
const READER = Role.fromName("Reader");

/** The number of grants to an identity that an app lists. */
const MOST_LISTED = 50;

function identityIn(stack: TerraformStack): ManagedIdentity {
  return new ManagedIdentity(stack, "identity", { ...PLACE, name: "shared" });
}

function grant(identity: ManagedIdentity, count: number): void {
  for (let i = 0; i < count; i++) {
    identity.assignRole(READER, `/subscriptions/00000000-0000-0000-0000-${String(i).padStart(12, "0")}`);
  }
}

function app(stack: TerraformStack, id: string, identity: ManagedIdentity): ManagedIdentityContainerApp {
  return new ManagedIdentityContainerApp(stack, id, {
    ...appProps(stack, { name: id }),
    identity: AppIdentity.userAssigned(identity),
  });
}

function dependsOn(body: Body | undefined): string[] {
  return (body?.depends_on as string[] | undefined) ?? [];
}

/** Two apps of one identity with so many grants. */
function program(count: number): Synthesized {
  const stack = newStack();
  const identity = identityIn(stack);
  app(stack, "one", identity);
  grant(identity, count);
  app(stack, "two", identity);
  return synthStack(stack);
}

describe("apps of an identity with many grants", () => {
  test("list each, up to fifty", () => {
    const few = program(MOST_LISTED);
    expect(few.all("terraform_data")).toEqual({});
    expect(dependsOn(few.named("azurerm_container_app", "one"))).toHaveLength(MOST_LISTED);
  });

  test("list one thing that depends on all, beyond fifty", () => {
    const many = program(MOST_LISTED + 1);
    const [[name, all]] = Object.entries(many.all("terraform_data")) as [[string, Body]];
    expect(dependsOn(all)).toHaveLength(MOST_LISTED + 1);
    for (const each of ["one", "two"]) {
      expect(dependsOn(many.named("azurerm_container_app", each))).toEqual([`terraform_data.${name}`]);
    }
    expect(new TerraformGraph(many).onCycles).toEqual([]);
  });

  test("keep the addresses of the grants", () => {
    const [few, many] = [program(MOST_LISTED), program(MOST_LISTED + 1)];
    expect(many.addresses).toEqual(expect.arrayContaining(few.addresses));
  });

  test("do not wait for the grants that depend on one of them", () => {
    const stack = newStack();
    const identity = identityIn(stack);
    const one = app(stack, "one", identity);
    grant(identity, MOST_LISTED);
    app(stack, "two", identity);
    const group = new ResourceGroup(stack, "group", { name: "g", location: "x", tags: { app: one.containerAppId } });
    identity.assignRole(READER, group.id);
    const synthesized = synthStack(stack);
    expect(dependsOn(synthesized.only("terraform_data"))).toHaveLength(MOST_LISTED);
    expect(new TerraformGraph(synthesized).onCycles).toEqual([]);
  });

  test("are the same when the stack is synthesized twice", () => {
    const stack = newStack();
    const identity = identityIn(stack);
    app(stack, "one", identity);
    grant(identity, MOST_LISTED + 1);
    expect(Testing.synth(stack)).toBe(Testing.synth(stack));
  });

  test("wait for none that others give", () => {
    const stack = newStack();
    const identity = identityIn(stack);
    app(stack, "one", identity);
    grant(identity, MOST_LISTED + 1);
    GrantHandOver.enable(stack);
    const synthesized = synthStack(stack);
    expect(synthesized.all("terraform_data")).toEqual({});
    expect(synthesized.only("azurerm_container_app")).not.toHaveProperty("depends_on");
  });

  test("still need the pull of their image at their creation, and nothing that stands for grants pushes it", () => {
    const stack = newStack();
    const identity = identityIn(stack);
    grant(identity, MOST_LISTED);
    const registry = ContainerRegistry.fromRegistryName(stack, "registry", {
      name: "myregistry",
      resourceGroupName: "my-rg",
    });
    new ManagedIdentityContainerApp(stack, "one", {
      ...appProps(stack),
      identity: AppIdentity.userAssigned(identity),
      containers: [{ image: ContainerImage.fromRegistry(registry, "api:1") }],
    });
    const [, pull] = /"(azurerm_role_assignment\.[\w-]*AcrPull[\w-]*)"/.exec(synthStack(stack).text) ?? [];
    expect(dependsOn(synthStack(stack).only("azurerm_container_app"))).toContain(pull);
  });
});
