import { IResolvable, TerraformProvider, TerraformResourceLifecycle, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import {
  ContainerAppEnvironment as AzurermContainerAppEnvironment,
  ContainerAppEnvironmentWorkloadProfile,
} from "@cdktf/provider-azurerm/lib/container-app-environment";
import { DataAzurermContainerAppEnvironment } from "@cdktf/provider-azurerm/lib/data-azurerm-container-app-environment";
import { checkObjectId, ledgerOf } from "../access/internal";
import { azurermVersionOf } from "../core/azurerm-version";
import { copyOf } from "../core/copy";
import { dependenciesIn } from "../core/depends-on";
import { isObject, isReference, refuse } from "../core/problems";
import { RESOURCE_ID, partsOf } from "../core/resource-ids";
import { checkProps, checkValue } from "../rules/check";
import { checkSubscription } from "../rules/reference";
import { RESOURCE_IDS } from "../rules/resource-id";
import { itemsOf, known } from "../rules/rule";
import type {
  ContainerAppEnvironmentImportOptions,
  ContainerAppEnvironmentLookup,
} from "./container-app-environment-import";
import type { ContainerAppEnvironmentProps } from "./container-app-environment-props";
import type { EnvironmentAttributes } from "./environment-attributes";
import { EnvironmentBase, EnvironmentIdentities, IContainerAppEnvironment } from "./environment-base";
import { EnvironmentType } from "./environment-type";
import { BlockIdentities, OwnIdentities, StatedIdentities } from "./private/environment-identities";
import { ENVIRONMENT, ENVIRONMENT_IMPORT, ENVIRONMENT_LOOKUP } from "./private/rules/environment";
import { logsDestinationOf } from "./private/logs-destination";
import { CONSUMPTION } from "./private/workload-profiles";

/** A Container Apps environment: an `azurerm_container_app_environment`. */
export class ContainerAppEnvironment extends EnvironmentBase {
  /**
   * Imports an environment by its resource id. Without a data source, unless one of the attributes that Azure gives an
   * environment is read, such as `defaultDomain`.
   *
   * @throws Error when a literal id is not that of an environment; and, where an attribute is read, as
   *   `fromEnvironmentName` does
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
   * Imports an environment by its name, with a data source. azurerm lists the Log Analytics workspaces of the
   * subscription for that: a deployer who may not list them imports the environment by id.
   *
   * @throws Error when a literal name or resource group is not valid; and, at synth, when this program makes the
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
  public readonly _isConsumptionOnly: boolean;
  /** @internal */
  public readonly _isInternal: boolean | undefined;
  /** @internal */
  public readonly _location: string;
  /** @internal */
  public readonly _provider?: TerraformProvider;
  /** @internal */
  public readonly _identities: EnvironmentIdentities;

  /**
   * @throws Error that lists everything in the props that azurerm or Azure would refuse
   */
  constructor(scope: Construct, id: string, props: ContainerAppEnvironmentProps) {
    super(scope, id);
    const given = withGroup(props);
    refuse(this, checkProps(ENVIRONMENT, given, azurermVersionOf(AzurermContainerAppEnvironment)));
    const profiles = profilesOf(given);
    const own = props.identity ? undefined : new OwnIdentities(this, props, props.managedIdentity);
    this.resource = this.makeResource(
      { ...given, identity: props.identity ?? own?.render(), lifecycle: lifecycleOf(props) },
      profiles,
    );
    own?.complete(this.resource);
    this._identities = own ?? new BlockIdentities(this, props.name, this.resource, props.identity!);
    this._provider = props.provider;
    this.environmentId = this.resource.id;
    this.defaultWorkloadProfileName = profiles && CONSUMPTION;
    this._profileTypes = profileTypesOf(profiles);
    this._subnet = { id: props.infrastructureSubnetId };
    this._isConsumptionOnly = isConsumptionOnly(props);
    this._isInternal = isInternal(props);
    this._location = props.location;
    const access = ledgerOf(TerraformStack.of(this));
    access.environments.push(this);
    access.made.push({ construct: this, resource: this.resource });
    access.literalReferences.addGroup(this, props.resourceGroupName, props.provider, this.resource);
  }

  /** @internal */
  protected _attributes(): EnvironmentAttributes {
    return this.resource;
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
      lifecycle: props.lifecycle,
      dependsOn: dependenciesIn(this, props.dependsOn),
    });
  }
}

/** An environment that a data source finds. */
class FoundEnvironment extends EnvironmentBase {
  public readonly environmentId: string;
  public readonly defaultWorkloadProfileName?: string;
  public readonly _provider?: TerraformProvider;
  public readonly _identities: EnvironmentIdentities;
  private readonly found: DataAzurermContainerAppEnvironment;

  constructor(scope: Construct, id: string, lookup: ContainerAppEnvironmentLookup) {
    super(scope, id);
    refuse(this, checkProps(ENVIRONMENT_LOOKUP, lookup));
    this.defaultWorkloadProfileName = lookup.defaultWorkloadProfileName;
    this.found = lookUp(this, lookup);
    this.environmentId = this.found.id;
    this._identities = statedIdentities(this, lookup);
    this._provider = lookup.provider;
  }

  /** @internal */
  protected _attributes(): EnvironmentAttributes {
    return this.found;
  }
}

/** The data source that finds an environment by its name. */
function lookUp(
  construct: Construct,
  { name, resourceGroupName, provider }: ContainerAppEnvironmentLookup,
): DataAzurermContainerAppEnvironment {
  const access = ledgerOf(TerraformStack.of(construct));
  access.literalReferences.addGroup(construct, resourceGroupName, provider);
  access.literalReferences.add({
    construct,
    property: "name",
    type: "azurerm_container_app_environment",
    name,
    resourceGroupName,
    provider,
    instead: "Pass the construct that makes the environment, or its id to ContainerAppEnvironment.fromEnvironmentId().",
  });
  return new DataAzurermContainerAppEnvironment(construct, "Resource", { name, resourceGroupName, provider });
}

/** An environment whose id the program gives. */
class KnownEnvironment extends EnvironmentBase {
  public readonly defaultWorkloadProfileName?: string;
  public readonly _provider?: TerraformProvider;
  public readonly _identities: EnvironmentIdentities;

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
    this._identities = statedIdentities(this, options);
    this._provider = options.provider;
    this.defaultWorkloadProfileName = options.defaultWorkloadProfileName;
  }

  /** @internal */
  protected _attributes(): EnvironmentAttributes {
    const { _provider: provider } = this;
    refuse(this, checkSubscription(TerraformStack.of(this), "environmentId", this.environmentId, provider));
    return lookUp(this, { ...partsOf(RESOURCE_ID.containerAppEnvironment, this.environmentId), provider });
  }
}

/**
 * The identities that an import states.
 *
 * @throws Error when the object id of a system-assigned identity is not one
 */
function statedIdentities(
  construct: EnvironmentBase,
  { managedIdentity, systemAssignedPrincipalId: principalId }: ContainerAppEnvironmentImportOptions,
): EnvironmentIdentities {
  const stack = TerraformStack.of(construct);
  const isGiven = principalId !== undefined;
  refuse(construct, isGiven ? checkObjectId(stack, "systemAssignedPrincipalId", principalId) : []);
  return new StatedIdentities(construct, managedIdentity, principalId);
}

function isConsumptionOnly({ environmentType }: ContainerAppEnvironmentProps): boolean {
  return environmentType === EnvironmentType.CONSUMPTION_ONLY;
}

/** Whether the internet does not reach the environment; undefined where synth does not know. */
function isInternal(props: ContainerAppEnvironmentProps): boolean | undefined {
  const isBehindLoadBalancer = props.internalLoadBalancerEnabled ?? false;
  return isReference(isBehindLoadBalancer) || isReference(props.publicNetworkAccess)
    ? undefined
    : isBehindLoadBalancer === true || props.publicNetworkAccess === "Disabled";
}

/** Whether the environment has an infrastructure resource group in the subscription that the program does not name. */
function lacksGroup(props: ContainerAppEnvironmentProps): boolean {
  const { infrastructureSubnetId: subnet, infrastructureResourceGroupName: group } = props;
  return subnet !== undefined && group === undefined && !isConsumptionOnly(props);
}

/** The props with the name of the infrastructure resource group where azurerm needs one. */
function withGroup(props: ContainerAppEnvironmentProps): ContainerAppEnvironmentProps {
  return isObject(props) && lacksGroup(props)
    ? { ...props, infrastructureResourceGroupName: groupNameOf(props) }
    : props;
}

/**
 * Azure takes the name of the group once, and azurerm replaces an environment that has another one: the name that is
 * made here is for a new environment only.
 */
function lifecycleOf(props: ContainerAppEnvironmentProps): TerraformResourceLifecycle | undefined {
  const lifecycle = copyOf(props.lifecycle);
  const { ignoreChanges = [] } = lifecycle ?? {};
  return lacksGroup(props) && Array.isArray(ignoreChanges)
    ? { ...lifecycle, ignoreChanges: [...new Set([...ignoreChanges, "infrastructure_resource_group_name"])] }
    : lifecycle;
}

/**
 * The name of the infrastructure resource group, in the 90 characters that Azure accepts. Where Azure chooses the name,
 * azurerm 4.55 replaces the environment at each plan.
 */
function groupNameOf({ name, resourceGroupName }: ContainerAppEnvironmentProps): string {
  const suffix = "-infrastructure";
  const place = `${name}-${resourceGroupName}`;
  return `${isReference(place) ? place : place.slice(0, 90 - suffix.length)}${suffix}`;
}

/** The workload profiles of an environment: without any in the program, the profile that Azure itself gives it. */
function profilesOf(props: ContainerAppEnvironmentProps): ContainerAppEnvironmentWorkloadProfile[] | undefined {
  const { workloadProfiles } = props;
  if (isConsumptionOnly(props)) {
    return undefined;
  }
  return workloadProfiles && (isReference(workloadProfiles) || workloadProfiles.length > 0)
    ? workloadProfiles
    : [{ name: CONSUMPTION, workloadProfileType: CONSUMPTION }];
}

/**
 * The flag for an environment without a subnet, where azurerm refuses even false. A reference is kept: it may be null.
 */
function orNothing(flag: boolean | IResolvable | undefined): boolean | IResolvable | undefined {
  return isReference(flag) ? flag : undefined;
}

/** The type of each profile by its name; undefined where a name or the list itself is a reference. */
function profileTypesOf(
  profiles: ContainerAppEnvironmentWorkloadProfile[] = [],
): ReadonlyMap<string, string | undefined> | undefined {
  const types = itemsOf<ContainerAppEnvironmentWorkloadProfile>(profiles).map(
    ({ name, workloadProfileType }) => [known(name), known(workloadProfileType)] as const,
  );
  const areKnown = Array.isArray(profiles) && !isReference(profiles) && types.every(([name]) => name !== undefined);
  return areKnown ? new Map(types as [string, string | undefined][]) : undefined;
}
