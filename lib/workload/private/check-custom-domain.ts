import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { ContainerAppCustomDomain as AzurermCustomDomain } from "@cdktf/provider-azurerm/lib/container-app-custom-domain";
import { azurermVersionOf } from "../../core/azurerm-version";
import { isLiteral, Problem } from "../../core/problems";
import { pathInProgram } from "../../core/program-paths";
import type { IContainerAppEnvironmentCertificate } from "../../key-vault/container-app-environment-certificate";
import { checkOptional, checkProps, checkValue } from "../../rules/check";
import { known } from "../../rules/rule";
import type { IContainerApp } from "../container-app";
import { DomainRecordType } from "../domain-record";
import { checkOthers } from "./app-domains";
import { needsZoneId } from "./domain-records";
import { checkZones, DomainProps, recordNameIn } from "./domain-zones";
import { areOtherEnvironments, EnvironmentId } from "./environment-ids";
import { CUSTOM_DOMAIN, CUSTOM_DOMAINS, HOST, MANAGED_CERTIFICATES, RECORD_TYPE } from "./rules/custom-domain";

/** The problems with a custom domain. */
export function checkCustomDomain(construct: Construct, props: DomainProps): Problem[] {
  const stack = TerraformStack.of(construct);
  const problems = checkProps(CUSTOM_DOMAIN, props, azurermVersionOf(AzurermCustomDomain));
  return problems.length > 0
    ? problems
    : [
        ...checkIngress(props.app),
        ...checkZones(stack, props),
        ...checkRecordType(stack, props),
        ...checkZoneId(props),
        ...checkEnvironment(props),
        ...checkManaged(props),
        ...checkOthers(construct, props),
      ];
}

/** The problems with what the records of a domain are asked for: without a wildcard, whose records are not documented. */
export function checkDomainOfRecords(app: IContainerApp, domain: string, type?: DomainRecordType): Problem[] {
  return [
    ...checkIngress(app),
    ...checkValue(HOST, "domain", domain),
    ...checkOptional(RECORD_TYPE, "recordType", type),
  ];
}

function checkIngress({ resource }: IContainerApp): Problem[] {
  return resource.ingressInput === undefined
    ? [
        {
          property: "app",
          value: pathInProgram(resource),
          allowed: "an app with an ingress",
          change: "Give the app ingress: Ingress.external(port).",
          source: CUSTOM_DOMAINS,
        },
      ]
    : [];
}

function checkRecordType(stack: TerraformStack, { name, dnsZone, recordType }: DomainProps): Problem[] {
  return recordType === DomainRecordType.CNAME && dnsZone && recordNameIn(stack, dnsZone, name) === "@"
    ? [
        {
          property: "recordType",
          value: recordType,
          allowed: "A at the apex of a zone, which can have no CNAME",
          change: "Leave it out.",
          source: "https://learn.microsoft.com/azure/dns/dns-zones-records#cname-records",
        },
      ]
    : [];
}

function checkZoneId({ privateDnsZone }: DomainProps): Problem[] {
  return privateDnsZone && privateDnsZone.id === undefined && needsZoneId()
    ? [
        {
          property: "privateDnsZone.id",
          allowed: "the resource id of the zone, which azurerm 5 takes instead of its name",
          change: "Pass it, or the zone itself.",
          source: "https://registry.terraform.io/providers/hashicorp/azurerm/5.2.0/docs/resources/private_dns_a_record",
        },
      ]
    : [];
}

/** The problem with a certificate of another environment than the app's. */
function checkEnvironment({ app, certificate }: DomainProps): Problem[] {
  const own = { stack: app.resource.cdktfStack, id: app._environment.environmentId };
  const other = certificate && environmentOf(certificate);
  return other && areOtherEnvironments(own, other)
    ? [
        {
          property: "certificate",
          value: pathInProgram(certificate),
          allowed: "a certificate of the environment that the app is in",
          change: "Make one in that environment.",
          source: CUSTOM_DOMAINS,
        },
      ]
    : [];
}

/** The environment of a certificate, where synth knows it. */
function environmentOf(certificate: IContainerAppEnvironmentCertificate): EnvironmentId | undefined {
  const { resource } = certificate as { readonly resource?: { readonly containerAppEnvironmentIdInput?: string } };
  const { certificateId } = certificate;
  const id =
    resource?.containerAppEnvironmentIdInput ??
    (isLiteral(certificateId) ? certificateId.replace(/\/certificates\/[^/]+$/i, "") : undefined);
  return id === undefined ? undefined : { stack: TerraformStack.of(certificate), id };
}

/** The problems with an app that the authority which issues managed certificates does not reach. */
function checkManaged({ app, managedCertificateName: name }: DomainProps): Problem[] {
  const { transport = "auto", externalEnabled = false } = known(app.resource.ingressInput) ?? {};
  const isReached = known(transport) !== "tcp" && known(externalEnabled) !== false;
  return name === undefined || (isReached && !app._environment._isInternal)
    ? []
    : [
        {
          property: "managedCertificateName",
          value: name,
          allowed: "only for an app that is reached by HTTP from the internet, in an environment that is not internal",
          change: "Pass a certificate of the environment, or give the app ingress: Ingress.external(port).",
          source: MANAGED_CERTIFICATES,
        },
      ];
}
