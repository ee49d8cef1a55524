import { TerraformIterator, TerraformResource, TerraformStack } from "cdktf";
import {
  ContainerAppEnvironment,
  KeyVault,
  KeyVaultSecret,
  ManagedIdentity,
  ManagedIdentityContainerApp,
  ManagedIdentityContainerAppJob,
  JobTrigger,
  Role,
} from "../../lib/index";
import { sensitive } from "../support/every-argument";
import { appProps, makeVault, synth } from "../support/synth";

const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };

/** The constructs, each with the resource that it makes one of. */
const MADE: [string, (stack: TerraformStack) => TerraformResource][] = [
  ["an app", (stack) => new ManagedIdentityContainerApp(stack, "made", appProps(stack)).resource],
  [
    "a job",
    (stack) =>
      new ManagedIdentityContainerAppJob(stack, "made", {
        ...appProps(stack),
        location: "westeurope",
        trigger: JobTrigger.manual(),
      }).resource,
  ],
  ["an environment", (stack) => new ContainerAppEnvironment(stack, "made", { ...PLACE, name: "my-env" }).resource],
  ["an identity", (stack) => new ManagedIdentity(stack, "made", { ...PLACE, name: "my-identity" }).resource],
  ["a vault", (stack) => new KeyVault(stack, "made", { ...PLACE, name: "my-vault" }).resource],
  [
    "a secret",
    (stack) =>
      new KeyVaultSecret(stack, "made", { vault: makeVault(stack), name: "db", value: sensitive(stack, "db") })
        .resource,
  ],
  [
    "a grant",
    (stack) =>
      new ManagedIdentity(stack, "made", { ...PLACE, name: "my-identity" }).assignRole(
        Role.fromName("Reader"),
        "/subscriptions/00000000-0000-0000-0000-000000000000",
      ).resource,
  ],
];

test.each(MADE)("%s is one: neither count nor for_each", (_, make) => {
  for (const repetition of [{ count: 2 }, { count: 0 }, { forEach: TerraformIterator.fromList(["a"]) }]) {
    expect(() => synth((stack) => void Object.assign(make(stack), repetition))).toThrow(
      /^\[test\] is refused:\n {2}- .*\[test\/[^\]]+\] has count or for_each; allowed: one resource for each construct/,
    );
  }
  expect(() => synth(make)).not.toThrow();
});
