import { COMMON, tagRules } from "../../../rules/common";
import { KINDS } from "../../../rules/kinds";
import { NAMES } from "../../../rules/names";
import { RESOURCE_IDS } from "../../../rules/resource-id";
import { isObject, isReference } from "../../../core/problems";
import { Block, BlockRule, memberOf, text, ValueRule } from "../../../rules/rule";
import { AzureCloud } from "../../azure-cloud";
import type { PrivateDnsZonesOptions, PrivateDnsZonesProps } from "../../private-dns-zones-props";
import { ZONES_PAGE } from "../private-link-services";

const LINKS = "https://learn.microsoft.com/azure/dns/private-dns-virtual-network-links";

/** The name of a zone has to be known at synth: the address of the zone comes from it. */
export const ZONE_NAME: ValueRule = {
  ...text(
    /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*$/,
    "the name of a private DNS zone in lower case, such as privatelink.blob.core.windows.net",
    ZONES_PAGE,
    "Pass the name that Microsoft recommends for the service.",
  ),
  atSynth: true,
};

/** The id of a zone in a map: what stands in the place of the map may hold a secret. */
export const ZONE_ID: ValueRule = { ...RESOURCE_IDS.privateDnsZone, mayBeSecret: true };

export const SUBRESOURCE: ValueRule = {
  ...text(
    /^[a-zA-Z0-9][\w.-]{1,61}[a-zA-Z0-9]$/,
    "3 to 63 letters, digits, underscores, full stops and hyphens, starting and ending with a letter or digit",
    "https://learn.microsoft.com/azure/private-link/private-endpoint-overview#private-link-resource",
    "Pass the name of the subresource as Microsoft lists it.",
  ),
  atSynth: true,
};

/** The names of the links, as far as synth knows them. */
function linksOf({ virtualNetworks }: PrivateDnsZonesOptions): string[] | undefined {
  return isObject(virtualNetworks) && !isReference(virtualNetworks) ? Object.keys(virtualNetworks) : undefined;
}

/** The rules for the names of the links. */
const LINK_RULES: readonly BlockRule<PrivateDnsZonesOptions>[] = [
  {
    breaches: (block) =>
      (linksOf(block) ?? [])
        .filter((name) => !/^[a-zA-Z0-9]([\w.-]{0,78}\w)?$/.test(name))
        .map((name) => ({ at: "virtualNetworks: the name", value: name })),
    allowed:
      "1 to 80 letters, digits, underscores, full stops and hyphens, starting with a letter or digit and ending " +
      "with a letter, digit or underscore",
    change: "Rename the link.",
    source: LINKS,
  },
];

/** Without a link, no network finds anything by a zone. */
const LINKED: BlockRule<PrivateDnsZonesProps> = {
  breaches: (block) => (linksOf(block)?.length === 0 ? [{ at: "virtualNetworks", value: block.virtualNetworks }] : []),
  allowed: "at least one virtual network, by the name of its link",
  change: "Pass { main: network.id }.",
  source: LINKS,
};

export const RESOURCE_GROUP_ID = text(
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+$/,
  "/subscriptions/<subscription id>/resourceGroups/<name>, in exactly this case",
  "https://learn.microsoft.com/rest/api/resources/resource-groups/get",
  "Pass the id of the resource group as Azure shows it, or a reference to one.",
);

const OPTIONS: Block<PrivateDnsZonesOptions>["arguments"] = {
  // What stands in the place of a map of ids may be any object, and hold a secret.
  virtualNetworks: { map: { ...RESOURCE_IDS.virtualNetwork, mayBeSecret: true }, atSynth: true },
  cloud: { ...memberOf("AzureCloud", AzureCloud, ZONES_PAGE), atSynth: true },
  tags: COMMON.tags,
  provider: { kind: KINDS.provider },
};

/** The rules of the options for an import. */
export const PRIVATE_DNS_ZONES_OPTIONS: Block<PrivateDnsZonesOptions> = {
  arguments: OPTIONS,
  together: [...tagRules(50), ...LINK_RULES],
};

export const PRIVATE_DNS_ZONES: Block<PrivateDnsZonesProps> = {
  arguments: { resourceGroupName: NAMES.resourceGroup, ...OPTIONS },
  required: ["resourceGroupName", "virtualNetworks"],
  together: [...tagRules(50), ...LINK_RULES, LINKED],
};
