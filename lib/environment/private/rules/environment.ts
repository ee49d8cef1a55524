import type { ContainerAppEnvironmentWorkloadProfile } from "@cdktf/provider-azurerm/lib/container-app-environment";
import { isReference } from "../../../core/problems";
import { COMMON, tagRules } from "../../../rules/common";
import { KINDS } from "../../../rules/kinds";
import { NAMES } from "../../../rules/names";
import { RESOURCE_IDS } from "../../../rules/resource-id";
import {
  Block,
  BlockRule,
  BROKEN,
  FLAG,
  integer,
  itemsOf,
  known,
  memberOf,
  notEmpty,
  oneOf,
  OWN,
  repeated,
  TEXT,
} from "../../../rules/rule";
import type {
  ContainerAppEnvironmentImportOptions,
  ContainerAppEnvironmentLookup,
} from "../../container-app-environment-import";
import type { ContainerAppEnvironmentProps } from "../../container-app-environment-props";
import type { EnvironmentIdentity } from "../../environment-identity";
import { EnvironmentType } from "../../environment-type";
import { CONSUMPTION, WORKLOAD_PROFILE_SIZES } from "../workload-profiles";

const AZURERM =
  "https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/container_app_environment";
const PROFILES = "https://learn.microsoft.com/azure/container-apps/workload-profiles-overview";

const IDENTITY_BLOCK = `${AZURERM}#identity`;

/** The rules for the identities of the environment itself. */
const IDENTITY: Block<{ type: string; identityIds?: string[] }> = {
  arguments: {
    type: oneOf(["SystemAssigned", "UserAssigned", "SystemAssigned, UserAssigned"], IDENTITY_BLOCK),
    identityIds: { list: RESOURCE_IDS.userAssignedIdentity },
  },
  required: ["type"],
  together: [
    {
      breaches: ({ type, identityIds }) =>
        known(type) === "SystemAssigned" && known(identityIds) !== undefined && identityIds!.length > 0
          ? [{ at: "identityIds", value: identityIds }]
          : [],
      allowed: "no ids with the type SystemAssigned",
      change: "Take them out, or set the type to SystemAssigned, UserAssigned.",
      source: IDENTITY_BLOCK,
    },
    {
      breaches: ({ type, identityIds }) =>
        known(type)?.includes("UserAssigned") && !isReference(identityIds) && !identityIds?.length
          ? [{ at: "identityIds", value: identityIds }]
          : [],
      allowed: "at least one id with a type of UserAssigned",
      change: "Pass the ids of the identities.",
      source: IDENTITY_BLOCK,
    },
  ],
};

/** The rules for the identities of an environment in the words of this library. */
const MANAGED_IDENTITY = {
  kind: KINDS.environmentIdentity,
  within: "_given" satisfies keyof EnvironmentIdentity,
  holds: { list: { kind: KINDS.managedIdentity } },
};

const PROFILE_TOGETHER: readonly BlockRule<ContainerAppEnvironmentWorkloadProfile>[] = [
  {
    breaches: ({ name, workloadProfileType: type }) => {
      const isOther =
        known(name) !== undefined && known(type) !== undefined && (name === CONSUMPTION) !== (type === CONSUMPTION);
      return isOther ? [{ at: "name", value: name }] : [];
    },
    allowed: `the name ${CONSUMPTION} for the type ${CONSUMPTION}, and for no other`,
    change: "Change the name or the type.",
    source: AZURERM,
  },
  {
    breaches: ({ workloadProfileType, minimumCount, maximumCount }) => {
      const counts = Object.entries({ minimumCount, maximumCount }).filter(
        ([, count]) => count !== undefined && count !== 0,
      );
      return workloadProfileType === CONSUMPTION ? counts.map(([at, value]) => ({ at, value })) : [];
    },
    allowed: `no count for the type ${CONSUMPTION}: azurerm does not send it, and plans it again each time`,
    change: "Take it out.",
    source: AZURERM,
  },
  {
    breaches: ({ minimumCount = 0, maximumCount }) => {
      const [least, most] = [known(minimumCount), known(maximumCount)];
      return least !== undefined && most !== undefined && least > most
        ? [{ at: "minimumCount", value: least, here: String(most) }]
        : [];
    },
    allowed: "at most maximumCount",
    change: "Lower the one or raise the other.",
    source: PROFILES,
  },
];

const PROFILE: Block<ContainerAppEnvironmentWorkloadProfile> = {
  arguments: {
    name: NAMES.workloadProfile,
    /**
     * azurerm lists the types Consumption-GPU-* too, but cannot make them: it sends counts, which Azure refuses for
     * them.
     */
    workloadProfileType: oneOf([CONSUMPTION, ...Object.keys(WORKLOAD_PROFILE_SIZES)], AZURERM),
    minimumCount: integer(0, Infinity, PROFILES),
    maximumCount: integer(0, Infinity, PROFILES),
  },
  required: ["name", "workloadProfileType"],
  together: PROFILE_TOGETHER,
};

const TOGETHER: readonly BlockRule<ContainerAppEnvironmentProps>[] = [
  ...tagRules(50),
  {
    breaches: ({ identity, managedIdentity }) =>
      identity !== undefined && managedIdentity !== undefined
        ? [{ at: "managedIdentity", value: "beside identity" }]
        : [],
    allowed: "identity, which is azurerm's block, or managedIdentity, not both",
    change: "Leave one of the two out.",
    source: IDENTITY_BLOCK,
  },
  {
    breaches: ({ logsDestination, logAnalyticsWorkspaceId }) =>
      known(logsDestination) === "log-analytics" && logAnalyticsWorkspaceId === undefined
        ? [{ at: "logAnalyticsWorkspaceId" }]
        : [],
    allowed: "a workspace with logsDestination log-analytics",
    change: "Pass its id, or leave logsDestination out.",
    source: AZURERM,
  },
  {
    breaches: ({ logsDestination: destination, logAnalyticsWorkspaceId }) =>
      logAnalyticsWorkspaceId !== undefined && ["azure-monitor", ""].includes(known(destination) ?? "log-analytics")
        ? [{ at: "logsDestination", value: destination }]
        : [],
    allowed: "log-analytics with a workspace",
    change: "Leave one of the two out.",
    source: AZURERM,
  },
  {
    breaches: ({ infrastructureSubnetId, internalLoadBalancerEnabled, zoneRedundancyEnabled }) => {
      const needy = Object.entries({ internalLoadBalancerEnabled, zoneRedundancyEnabled }).filter(
        ([, value]) => known(value) !== undefined && value !== false,
      );
      return infrastructureSubnetId === undefined ? needy.map(([at, value]) => ({ at, value })) : [];
    },
    allowed: "only with infrastructureSubnetId",
    change: "Pass the subnet, or leave it out.",
    source: AZURERM,
  },
  {
    breaches: ({ environmentType: type, workloadProfiles, infrastructureResourceGroupName: group }) => {
      const ofProfiles = [
        { at: "workloadProfiles", value: workloadProfiles?.length === 0 ? undefined : workloadProfiles },
        { at: "infrastructureResourceGroupName", value: known(group) },
      ];
      return type === EnvironmentType.CONSUMPTION_ONLY ? ofProfiles.filter(({ value }) => value !== undefined) : [];
    },
    allowed: "none in an environment of the type ConsumptionOnly",
    change: "Leave it out, or leave environmentType out.",
    source: AZURERM,
  },
  {
    breaches: ({ infrastructureResourceGroupName: own, resourceGroupName: group }) =>
      known(own) !== undefined && known(own)?.toLowerCase() === known(group)?.toLowerCase()
        ? [{ at: "infrastructureResourceGroupName", value: own }]
        : [],
    allowed: "the name of a group that does not exist yet, because Azure makes it",
    change: "Name another group, or leave it out.",
    source: AZURERM,
  },
  {
    breaches: ({ internalLoadBalancerEnabled, publicNetworkAccess }) =>
      internalLoadBalancerEnabled === true && publicNetworkAccess === "Enabled"
        ? [{ at: "publicNetworkAccess", value: publicNetworkAccess }]
        : [],
    allowed: "Disabled with internalLoadBalancerEnabled",
    change: 'Set publicNetworkAccess: "Disabled", or leave internalLoadBalancerEnabled out.',
    source: AZURERM,
  },
  {
    breaches: ({ workloadProfiles }) => {
      const profiles = itemsOf<ContainerAppEnvironmentWorkloadProfile>(workloadProfiles);
      return repeated(profiles, ({ name }) => known(name)?.toLowerCase()).map(([{ name }, i]) => ({
        at: `workloadProfiles[${i}].name`,
        value: name,
      }));
    },
    allowed: "one workload profile of each name",
    change: "Choose another name.",
    source: PROFILES,
  },
];

export const ENVIRONMENT: Block<ContainerAppEnvironmentProps> = {
  arguments: {
    name: NAMES.containerAppEnvironment,
    resourceGroupName: NAMES.resourceGroup,
    location: NAMES.location,
    logAnalyticsWorkspaceId: RESOURCE_IDS.logAnalyticsWorkspace,
    logsDestination: oneOf(["log-analytics", "azure-monitor", ""], AZURERM),
    infrastructureSubnetId: RESOURCE_IDS.subnet,
    infrastructureResourceGroupName: NAMES.resourceGroup,
    publicNetworkAccess: oneOf(["Enabled", "Disabled"], AZURERM),
    environmentType: { ...memberOf("EnvironmentType", EnvironmentType, PROFILES), atSynth: true },
    workloadProfiles: { list: { block: PROFILE } },
    daprApplicationInsightsConnectionString: notEmpty(AZURERM),
    identity: {
      block: IDENTITY,
      elsewhere: {
        kind: KINDS.environmentIdentity,
        allowed: "azurerm's block: { type, identityIds }",
        change: "Pass it as managedIdentity.",
      },
    },
    managedIdentity: MANAGED_IDENTITY,
    internalLoadBalancerEnabled: FLAG,
    zoneRedundancyEnabled: FLAG,
    mutualTlsEnabled: FLAG,
    ...COMMON,
  },
  required: ["name", "resourceGroupName", "location"],
  together: TOGETHER,
};

const IMPORT_ARGUMENTS: Block<ContainerAppEnvironmentImportOptions>["arguments"] = {
  defaultWorkloadProfileName: TEXT,
  provider: { kind: KINDS.provider },
  managedIdentity: MANAGED_IDENTITY,
  /** The construct checks it, because it may be a reference to another attribute. */
  systemAssignedPrincipalId: OWN,
};

const IMPORT_TOGETHER: readonly BlockRule<ContainerAppEnvironmentImportOptions>[] = [
  {
    breaches: ({ managedIdentity, systemAssignedPrincipalId: principalId }) =>
      known(managedIdentity)?.hasSystemAssigned && principalId === undefined
        ? [{ at: "systemAssignedPrincipalId" }]
        : [],
    allowed: "the object id of the system-assigned identity, which azurerm does not look up",
    change: "Pass it: az containerapp env identity show prints it as principalId.",
    source: IDENTITY_BLOCK,
  },
  {
    breaches: ({ managedIdentity, systemAssignedPrincipalId: principalId }) =>
      principalId !== undefined && known(managedIdentity)?.hasSystemAssigned !== true && managedIdentity !== BROKEN
        ? [{ at: "systemAssignedPrincipalId", value: principalId }]
        : [],
    allowed: "only with a system-assigned identity",
    change: "Pass managedIdentity: EnvironmentIdentity.systemAssigned(), or leave the id out.",
    source: IDENTITY_BLOCK,
  },
  {
    breaches: ({ managedIdentity }) =>
      known(managedIdentity)?.hasUserAssigned && known(managedIdentity)?._given.length === 0
        ? [{ at: "managedIdentity", value: "without an identity" }]
        : [],
    allowed: "the user-assigned identities that the environment has: none can be made for one that exists",
    change: "Pass them: EnvironmentIdentity.userAssigned(identity).",
    source: IDENTITY_BLOCK,
  },
];

export const ENVIRONMENT_IMPORT: Block<ContainerAppEnvironmentImportOptions> = {
  arguments: IMPORT_ARGUMENTS,
  together: IMPORT_TOGETHER,
};

export const ENVIRONMENT_LOOKUP: Block<ContainerAppEnvironmentLookup> = {
  arguments: {
    name: NAMES.containerAppEnvironment,
    resourceGroupName: NAMES.resourceGroup,
    ...IMPORT_ARGUMENTS,
  },
  required: ["name", "resourceGroupName"],
  together: IMPORT_TOGETHER,
};
