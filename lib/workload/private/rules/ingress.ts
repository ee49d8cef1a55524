import type {
  ContainerAppIngress,
  ContainerAppIngressCors,
  ContainerAppIngressIpSecurityRestriction,
  ContainerAppIngressTrafficWeight,
} from "@cdktf/provider-azurerm/lib/container-app";
import { isIPv4 } from "net";
import { Description } from "../../../core/problems";
import { NAMES } from "../../../rules/names";
import {
  Block,
  BlockRule,
  FLAG,
  integer,
  itemsOf,
  known,
  notEmpty,
  oneOf,
  repeated,
  TEXT,
  ValueRule,
} from "../../../rules/rule";

const AZURERM = "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/container_app#ingress";
const INGRESS_PAGE = "https://learn.microsoft.com/azure/container-apps/ingress-overview";
const IP_RESTRICTIONS = "https://learn.microsoft.com/azure/container-apps/ip-restrictions";
const TRAFFIC = "https://learn.microsoft.com/azure/container-apps/traffic-splitting";

const CORS: Block<ContainerAppIngressCors> = {
  arguments: {
    allowedOrigins: { list: TEXT },
    allowedHeaders: { list: TEXT },
    allowedMethods: { list: TEXT },
    exposedHeaders: { list: TEXT },
    allowCredentialsEnabled: FLAG,
    maxAgeInSeconds: integer(0, Infinity, AZURERM, "seconds"),
  },
  required: ["allowedOrigins"],
};

/** The rule for an IP address, or a range of them. */
const ADDRESS_RANGE: ValueRule = {
  accepts: (value) => {
    const [address, bits, ...rest] = (typeof value === "string" ? value : "").split("/") as [
      string,
      string | undefined,
    ];
    return (
      rest.length === 0 && isIPv4(address) && (bits === undefined || (/^\d{1,2}$/.test(bits) && Number(bits) <= 32))
    );
  },
  allowed: "an IPv4 address, or a range of them such as 203.0.113.0/24",
  change: "Pass such an address or range.",
  source: IP_RESTRICTIONS,
};

const IP_RESTRICTION: Block<ContainerAppIngressIpSecurityRestriction> = {
  arguments: {
    action: oneOf(["Allow", "Deny"], IP_RESTRICTIONS),
    ipAddressRange: ADDRESS_RANGE,
    name: notEmpty(AZURERM),
    description: TEXT,
  },
  required: ["action", "ipAddressRange", "name"],
};

const TRAFFIC_WEIGHT: Block<ContainerAppIngressTrafficWeight> = {
  arguments: {
    percentage: integer(0, 100, TRAFFIC),
    latestRevision: FLAG,
    revisionSuffix: NAMES.revisionSuffix,
    label: notEmpty(AZURERM),
  },
  required: ["percentage"],
  together: [
    {
      breaches: ({ latestRevision = false, revisionSuffix }) =>
        known(latestRevision) === false && revisionSuffix === undefined ? [{ at: "revisionSuffix" }] : [],
      allowed: "the suffix of a revision, where latestRevision is not true",
      change: "Pass it, or set latestRevision: true.",
      source: AZURERM,
    },
    {
      breaches: ({ latestRevision, revisionSuffix }) =>
        known(latestRevision) === true && revisionSuffix !== undefined
          ? [{ at: "revisionSuffix", value: revisionSuffix }]
          : [],
      allowed: "no suffix with latestRevision: true, where azurerm drops it and plans it again each time",
      change: "Take one of the two out.",
      source: AZURERM,
    },
  ],
};

/** The arguments that Azure accepts with an HTTP transport only. */
const OF_HTTP = ["cors", "clientCertificateMode"] as const;

function weightsOf({ trafficWeight }: ContainerAppIngress): readonly ContainerAppIngressTrafficWeight[] {
  return itemsOf(trafficWeight);
}

const TOGETHER: readonly BlockRule<ContainerAppIngress>[] = [
  {
    breaches: ({ transport = "auto", exposedPort }) =>
      known(transport) !== undefined && transport !== "tcp" && exposedPort !== undefined
        ? [{ at: "exposedPort", value: exposedPort }]
        : [],
    allowed: "only with the transport tcp",
    change: "Take it out, or set transport to tcp.",
    source: AZURERM,
  },
  {
    breaches: ({ transport, exposedPort }) =>
      known(transport) === "tcp" && exposedPort === undefined ? [{ at: "exposedPort" }] : [],
    allowed: "a port with the transport tcp, where azurerm sends 0 for none",
    change: "Pass it: the targetPort, if no other app is reached there from outside the environment.",
    source: INGRESS_PAGE,
  },
  {
    breaches: ({ exposedPort }) =>
      [80, 443, 36985].includes(known(exposedPort) ?? 0) ? [{ at: "exposedPort", value: exposedPort }] : [],
    allowed: "another port than 80, 443 and 36985, which Container Apps uses itself",
    change: "Pass another port.",
    source: INGRESS_PAGE,
  },
  {
    named: OF_HTTP,
    breaches: (ingress) =>
      known(ingress.transport) === "tcp"
        ? OF_HTTP.filter((name) => ingress[name] !== undefined).map((at) => ({
            at,
            value: at === "cors" ? new Description("a policy") : ingress[at],
          }))
        : [],
    allowed: "only with an HTTP transport",
    change: "Take it out, or set transport to auto, http or http2.",
    source: INGRESS_PAGE,
  },
  {
    breaches: ({ transport, allowInsecureConnections }) =>
      known(transport) === "tcp" && known(allowInsecureConnections) === true
        ? [{ at: "allowInsecureConnections", value: allowInsecureConnections }]
        : [],
    allowed: "not true with the transport tcp, which has no redirect to HTTPS",
    change: "Take it out.",
    source: INGRESS_PAGE,
  },
  {
    named: ["trafficWeight"],
    breaches: (ingress) =>
      known(ingress.transport) === "tcp"
        ? weightsOf(ingress).flatMap(({ label }, i) =>
            label === undefined ? [] : [{ at: `trafficWeight[${i}].label`, value: label }],
          )
        : [],
    allowed: "only with an HTTP transport",
    change: "Take it out.",
    source: INGRESS_PAGE,
  },
  {
    breaches: ({ ipSecurityRestriction }) => {
      const actions = itemsOf<ContainerAppIngressIpSecurityRestriction>(ipSecurityRestriction).map(({ action }) =>
        known(action),
      );
      const i = actions.findIndex((action) => action !== undefined && action !== actions[0]);
      return actions[0] !== undefined && i > 0 ? [{ at: `ipSecurityRestriction[${i}].action`, value: actions[i] }] : [];
    },
    allowed: "the same action in all rules: Azure denies what no Allow rule names, and allows what no Deny rule names",
    change: "Make all of them Allow, or all of them Deny.",
    source: IP_RESTRICTIONS,
  },
  {
    breaches: ({ trafficWeight }) =>
      trafficWeight === undefined || (Array.isArray(trafficWeight) && trafficWeight.length === 0)
        ? [{ at: "trafficWeight", value: trafficWeight }]
        : [],
    allowed: "at least one weight",
    change: "Pass [{ latestRevision: true, percentage: 100 }].",
    source: AZURERM,
  },
  {
    breaches: (ingress) => {
      const percentages = weightsOf(ingress).map(({ percentage }) => known(percentage));
      const sum = percentages.reduce<number>((total, percentage) => total + (percentage ?? NaN), 0);
      return percentages.length > 0 && !Number.isNaN(sum) && sum !== 100
        ? [{ at: "trafficWeight", value: new Description(`${sum} percent in all`) }]
        : [];
    },
    allowed: "percentages that add up to 100",
    change: "Change the percentages.",
    source: TRAFFIC,
  },
  {
    breaches: (ingress) => {
      const weights = weightsOf(ingress);
      const revision = ({ latestRevision, revisionSuffix }: ContainerAppIngressTrafficWeight) =>
        known(latestRevision) === true ? "latest" : known(revisionSuffix) && `--${revisionSuffix}`;
      return repeated(weights, revision).map(([{ revisionSuffix }, i]) => ({
        at: `trafficWeight[${i}]`,
        value: revisionSuffix ?? "latestRevision",
      }));
    },
    allowed: "one weight for each revision",
    change: "Merge the two weights.",
    source: TRAFFIC,
  },
  {
    breaches: (ingress) => {
      const weights = weightsOf(ingress);
      return repeated(weights, ({ label }) => known(label)).map(([{ label }, i]) => ({
        at: `trafficWeight[${i}].label`,
        value: label,
      }));
    },
    allowed: "a label that no other revision has",
    change: "Choose another label.",
    source: TRAFFIC,
  },
];

export const INGRESS: Block<ContainerAppIngress> = {
  arguments: {
    targetPort: integer(1, 65535, AZURERM),
    exposedPort: integer(1, 65535, AZURERM),
    transport: oneOf(["auto", "http", "http2", "tcp"], AZURERM),
    clientCertificateMode: oneOf(["accept", "ignore", "require"], AZURERM),
    cors: { block: CORS },
    ipSecurityRestriction: { list: { block: IP_RESTRICTION } },
    trafficWeight: { list: { block: TRAFFIC_WEIGHT } },
    externalEnabled: FLAG,
    allowInsecureConnections: FLAG,
  },
  required: ["targetPort"],
  together: TOGETHER,
};
