import type { TerraformElement, TerraformResource, TerraformStack } from "cdktf";
import type { PrivateDnsZoneVirtualNetworkLink } from "@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link";
import type { PrivateEndpoint } from "@cdktf/provider-azurerm/lib/private-endpoint";
import { isLiteral } from "../../../core/problems";
import type { ReferenceGraph } from "../../../core/reference-graph";
import { textOf } from "../../../core/token-text";
import { stringsOf } from "../../../rules/rule";
import type { NamedResource, ProgramIndex } from "./program-index";

/** The private zones of vaults, in every cloud: https://learn.microsoft.com/azure/private-link/private-endpoint-dns */
const VAULT_ZONE = "privatelink.vaultcore.";

/** A reference to the id, or the name, of a private zone that an element declares. */
const ZONE = /^(.*:(?:data\.)?azurerm_private_dns_zone\.[\w-]+)\.(?:id|name)$/;

/** The name of a zone in its literal id. */
const ZONE_ID = /\/privatednszones\/([^/]+)$/;

/** The types that connect the networks of a program with each other. */
const PEERING_TYPES = ["azurerm_virtual_network_peering", "azurerm_virtual_hub_connection"];

/** The types by which a subnet has the one address that a firewall lets in. */
const GATEWAY_ASSOCIATION_TYPES = [
  "azurerm_subnet_nat_gateway_association",
  "azurerm_nat_gateway_public_ip_association",
  "azurerm_nat_gateway_public_ip_prefix_association",
  "azurerm_subnet_route_table_association",
];

/**
 * The ways into the vaults of a complete program: what has to be there before a request reaches the data of a vault.
 * Terraform does not see that a secret, or an app that reads it, depends on these.
 */
export class VaultWays {
  private readonly byVault = new Map<string, readonly TerraformElement[]>();

  /**
   * @param graph the dependencies among the elements of the stack
   */
  constructor(
    private readonly index: ProgramIndex,
    private readonly graph: ReferenceGraph,
    private readonly stack: TerraformStack,
  ) {}

  /** What the way into the vault with the canonical key depends on, for whoever comes from any network. */
  public to(vaultKey: string): readonly TerraformElement[] {
    const ways = this.byVault.get(vaultKey) ?? [...this.privateWays(vaultKey), ...this.unknownWays(vaultKey)];
    this.byVault.set(vaultKey, ways);
    return ways;
  }

  /** What gives the subnets of the program the addresses that the firewall of the vault lets in. */
  public addressesFor(vaultKey: string): readonly TerraformResource[] {
    const { index } = this;
    const ipRules = index.vault(vaultKey)?.networkAclsInput?.ipRules ?? [];
    return ipRules.length > 0 ? GATEWAY_ASSOCIATION_TYPES.flatMap((type) => index.ofType(type)) : [];
  }

  /**
   * The private endpoints of the vault, with the links of their zones: without its link, a network resolves the name of
   * the vault to the public address.
   */
  private privateWays(vaultKey: string): TerraformElement[] {
    const { index } = this;
    const endpoints = index.privateEndpointsTo(vaultKey);
    if (endpoints.length === 0) {
      return [];
    }
    const zones = new Set(endpoints.flatMap(zonesOf));
    const links = index
      .ofType<PrivateDnsZoneVirtualNetworkLink>("azurerm_private_dns_zone_virtual_network_link")
      .filter(({ cdktfStack, privateDnsZoneNameInput: name }) => mayBeZoneOfVault(cdktfStack, name, zones));
    const records = index
      .ofType<NamedResource & { readonly zoneNameInput?: string }>("azurerm_private_dns_a_record")
      .filter(({ cdktfStack, zoneNameInput: name }) => mayBeZoneOfVault(cdktfStack, name, zones));
    return [...endpoints, ...links, ...records, ...PEERING_TYPES.flatMap((type) => index.ofType(type))];
  }

  /** What is given the vault and may make a way into it: modules, and resources of other providers. */
  private unknownWays(vaultKey: string): TerraformElement[] {
    const { index, graph, stack } = this;
    const vault = index.vault(vaultKey);
    return vault === undefined
      ? []
      : index.unknownResources.filter(
          (element) => element.cdktfStack === stack && graph.referencesOf(element).includes(vault),
        );
  }
}

/** The zones that an endpoint enters its address in: the texts of references to them, or their names. */
function zonesOf({ cdktfStack, privateDnsZoneGroupInput: group }: PrivateEndpoint): string[] {
  return stringsOf(group?.privateDnsZoneIds).map((id) => zoneKey(cdktfStack, id));
}

function zoneKey(stack: TerraformStack, idOrName: string): string {
  const text = textOf(stack, idOrName);
  return ZONE.exec(text)?.[1] ?? ZONE_ID.exec(text)?.[1] ?? text;
}

/** Whether a zone is that of a vault with an endpoint in these zones, or may be. */
function mayBeZoneOfVault(stack: TerraformStack, name: string | undefined, zones: ReadonlySet<string>): boolean {
  if (name === undefined) {
    return true;
  }
  const isKnown = isLiteral(name) || ZONE.test(textOf(stack, name));
  return !isKnown || name.startsWith(VAULT_ZONE) || zones.has(zoneKey(stack, name));
}
