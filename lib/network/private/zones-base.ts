import { TerraformProvider, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { PrivateDnsZoneVirtualNetworkLink } from "@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link";
import { ledgerOf } from "../../access/internal";
import { azurermVersionOf } from "../../core/azurerm-version";
import { copyOf } from "../../core/copy";
import { placed } from "../../core/placed";
import { Problem, refuse } from "../../core/problems";
import { checkProps } from "../../rules/check";
import { KINDS } from "../../rules/kinds";
import { Block } from "../../rules/rule";
import { AzureCloud } from "../azure-cloud";
import type { PrivateDnsZonesOptions } from "../private-dns-zones-props";
import type { PrivateEndpointTarget } from "../private-endpoint-target";
import { ZONES_PAGE } from "./private-link-services";

/** Where a zone is. */
export interface ZonePlace {
  readonly id: string;
  readonly name: string;
  readonly resourceGroupName: string;
}

const TARGET: Block<{ target: PrivateEndpointTarget }> = {
  arguments: { target: { kind: KINDS.privateEndpointTarget } },
  required: ["target"],
};

/**
 * The base of the zones that the program makes or imports: each zone once, with its links.
 *
 * @internal
 */
export abstract class ZonesBase extends Construct {
  private readonly zoneIds = new Map<string, string>();
  private readonly options: PrivateDnsZonesOptions;
  private readonly cloud: AzureCloud;

  constructor(scope: Construct, id: string, problems: readonly Problem[], options: PrivateDnsZonesOptions) {
    super(placed(scope, id), id);
    refuse(this, problems);
    const { virtualNetworks, tags, cloud, provider } = options;
    this.options = { virtualNetworks: { ...virtualNetworks }, tags: copyOf(tags), provider };
    this.cloud = cloud ?? cloudOf(TerraformStack.of(this), provider);
  }

  public zoneIdsFor(target: PrivateEndpointTarget): string[] {
    refuse(this, checkProps(TARGET, { target }));
    const names = target._zoneNames(this.cloud);
    if (names === undefined) {
      refuse(this, [
        {
          property: "target",
          value: target.subresourceName,
          allowed: `a service whose private DNS zones Microsoft lists for the cloud ${this.cloud}`,
          change: "Pass PrivateEndpointTarget.of(resource, subresourceName, zoneNames) with the zones' names.",
          source: ZONES_PAGE,
        },
      ]);
    }
    return (names ?? []).map((name) => this._zoneId(name));
  }

  /**
   * Where the zone of the name is; it is made in the scope, where it is one of the program.
   *
   * @internal
   */
  protected abstract _place(name: string, scope: Construct): ZonePlace;

  /**
   * The id of the zone of the name, which is made and linked where it is not there yet.
   *
   * @internal
   */
  private _zoneId(name: string): string {
    const present = this.zoneIds.get(name);
    if (present !== undefined) {
      return present;
    }
    const scope = new Construct(this, name);
    const place = this._place(name, scope);
    this.zoneIds.set(name, place.id);
    addLinks(scope, place, this.options);
    return place.id;
  }
}

/** Links the zone to the virtual networks. */
function addLinks(scope: Construct, place: ZonePlace, options: PrivateDnsZonesOptions): void {
  const { virtualNetworks = {}, tags, provider } = options;
  const { made } = ledgerOf(TerraformStack.of(scope));
  for (const [name, virtualNetworkId] of Object.entries(virtualNetworks)) {
    const resource = new PrivateDnsZoneVirtualNetworkLink(scope, `Link-${name}`, {
      name,
      ...zoneArguments(place),
      virtualNetworkId,
      tags: copyOf(tags),
      provider,
    });
    made.push({ construct: resource, resource });
  }
}

/** The arguments that name the zone of a link: azurerm 5 has one for two. */
function zoneArguments({ id, name, resourceGroupName }: ZonePlace) {
  const isBefore5 = Number.parseInt(azurermVersionOf(PrivateDnsZoneVirtualNetworkLink)(), 10) < 5;
  return isBefore5 ? { privateDnsZoneName: name, resourceGroupName } : ({ privateDnsZoneId: id } as never);
}

/** The cloud that a provider is for, where its argument says so; the variable ARM_ENVIRONMENT is not seen. */
function cloudOf(stack: TerraformStack, provider: TerraformProvider | undefined): AzureCloud {
  const used =
    provider ??
    stack.allProviders().find(({ terraformResourceType: type, alias }) => type === "azurerm" && alias === undefined);
  const { environmentInput: environment } = (used ?? {}) as { readonly environmentInput?: string };
  return Object.values(AzureCloud).find((cloud) => cloud === environment) ?? AzureCloud.PUBLIC;
}
