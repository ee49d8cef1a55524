import { COMMON, tagRules } from "../../../rules/common";
import { KINDS } from "../../../rules/kinds";
import { NAMES } from "../../../rules/names";
import { RESOURCE_IDS } from "../../../rules/resource-id";
import { Block, notEmpty, TEXT, text } from "../../../rules/rule";
import type { PrivateEndpointOptions, PrivateEndpointProps } from "../../private-endpoint-props";

const AZURERM = "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/private_endpoint";

export const ENDPOINT_NAME = text(
  /^[a-zA-Z0-9]([\w.-]{0,78}\w)?$/,
  "1 to 80 letters, digits, underscores, full stops and hyphens, starting with a letter or digit and ending with a " +
    "letter, digit or underscore",
  "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftnetwork",
  "Pass such a name, or a reference to one.",
);

const IP_CONFIGURATION: Block<{
  name: string;
  privateIpAddress: string;
  subresourceName?: string;
  memberName?: string;
}> = {
  arguments: {
    name: ENDPOINT_NAME,
    privateIpAddress: text(
      /^((25[0-5]|2[0-4]\d|1?\d?\d)(\.(?!$)|$)){4}$/,
      "an IPv4 address of the subnet",
      `${AZURERM}#private_ip_address`,
      "Pass an address.",
    ),
    subresourceName: notEmpty(`${AZURERM}#subresource_name`),
    memberName: notEmpty(`${AZURERM}#member_name`),
  },
  required: ["name", "privateIpAddress"],
};

const OPTIONS: Block<PrivateEndpointOptions>["arguments"] = {
  resourceGroupName: NAMES.resourceGroup,
  location: NAMES.location,
  subnetId: RESOURCE_IDS.subnet,
  privateDnsZones: { kind: KINDS.privateDnsZones },
  name: ENDPOINT_NAME,
  customNetworkInterfaceName: TEXT,
  ipConfiguration: { list: { block: IP_CONFIGURATION } },
  ...COMMON,
};

export const PRIVATE_ENDPOINT: Block<PrivateEndpointProps> = {
  arguments: { ...OPTIONS, target: { kind: KINDS.privateEndpointTarget } },
  required: ["resourceGroupName", "location", "subnetId", "privateDnsZones", "target"],
  together: tagRules(50),
};
