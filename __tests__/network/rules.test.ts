import { PrivateDnsZones, PrivateEndpoint, PrivateEndpointTarget } from "../../lib/index";
import { PRIVATE_DNS_ZONES, PRIVATE_DNS_ZONES_OPTIONS } from "../../lib/network/private/rules/private-dns-zones";
import { PRIVATE_ENDPOINT } from "../../lib/network/private/rules/private-endpoint";
import { ENVIRONMENT_ID } from "../support/synth";
import {
  EVERY_PRIVATE_DNS_ZONES_PROPS,
  everyPrivateEndpointProps,
  NETWORK_ID,
  STORAGE_ID,
  SUBNET_ID,
} from "../support/every-argument";
import {
  NO_MAPS,
  NO_OBJECTS,
  rulesIn,
  SHARED_RULES,
  tags,
  testRules,
  testWithoutProps,
  testWrongTypes,
  TogetherRow,
  ValueRow,
  without,
} from "../support/rules";
import { newStack } from "../support/synth";

const NAMES_REFUSED = ["", "-a", "a-", "a.", "a b", "a".repeat(81)];
const NAMES_TAKEN = ["a", "1_b.c-D_", "a".repeat(80), "${var.name}"];

/** A value of one argument each. */
const VALUES: ValueRow[] = [
  ["private endpoint", "name", NAMES_REFUSED, [...NAMES_TAKEN, undefined]],
  ["private endpoint", "subnetId", [undefined, "apps", NETWORK_ID, SUBNET_ID.toLowerCase()], ["${var.subnet}"]],
  ["private endpoint", "target", [undefined, ...NO_OBJECTS], [PrivateEndpointTarget.storageQueues({ id: STORAGE_ID })]],
  ["private endpoint", "privateDnsZones", [undefined, ...NO_OBJECTS], [PrivateDnsZones.givenByOthers()]],
  ["private endpoint", "customNetworkInterfaceName", [5], ["other"]],
  ["private endpoint", "ipConfiguration[0].name", NAMES_REFUSED, NAMES_TAKEN],
  ["private endpoint", "ipConfiguration[0].privateIpAddress", ["10.0.0", "10.0.0.256", "::1", ""], ["10.0.255.4"]],
  ["private endpoint", "ipConfiguration[0].subresourceName", [""], ["queue", undefined]],
  ["private endpoint", "ipConfiguration[0].memberName", [""], ["default", undefined]],
  ["private endpoint", "tags", [tags(51)], [tags(50)]],
  ["private DNS zones", "virtualNetworks", [undefined, ...NO_MAPS], [{ a: "${var.network}", b: NETWORK_ID }]],
  ["private DNS zones", "virtualNetworks.main", ["", SUBNET_ID, ENVIRONMENT_ID, null], ["${var.network}"]],
  ["private DNS zones", "cloud", ["azure", "${var.cloud}"], ["china", "usgovernment", undefined]],
  ["private DNS zones", "tags", [tags(51)], [tags(50)]],
];

/** Several arguments together. */
const TOGETHER: TogetherRow[] = [
  [
    "a network by a link with a name that Azure does not take",
    "private DNS zones",
    { virtualNetworks: { "-main": NETWORK_ID } },
    "virtualNetworks: the name",
    { virtualNetworks: { "1.main_": NETWORK_ID } },
  ],
  ["no network", "private DNS zones", { virtualNetworks: {} }, "virtualNetworks", {}],
];

testRules(
  without(
    [...rulesIn(PRIVATE_ENDPOINT), ...rulesIn(PRIVATE_DNS_ZONES), ...rulesIn(PRIVATE_DNS_ZONES_OPTIONS)],
    SHARED_RULES,
  ),
  VALUES,
  TOGETHER,
);

testWrongTypes("private endpoint", everyPrivateEndpointProps(newStack()));
testWrongTypes("private DNS zones", EVERY_PRIVATE_DNS_ZONES_PROPS);

testWithoutProps([
  ["a private endpoint", (stack, props) => new PrivateEndpoint(stack, "made", props)],
  ["private DNS zones", (stack, props) => new PrivateDnsZones(stack, "made", props)],
]);
