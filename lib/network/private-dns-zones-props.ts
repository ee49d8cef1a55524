import type { TerraformProvider } from "cdktf";
import type { AzureCloud } from "./azure-cloud";

/** The networks that private DNS zones are linked to, and the cloud whose names the zones have. */
export interface PrivateDnsZonesOptions {
  /**
   * The ids of the virtual networks whose resources find the endpoints by the zones, by the names of the links: 1 to 80
   * letters, digits, underscores, full stops and hyphens. Each zone gets a link to each of them. A network is linked to
   * one zone of a name alone, so that all endpoints of the network share these zones.
   *
   * @default - none of an import, whose zones are taken to be linked already; required otherwise
   */
  readonly virtualNetworks?: { readonly [linkName: string]: string };
  /**
   * The cloud of Azure that the zones are for.
   *
   * @default - that of the provider, where its argument `environment` is a literal; otherwise AzureCloud.PUBLIC. Synth
   *   does not see the variable ARM_ENVIRONMENT
   */
  readonly cloud?: AzureCloud;
  /**
   * The tags of the zones and links that are made here, at most 50.
   *
   * @default - none
   */
  readonly tags?: { readonly [key: string]: string };
  /**
   * The provider, and so the subscription, of the zones.
   *
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
}

/** The properties of the private DNS zones of one or more virtual networks. */
export interface PrivateDnsZonesProps extends PrivateDnsZonesOptions {
  /** The resource group that holds the zones. */
  readonly resourceGroupName: string;
}
