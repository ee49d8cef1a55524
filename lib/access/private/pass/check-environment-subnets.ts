import { TerraformResource, TerraformStack } from "cdktf";
import type { Subnet } from "@cdktf/provider-azurerm/lib/subnet";
import { attributesOf } from "../../../core/element-internals";
import { isLiteral, isReference, ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import { textOf } from "../../../core/token-text";
import { itemsOf, known } from "../../../rules/rule";
import type { MadeEnvironmentRecord } from "../records";
import { overlap } from "./address-ranges";
import type { PassContext } from "./pass-context";
import type { ProgramIndex } from "./program-index";
import { regionOf } from "./regions";

const SOURCE = "https://learn.microsoft.com/azure/container-apps/custom-virtual-networks";

/** The ranges that Azure reserves: the subnet of an environment must not overlap with them. */
const RESERVED = ["169.254.0.0/16", "172.30.0.0/16", "172.31.0.0/16", "192.0.2.0/24"];

/** The ranges that Azure reserves in an environment with workload profiles, too. */
const RESERVED_WITH_PROFILES = ["100.100.0.0/17", "100.100.128.0/19", "100.100.160.0/19", "100.100.192.0/19"];

/** The types of resources that have addresses in a subnet, with the arguments that name the subnet. */
const OCCUPANTS: Readonly<Record<string, readonly string[]>> = {
  azurerm_api_management: ["virtual_network_configuration"],
  azurerm_app_service_environment_v3: ["subnet_id"],
  azurerm_app_service_virtual_network_swift_connection: ["subnet_id"],
  azurerm_application_gateway: ["gateway_ip_configuration", "frontend_ip_configuration"],
  azurerm_bastion_host: ["ip_configuration"],
  azurerm_container_group: ["subnet_ids"],
  azurerm_firewall: ["ip_configuration", "management_ip_configuration"],
  azurerm_kubernetes_cluster: ["default_node_pool"],
  azurerm_kubernetes_cluster_node_pool: ["vnet_subnet_id", "pod_subnet_id"],
  azurerm_lb: ["frontend_ip_configuration"],
  azurerm_linux_function_app: ["virtual_network_subnet_id"],
  azurerm_linux_virtual_machine_scale_set: ["network_interface"],
  azurerm_linux_web_app: ["virtual_network_subnet_id"],
  azurerm_mssql_managed_instance: ["subnet_id"],
  azurerm_mysql_flexible_server: ["delegated_subnet_id"],
  azurerm_network_interface: ["ip_configuration"],
  azurerm_orchestrated_virtual_machine_scale_set: ["network_interface"],
  azurerm_postgresql_flexible_server: ["delegated_subnet_id"],
  azurerm_private_dns_resolver_inbound_endpoint: ["ip_configurations"],
  azurerm_private_dns_resolver_outbound_endpoint: ["subnet_id"],
  azurerm_private_endpoint: ["subnet_id"],
  azurerm_private_link_service: ["nat_ip_configuration"],
  azurerm_redis_cache: ["subnet_id"],
  azurerm_virtual_network_gateway: ["ip_configuration"],
  azurerm_windows_function_app: ["virtual_network_subnet_id"],
  azurerm_windows_virtual_machine_scale_set: ["network_interface"],
  azurerm_windows_web_app: ["virtual_network_subnet_id"],
};

/** The problems with the subnets of a stack's environments, and with other resources of the program in them. */
export function checkEnvironmentSubnets({ ledger, stack, index }: PassContext): ProgramProblem[] {
  return ledger.environments.flatMap((environment) => {
    const id = environment._subnet?.id;
    const subnet = id === undefined ? undefined : index.subnet(textOf(stack, id));
    return id === undefined
      ? []
      : [
          ...(subnet ? checkMadeSubnet(environment, subnet, index) : []),
          ...checkOccupants(environment, textOf(stack, id), index),
        ];
  });
}

function checkMadeSubnet(environment: MadeEnvironmentRecord, subnet: Subnet, index: ProgramIndex): ProgramProblem[] {
  const isOf = `is the subnet of ${pathInProgram(environment)}`;
  return [
    ...checkPrefixes(environment, subnet, isOf),
    ...(environment._isConsumptionOnly ? [] : checkDelegations(subnet, isOf)),
    ...checkRegion(environment, subnet, index),
  ];
}

/** The problems with the address prefixes of a subnet, as far as synth knows them. */
function checkPrefixes(environment: MadeEnvironmentRecord, subnet: Subnet, isOf: string): ProgramProblem[] {
  const { addressPrefixesInput: given } = subnet;
  const all: readonly unknown[] = Array.isArray(given) && !isReference(given) ? given : [];
  const several: ProgramProblem = {
    construct: subnet,
    finding: `${isOf} and has ${all.length} address prefixes`,
    allowed: "one address prefix",
    change: "Leave one in addressPrefixes.",
    source: SOURCE,
  };
  return [...(all.length > 1 ? [several] : []), ...checkRanges(environment, subnet, all.filter(isLiteral), isOf)];
}

/** The problems with prefixes that overlap with a range that Azure reserves. */
function checkRanges(
  environment: MadeEnvironmentRecord,
  construct: Subnet,
  prefixes: readonly string[],
  isOf: string,
): ProgramProblem[] {
  const reserved = environment._isConsumptionOnly ? RESERVED : [...RESERVED, ...RESERVED_WITH_PROFILES];
  return prefixes.flatMap((prefix) => {
    const range = reserved.find((each) => overlap(prefix, each));
    return range === undefined
      ? []
      : [
          {
            construct,
            finding: `${isOf} and has the prefix ${prefix}, which overlaps with ${range}`,
            allowed: `a range apart from those that Azure uses itself: ${reserved.join(", ")}`,
            change: "Give it another range of the virtual network.",
            source: SOURCE,
          },
        ];
  });
}

/** The problem with a subnet that is delegated to another service, too. */
function checkDelegations(subnet: Subnet, isOf: string): ProgramProblem[] {
  const names = itemsOf<{ serviceDelegation?: { name?: string } }>(subnet.delegationInput).flatMap(
    ({ serviceDelegation }) => known(serviceDelegation?.name) ?? [],
  );
  const others = names.filter((name) => name !== "Microsoft.App/environments");
  return others.length > 0 && names.length > others.length
    ? [
        {
          construct: subnet,
          finding: `${isOf} and delegated to ${others.join(", ")}, too`,
          allowed: "the one delegation Microsoft.App/environments",
          change: "Remove the others.",
          source: SOURCE,
        },
      ]
    : [];
}

/** The problem with an environment in another region than its virtual network. */
function checkRegion(environment: MadeEnvironmentRecord, subnet: Subnet, index: ProgramIndex): ProgramProblem[] {
  const network = index.virtualNetworkOf(subnet);
  const ours = regionOf(environment.resource, index);
  const theirs = network && regionOf(network, index);
  return network && ours !== undefined && theirs !== undefined && ours !== theirs
    ? [
        {
          construct: environment,
          finding: `is in ${ours}, and its subnet in ${pathInProgram(network)} in ${theirs}`,
          allowed: "the region of the virtual network",
          change: "Move one of the two.",
          source: SOURCE,
        },
      ]
    : [];
}

/** The problems with other resources that have addresses in the subnet of an environment. */
function checkOccupants(environment: MadeEnvironmentRecord, subnetText: string, index: ProgramIndex): ProgramProblem[] {
  return Object.entries(OCCUPANTS).flatMap(([type, names]) =>
    index
      .ofType<TerraformResource>(type)
      .filter((resource) => {
        const attributes = attributesOf(resource) as Readonly<Record<string, unknown>>;
        return names.some((name) => holds(attributes[name], resource.cdktfStack, subnetText));
      })
      .map((construct) => ({
        construct,
        finding: `is in the subnet of ${pathInProgram(environment)}`,
        allowed: "an environment alone in its subnet",
        change: "Put it into a subnet of its own.",
        source: SOURCE,
      })),
  );
}

/** Whether a value, or any value in it, has the text. */
function holds(value: unknown, stack: TerraformStack, text: string): boolean {
  if (typeof value === "string") {
    return /^\$\{|^\//.test(value) && textOf(stack, value) === text;
  }
  return typeof value === "object" && value !== null && !isReference(value)
    ? Object.values(value).some((item) => holds(item, stack, text))
    : false;
}
