import type { PrivateEndpoint } from "@cdktf/provider-azurerm/lib/private-endpoint";
import { isLiteral, ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import { textOf, textOfAttribute } from "../../../core/token-text";
import { twins } from "../../../core/twins";
import { known } from "../../../rules/rule";
import type { ZoneLink } from "./network-ways";
import type { PassContext } from "./pass-context";
import type { NamedResource, ProgramIndex } from "./program-index";
import { regionOf } from "./regions";
import { mayDiffer, renderedArguments } from "./rendered-arguments";
import { isSetElsewhere } from "./set-elsewhere";

/** The tiers of a service that have private endpoints. */
interface Tiers {
  /** The tier of a service that names none; undefined where azurerm requires one. */
  readonly byDefault?: string;
  readonly allowed: readonly string[];
  readonly source: string;
}

/** The services that have private endpoints in some tiers alone, by azurerm's types; each has the argument `sku`. */
const TIERS: Readonly<Record<string, Tiers>> = {
  azurerm_container_registry: {
    allowed: ["Premium"],
    source: "https://learn.microsoft.com/azure/container-registry/container-registry-private-link",
  },
  azurerm_servicebus_namespace: {
    allowed: ["Premium"],
    source: "https://learn.microsoft.com/azure/service-bus-messaging/private-link-service",
  },
  azurerm_eventhub_namespace: {
    allowed: ["Standard", "Premium"],
    source: "https://learn.microsoft.com/azure/event-hubs/private-link-service",
  },
  azurerm_app_configuration: {
    byDefault: "free",
    allowed: ["developer", "standard", "premium"],
    source: "https://learn.microsoft.com/azure/azure-app-configuration/concept-private-endpoint",
  },
};

/** The problems with the private endpoints of a stack, this library's and azurerm's own, and with the links of zones. */
export function checkPrivateEndpoints(context: PassContext): ProgramProblem[] {
  const { index, stack } = context;
  const endpoints = index
    .ofType<PrivateEndpoint>("azurerm_private_endpoint")
    .filter(({ cdktfStack }) => cdktfStack === stack);
  return [
    ...endpoints.flatMap((endpoint) => [...checkTier(endpoint, context), ...checkRegion(endpoint, index)]),
    ...checkLinks(context),
  ];
}

/** The problem with an endpoint of a service whose tier has none. */
function checkTier(endpoint: PrivateEndpoint, context: PassContext): ProgramProblem[] {
  const service = serviceOf(endpoint, context.index);
  const tiers = service && TIERS[service.terraformResourceType];
  if (!service || !tiers) {
    return [];
  }
  const rendered = renderedArguments(service);
  const tier = rendered.sku === undefined ? tiers.byDefault : known(rendered.sku as string | undefined);
  const isAllowed = tier === undefined || tiers.allowed.some((one) => one.toLowerCase() === tier.toLowerCase());
  return isAllowed || mayDiffer(rendered, "sku") || isSetElsewhere(service, context)
    ? []
    : [
        {
          construct: endpoint,
          finding: `leads to ${pathInProgram(service)}, whose sku is ${tier}`,
          allowed: `a private endpoint of a service with sku ${tiers.allowed.join(" or ")}`,
          change: `Set sku to ${tiers.allowed[0]}, or remove the endpoint.`,
          source: tiers.source,
        },
      ];
}

/** The service of the program that the endpoint leads to, where it has tiers. */
function serviceOf(endpoint: PrivateEndpoint, index: ProgramIndex): NamedResource | undefined {
  const { cdktfStack: stack, privateServiceConnectionInput: connection } = endpoint;
  const id = connection?.privateConnectionResourceId;
  const text = typeof id === "string" && !isLiteral(id) ? textOf(stack, id) : "";
  const [, type] = /:(azurerm_\w+)\.[\w-]+\.id$/.exec(text) ?? [];
  return type === undefined || !(type in TIERS)
    ? undefined
    : index.ofType<NamedResource>(type).find((service) => textOfAttribute(service, "id") === text);
}

/** The problem with an endpoint in another region than its virtual network. */
function checkRegion(endpoint: PrivateEndpoint, index: ProgramIndex): ProgramProblem[] {
  const { cdktfStack: stack, subnetIdInput: id } = endpoint;
  const subnet = id === undefined ? undefined : index.subnet(textOf(stack, id));
  const network = subnet && index.virtualNetworkOf(subnet);
  const ours = regionOf(endpoint, index);
  const theirs = network && regionOf(network, index);
  return network && ours !== undefined && theirs !== undefined && ours !== theirs
    ? [
        {
          construct: endpoint,
          finding: `is in ${ours}, and its subnet in ${pathInProgram(network)} in ${theirs}`,
          allowed: "the region of the virtual network; the service may be in another one",
          change: "Move one of the two.",
          source:
            "https://learn.microsoft.com/azure/private-link/private-endpoint-overview#private-endpoint-properties",
        },
      ]
    : [];
}

/** The problems with networks that are linked to two zones of one name. */
function checkLinks({ index, stack }: PassContext): ProgramProblem[] {
  const links = index.ofType<ZoneLink>("azurerm_private_dns_zone_virtual_network_link");
  const keyOf = (link: ZoneLink) => {
    const name = zoneNameOf(link, index);
    const { cdktfStack, virtualNetworkIdInput: network } = link;
    return name === undefined || network === undefined ? undefined : `${name} ${textOf(cdktfStack, network)}`;
  };
  return twins(links, keyOf)
    .filter(([{ cdktfStack }]) => cdktfStack === stack)
    .map(([construct, first]) => ({
      construct,
      finding: `links a virtual network to a zone ${zoneNameOf(construct, index)}, as ${pathInProgram(first)} does`,
      allowed: "one zone of a name for each virtual network",
      change: "Make one PrivateDnsZones for the network, and pass it to all endpoints.",
      source: "https://learn.microsoft.com/azure/dns/private-dns-virtual-network-links",
    }));
}

/** The literal name of the zone of a link; undefined where synth does not know it. */
function zoneNameOf(link: ZoneLink, index: ProgramIndex): string | undefined {
  const { cdktfStack: stack, privateDnsZoneNameInput: name, privateDnsZoneIdInput: id } = link;
  const reference = name ?? id;
  if (reference === undefined) {
    return undefined;
  }
  if (isLiteral(reference)) {
    return reference.split("/").pop()?.toLowerCase();
  }
  const text = textOf(stack, reference);
  const zone = index
    .ofType<NamedResource>("azurerm_private_dns_zone")
    .find((one) => [textOfAttribute(one, "name"), textOfAttribute(one, "id")].includes(text));
  return isLiteral(zone?.nameInput) ? zone.nameInput.toLowerCase() : undefined;
}
