import { TerraformResource, TerraformStack } from "cdktf";
import type { Subnet } from "@cdktf/provider-azurerm/lib/subnet";
import { isLiteral, isReference, ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import { attributesOf } from "../../../core/reference-graph";
import { textOf, textOfAttribute } from "../../../core/token-text";
import { itemsOf, known } from "../../../rules/rule";
import type { MadeEnvironmentRecord } from "../records";
import { overlap } from "./address-ranges";
import type { PassContext } from "./pass-context";
import type { NamedResource, ProgramIndex } from "./program-index";

const SOURCE = "https://learn.microsoft.com/azure/container-apps/custom-virtual-networks";

/** The ranges that no subnet of an environment may overlap with. */
const RESERVED = ["169.254.0.0/16", "172.30.0.0/16", "172.31.0.0/16", "192.0.2.0/24"];

/** Those that an environment with workload profiles uses itself, too. */
const RESERVED_WITH_PROFILES = ["100.100.0.0/17", "100.100.128.0/19", "100.100.160.0/19", "100.100.192.0/19"];

/** The longest prefix of a subnet of an environment without workload profiles. */
const LONGEST_PREFIX_WITHOUT_PROFILES = 23;

/** The resources that take addresses of a subnet, with the arguments that say which. */
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

/** The problems of the subnets of a stack's environments, as far as the program makes them and what is in them. */
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
    ...checkDelegations(subnet, isOf),
    ...checkRegion(environment, subnet, index),
  ];
}

function checkPrefixes(environment: MadeEnvironmentRecord, subnet: Subnet, isOf: string): ProgramProblem[] {
  const { addressPrefixesInput: given } = subnet;
  const all: readonly unknown[] = Array.isArray(given) && !isReference(given) ? given : [];
  const prefixes = all.filter(isLiteral);
  const hasProfiles = environment._profileTypes?.size !== 0;
  const reserved = hasProfiles ? [...RESERVED, ...RESERVED_WITH_PROFILES] : RESERVED;
  const problem = (finding: string, allowed: string, change: string): ProgramProblem => ({
    construct: subnet,
    finding: `${isOf} and has ${finding}`,
    allowed,
    change,
    source: SOURCE,
  });
  const several =
    all.length > 1
      ? [problem(`${all.length} address prefixes`, "one address prefix", "Leave one in addressPrefixes.")]
      : [];
  const overlaps = prefixes.flatMap((prefix) =>
    reserved
      .filter((range) => overlap(prefix, range))
      .slice(0, 1)
      .map((range) =>
        problem(
          `the prefix ${prefix}, which overlaps with ${range}`,
          `a range apart from those that Azure uses itself: ${reserved.join(", ")}`,
          "Give it another range of the virtual network.",
        ),
      ),
  );
  const small = prefixes
    .filter((prefix) => !hasProfiles && Number(/\/(\d+)$/.exec(prefix)?.[1] ?? 0) > LONGEST_PREFIX_WITHOUT_PROFILES)
    .map((prefix) =>
      problem(
        `the prefix ${prefix}`,
        `at most /${LONGEST_PREFIX_WITHOUT_PROFILES} in an environment without workload profiles`,
        "Give it more addresses, or the environment workload profiles.",
      ),
    );
  return [...several, ...overlaps, ...small];
}

/** A subnet is delegated to one service. */
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
          change: "Take the others out.",
          source: SOURCE,
        },
      ]
    : [];
}

/** An environment is in the region of its virtual network. */
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

/** The types whose location others take over. */
const LOCATED = ["azurerm_resource_group", "azurerm_virtual_network"];

/** The region of a resource, as Azure spells it, through references to the locations of others; undefined where it is not known. */
function regionOf(resource: NamedResource, index: ProgramIndex, most = 5): string | undefined {
  const { cdktfStack, locationInput: location } = resource;
  if (location === undefined || isLiteral(location)) {
    return location?.toLowerCase().replace(/ /g, "");
  }
  const text = textOf(cdktfStack, location);
  const other = LOCATED.flatMap((type) => index.ofType<NamedResource>(type)).find(
    (each) => textOfAttribute(each, "location") === text,
  );
  return other && most > 0 ? regionOf(other, index, most - 1) : undefined;
}

/** Nothing else has addresses in the subnet of an environment. */
function checkOccupants(environment: MadeEnvironmentRecord, subnetText: string, index: ProgramIndex): ProgramProblem[] {
  return Object.entries(OCCUPANTS).flatMap(([type, names]) =>
    index
      .ofType<TerraformResource>(type)
      .filter((resource) => {
        const attributes = attributesOf(resource);
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

/** Whether a value has the text in it, however deep. */
function holds(value: unknown, stack: TerraformStack, text: string): boolean {
  if (typeof value === "string") {
    return /^\$\{|^\//.test(value) && textOf(stack, value) === text;
  }
  return typeof value === "object" && value !== null && !isReference(value)
    ? Object.values(value).some((item) => holds(item, stack, text))
    : false;
}
