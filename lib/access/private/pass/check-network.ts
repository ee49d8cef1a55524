import type { TerraformStack } from "cdktf";
import type { Subnet } from "@cdktf/provider-azurerm/lib/subnet";
import { isLiteral, isReference, ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import { subscriptionOf } from "../../../core/provider-in";
import { textOf } from "../../../core/token-text";
import { twins } from "../../../core/twins";
import { known, stringsOf } from "../../../rules/rule";
import { checkEnvironmentSubnets } from "./check-environment-subnets";
import type { EnvironmentRecord, MadeEnvironmentRecord } from "../records";
import type { Workload } from "../workload";
import type { PassContext } from "./pass-context";
import type { MadeVault, ProgramIndex } from "./program-index";
import type { ProgramView } from "./program-view";
import { blocksOf, mayDiffer, renderedArguments } from "./rendered-arguments";
import { isSetElsewhere } from "./set-elsewhere";

/** The problems with the networks of environments and vaults. */
export function checkNetwork(context: PassContext): ProgramProblem[] {
  const { ledger, stack, index } = context;
  return [
    ...ledger.environments.flatMap((environment) => checkSubnet(environment, context)),
    ...checkOneSubnetEach(context),
    ...checkEnvironmentSubnets(context),
    ...checkOneGroupEach(context),
    ...ledger.environments.flatMap((environment) => checkInfrastructureGroup(environment, context)),
    ...ledger.workloads.flatMap((workload) => checkReach(workload, context)),
    ...index.vaultsIn(stack).flatMap((vault) => checkEndpoints(vault, context)),
  ];
}

/** The longest prefix of a subnet that an environment can be in, with workload profiles and without. */
const LONGEST_PREFIX = 27;
const LONGEST_PREFIX_OF_CONSUMPTION_ONLY = 23;

const NETWORKS = "https://learn.microsoft.com/azure/container-apps/custom-virtual-networks";

/** The problems with the subnet of an environment. */
function checkSubnet(environment: MadeEnvironmentRecord, context: PassContext): ProgramProblem[] {
  const { stack, index } = context;
  const id = environment._subnet?.id;
  const subnet = id === undefined ? undefined : index.subnet(textOf(stack, id));
  if (!subnet) {
    return [];
  }
  return [...checkDelegation(environment, subnet, context), ...checkPrefix(environment, subnet)];
}

/**
 * The problems with the delegation of a subnet: an environment with workload profiles requires it, and a
 * Consumption-only environment refuses it (`ManagedEnvironmentV1SubnetDelegationNotAllowed`).
 */
function checkDelegation(environment: MadeEnvironmentRecord, subnet: Subnet, context: PassContext): ProgramProblem[] {
  const isOf = `is the subnet of ${pathInProgram(environment)}`;
  if (!environment._isConsumptionOnly) {
    return isDelegated(subnet) || isSetElsewhere(subnet, context)
      ? []
      : [
          {
            construct: subnet,
            finding: `${isOf} and not delegated to it`,
            allowed: "the delegation Microsoft.App/environments",
            change: "Add the delegation to the subnet.",
          },
        ];
  }
  return !mustBeDelegated(subnet)
    ? []
    : [
        {
          construct: subnet,
          finding: `${isOf}, which is Consumption-only, and delegated`,
          allowed: "no delegation for a Consumption-only environment",
          change: "Remove the delegation, or leave environmentType of the environment out.",
          source: NETWORKS,
        },
      ];
}

/** The problem with a subnet that is too small. */
function checkPrefix(environment: MadeEnvironmentRecord, subnet: Subnet): ProgramProblem[] {
  const longest = Math.max(0, ...prefixLengthsOf(subnet));
  const most = environment._isConsumptionOnly ? LONGEST_PREFIX_OF_CONSUMPTION_ONLY : LONGEST_PREFIX;
  return longest > most
    ? [
        {
          construct: subnet,
          finding: `is the subnet of ${pathInProgram(environment)} and has a prefix of /${longest}`,
          allowed: `a subnet of /${most} or larger`,
          change: "Give the subnet more addresses.",
        },
      ]
    : [];
}

/** Whether the subnet is delegated to environments, or may be where synth does not know. */
function isDelegated(subnet: Subnet): boolean {
  const rendered = renderedArguments(subnet);
  const names = blocksOf(rendered.delegation)?.map(({ service_delegation: service }) =>
    known(blocksOf(service)?.[0]?.name),
  );
  return (
    mayDiffer(rendered, "delegation") ||
    names === undefined ||
    names.some((name) => name === undefined || name === "Microsoft.App/environments")
  );
}

/** Whether the subnet has a delegation that the program writes and that nothing changes. */
function mustBeDelegated(subnet: Subnet): boolean {
  const rendered = renderedArguments(subnet);
  const blocks = blocksOf(rendered.delegation) ?? [];
  return blocks.length > 0 && !mayDiffer(rendered, "delegation");
}

/** The lengths of the subnet's prefixes, as far as synth knows them. */
function prefixLengthsOf({ addressPrefixesInput: prefixes }: Subnet): number[] {
  return stringsOf(prefixes).map((prefix) => Number(/\/(\d+)$/.exec(known(prefix) ?? "")?.[1] ?? 0));
}

/** The environments that share a subnet, each with the first in it. */
function sharedSubnets({ ledgers }: ProgramView): [MadeEnvironmentRecord, MadeEnvironmentRecord][] {
  const all = ledgers.flatMap(({ environments }) => environments);
  return twins(all, ({ resource: { cdktfStack, infrastructureSubnetIdInput: id } }) => id && textOf(cdktfStack, id));
}

/** The problems with environments that share a subnet. */
function checkOneSubnetEach({ stack, view }: PassContext): ProgramProblem[] {
  return view
    .once(sharedSubnets)
    .filter(([{ resource }]) => resource.cdktfStack === stack)
    .map(([construct, first]) => ({
      construct,
      finding: `is in the subnet of ${pathInProgram(first)}`,
      allowed: "one environment in a subnet",
      change: "Give it another subnet.",
    }));
}

/** The environments that share an infrastructure resource group, each with the first that names it. */
function sharedGroups({ ledgers }: ProgramView): [MadeEnvironmentRecord, MadeEnvironmentRecord][] {
  const all = ledgers.flatMap(({ environments }) => environments);
  return twins(all, ({ resource }) => {
    const { cdktfStack: stack, infrastructureResourceGroupNameInput: group, provider } = resource;
    return group && `${subscriptionOf(stack, provider) ?? ""}/${textOf(stack, group)}`;
  });
}

/** The problems with environments that share an infrastructure resource group: Azure makes one for each. */
function checkOneGroupEach({ stack, view }: PassContext): ProgramProblem[] {
  return view
    .once(sharedGroups)
    .filter(([{ resource }]) => resource.cdktfStack === stack)
    .map(([construct, first]) => ({
      construct,
      finding: `has the infrastructureResourceGroupName of ${pathInProgram(first)}`,
      allowed: "a group that does not exist yet, because Azure makes it",
      change: "Name another group.",
    }));
}

/** The problem with an infrastructure resource group that the program makes: Azure makes it itself. */
function checkInfrastructureGroup(construct: MadeEnvironmentRecord, { named }: PassContext): ProgramProblem[] {
  const { cdktfStack: stack, infrastructureResourceGroupNameInput: group } = construct.resource;
  const made = group === undefined ? undefined : named.group(textOf(stack, group));
  return made
    ? [
        {
          construct,
          finding: `infrastructureResourceGroupName is that of ${pathInProgram(made)}`,
          allowed: "a group that does not exist yet, because Azure makes it",
          change: "Name another group.",
        },
      ]
    : [];
}

/**
 * The problems with subnets that the firewall of a vault lets in and that have no service endpoint:
 * https://learn.microsoft.com/azure/key-vault/general/overview-vnet-service-endpoints
 */
function checkEndpoints(vault: MadeVault, context: PassContext): ProgramProblem[] {
  const { stack, index } = context;
  return stringsOf(vault.networkAclsInput?.virtualNetworkSubnetIds).flatMap((id) => {
    const subnet = index.subnet(textOf(stack, id));
    return !subnet || mayHaveEndpoint(subnet) || isSetElsewhere(subnet, context)
      ? []
      : [
          {
            construct: subnet,
            finding: `is let in by the firewall of ${pathInProgram(vault)} and has no service endpoint for it`,
            allowed: "the service endpoint Microsoft.KeyVault",
            change: "Add it to serviceEndpoints of the subnet.",
          },
        ];
  });
}

/** Whether the subnet has the endpoint, or may have it; azurerm 5 has a block for each where azurerm 4 has a list. */
function mayHaveEndpoint(subnet: Subnet): boolean {
  const rendered = renderedArguments(subnet);
  const { service_endpoints: list = [], service_endpoint: blocks = [] } = rendered;
  const services = blocksOf(blocks)?.map(({ service }) => service);
  const names: readonly unknown[] = [...(Array.isArray(list) ? (list as unknown[]) : []), ...(services ?? [])];
  return (
    ["service_endpoints", "service_endpoint"].some((argument) => mayDiffer(rendered, argument)) ||
    isReference(list) ||
    services === undefined ||
    names.some((name) => isReference(name) || name === "Microsoft.KeyVault")
  );
}

/**
 * The problems with Key Vault references to a vault whose firewall does not let the environment in. Container Apps is
 * not a trusted service of Key Vault: Azure reads the secrets from the environment's network, while it creates the
 * workload.
 */
function checkReach({ construct, secrets, environment }: Workload, context: PassContext): ProgramProblem[] {
  const { index } = context;
  const vaults = new Set(secrets.map(({ vaultKey }) => index.vault(vaultKey)));
  return [...vaults].flatMap((vault) =>
    vault === undefined || mayUseEndpoint(vault, environment, context) || isReached(vault, environment, index)
      ? []
      : [
          {
            construct,
            finding: `refers to secrets of ${pathInProgram(vault)}, whose firewall does not let the environment in`,
            allowed: "a vault that the environment's subnet reaches",
            change: wayInto(environment),
          },
        ],
  );
}

/** Whether the environment may reach the vault by a private endpoint, which only a network of the program's has. */
export function mayUseEndpoint(
  vault: MadeVault,
  { _subnet: subnet }: EnvironmentRecord,
  context: PassContext,
): boolean {
  const isInNetwork = subnet === undefined || subnet.id !== undefined || context.index.hasUnknownResources;
  return isInNetwork && context.mayHavePrivateEndpoint(vault);
}

export function wayInto({ _subnet: subnet }: EnvironmentRecord): string {
  return subnet && subnet.id === undefined
    ? "Give the environment infrastructureSubnetId, " +
        "and put that subnet into networkAcls.virtualNetworkSubnetIds of the vault, or give the vault a private " +
        "endpoint in that network."
    : "Put infrastructureSubnetId of the environment into networkAcls.virtualNetworkSubnetIds of the vault, " +
        "or give the vault an azurerm_private_endpoint in this stack or in one that is applied before.";
}

/** Whether the vault's firewall lets the network of the environment in, or may do so. */
export function isReached(vault: MadeVault, { _subnet: subnet }: EnvironmentRecord, index: ProgramIndex): boolean {
  const { cdktfStack: stack, networkAclsInput: acls, publicNetworkAccessEnabledInput: isPublic } = vault;
  if (isPublic === false || known(acls?.defaultAction) !== "Deny") {
    return isPublic !== false;
  }
  const { virtualNetworkSubnetIds: subnets, ipRules } = acls ?? {};
  if (isReference(subnets) || isReference(ipRules)) {
    return true;
  }
  const mayBeInRule = (rule: string) =>
    mayHaveAddress(stack, subnet, index) || isReference(rule) || !/^[\d.]+(\/32)?$/.test(rule);
  const mayBeSubnet = (id: string) =>
    subnet === undefined || (subnet.id !== undefined && mayBeOneSubnet(stack, id, subnet.id, index));
  return stringsOf(ipRules).some(mayBeInRule) || stringsOf(subnets).some(mayBeSubnet);
}

/**
 * Whether two ids may be those of one subnet. Synth knows that of two literals, and of two subnets that the program
 * makes.
 */
function mayBeOneSubnet(stack: TerraformStack, id: string, other: string, index: ProgramIndex): boolean {
  const [text, otherText] = [textOf(stack, id), textOf(stack, other)];
  const areLiterals = isLiteral(id) && isLiteral(other);
  const areMade = index.subnet(text) !== undefined && index.subnet(otherText) !== undefined;
  return text === otherText || !(areLiterals || areMade);
}

/**
 * Whether the environment may reach the vault from one fixed address. Only a subnet can have a gateway; without a
 * gateway, Azure uses any address of the region.
 */
function mayHaveAddress(stack: TerraformStack, subnet: EnvironmentRecord["_subnet"], index: ProgramIndex): boolean {
  return (
    subnet === undefined || (subnet.id !== undefined && (index.hasGateway || !index.subnet(textOf(stack, subnet.id))))
  );
}
