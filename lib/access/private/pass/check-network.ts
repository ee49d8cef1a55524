import type { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { ContainerAppEnvironment, IContainerAppEnvironment } from "../../../environment/container-app-environment";
import type { Access } from "../access";
import type { MadeHere, MadeVault } from "./made-here";
import { isLiteral, isReference } from "../../../core/problems";
import { itemsOf, known } from "../../../rules/rule";
import { textOf } from "../../../core/token-text";
import { twins } from "../../../core/twins";
import type { Workload } from "../workload";

/** What the complete program shows to be wrong with the networks of environments and vaults. */
export function checkNetwork(access: Access, stack: TerraformStack, madeHere: MadeHere): string[] {
  return [
    ...access.environments.flatMap((environment) => checkSubnet(environment, stack, madeHere)),
    ...checkOneSubnetEach(access),
    ...access.environments.flatMap((environment) => checkInfrastructureGroup(environment, madeHere)),
    ...access.workloads.flatMap((workload) => checkReach(workload, madeHere)),
    ...madeHere.vaultsIn(stack).flatMap((vault) => checkEndpoints(vault, stack, madeHere)),
  ];
}

/** The most bits that are the same in all addresses of a subnet that takes an environment. */
const MOST_BITS = 27;

/** An environment has a subnet of its own: https://learn.microsoft.com/azure/container-apps/custom-virtual-networks */
function checkSubnet(environment: ContainerAppEnvironment, stack: TerraformStack, madeHere: MadeHere): string[] {
  const { id } = environment._subnet;
  const subnet = id === undefined ? undefined : madeHere.subnet(textOf(stack, id));
  if (!subnet) {
    return [];
  }
  const { delegationInput: delegations, addressPrefixesInput: prefixes } = subnet;
  const names = itemsOf<{ serviceDelegation?: { name?: string } }>(delegations).map(({ serviceDelegation }) =>
    known(serviceDelegation?.name),
  );
  const isDelegated =
    isReference(delegations) ||
    names.includes("Microsoft.App/environments") ||
    names.some((name) => name === undefined);
  const bits =
    Array.isArray(prefixes) && !isReference(prefixes)
      ? prefixes.map((prefix) => Number(/\/(\d+)$/.exec(known(prefix) ?? "")?.[1] ?? 0))
      : [];
  return [
    ...(isDelegated
      ? []
      : [
          `[${subnet.node.path}] is the subnet of [${environment.node.path}] and not delegated to it; allowed: the delegation Microsoft.App/environments. Add it.`,
        ]),
    ...(bits.some((size) => size > MOST_BITS)
      ? [
          `[${subnet.node.path}] is the subnet of [${environment.node.path}] and has a prefix of /${Math.max(...bits)}; allowed: at most /${MOST_BITS}. Give it more addresses.`,
        ]
      : []),
  ];
}

/** A subnet takes one environment. */
function checkOneSubnetEach({ environments, program }: Access): string[] {
  const subnetOf = ({ resource: { cdktfStack, infrastructureSubnetIdInput: id } }: ContainerAppEnvironment) =>
    id && textOf(cdktfStack, id);
  const all = program.stacks.flatMap((access) => access.environments);
  return twins(all, subnetOf)
    .filter(([environment]) => environments.includes(environment))
    .map(
      ([environment, first]) =>
        `[${environment.node.path}] is in the subnet of [${first.node.path}]; allowed: one environment in a subnet. Give it another one.`,
    );
}

/** Azure makes the group of an environment itself. */
function checkInfrastructureGroup({ node, resource }: ContainerAppEnvironment, madeHere: MadeHere): string[] {
  const { cdktfStack: stack, infrastructureResourceGroupNameInput: group } = resource;
  const made = group === undefined ? undefined : madeHere.group(textOf(stack, group));
  return made
    ? [
        `[${node.path}] infrastructureResourceGroupName is that of [${made.node.path}]; allowed: a group that does not exist yet, because Azure makes it. Name another one.`,
      ]
    : [];
}

/**
 * A vault lets in a subnet that has a way to it:
 * https://learn.microsoft.com/azure/key-vault/general/overview-vnet-service-endpoints
 */
function checkEndpoints(vault: MadeVault, stack: TerraformStack, madeHere: MadeHere): string[] {
  const ids = vault.networkAclsInput?.virtualNetworkSubnetIds ?? [];
  return (isReference(ids) ? [] : ids).flatMap((id) => {
    const subnet = madeHere.subnet(textOf(stack, id));
    const endpoints = subnet?.serviceEndpointsInput ?? [];
    const hasEndpoint =
      !subnet ||
      isReference(endpoints) ||
      endpoints.some((endpoint) => isReference(endpoint) || endpoint === "Microsoft.KeyVault");
    return hasEndpoint
      ? []
      : [
          `[${subnet.node.path}] is let in by [${nameOf(vault)}] and has no way to it; allowed: the service endpoint Microsoft.KeyVault. Add it to serviceEndpoints of the subnet.`,
        ];
  });
}

/**
 * Container Apps is no trusted service of Key Vault: Azure reads secrets from the environment's network, while it
 * creates the workload.
 */
function checkReach({ construct, secrets, environment }: Workload, madeHere: MadeHere): string[] {
  const vaults = new Set(secrets.map(({ vaultKey }) => madeHere.vault(vaultKey)));
  const change =
    environment._subnet && environment._subnet.id === undefined
      ? "Give the environment infrastructureSubnetId, and put that subnet into networkAcls.virtualNetworkSubnetIds of the vault."
      : "Put infrastructureSubnetId of the environment into networkAcls.virtualNetworkSubnetIds of the vault, " +
        "or give the vault an azurerm_private_endpoint and let the app wait for it with dependsOn.";
  return [...vaults].flatMap((vault) =>
    vault === undefined || madeHere.mayHavePrivateEndpoint(vault) || isReached(vault, environment, madeHere)
      ? []
      : [
          `[${construct.node.path}] refers to secrets of [${nameOf(vault)}], whose firewall does not let the environment in; ` +
            `allowed: a vault that the environment's subnet reaches. ${change}`,
        ],
  );
}

/** Whether the network of the environment may be let in by the vault's firewall. */
function isReached(vault: MadeVault, { _subnet: subnet }: IContainerAppEnvironment, madeHere: MadeHere): boolean {
  const { cdktfStack: stack, networkAclsInput: acls, publicNetworkAccessEnabledInput: isPublic } = vault;
  if (isPublic === false || known(acls?.defaultAction) !== "Deny") {
    return isPublic !== false;
  }
  const { virtualNetworkSubnetIds: subnets = [], ipRules = [] } = acls!;
  if (isReference(subnets) || isReference(ipRules)) {
    return true;
  }
  const mayBeByAddress = ipRules.some(
    (rule) => mayHaveAddress(stack, subnet, madeHere) || isReference(rule) || !/^[\d.]+(\/32)?$/.test(rule),
  );
  return (
    mayBeByAddress ||
    subnets.some(
      (id) => subnet === undefined || (subnet.id !== undefined && mayBeOneSubnet(stack, id, subnet.id, madeHere)),
    )
  );
}

/** Whether two ids may be of one subnet: of two literals, and of two subnets that the program makes, synth can tell. */
function mayBeOneSubnet(stack: TerraformStack, id: string, other: string, madeHere: MadeHere): boolean {
  const texts = [id, other].map((one) => textOf(stack, one)) as [string, string];
  const areLiterals = isLiteral(id) && isLiteral(other);
  const areMade = texts.every((text) => madeHere.subnet(text) !== undefined);
  return texts[0] === texts[1] || !(areLiterals || areMade);
}

/**
 * Whether the environment may reach the vault by one address: only a subnet can have a gateway; without one, Azure uses
 * any address of the region.
 */
function mayHaveAddress(
  stack: TerraformStack,
  subnet: IContainerAppEnvironment["_subnet"],
  madeHere: MadeHere,
): boolean {
  return (
    subnet === undefined ||
    (subnet.id !== undefined && (madeHere.hasGateway || !madeHere.subnet(textOf(stack, subnet.id))))
  );
}

/** The construct that makes the resource, where that is what the program wrote. */
function nameOf({ node }: IConstruct): string {
  return node.id === "Resource" ? node.scope!.node.path : node.path;
}
