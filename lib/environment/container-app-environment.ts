import { IResolvable, TerraformStack } from "cdktf";
import { Construct, IConstruct } from "constructs";
import {
  ContainerAppEnvironment as AzurermContainerAppEnvironment,
  ContainerAppEnvironmentWorkloadProfile,
} from "@cdktf/provider-azurerm/lib/container-app-environment";
import { DataAzurermContainerAppEnvironment } from "@cdktf/provider-azurerm/lib/data-azurerm-container-app-environment";
import { ledgerOf } from "../access/internal";
import { azurermVersionOf } from "../core/azurerm-version";
import { copyOf } from "../core/copy";
import { dependenciesIn } from "../core/depends-on";
import { isReference, refuse } from "../core/problems";
import { checkProps, checkValue } from "../rules/check";
import { RESOURCE_IDS } from "../rules/resource-id";
import { itemsOf, known } from "../rules/rule";
import type {
  ContainerAppEnvironmentImportOptions,
  ContainerAppEnvironmentLookup,
} from "./container-app-environment-import";
import type { ContainerAppEnvironmentProps } from "./container-app-environment-props";
import { ENVIRONMENT, ENVIRONMENT_IMPORT, ENVIRONMENT_LOOKUP } from "./private/rules/environment";
import { logsDestinationOf } from "./private/logs-destination";
import { CONSUMPTION } from "./private/workload-profiles";

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
    const given = withGroup(props);
    refuse(this, checkProps(ENVIRONMENT, given, azurermVersionOf(AzurermContainerAppEnvironment)));
    const profiles = profilesOf(given);
    this.resource = this.makeResource(given, profiles);
    this.environmentId = this.resource.id;
    this.defaultWorkloadProfileName = profiles && CONSUMPTION;
    this._profileTypes = profileTypesOf(profiles);
    this._subnet = { id: props.infrastructureSubnetId };
    this._location = props.location;
    const access = ledgerOf(TerraformStack.of(this));
    access.environments.push(this);
    access.literalReferences.addGroup(this, props.resourceGroupName, props.provider, this.resource);
  }

  private makeResource(
    props: ContainerAppEnvironmentProps,
    profiles: ContainerAppEnvironmentWorkloadProfile[] | undefined,
  ): AzurermContainerAppEnvironment {
    const inSubnet = props.infrastructureSubnetId !== undefined;
    return new AzurermContainerAppEnvironment(this, "Resource", {
      name: props.name,
      resourceGroupName: props.resourceGroupName,
      location: props.location,
      logAnalyticsWorkspaceId: props.logAnalyticsWorkspaceId,
      logsDestination: logsDestinationOf(TerraformStack.of(this), props),
      infrastructureSubnetId: props.infrastructureSubnetId,
      infrastructureResourceGroupName: props.infrastructureResourceGroupName,
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
      dependsOn: dependenciesIn(this, props.dependsOn),
    });
  }
}

/** An environment that a data source finds. */
class FoundEnvironment extends Construct implements IContainerAppEnvironment {
  public readonly environmentId: string;
  public readonly defaultWorkloadProfileName?: string;

  constructor(scope: Construct, id: string, lookup: ContainerAppEnvironmentLookup) {
    super(scope, id);
    refuse(this, checkProps(ENVIRONMENT_LOOKUP, lookup));
    const { name, resourceGroupName, provider } = lookup;
    this.defaultWorkloadProfileName = lookup.defaultWorkloadProfileName;
    this.environmentId = new DataAzurermContainerAppEnvironment(this, "Resource", {
      name,
      resourceGroupName,
      provider,
    }).id;
    const access = ledgerOf(TerraformStack.of(this));
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
    refuse(this, [
      ...checkValue(RESOURCE_IDS.containerAppEnvironment, "environmentId", environmentId),
      ...checkProps(ENVIRONMENT_IMPORT, options),
    ]);
    this.defaultWorkloadProfileName = options.defaultWorkloadProfileName;
  }
}

/** The props with the name of the infrastructure resource group where azurerm needs one. */
function withGroup(props: ContainerAppEnvironmentProps): ContainerAppEnvironmentProps {
  return props?.infrastructureSubnetId === undefined || props.infrastructureResourceGroupName !== undefined
    ? props
    : { ...props, infrastructureResourceGroupName: groupNameOf(props) };
}

/**
 * Where the program leaves it to Azure, azurerm 4.55 replaces the environment at each plan. Azure takes 90 characters.
 */
function groupNameOf({ name, resourceGroupName }: ContainerAppEnvironmentProps): string {
  const suffix = "-infrastructure";
  const place = `${name}-${resourceGroupName}`;
  return `${isReference(place) ? place : place.slice(0, 90 - suffix.length)}${suffix}`;
}

/** The workload profiles of an environment: in a subnet Azure gives it the Consumption profile where it names none. */
function profilesOf({
  workloadProfiles,
  infrastructureSubnetId,
}: ContainerAppEnvironmentProps): ContainerAppEnvironmentWorkloadProfile[] | undefined {
  if (workloadProfiles && (isReference(workloadProfiles) || workloadProfiles.length > 0)) {
    return workloadProfiles;
  }
  return infrastructureSubnetId === undefined ? undefined : [{ name: CONSUMPTION, workloadProfileType: CONSUMPTION }];
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
