import { LinuxWebApp } from "@cdktf/provider-azurerm/lib/linux-web-app";
import { NetworkInterface } from "@cdktf/provider-azurerm/lib/network-interface";
import { PrivateEndpoint } from "@cdktf/provider-azurerm/lib/private-endpoint";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { Subnet, SubnetConfig } from "@cdktf/provider-azurerm/lib/subnet";
import { VirtualNetwork } from "@cdktf/provider-azurerm/lib/virtual-network";
import { TerraformStack, Token } from "cdktf";
import { ContainerAppEnvironment, ContainerAppEnvironmentProps } from "../../lib/index";
import { SUBNET_ID } from "../support/every-argument";
import { newStack, synth, synthStack } from "../support/synth";

const PLACE = { resourceGroupName: "my-rg", location: "westeurope" };
const DELEGATION = { name: "apps", serviceDelegation: { name: "Microsoft.App/environments" } };

/** An environment in a subnet of the program. */
function inSubnet(
  props: Partial<SubnetConfig>,
  beside: (stack: TerraformStack, subnetId: string) => unknown = () => undefined,
  environmentProps: Partial<ContainerAppEnvironmentProps> = {},
): () => unknown {
  return () =>
    synth((stack) => {
      const subnet = new Subnet(stack, "subnet", {
        name: "apps",
        resourceGroupName: "my-rg",
        virtualNetworkName: "network",
        addressPrefixes: ["10.0.0.0/23"],
        delegation: [DELEGATION],
        ...props,
      });
      beside(stack, subnet.id);
      new ContainerAppEnvironment(stack, "environment", {
        ...PLACE,
        name: "my-env",
        infrastructureSubnetId: subnet.id,
        ...environmentProps,
      });
    });
}

test("has one address prefix", () => {
  expect(inSubnet({ addressPrefixes: ["10.0.0.0/24", "10.0.4.0/24"] })).toThrow(
    /\[test\/subnet\] is the subnet of \[test\/environment\] and has 2 address prefixes; allowed: one address prefix/,
  );
  expect(inSubnet({ addressPrefixes: ["10.0.0.0/24"] })).not.toThrow();
  expect(inSubnet({ addressPrefixes: Token.asList("${var.prefixes}") })).not.toThrow();
});

test.each([
  ["169.254.8.0/24", "169.253.255.0/24"],
  ["172.30.0.0/23", "172.29.254.0/23"],
  ["172.28.0.0/14", "172.24.0.0/14"],
  ["172.31.255.0/24", "172.32.0.0/24"],
  ["192.0.2.0/27", "192.0.3.0/27"],
  ["192.0.0.0/16", "192.1.0.0/16"],
  ["100.100.127.0/24", "100.99.255.0/24"],
  ["100.100.128.0/27", "100.101.0.0/27"],
  ["100.100.160.0/19", "100.100.224.0/19"],
  ["100.100.223.224/27", "100.100.224.0/27"],
  ["100.64.0.0/10", "100.128.0.0/10"],
  ["0.0.0.0/0", "${var.prefix}"],
])("at %s overlaps with a range of Azure's own, and at %s does not", (refused, taken) => {
  expect(inSubnet({ addressPrefixes: [refused] })).toThrow(
    /\[test\/subnet\] is the subnet of \[test\/environment\] and has the prefix \S+, which overlaps with [\d./]+; allowed: a range apart/,
  );
  expect(inSubnet({ addressPrefixes: [taken] })).not.toThrow();
});

test("is delegated to nothing else", () => {
  const other = { name: "web", serviceDelegation: { name: "Microsoft.Web/serverFarms" } };
  expect(inSubnet({ delegation: [DELEGATION, other] })).toThrow(
    /and delegated to Microsoft\.Web\/serverFarms, too; allowed: the one delegation Microsoft\.App\/environments/,
  );
  expect(inSubnet({ delegation: [DELEGATION] })).not.toThrow();
});

describe("has nothing else in it:", () => {
  const endpoint = (stack: TerraformStack, subnetId: string) =>
    new PrivateEndpoint(stack, "endpoint", {
      ...PLACE,
      name: "e",
      subnetId,
      privateServiceConnection: {
        name: "c",
        isManualConnection: false,
        subresourceNames: ["vault"],
        privateConnectionResourceId: "${var.vault}",
      },
    });
  const networkInterface = (stack: TerraformStack, subnetId: string) =>
    new NetworkInterface(stack, "interface", {
      ...PLACE,
      name: "n",
      ipConfiguration: [{ name: "i", privateIpAddressAllocation: "Dynamic", subnetId }],
    });
  const webApp = (stack: TerraformStack, virtualNetworkSubnetId?: string, allowed?: string) =>
    new LinuxWebApp(stack, "web", {
      ...PLACE,
      name: "w",
      servicePlanId: "${var.plan}",
      virtualNetworkSubnetId,
      siteConfig: { ipRestriction: allowed ? [{ virtualNetworkSubnetId: allowed, action: "Allow" }] : undefined },
    });

  test.each<[string, string, (stack: TerraformStack, subnetId: string) => unknown]>([
    ["a private endpoint", "endpoint", endpoint],
    ["a network interface", "interface", networkInterface],
    ["a web app", "web", webApp],
  ])("%s", (_, id, make) => {
    const refusal = new RegExp(
      `\\[test/${id}\\] is in the subnet of \\[test/environment\\]; allowed: an environment alone in its subnet`,
    );
    expect(inSubnet({}, make)).toThrow(refusal);
    expect(inSubnet({}, (stack) => make(stack, SUBNET_ID))).not.toThrow();
    const byId = (subnetId: string) => () =>
      synth((stack) => {
        make(stack, subnetId);
        new ContainerAppEnvironment(stack, "environment", {
          ...PLACE,
          name: "my-env",
          infrastructureSubnetId: SUBNET_ID,
        });
      });
    expect(byId(SUBNET_ID)).toThrow(refusal);
    expect(byId(SUBNET_ID.replace("apps", "others"))).not.toThrow();
  });

  test("what lets the subnet in is not in it", () => {
    expect(inSubnet({}, (stack, subnetId) => webApp(stack, undefined, subnetId))).not.toThrow();
  });
});

test("is in the region of the environment", () => {
  const network =
    (location: string, name = "network") =>
    (stack: TerraformStack) =>
      new VirtualNetwork(stack, "network", {
        name,
        resourceGroupName: "my-rg",
        location,
        addressSpace: ["10.0.0.0/8"],
      });
  const refusal =
    /\[test\/environment\] is in westeurope, and its subnet in \[test\/network\] in northeurope; allowed: the region of the virtual network/;
  expect(inSubnet({}, network("northeurope"))).toThrow(refusal);
  expect(inSubnet({}, network("West Europe"))).not.toThrow();
  expect(inSubnet({}, network("${var.location}"))).not.toThrow();
  expect(inSubnet({}, network("northeurope", "another"))).not.toThrow();
  const byReference = (location: string) => () =>
    synth((stack) => {
      const group = new ResourceGroup(stack, "group", { name: "net-rg", location });
      const made = new VirtualNetwork(stack, "network", {
        name: "net",
        resourceGroupName: group.name,
        location: group.location,
        addressSpace: ["10.0.0.0/8"],
      });
      const subnet = new Subnet(stack, "subnet", {
        name: "apps",
        resourceGroupName: group.name,
        virtualNetworkName: made.name,
        addressPrefixes: ["10.0.0.0/24"],
        delegation: [DELEGATION],
      });
      new ContainerAppEnvironment(stack, "environment", {
        ...PLACE,
        name: "my-env",
        infrastructureSubnetId: subnet.id,
      });
    });
  expect(byReference("North Europe")).toThrow(refusal);
  expect(byReference("westeurope")).not.toThrow();
});

test("two environments have two infrastructure groups, unless they are in two subscriptions", () => {
  const inGroups = (one: string, other: string, subscription?: string) => () => {
    const stack = newStack();
    const provider =
      subscription === undefined
        ? undefined
        : new AzurermProvider(stack, "other", { alias: "other", subscriptionId: subscription, features: [{}] });
    [one, other].forEach(
      (infrastructureResourceGroupName, i) =>
        new ContainerAppEnvironment(stack, `env${i}`, {
          ...PLACE,
          name: `env-${i}`,
          infrastructureSubnetId: SUBNET_ID.replace("apps", `apps${i}`),
          infrastructureResourceGroupName,
          provider: i === 1 ? provider : undefined,
        }),
    );
    synthStack(stack);
  };
  expect(inGroups("infra-rg", "Infra-rg")).toThrow(
    /\[test\/env1\] has the infrastructureResourceGroupName of \[test\/env0\]; allowed: a group that does not exist yet/,
  );
  expect(inGroups("${var.group}", "${var.group}")).toThrow(/infrastructureResourceGroupName of \[test\/env0\]/);
  expect(inGroups("infra-rg", "other-rg")).not.toThrow();
  expect(inGroups("infra-rg", "infra-rg", "11111111-0000-0000-0000-000000000000")).not.toThrow();
});
