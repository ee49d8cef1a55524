import { Fn, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { PrivateDnsZone } from "@cdktf/provider-azurerm/lib/private-dns-zone";
import { ledgerOf } from "../access/internal";
import { copyOf } from "../core/copy";
import { isLiteral, isObject, isReference, kindOf, Problem, refuse } from "../core/problems";
import { partsOf } from "../core/resource-ids";
import { checkProps, checkValue } from "../rules/check";
import type { PrivateDnsZonesOptions, PrivateDnsZonesProps } from "./private-dns-zones-props";
import type { PrivateEndpointTarget } from "./private-endpoint-target";
import { ZonePlace, ZonesBase } from "./private/zones-base";
import { ZONES_PAGE } from "./private/private-link-services";
import {
  PRIVATE_DNS_ZONES,
  PRIVATE_DNS_ZONES_OPTIONS,
  RESOURCE_GROUP_ID,
  ZONE_ID,
  ZONE_NAME,
} from "./private/rules/private-dns-zones";

/** The private DNS zones in which private endpoints enter their names, made here, imported or kept by others. */
export interface IPrivateDnsZones {
  /**
   * The ids of the zones that hold the names of the target. A zone that is not there yet is made, and linked to the
   * networks; each zone once. Empty where others enter the names.
   */
  zoneIdsFor(target: PrivateEndpointTarget): string[];
}

/**
 * The private DNS zones of one or more virtual networks: an `azurerm_private_dns_zone` for each kind of service that an
 * endpoint of the program leads to, with its links to the networks. Without its link, a network resolves the name of a
 * service to the public address.
 */
export class PrivateDnsZones extends ZonesBase implements IPrivateDnsZones {
  /**
   * Imports zones that exist in one resource group under the names that Microsoft recommends, such as those of a hub.
   * Nothing looks them up, and no zone is made. With `virtualNetworks`, they get links to those; without, they are taken
   * to be linked.
   *
   * @param resourceGroupId the id of the resource group that holds the zones
   * @throws Error when a literal id is not that of a resource group
   */
  public static fromResourceGroupId(
    scope: Construct,
    id: string,
    resourceGroupId: string,
    options: PrivateDnsZonesOptions = {},
  ): IPrivateDnsZones {
    return new ZonesOfGroup(scope, id, resourceGroupId, options);
  }

  /**
   * Imports zones by their ids, such as those that the program makes as azurerm's own class. With `virtualNetworks`,
   * they get links to those; without, they are taken to be linked.
   *
   * @param zoneIds the ids of the zones, by the names of the zones: `{ "privatelink.vaultcore.azure.net": zone.id }`
   * @throws Error when a literal id is not that of the zone; and, for an endpoint, when its zone is not among them
   */
  public static fromZoneIds(
    scope: Construct,
    id: string,
    zoneIds: { readonly [zoneName: string]: string },
    options: PrivateDnsZonesOptions = {},
  ): IPrivateDnsZones {
    return new ZonesById(scope, id, zoneIds, options);
  }

  /**
   * Says that others enter the names of the endpoints, such as a policy of Azure or a DNS server of the network's own:
   * the endpoints have no zone group, and leave alone the one that they are given. Nothing can wait for the names: an
   * app that uses the service when it starts may fail in the first apply.
   *
   * @see https://learn.microsoft.com/azure/cloud-adoption-framework/ready/azure-best-practices/private-link-and-dns-integration-at-scale
   */
  public static givenByOthers(): IPrivateDnsZones {
    return { zoneIdsFor: () => [] };
  }

  private readonly props: PrivateDnsZonesProps;

  /**
   * @throws Error that lists everything in the props that azurerm or Azure would refuse
   */
  constructor(scope: Construct, id: string, props: PrivateDnsZonesProps) {
    super(scope, id, checkProps(PRIVATE_DNS_ZONES, props), props);
    this.props = { ...props, tags: copyOf(props.tags) };
  }

  /** @internal */
  protected _place(name: string, scope: Construct): ZonePlace {
    const { resourceGroupName, tags, provider } = this.props;
    const resource = new PrivateDnsZone(scope, "Resource", { name, resourceGroupName, tags: copyOf(tags), provider });
    const { made, literalReferences } = ledgerOf(TerraformStack.of(this));
    made.push({ construct: scope, resource });
    literalReferences.addGroup(this, resourceGroupName, provider, resource);
    return { id: resource.id, name: resource.name, resourceGroupName: resource.resourceGroupName };
  }
}

/** Zones that exist in one resource group. */
class ZonesOfGroup extends ZonesBase implements IPrivateDnsZones {
  constructor(
    scope: Construct,
    id: string,
    private readonly resourceGroupId: string,
    options: PrivateDnsZonesOptions,
  ) {
    const problems = checkValue(RESOURCE_GROUP_ID, "resourceGroupId", resourceGroupId);
    super(scope, id, [...problems, ...checkProps(PRIVATE_DNS_ZONES_OPTIONS, options)], options);
  }

  protected _place(name: string): ZonePlace {
    const { resourceGroupId: group } = this;
    const resourceGroupName = isLiteral(group) ? (group.split("/").pop() ?? "") : Fn.basename(group);
    return { id: `${group}/providers/Microsoft.Network/privateDnsZones/${name}`, name, resourceGroupName };
  }
}

/** Zones that exist, by their ids. */
class ZonesById extends ZonesBase implements IPrivateDnsZones {
  private readonly idsByName: { readonly [zoneName: string]: string };

  constructor(
    scope: Construct,
    id: string,
    zoneIds: { readonly [zoneName: string]: string },
    options: PrivateDnsZonesOptions,
  ) {
    super(scope, id, [...checkZoneIds(zoneIds), ...checkProps(PRIVATE_DNS_ZONES_OPTIONS, options)], options);
    this.idsByName = { ...zoneIds };
  }

  protected _place(name: string): ZonePlace {
    const { [name]: id } = this.idsByName;
    if (id === undefined) {
      refuse(this, [
        {
          property: "zoneIds",
          value: Object.keys(this.idsByName),
          allowed: `the zones of all endpoints, so ${name} too`,
          change: "Add the id of that zone.",
          source: ZONES_PAGE,
        },
      ]);
    }
    const zone = id ?? "";
    return { id: zone, name, resourceGroupName: partsOf("Microsoft.Network/privateDnsZones", zone).resourceGroupName };
  }
}

/** The problems with ids by the names of zones. */
function checkZoneIds(zoneIds: { readonly [zoneName: string]: string }): Problem[] {
  if (!isObject(zoneIds) || isReference(zoneIds) || Array.isArray(zoneIds)) {
    return [
      {
        property: "zoneIds",
        value: kindOf(zoneIds),
        allowed: "an object of ids by the names of their zones, which are known at synth",
        change: "Pass { [name]: id }.",
      },
    ];
  }
  return Object.entries(zoneIds).flatMap(([name, id]) => {
    const at = `zoneIds.${name}`;
    const problems = [...checkValue(ZONE_NAME, "zoneIds: the name", name), ...checkValue(ZONE_ID, at, id)];
    return problems.length > 0 || !isLiteral(id) || id.endsWith(`/${name}`)
      ? problems
      : [{ property: at, value: id, allowed: "the id of the zone of that name", change: "Pass that id." }];
  });
}
