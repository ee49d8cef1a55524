import { TerraformProvider, TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { DnsARecord } from "@cdktf/provider-azurerm/lib/dns-a-record";
import { DnsCnameRecord } from "@cdktf/provider-azurerm/lib/dns-cname-record";
import { DnsTxtRecord } from "@cdktf/provider-azurerm/lib/dns-txt-record";
import { PrivateDnsARecord } from "@cdktf/provider-azurerm/lib/private-dns-a-record";
import { azurermVersionOf } from "../../core/azurerm-version";
import { copyOf } from "../../core/copy";
import { knownAfterApply } from "../../core/known-after-apply";
import { isLiteral } from "../../core/problems";
import { providerIn } from "../../core/provider-in";
import type { IContainerApp } from "../container-app";
import { DomainRecord, DomainRecordType } from "../domain-record";
import { DomainProps, recordNameIn, Zone } from "./domain-zones";

/** So long resolvers keep the records, in seconds. */
const DEFAULT_TTL = 300;

/** The value of each type of record that points a domain to an app. */
const VALUES = {
  [DomainRecordType.A]: ({ _environment }: IContainerApp) => _environment.staticIpAddress,
  [DomainRecordType.CNAME]: ({ resource }: IContainerApp) => knownAfterApply(resource.ingress.fqdn),
};

/** The records of a domain, with their full names, for whoever makes them. */
export function recordsOf(
  app: IContainerApp,
  domain: string,
  type: DomainRecordType = typeWithoutZone(domain),
): DomainRecord[] {
  const name = isLiteral(domain) ? domain.toLowerCase() : domain;
  return [
    { recordType: "TXT", name: `asuid.${name}`, value: app.resource.customDomainVerificationId },
    { recordType: type, name, value: VALUES[type](app) },
  ];
}

/** The type of the record that points a domain to its app. */
export function recordTypeOf(stack: TerraformStack, { name, recordType, dnsZone }: DomainProps): DomainRecordType {
  return recordType ?? (dnsZone ? typeIn(stack, dnsZone, name) : typeWithoutZone(name));
}

function typeIn(stack: TerraformStack, zone: Zone, domain: string): DomainRecordType {
  return recordNameIn(stack, zone, domain) === "@" ? DomainRecordType.A : DomainRecordType.CNAME;
}

/** A domain of two labels is the apex of its zone: no zone has one label. */
function typeWithoutZone(domain: string): DomainRecordType {
  return isLiteral(domain) && domain.split(".").length === 2 ? DomainRecordType.A : DomainRecordType.CNAME;
}

/** Makes the records of a domain in the zones that the program gives. */
export class DomainRecords {
  private readonly stack: TerraformStack;

  constructor(
    private readonly construct: Construct,
    private readonly props: DomainProps,
  ) {
    this.stack = TerraformStack.of(construct);
  }

  public make(): TerraformResource[] {
    const { dnsZone, privateDnsZone } = this.props;
    return [
      ...(dnsZone ? [this.makeVerification(dnsZone), this.makePublic(dnsZone)] : []),
      ...(privateDnsZone ? [this.makePrivate(privateDnsZone)] : []),
    ];
  }

  private makeVerification(zone: Zone): TerraformResource {
    const name = this.nameIn(zone);
    return new DnsTxtRecord(this.construct, "Verification", {
      ...this.inZone(zone),
      name: name === "@" ? "asuid" : `asuid.${name}`,
      record: [{ value: this.props.app.resource.customDomainVerificationId }],
    });
  }

  private makePublic(zone: Zone): TerraformResource {
    const { app } = this.props;
    const place = { ...this.inZone(zone), name: this.nameIn(zone) };
    const type = recordTypeOf(this.stack, this.props);
    const value = VALUES[type](app);
    return type === DomainRecordType.A
      ? new DnsARecord(this.construct, "Record", { ...place, records: [value] })
      : new DnsCnameRecord(this.construct, "Record", { ...place, record: value });
  }

  private makePrivate(zone: Zone): TerraformResource {
    const { zoneName, resourceGroupName, ...shared } = this.inZone(zone);
    const place = needsZoneId() ? ({ privateDnsZoneId: zone.id } as never) : { zoneName, resourceGroupName };
    return new PrivateDnsARecord(this.construct, "PrivateRecord", {
      ...shared,
      ...place,
      name: this.nameIn(zone),
      records: [VALUES[DomainRecordType.A](this.props.app)],
    });
  }

  private nameIn(zone: Zone): string {
    return recordNameIn(this.stack, zone, this.props.name) ?? "";
  }

  private inZone({ name: zoneName, resourceGroupName, provider }: Zone): ZonePlace {
    const { ttlSeconds = DEFAULT_TTL, tags } = this.props;
    return {
      zoneName,
      resourceGroupName,
      ttl: ttlSeconds,
      tags: copyOf(tags),
      provider: providerIn(this.stack, provider),
    };
  }
}

/** Whether azurerm takes the id of a private zone, as it does from 5 on, and no longer its name. */
export function needsZoneId(): boolean {
  return Number.parseInt(azurermVersionOf(PrivateDnsARecord)(), 10) >= 5;
}

interface ZonePlace {
  readonly zoneName: string;
  readonly resourceGroupName: string;
  readonly ttl: number;
  readonly tags?: { [key: string]: string };
  readonly provider?: TerraformProvider;
}
