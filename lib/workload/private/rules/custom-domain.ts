import { COMMON, tagRules } from "../../../rules/common";
import { KINDS } from "../../../rules/kinds";
import { NAMES } from "../../../rules/names";
import { Block, BlockRule, integer, known, memberOf, TEXT, text, ValueRule } from "../../../rules/rule";
import type { ContainerAppCustomDomainProps, DomainZone } from "../../container-app-custom-domain-props";
import { DomainRecordType } from "../../domain-record";

const AZURERM = "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources";
export const CUSTOM_DOMAINS = "https://learn.microsoft.com/azure/container-apps/custom-domains-certificates";
const RECORDS = `${CUSTOM_DOMAINS}#add-a-custom-domain-and-certificate`;
export const MANAGED_CERTIFICATES =
  "https://learn.microsoft.com/azure/container-apps/custom-domains-managed-certificates#free-certificate-requirements";
const DNS_NAMES = "https://learn.microsoft.com/azure/dns/dns-zones-records#dns-records";
const MANAGED = "https://registry.terraform.io/providers/hashicorp/azurerm/4.69.0/docs/resources";

const LABEL = "[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";

function domain(wildcard: string, allowed: string): ValueRule {
  return text(
    new RegExp(`^(?=.{4,253}$)${wildcard}(${LABEL}\\.)+[a-zA-Z][a-zA-Z0-9-]{0,61}[a-zA-Z0-9]$`),
    `${allowed} of at most 253 characters, such as www.contoso.com, without https:// and a full stop at the end`,
    CUSTOM_DOMAINS,
    "Pass the host name alone, with what is not ASCII as Punycode.",
  );
}

/** The rule for a domain. What a wildcard excludes is a rule for several arguments. */
export const DOMAIN = domain("(\\*\\.)?", "a host name");

/** The rule for a domain whose records are known: those of a wildcard are not documented. */
export const HOST = domain("", "a host name without a wildcard");

/** The rule for the name of a zone, which is given without the full stop at its end, too. */
const ZONE_NAME = text(
  new RegExp(`^(?=.{2,253}$)(${LABEL}\\.)*${LABEL}$`),
  "the name of a zone such as contoso.com, without a full stop at the end",
  DNS_NAMES,
  "Pass the zone itself, or its name.",
);

const RECORD_NAME = text(
  new RegExp(`^(@|${LABEL}(\\.${LABEL})*)$`),
  "the name of a record without that of the zone, such as www, or @ for the zone's own name",
  DNS_NAMES,
);

const ZONE: Block<DomainZone> = {
  arguments: {
    name: ZONE_NAME,
    resourceGroupName: NAMES.resourceGroup,
    id: TEXT,
    recordName: RECORD_NAME,
    provider: { kind: KINDS.provider },
  },
  required: ["name", "resourceGroupName"],
};

/** The name of a managed certificate, which azurerm has from 4.69 on. */
const MANAGED_CERTIFICATE_NAME: ValueRule = {
  accepts: () => false,
  atSynth: true,
  allowed: "none before azurerm 4.69.0, which makes no managed certificates",
  change:
    "Leave it out, and after the apply run what bindCommand says, which makes and binds one; or pass a certificate of " +
    "the environment.",
  source: `${MANAGED}/container_app_environment_managed_certificate`,
  later: {
    since: "4.69.0",
    rule: text(
      /^(?!.*--)[a-z0-9][a-z0-9.-]*[a-z0-9]$/,
      "at least 2 lower-case letters, digits, full stops and single hyphens, starting and ending with a letter or digit",
      `${MANAGED}/container_app_environment_managed_certificate#name`,
      "Pass such a name, or a reference to one.",
    ),
  },
};

export const RECORD_TYPE: ValueRule = { ...memberOf("DomainRecordType", DomainRecordType, RECORDS), atSynth: true };

const isWildcard = (name: string) => (known(name) ?? "").startsWith("*");

const TOGETHER: readonly BlockRule<ContainerAppCustomDomainProps>[] = [
  {
    breaches: ({ certificate, managedCertificateName }) =>
      certificate !== undefined && managedCertificateName !== undefined
        ? [{ at: "managedCertificateName", value: managedCertificateName }]
        : [],
    allowed: "one certificate: of the environment, or managed",
    change: "Leave one of the two out.",
    source: `${AZURERM}/container_app_custom_domain#container_app_environment_certificate_id`,
  },
  {
    breaches: ({ name, managedCertificateName }) =>
      isWildcard(name) && managedCertificateName !== undefined
        ? [{ at: "managedCertificateName", value: managedCertificateName }]
        : [],
    allowed: "none for a wildcard, since Azure validates the one host name of a managed certificate",
    change: "Pass a certificate of the environment.",
    source: MANAGED_CERTIFICATES,
  },
  {
    breaches: ({ name, dnsZone, privateDnsZone }) =>
      isWildcard(name)
        ? Object.entries({ dnsZone, privateDnsZone }).flatMap(([at, zone]) =>
            zone === undefined ? [] : [{ at, value: known(zone.name) ?? "a zone" }],
          )
        : [],
    allowed: "none for a wildcard, whose records Azure does not document",
    change:
      "Name each domain, give the environment a DNS suffix (azurerm_container_app_environment_custom_domain), or make " +
      "the records yourself.",
    source: "https://learn.microsoft.com/azure/container-apps/environment-custom-dns-suffix",
  },
];

const { provider, lifecycle, dependsOn, timeouts, tags } = COMMON;

export const CUSTOM_DOMAIN: Block<ContainerAppCustomDomainProps> = {
  arguments: {
    app: { kind: KINDS.app },
    name: DOMAIN,
    certificate: { kind: KINDS.environmentCertificate },
    managedCertificateName: MANAGED_CERTIFICATE_NAME,
    dnsZone: { block: ZONE, atSynth: true },
    privateDnsZone: { block: ZONE, atSynth: true },
    recordType: RECORD_TYPE,
    ttlSeconds: integer(1, 2147483647, DNS_NAMES, "seconds"),
    tags,
    provider,
    lifecycle,
    dependsOn,
    timeouts,
  },
  required: ["app", "name"],
  together: [...TOGETHER, ...tagRules(50)],
};
