import type { ITerraformDependable, TerraformProvider, TerraformResourceLifecycle } from "cdktf";
import type {
  PrivateEndpointIpConfiguration,
  PrivateEndpointTimeouts,
} from "@cdktf/provider-azurerm/lib/private-endpoint";
import type { IPrivateDnsZones } from "./private-dns-zones";
import type { PrivateEndpointTarget } from "./private-endpoint-target";

/** Where a private endpoint is, and how it is found: the properties that the endpoints of one subnet share. */
export interface PrivateEndpointOptions {
  /** The resource group that holds the endpoint. */
  readonly resourceGroupName: string;
  /** The region of the endpoint, which is that of the subnet; the service may be in another one. */
  readonly location: string;
  /** The id of the subnet that the endpoint has its address in. It is not the subnet of an environment. */
  readonly subnetId: string;
  /** The private DNS zones that the endpoint enters its names in. */
  readonly privateDnsZones: IPrivateDnsZones;
  /**
   * The name of the endpoint: 1 to 80 letters, digits, underscores, full stops and hyphens.
   *
   * @default - the name of the resource and that of its part: `orders7f3a-blob`
   */
  readonly name?: string;
  /**
   * The name of the network interface of the endpoint.
   *
   * @default - one that Azure makes up
   */
  readonly customNetworkInterfaceName?: string;
  /**
   * The addresses of the endpoint in the subnet, with the names that they are for.
   *
   * @default - free addresses of the subnet
   */
  readonly ipConfiguration?: PrivateEndpointIpConfiguration[];
  /**
   * The tags of the endpoint, at most 50.
   *
   * @default - none
   */
  readonly tags?: { readonly [key: string]: string };
  /**
   * The provider, and so the subscription, that makes the endpoint: that of the virtual network, which may be another
   * than the service's.
   *
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
  /**
   * Terraform's lifecycle of the endpoint.
   *
   * @default - Terraform's own
   */
  readonly lifecycle?: TerraformResourceLifecycle;
  /**
   * The resources that the endpoint depends on, beside those that its arguments refer to.
   *
   * @default - none
   */
  readonly dependsOn?: ITerraformDependable[];
  /**
   * How long azurerm may take to create, read, update and delete the endpoint.
   *
   * @default - azurerm's own limits
   */
  readonly timeouts?: PrivateEndpointTimeouts;
}

/** The properties of a private endpoint. */
export interface PrivateEndpointProps extends PrivateEndpointOptions {
  /** What the endpoint leads to; another target replaces the endpoint. */
  readonly target: PrivateEndpointTarget;
}
