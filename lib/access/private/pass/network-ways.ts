import type { TerraformElement, TerraformResource, TerraformStack } from "cdktf";
import type { PrivateDnsZoneVirtualNetworkLink } from "@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link";
import type { PrivateEndpoint } from "@cdktf/provider-azurerm/lib/private-endpoint";
import { isLiteral } from "../../../core/problems";
import { elementTypeOf, ReferenceGraph } from "../../../core/reference-graph";
import { textOf } from "../../../core/token-text";
import { stringsOf } from "../../../rules/rule";
import type { NamedResource, ProgramIndex } from "./program-index";
import type { ProgramView } from "./program-view";

/** The private zones of services, by the names that Microsoft recommends. */
const PRIVATE_ZONE = "privatelink.";

/** The private zones of vaults, in every cloud: https://learn.microsoft.com/azure/private-link/private-endpoint-dns */
const VAULT_ZONE = "privatelink.vaultcore.";

/** A reference to the id, or the name, of a private zone that an element declares. */
const ZONE = /^(.*:(?:data\.)?azurerm_private_dns_zone\.[\w-]+)\.(?:id|name)$/;

/** The name of a zone in its literal id. */
const ZONE_ID = /\/privatednszones\/([^/]+)$/i;

/** A reference to the id of a resource, or of a data source, that an endpoint leads to. */
const TARGET = /:(?:data\.)?\w+\.[\w-]+\.id$/;

/** Apps, jobs and environments: what these use, whoever has access to one of them does not use. */
const OF_CONTAINER_APPS = "azurerm_container_app";

/** An environment, to which an endpoint leads its own clients: its apps do not use it. */
const ENVIRONMENT = "azurerm_container_app_environment";

/** A link of a zone, which azurerm 5 names by its id. */
export type ZoneLink = PrivateDnsZoneVirtualNetworkLink & { readonly privateDnsZoneIdInput?: string };

/** The types that connect the networks of a program with each other. */
const PEERING_TYPES = ["azurerm_virtual_network_peering", "azurerm_virtual_hub_connection"];

/** The types by which a subnet has the one address that a firewall lets in. */
const GATEWAY_ASSOCIATION_TYPES = [
  "azurerm_subnet_nat_gateway_association",
  "azurerm_nat_gateway_public_ip_association",
  "azurerm_nat_gateway_public_ip_prefix_association",
  "azurerm_subnet_route_table_association",
];

/** A private endpoint of the program, with what it leads to. */
interface ServiceEndpoint {
  readonly endpoint: PrivateEndpoint;
  /** The canonical key of the service. */
  readonly key: string;
  /** The element that stands for the service, where one of the program does. */
  readonly target: TerraformElement | undefined;
}

/**
 * The ways into the vaults and the other services of a complete program: what has to be there before a request reaches
 * their data. Terraform does not see that a secret, or an app that reads it, depends on these.
 */
export class NetworkWays {
  private readonly index: ProgramIndex;
  private readonly byVault = new Map<string, readonly TerraformElement[]>();

  /**
   * @param graph the dependencies among the elements of the stack
   */
  constructor(
    private readonly view: ProgramView,
    private readonly graph: ReferenceGraph,
    private readonly stack: TerraformStack,
  ) {
    this.index = view.index;
  }

  /** What the way into the vault with the canonical key depends on, for whoever comes from any network. */
  public to(vaultKey: string): readonly TerraformElement[] {
    const ways = this.byVault.get(vaultKey) ?? [...this.privateWays(vaultKey), ...this.unknownWays(vaultKey)];
    this.byVault.set(vaultKey, ways);
    return ways;
  }

  /**
   * The ways into the services that an element uses: those that its arguments refer to, however indirectly and in
   * whichever stack, and those with the canonical keys, or with a part that has one of them.
   */
  public usedBy(element: TerraformElement, keysOf: () => readonly string[] = () => []): readonly TerraformElement[] {
    const endpoints = this.view.once(endpointsIn);
    if (endpoints.length === 0) {
      return [];
    }
    const { references } = this.view;
    const keys = keysOf();
    const ofKeys = keys
      .flatMap((key) => references.elementOf(key) ?? [])
      .filter((target) => !elementTypeOf(target)?.startsWith(OF_CONTAINER_APPS));
    const behind = references.behind([element, ...ofKeys], this.graph, this.stack);
    const used = endpoints.filter(
      ({ key, target }) =>
        (target && behind.has(target)) || keys.some((one) => one === key || one.startsWith(`${key}/`)),
    );
    return this.waysOf(
      used.map(({ endpoint }) => endpoint),
      (name) => used.some(({ endpoint }) => zonesOf(endpoint).length === 0) && name.startsWith(PRIVATE_ZONE),
    );
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
    return this.waysOf(this.index.privateEndpointsTo(vaultKey), (name) => name.startsWith(VAULT_ZONE));
  }

  /**
   * The endpoints, with the links and records of their zones and with peerings.
   *
   * @param isZone whether a zone of the name is one of the service, whatever the endpoints say
   */
  private waysOf(endpoints: readonly PrivateEndpoint[], isZone: (name: string) => boolean): TerraformElement[] {
    const { index } = this;
    if (endpoints.length === 0) {
      return [];
    }
    const zones = new Set(endpoints.flatMap(zonesOf));
    const links = index
      .ofType<ZoneLink>("azurerm_private_dns_zone_virtual_network_link")
      .filter(({ cdktfStack, privateDnsZoneNameInput: name, privateDnsZoneIdInput: id }) =>
        mayBeZone(cdktfStack, name ?? id, zones, isZone),
      );
    const records = index
      .ofType<NamedResource & { readonly zoneNameInput?: string }>("azurerm_private_dns_a_record")
      .filter(({ cdktfStack, zoneNameInput: name }) => mayBeZone(cdktfStack, name, zones, isZone));
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

/** The private endpoints of the program whose target synth knows. */
function endpointsIn({ index, program: { keys }, references }: ProgramView): readonly ServiceEndpoint[] {
  return index.ofType<PrivateEndpoint>("azurerm_private_endpoint").flatMap((endpoint) => {
    const { cdktfStack: stack, privateServiceConnectionInput: connection } = endpoint;
    const id = connection?.privateConnectionResourceId;
    if (typeof id !== "string") {
      return [];
    }
    const key = keys.scopeKey(stack, id);
    const reference = [textOf(stack, id), key].find((text) => TARGET.test(text));
    const target = reference === undefined ? undefined : references.elementOf(reference);
    const isForOthers = target !== undefined && elementTypeOf(target) === ENVIRONMENT;
    return isForOthers ? [] : [{ endpoint, key, target }];
  });
}

/** The zones that an endpoint enters its address in: the texts of references to them, or their names. */
function zonesOf({ cdktfStack, privateDnsZoneGroupInput: group }: PrivateEndpoint): string[] {
  return stringsOf(group?.privateDnsZoneIds).map((id) => zoneKey(cdktfStack, id));
}

function zoneKey(stack: TerraformStack, idOrName: string): string {
  const text = textOf(stack, idOrName);
  return ZONE.exec(text)?.[1] ?? ZONE_ID.exec(text)?.[1] ?? text;
}

/** Whether a zone, by its name or its id, is one of these, or may be. */
function mayBeZone(
  stack: TerraformStack,
  name: string | undefined,
  zones: ReadonlySet<string>,
  isZone: (name: string) => boolean,
): boolean {
  if (name === undefined) {
    return true;
  }
  const isKnown = isLiteral(name) || ZONE.test(textOf(stack, name));
  const key = zoneKey(stack, name);
  return !isKnown || isZone(key) || zones.has(key);
}
