import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import { ContainerAppEnvironment, IContainerAppEnvironment } from "../../lib/index";
import { ENVIRONMENT_ID, newStack, synth } from "../support/synth";

const ATTRIBUTES = [
  ["defaultDomain", "default_domain"],
  ["staticIpAddress", "static_ip_address"],
  ["platformReservedCidr", "platform_reserved_cidr"],
  ["platformReservedDnsIpAddress", "platform_reserved_dns_ip_address"],
  ["dockerBridgeCidr", "docker_bridge_cidr"],
  ["customDomainVerificationId", "custom_domain_verification_id"],
] as const;

const PLACE = { name: "my-environment", resourceGroupName: "my-rg" };

/** The program that shows every attribute of an environment, each read twice. */
const showing = (environmentIn: (stack: TerraformStack) => IContainerAppEnvironment) =>
  synth((stack) => {
    const environment = environmentIn(stack);
    ATTRIBUTES.forEach(([attribute, name]) => {
      new TerraformOutput(stack, name, { value: environment[attribute] });
      expect(environment[attribute]).toBe(environment[attribute]);
    });
  });

test.each<[string, RegExp, (stack: TerraformStack) => IContainerAppEnvironment]>([
  [
    "made here",
    /^\$\{azurerm_container_app_environment\./,
    (stack) => new ContainerAppEnvironment(stack, "environment", { ...PLACE, location: "westeurope" }),
  ],
  [
    "imported by name",
    /^\$\{data\.azurerm_container_app_environment\./,
    (stack) => ContainerAppEnvironment.fromEnvironmentName(stack, "environment", PLACE),
  ],
  [
    "imported by id",
    /^\$\{data\.azurerm_container_app_environment\./,
    (stack) => ContainerAppEnvironment.fromEnvironmentId(stack, "environment", ENVIRONMENT_ID),
  ],
])("an environment %s has the attributes that Azure gives it", (_, form, environmentIn) => {
  const { text } = showing(environmentIn);
  const { output } = JSON.parse(text) as { output: Record<string, { value: string }> };
  for (const [, name] of ATTRIBUTES) {
    expect(output[name]!.value).toMatch(form);
    expect(output[name]!.value).toMatch(new RegExp(`\\.${name}\\}$`));
  }
});

describe("imported by id", () => {
  test("an environment is looked up once, and only where an attribute is read", () => {
    const one = showing((stack) => ContainerAppEnvironment.fromEnvironmentId(stack, "environment", ENVIRONMENT_ID));
    expect(one.text).toContain('"resource_group_name": "my-rg"');
    expect((one.text.match(/"name": "my-environment"/g) ?? []).length).toBe(1);
    const none = synth((stack) => void ContainerAppEnvironment.fromEnvironmentId(stack, "environment", ENVIRONMENT_ID));
    expect(none.text).not.toContain("data");
  });

  test("by a reference, it is looked up by the parts of that, with the provider of the import", () => {
    const { text } = showing((stack) => {
      const provider = new AzurermProvider(stack, "hub", { alias: "hub", features: [{}] });
      const id = new TerraformVariable(stack, "environment_id", {}).stringValue;
      return ContainerAppEnvironment.fromEnvironmentId(stack, "environment", id, { provider });
    });
    expect(text).toContain('"name": "${basename(var.environment_id)}"');
    expect(text).toContain('"provider": "azurerm.hub"');
  });

  test("in another subscription than the provider's it is refused where an attribute is read", () => {
    const read = (subscriptionId: string) => () => {
      const stack = newStack();
      const provider = new AzurermProvider(stack, "hub", { alias: "hub", features: [{}], subscriptionId });
      const options = { provider };
      return ContainerAppEnvironment.fromEnvironmentId(stack, "environment", ENVIRONMENT_ID, options).defaultDomain;
    };
    expect(read("11111111-0000-0000-0000-000000000000")).toThrow(/environmentId is .*; allowed: an id in 11111111/);
    expect(read("00000000-0000-0000-0000-000000000000")).not.toThrow();
  });

  test("one that the program makes is refused where an attribute is read, as with a name", () => {
    const program = (reads: boolean) => () =>
      synth((stack) => {
        new ContainerAppEnvironment(stack, "made", { ...PLACE, location: "westeurope" });
        const known = ContainerAppEnvironment.fromEnvironmentId(stack, "known", ENVIRONMENT_ID);
        new TerraformOutput(stack, "domain", { value: reads ? known.defaultDomain : "none" });
      });
    expect(program(true)).toThrow(/\[test\/known\]/);
    expect(program(false)).not.toThrow();
  });
});
