import type { IResolvable, ITerraformDependable, TerraformProvider, TerraformResourceLifecycle } from "cdktf";
import type {
  ContainerAppEnvironmentIdentity,
  ContainerAppEnvironmentTimeouts,
  ContainerAppEnvironmentWorkloadProfile,
} from "@cdktf/provider-azurerm/lib/container-app-environment";
import type { EnvironmentIdentity } from "./environment-identity";
import type { EnvironmentType } from "./environment-type";

/** The properties of a Container Apps environment. */
export interface ContainerAppEnvironmentProps {
  /**
   * The name of the environment: 2 to 60 letters, digits and hyphens, starting with a letter, from azurerm 4.74 on with
   * a letter or digit.
   */
  readonly name: string;
  /** The resource group that holds the environment. */
  readonly resourceGroupName: string;
  /** The Azure region that the environment and its apps run in. */
  readonly location: string;
  /**
   * The id of the Log Analytics workspace that the logs go to.
   *
   * @default - none; the logs can only be streamed
   */
  readonly logAnalyticsWorkspaceId?: string;
  /**
   * Where the logs go: `log-analytics`, which requires `logAnalyticsWorkspaceId`, or `azure-monitor`, which refuses it.
   * An empty string counts as left out, because azurerm 5 refuses one.
   *
   * @default - `log-analytics` with a workspace, because azurerm 5 requires it; otherwise azurerm's, none. With a
   *   workspace from a variable or an expression, which may be null, also azurerm's; for azurerm 5, set it by the same
   *   condition
   */
  readonly logsDestination?: string;
  /**
   * The id of the subnet that the environment runs in. The subnet holds no other environment, is a /27 or larger, and is
   * delegated to `Microsoft.App/environments`; the subnet of a Consumption-only environment is a /23 or larger and is not
   * delegated. A vault behind a firewall must allow this subnet.
   *
   * Of a subnet that the program makes, synth refuses several prefixes, ranges that Azure reserves, another region than
   * the environment's, and any other resource in it.
   *
   * @see https://learn.microsoft.com/azure/container-apps/custom-virtual-networks
   * @default - a network of Azure's
   */
  readonly infrastructureSubnetId?: string;
  /**
   * The name of the resource group that Azure creates for the load balancer and addresses of the environment. The group
   * must not exist; naming it requires workload profiles. Another name replaces the environment.
   *
   * @default - with a subnet and workload profiles, `<name>-<resource group>-infrastructure`, because azurerm 4.55
   *   replaces the environment at each plan when Azure chooses it. An existing environment keeps its group, whoever
   *   named it: without a name in the program, Terraform ignores changes of it
   */
  readonly infrastructureResourceGroupName?: string;
  /**
   * Whether the environment is reached from its virtual network only; requires a subnet.
   *
   * @default - azurerm's, false
   */
  readonly internalLoadBalancerEnabled?: boolean | IResolvable;
  /**
   * Whether the environment has workload profiles. Another type replaces the environment.
   *
   * @default EnvironmentType.WORKLOAD_PROFILES - Azure's own; the other one is legacy
   */
  readonly environmentType?: EnvironmentType;
  /**
   * The workload profiles that the apps and jobs of the environment can run on. To add the first profile to an existing
   * environment, or to remove the last one, replaces the environment.
   *
   * @default - the profile Consumption, which Azure gives each environment with workload profiles; none with
   *   EnvironmentType.CONSUMPTION_ONLY
   */
  readonly workloadProfiles?: ContainerAppEnvironmentWorkloadProfile[];
  /**
   * Whether the environment is spread over availability zones; requires a subnet.
   *
   * @default - azurerm's, false
   */
  readonly zoneRedundancyEnabled?: boolean | IResolvable;
  /**
   * Whether the apps of the environment talk to each other by mutual TLS.
   *
   * @default - azurerm's, false
   */
  readonly mutualTlsEnabled?: boolean | IResolvable;
  /**
   * Whether the environment is reached from public networks: `Enabled` or `Disabled`. An internal load balancer refuses
   * `Enabled`.
   *
   * @default - azurerm's
   */
  readonly publicNetworkAccess?: string;
  /**
   * The connection string of the Application Insights that Dapr reports to.
   *
   * @default - none
   */
  readonly daprApplicationInsightsConnectionString?: string;
  /**
   * The identities of the environment itself, for certificates and secrets of Dapr components from a key vault. Apps
   * have identities of their own.
   *
   * @default - none, until a certificate or a Dapr component of this library reads a vault, or the environment is
   *   granted access: then the construct makes a user-assigned one, called `<name of the environment>-env-id`
   */
  readonly managedIdentity?: EnvironmentIdentity;
  /**
   * The identities of the environment itself in azurerm's type, with their ids; refused beside `managedIdentity`, which
   * also says which principals receive access.
   *
   * @default - those of `managedIdentity`
   */
  readonly identity?: ContainerAppEnvironmentIdentity;
  /**
   * The tags of the environment, at most 50.
   *
   * @default - none
   */
  readonly tags?: { readonly [key: string]: string };
  /**
   * The provider, and so the subscription, that makes the environment.
   *
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
  /**
   * Terraform's lifecycle of the environment.
   *
   * @default - Terraform's own
   */
  readonly lifecycle?: TerraformResourceLifecycle;
  /**
   * The resources that the environment depends on, beside those that its arguments refer to.
   *
   * @default - none
   */
  readonly dependsOn?: ITerraformDependable[];
  /**
   * How long azurerm may take to create, read, update and delete the environment.
   *
   * @default - azurerm's own limits
   */
  readonly timeouts?: ContainerAppEnvironmentTimeouts;
}
