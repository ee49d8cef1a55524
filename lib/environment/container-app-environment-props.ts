import type { IResolvable, ITerraformDependable, TerraformProvider, TerraformResourceLifecycle } from "cdktf";
import type {
  ContainerAppEnvironmentIdentity,
  ContainerAppEnvironmentTimeouts,
  ContainerAppEnvironmentWorkloadProfile,
} from "@cdktf/provider-azurerm/lib/container-app-environment";

/** A Container Apps environment that this program makes. */
export interface ContainerAppEnvironmentProps {
  /** Its name: 2 to 60 letters, digits and hyphens, starting with a letter. */
  readonly name: string;
  /** The resource group that holds it. */
  readonly resourceGroupName: string;
  /** The Azure region that it and its apps run in. */
  readonly location: string;
  /**
   * The Log Analytics workspace that its logs go to.
   *
   * @default - none; the logs can only be streamed
   */
  readonly logAnalyticsWorkspaceId?: string;
  /**
   * Where its logs go: `log-analytics` or `azure-monitor`; `log-analytics` takes a workspace, and a workspace takes
   * `log-analytics`. An empty text is as if it were left out: azurerm 5 refuses it.
   *
   * @default - `log-analytics` with a workspace, because azurerm 5 requires it; else azurerm's. With a workspace that is
   *   a variable or an expression, which may be null, azurerm's too: beside azurerm 5 say it by the same condition.
   */
  readonly logsDestination?: string;
  /**
   * The subnet that it runs in: of its own, with a prefix of at most /27, and delegated to
   * `Microsoft.App/environments`. A vault behind a firewall must allow this subnet.
   *
   * @default - a network of Azure's
   */
  readonly infrastructureSubnetId?: string;
  /**
   * The resource group that Azure makes for its load balancer and addresses.
   *
   * @default - with a subnet and workload profiles, `<name>-<resource group>-infrastructure`, because azurerm 4.55
   *   replaces the environment at each plan when Azure chooses it
   */
  readonly infrastructureResourceGroupName?: string;
  /**
   * Whether it is reached from its virtual network only; takes a subnet.
   *
   * @default - azurerm's, false
   */
  readonly internalLoadBalancerEnabled?: boolean | IResolvable;
  /**
   * What its apps run on.
   *
   * @default - with a subnet, the Consumption profile, because Azure gives such an environment one; else a
   *   Consumption-only environment
   */
  readonly workloadProfiles?: ContainerAppEnvironmentWorkloadProfile[];
  /**
   * Whether it is spread over availability zones; takes a subnet.
   *
   * @default - azurerm's, false
   */
  readonly zoneRedundancyEnabled?: boolean | IResolvable;
  /**
   * Whether its apps talk to each other by mutual TLS.
   *
   * @default - azurerm's, false
   */
  readonly mutualTlsEnabled?: boolean | IResolvable;
  /**
   * Whether it is reached from public networks: `Enabled` or `Disabled`.
   *
   * @default - azurerm's
   */
  readonly publicNetworkAccess?: string;
  /**
   * The Application Insights connection that Dapr reports to.
   *
   * @default - none
   */
  readonly daprApplicationInsightsConnectionString?: string;
  /**
   * The identities of the environment itself, for certificates from a vault; apps have their own.
   *
   * @default - none
   */
  readonly identity?: ContainerAppEnvironmentIdentity;
  /**
   * Its tags.
   *
   * @default - none
   */
  readonly tags?: { readonly [key: string]: string };
  /**
   * The provider, and so the subscription, to make it with.
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
   * What it waits for beside what it refers to.
   *
   * @default - nothing
   */
  readonly dependsOn?: ITerraformDependable[];
  /**
   * How long azurerm may take.
   *
   * @default - azurerm's own limits
   */
  readonly timeouts?: ContainerAppEnvironmentTimeouts;
}
