import type { TerraformStack } from "cdktf";
import { isLiteral, isObject, isReference, Problem } from "../../core/problems";
import { textOf } from "../../core/token-text";
import type { ContainerAppCustomDomainProps, DomainZone } from "../container-app-custom-domain-props";

const ZONES = "https://learn.microsoft.com/azure/container-apps/custom-domains-certificates";

/** A zone, each attribute of which was read once. */
export interface Zone extends DomainZone {
  /** The name that the program gave the zone that it makes or looks up, which may be known where its attribute is not. */
  readonly given?: string;
  /** The resource group that the program gave it, likewise. */
  readonly givenGroup?: string;
  /** The type of the resource or the data source; undefined for other objects. */
  readonly type?: string;
}

/** What a zone that is a resource or a data source has, too. */
interface ZoneResource {
  readonly nameInput: string;
  readonly resourceGroupNameInput: string;
  readonly terraformResourceType: string;
}

/** The props of a domain whose zones are plain objects. */
export interface DomainProps extends ContainerAppCustomDomainProps {
  readonly dnsZone?: Zone;
  readonly privateDnsZone?: Zone;
}

/** The type of the zones that a property takes. */
const TYPES = { dnsZone: "azurerm_dns_zone", privateDnsZone: "azurerm_private_dns_zone" } as const;

/** The props with zones whose attributes are read once: each read of a resource's makes a token. */
export function withZones(props: ContainerAppCustomDomainProps): DomainProps {
  return isObject(props) && !Array.isArray(props)
    ? { ...props, dnsZone: readZone(props.dnsZone), privateDnsZone: readZone(props.privateDnsZone) }
    : props;
}

function readZone(zone: DomainZone | undefined): Zone | undefined {
  if (!isObject(zone) || Array.isArray(zone) || isReference(zone)) {
    return zone;
  }
  const { name, resourceGroupName, id, recordName, provider } = zone;
  const { nameInput, resourceGroupNameInput, terraformResourceType } = zone as Partial<ZoneResource>;
  return {
    ...{ name, resourceGroupName, id, recordName, provider },
    given: nameInput,
    givenGroup: resourceGroupNameInput,
    type: terraformResourceType,
  };
}

/** The name of the domain's record in a zone, `@` at its apex; undefined where synth cannot know it. */
export function recordNameIn(stack: TerraformStack, zone: Zone, domain: string): string | undefined {
  return zone.recordName ?? nameBeforeZone(stack, zone, domain);
}

/** What a domain has before the name of the zone; undefined where synth cannot know it, or the domain is not in the zone. */
function nameBeforeZone(stack: TerraformStack, { name, given }: Zone, domain: string): string | undefined {
  const text = textOf(stack, domain);
  const names = [name, given].flatMap((one) => (typeof one === "string" ? [textOf(stack, one)] : []));
  if (names.includes(text)) {
    return "@";
  }
  const suffix = names.map((one) => `.${one}`).find((end) => text.endsWith(end));
  const before = suffix && text.slice(0, -suffix.length);
  // The text of a reference, which is not one in Terraform, holds a colon.
  return before?.includes(":") ? undefined : before;
}

/** The key of a zone in the program. */
export function zoneKey(stack: TerraformStack, zone: Zone): string {
  const { name, given, resourceGroupName: group, givenGroup } = zone;
  return textOf(stack, `${isLiteral(given) ? given : name} ${isLiteral(givenGroup) ? givenGroup : group}`);
}

/** The problems with the zones of a domain. */
export function checkZones(stack: TerraformStack, props: DomainProps): Problem[] {
  return (Object.keys(TYPES) as (keyof typeof TYPES)[]).flatMap((property) => {
    const zone = props[property];
    return zone ? [...checkType(property, zone), ...checkPlace(stack, property, zone, props.name)] : [];
  });
}

function checkType(property: keyof typeof TYPES, { type }: Zone): Problem[] {
  return type === undefined || type === TYPES[property]
    ? []
    : [
        {
          property,
          value: type,
          allowed: `${TYPES[property]}, as a resource or a data source, or an object with its name and resource group`,
          change: "Pass the zone.",
        },
      ];
}

/** The problem with a domain that is not in the zone, or of which synth does not know where in the zone it is. */
function checkPlace(stack: TerraformStack, property: string, zone: Zone, domain: string): Problem[] {
  const { recordName } = zone;
  const before = nameBeforeZone(stack, zone, domain);
  const name = [zone.name, zone.given].find(isLiteral);
  if (before !== undefined) {
    return isLiteral(recordName) && recordName.toLowerCase() !== before
      ? [
          {
            ...OF_THE_DOMAIN,
            property: `${property}.recordName`,
            value: recordName,
            allowed: `${before} for ${domain}`,
          },
        ]
      : [];
  }
  if (isLiteral(domain) && name !== undefined) {
    const allowed = `${name}, which is the name of the zone of ${property}, or a name that ends with .${name}`;
    return [{ ...IN_THE_ZONE, property: "name", value: domain, allowed }];
  }
  return recordName === undefined ? [{ ...KNOWN, property: `${property}.recordName` }] : [];
}

const OF_THE_DOMAIN = { change: "Leave it out." };
const IN_THE_ZONE = { change: "Pass the zone that holds the domain, or another domain.", source: ZONES };
const KNOWN = {
  allowed: "the name of the record in the zone, where synth does not know the names of both",
  change: 'Pass { name, resourceGroupName, recordName: "www" }, or "@" for the zone\'s own name.',
};
