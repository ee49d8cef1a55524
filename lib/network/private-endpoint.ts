import { TerraformResourceLifecycle, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { PrivateEndpoint as AzurermPrivateEndpoint } from "@cdktf/provider-azurerm/lib/private-endpoint";
import { ledgerOf } from "../access/internal";
import { copyOf } from "../core/copy";
import { dependenciesIn } from "../core/depends-on";
import { placed } from "../core/placed";
import { isObject, Problem, refuse } from "../core/problems";
import { partsOf } from "../core/resource-ids";
import { checkProps, checkValue } from "../rules/check";
import { checkAttribute } from "../rules/reference";
import { resourceId } from "../rules/resource-id";
import type { PrivateEndpointProps } from "./private-endpoint-props";
import type { PrivateEndpointTarget } from "./private-endpoint-target";
import { ENDPOINT_NAME, PRIVATE_ENDPOINT } from "./private/rules/private-endpoint";

/**
 * A private endpoint: an `azurerm_private_endpoint`, which gives a part of a service an address in a subnet, and enters
 * its names in private DNS zones.
 *
 * What the program writes through the endpoint, and each app that uses the service, depends on the endpoint and on the
 * links of its zones: by the access of its identities, by its images and secrets, or by any reference to the service.
 *
 * @see https://learn.microsoft.com/azure/private-link/private-endpoint-overview
 */
export class PrivateEndpoint extends Construct {
  /** The Terraform resource. */
  public readonly resource: AzurermPrivateEndpoint;
  /** The resource id of the endpoint. */
  public readonly privateEndpointId: string;

  /**
   * @throws Error that lists everything in the props that azurerm or Azure would refuse; and, at synth, when a service
   *   that the program makes is of a tier that has no private endpoints, or when the subnet is that of an environment or
   *   in another region
   */
  constructor(scope: Construct, id: string, props: PrivateEndpointProps) {
    super(placed(scope, id), id);
    refuse(this, checkProps(PRIVATE_ENDPOINT, props));
    refuse(this, checkIds(TerraformStack.of(this), props));
    const { target, privateDnsZones, provider } = props;
    const name = props.name ?? nameOf(target);
    refuse(this, checkValue(ENDPOINT_NAME, "name", name));
    const zoneIds = privateDnsZones.zoneIdsFor(target);
    this.resource = new AzurermPrivateEndpoint(this, "Resource", {
      name,
      resourceGroupName: props.resourceGroupName,
      location: props.location,
      subnetId: props.subnetId,
      customNetworkInterfaceName: props.customNetworkInterfaceName,
      privateServiceConnection: {
        name,
        isManualConnection: false,
        privateConnectionResourceId: target.resourceId,
        subresourceNames: [target.subresourceName],
      },
      privateDnsZoneGroup: zoneIds.length > 0 ? { name: "default", privateDnsZoneIds: zoneIds } : undefined,
      ipConfiguration: copyOf(props.ipConfiguration),
      tags: copyOf(props.tags),
      timeouts: copyOf(props.timeouts),
      provider,
      lifecycle: zoneIds.length > 0 ? copyOf(props.lifecycle) : withoutZoneGroup(props.lifecycle),
      dependsOn: dependenciesIn(this, props.dependsOn),
    });
    this.privateEndpointId = this.resource.id;
    record(this, props);
  }

  /** The address of the endpoint in its subnet: of a service with several names, that of one. */
  public get privateIpAddress(): string {
    return this.resource.privateServiceConnection.privateIpAddress;
  }
}

/** The problems with references to other attributes, and with a literal id of another kind of resource. */
function checkIds(stack: TerraformStack, { subnetId, target }: PrivateEndpointProps): Problem[] {
  const { resourceId: id, _kind: kind } = target;
  return [
    ...checkAttribute(stack, "subnetId", subnetId, "id"),
    ...checkAttribute(stack, "target: the id of the resource", id, "id"),
    ...(kind === undefined ? [] : checkValue(resourceId(kind), "target: the id of the resource", id)),
  ];
}

/** Records the endpoint for the checks and the order of the complete program. */
function record(construct: PrivateEndpoint, { resourceGroupName, target, provider }: PrivateEndpointProps): void {
  const { resource } = construct;
  const { made, literalReferences } = ledgerOf(resource.cdktfStack);
  made.push({ construct, resource });
  literalReferences.addGroup(construct, resourceGroupName, provider, resource);
  literalReferences.addScope(construct, resource, target.resourceId, "target");
}

/** The name of an endpoint to the target: that of the resource, and of its part. */
function nameOf({ resourceId: id, subresourceName, _kind: kind, _name: name }: PrivateEndpointTarget): string {
  return `${name ?? partsOf(kind ?? "", id).name}-${subresourceName.toLowerCase()}`;
}

/** The lifecycle of an endpoint whose zone group others make. */
function withoutZoneGroup(lifecycle: TerraformResourceLifecycle | undefined): TerraformResourceLifecycle {
  const { ignoreChanges = [], ...others } = isObject(lifecycle) ? copyOf(lifecycle) : {};
  const ignored = Array.isArray(ignoreChanges) ? [...ignoreChanges, "private_dns_zone_group"] : ignoreChanges;
  return { ...others, ignoreChanges: ignored } as TerraformResourceLifecycle;
}
