import {
  IResolvable,
  ITerraformDependable,
  TerraformProvider,
  TerraformResourceLifecycle,
  TerraformStack,
} from "cdktf";
import { Construct, IConstruct } from "constructs";
import {
  ContainerAppEnvironment as AzurermContainerAppEnvironment,
  ContainerAppEnvironmentIdentity,
  ContainerAppEnvironmentTimeouts,
  ContainerAppEnvironmentWorkloadProfile,
} from "@cdktf/provider-azurerm/lib/container-app-environment";
import { DataAzurermContainerAppEnvironment } from "@cdktf/provider-azurerm/lib/data-azurerm-container-app-environment";
import { Access } from "../access/private/access";
import { azurermVersionOf } from "../core/azurerm-version";
import { copyOf } from "../core/copy";
import { dependenciesIn } from "../core/depends-on";
import { NAMES } from "../rules/names";
import { CONSUMPTION } from "./shared/workload-profiles";
import { ENVIRONMENT } from "./private/rules/environment";
import { checkProps, checkValue } from "../rules/check";
import { itemsOf, known } from "../rules/rule";
import { isReference, Problem, refuse } from "../core/problems";
import { RESOURCE_IDS } from "../rules/resource-id";

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
   * @default - `log-analytics` with a workspace, because azurerm 5 requires it; else azurerm's
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

/** What the import of an environment can say that synth cannot see. */
export interface ContainerAppEnvironmentImportOptions {
  /**
   * The workload profile of an app or job that names none: `Consumption` for an environment that has workload profiles.
   * Azure answers with that name then, and azurerm would plan to take it out each time.
   *
   * @default - none, as for an environment without workload profiles
   */
  readonly defaultWorkloadProfileName?: string;
}

/** Where an environment is, to import it by name. */
export interface ContainerAppEnvironmentLookup extends ContainerAppEnvironmentImportOptions {
  /** Its name. */
  readonly name: string;
  /** The resource group that holds it. */
  readonly resourceGroupName: string;
  /**
   * The provider whose subscription holds it.
   *
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
}

/** A Container Apps environment, made here or imported. */
export interface IContainerAppEnvironment extends IConstruct {
  /** Its resource id. */
  readonly environmentId: string;
  /**
   * The workload profile of an app that names none; undefined where Azure's own choice does not show in a plan, as in a
   * Consumption-only environment, and where it is not known.
   */
  readonly defaultWorkloadProfileName?: string;
  /**
   * The types of its workload profiles by name, as far as synth knows them; undefined where it does not know the
   * profiles.
   *
   * @internal
   */
  readonly _profileTypes?: ReadonlyMap<string, string | undefined>;
  /**
   * The subnet that it is in, none where it is in Azure's own network; undefined where synth does not know.
   *
   * @internal
   */
  readonly _subnet?: { readonly id?: string };
  /**
   * The region that it is in; undefined where synth does not know.
   *
   * @internal
   */
  readonly _location?: string;
}

/** A Container Apps environment: an `azurerm_container_app_environment`. */
export class ContainerAppEnvironment extends Construct implements IContainerAppEnvironment {
  /**
   * An environment that exists already, known by its id; Azure is not asked about it.
   *
   * @throws Error when a literal id is not that of an environment
   */
  public static fromEnvironmentId(
    scope: Construct,
    id: string,
    environmentId: string,
    options: ContainerAppEnvironmentImportOptions = {},
  ): IContainerAppEnvironment {
    return new KnownEnvironment(scope, id, environmentId, options);
  }

  /**
   * An environment that exists already, found by name. azurerm lists the Log Analytics workspaces of the subscription
   * when it looks; whoever may not do that imports by id.
   *
   * @throws Error when a literal name or resource group cannot be one; and, at synth, when this program makes the
   *   environment itself
   */
  public static fromEnvironmentName(
    scope: Construct,
    id: string,
    lookup: ContainerAppEnvironmentLookup,
  ): IContainerAppEnvironment {
    return new FoundEnvironment(scope, id, lookup);
  }

  /** The Terraform resource. */
  public readonly resource: AzurermContainerAppEnvironment;
  public readonly environmentId: string;
  public readonly defaultWorkloadProfileName?: string;
  /** @internal */
  public readonly _profileTypes?: ReadonlyMap<string, string | undefined>;
  /** @internal */
  public readonly _subnet: { readonly id?: string };
  /** @internal */
  public readonly _location: string;

  /**
   * @throws Error that lists what is wrong with the props: what azurerm or Azure would refuse of them
   */
  constructor(scope: Construct, id: string, props: ContainerAppEnvironmentProps) {
    super(scope, id);
    const inSubnet = props.infrastructureSubnetId !== undefined;
    const given = isEmpty(props.workloadProfiles) ? undefined : props.workloadProfiles;
    const profiles = given ?? (inSubnet ? [{ name: CONSUMPTION, workloadProfileType: CONSUMPTION }] : undefined);
    const infrastructureResourceGroupName =
      props.infrastructureResourceGroupName ?? (inSubnet ? groupNameOf(props) : undefined);
    refuse(
      this,
      checkProps(
        ENVIRONMENT,
        { ...props, infrastructureResourceGroupName },
        azurermVersionOf(AzurermContainerAppEnvironment),
      ),
    );
    const stack = TerraformStack.of(this);
    this.resource = new AzurermContainerAppEnvironment(this, "Resource", {
      name: props.name,
      resourceGroupName: props.resourceGroupName,
      location: props.location,
      logAnalyticsWorkspaceId: props.logAnalyticsWorkspaceId,
      logsDestination: props.logsDestination || (props.logAnalyticsWorkspaceId && "log-analytics"),
      infrastructureSubnetId: props.infrastructureSubnetId,
      infrastructureResourceGroupName,
      internalLoadBalancerEnabled: inSubnet
        ? props.internalLoadBalancerEnabled
        : orNothing(props.internalLoadBalancerEnabled),
      workloadProfile: copyOf(profiles),
      zoneRedundancyEnabled: inSubnet ? props.zoneRedundancyEnabled : orNothing(props.zoneRedundancyEnabled),
      mutualTlsEnabled: props.mutualTlsEnabled,
      publicNetworkAccess: props.publicNetworkAccess,
      daprApplicationInsightsConnectionString: props.daprApplicationInsightsConnectionString,
      identity: copyOf(props.identity),
      tags: copyOf(props.tags),
      timeouts: copyOf(props.timeouts),
      provider: props.provider,
      lifecycle: copyOf(props.lifecycle),
      dependsOn: dependenciesIn(stack, props.dependsOn),
    });
    this.environmentId = this.resource.id;
    this.defaultWorkloadProfileName = profiles && CONSUMPTION;
    this._profileTypes = profileTypesOf(profiles);
    this._subnet = { id: props.infrastructureSubnetId };
    this._location = props.location;
    const access = Access.of(stack);
    access.environments.push(this);
    access.literalReferences.addGroup(this, props.resourceGroupName, props.provider, this.resource);
  }
}

/** An environment that a data source finds. */
class FoundEnvironment extends Construct implements IContainerAppEnvironment {
  public readonly environmentId: string;
  public readonly defaultWorkloadProfileName?: string;

  constructor(scope: Construct, id: string, lookup: ContainerAppEnvironmentLookup) {
    super(scope, id);
    refuse(this, checkPlace(lookup));
    const { name, resourceGroupName, provider } = lookup;
    this.defaultWorkloadProfileName = lookup.defaultWorkloadProfileName;
    this.environmentId = new DataAzurermContainerAppEnvironment(this, "Resource", {
      name,
      resourceGroupName,
      provider,
    }).id;
    const access = Access.of(TerraformStack.of(this));
    access.literalReferences.addGroup(this, resourceGroupName, provider);
    access.literalReferences.add({
      construct: this,
      property: "name",
      type: "azurerm_container_app_environment",
      name,
      resourceGroupName,
      provider,
      instead:
        "Pass the construct that makes the environment, or its id to ContainerAppEnvironment.fromEnvironmentId().",
    });
  }
}

/** An environment whose id the program gives. */
class KnownEnvironment extends Construct implements IContainerAppEnvironment {
  public readonly defaultWorkloadProfileName?: string;

  constructor(
    scope: Construct,
    id: string,
    public readonly environmentId: string,
    options: ContainerAppEnvironmentImportOptions,
  ) {
    super(scope, id);
    refuse(this, checkValue(RESOURCE_IDS.containerAppEnvironment, "environmentId", environmentId));
    this.defaultWorkloadProfileName = options.defaultWorkloadProfileName;
  }
}

function checkPlace({ name, resourceGroupName }: ContainerAppEnvironmentLookup): Problem[] {
  return [
    ...checkValue(NAMES.containerAppEnvironment, "name", name),
    ...checkValue(NAMES.resourceGroup, "resourceGroupName", resourceGroupName),
  ];
}

/**
 * Where the program leaves it to Azure, azurerm 4.55 replaces the environment at each plan. Azure takes 90 characters.
 */
function groupNameOf({ name, resourceGroupName }: ContainerAppEnvironmentProps): string {
  const suffix = "-infrastructure";
  const place = `${name}-${resourceGroupName}`;
  return `${isReference(place) ? place : place.slice(0, 90 - suffix.length)}${suffix}`;
}

function isEmpty(list: unknown): boolean {
  return Array.isArray(list) && !isReference(list) && list.length === 0;
}

/** Without a subnet azurerm refuses even a false; what synth does not know may be null. */
function orNothing(flag: boolean | IResolvable | undefined): boolean | IResolvable | undefined {
  return isReference(flag) ? flag : undefined;
}

/** Each profile's type by its name; undefined where a name or the list itself is a reference. */
function profileTypesOf(
  profiles: ContainerAppEnvironmentWorkloadProfile[] = [],
): ReadonlyMap<string, string | undefined> | undefined {
  const types = itemsOf<ContainerAppEnvironmentWorkloadProfile>(profiles).map(
    ({ name, workloadProfileType }) => [known(name), known(workloadProfileType)] as const,
  );
  const areKnown = Array.isArray(profiles) && !isReference(profiles) && types.every(([name]) => name !== undefined);
  return areKnown ? new Map(types as [string, string | undefined][]) : undefined;
}
