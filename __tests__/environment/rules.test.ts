import { ContainerAppEnvironment, EnvironmentIdentity, EnvironmentType } from "../../lib/index";
import { ENVIRONMENT } from "../../lib/environment/private/rules/environment";
import { EVERY_ENVIRONMENT_PROPS, SUBNET_ID, WORKSPACE_ID } from "../support/every-argument";
import {
  NO_OBJECTS,
  rulesIn,
  SHARED_RULES,
  tags,
  testRules,
  testWithoutProps,
  testWrongTypes,
  TogetherRow,
  ValueRow,
  without,
} from "../support/rules";
import { IDENTITY_ID } from "../support/synth";

const CONSUMPTION = { name: "Consumption", workloadProfileType: "Consumption" };

/** A value of one argument each. */
const VALUES: ValueRow[] = [
  ["environment", "mutualTlsEnabled", ["yes"], [true]],
  [
    "environment",
    "workloadProfiles",
    [{ name: "a", workloadProfileType: "D4" }],
    [[{ name: "a", workloadProfileType: "D4" }]],
  ],
  ["environment", "workloadProfiles[1].name", ["", undefined, "consumption", "Consumption"], ["small"]],
  [
    "environment",
    "workloadProfiles[1].workloadProfileType",
    ["d4", "Flex", "Consumption-GPU-NC24-A100", undefined],
    ["D32", "NC24-A100"],
  ],
  ["environment", "workloadProfiles[1].minimumCount", [-1, 4], [0, 3]],
  ["environment", "workloadProfiles[1].maximumCount", [-1], [1]],
  ["environment", "workloadProfiles[0].minimumCount", [1], [0, undefined]],
  ["environment", "infrastructureResourceGroupName", ["MY-rg"], ["other-rg"]],
  ["environment", "infrastructureResourceGroupName", ["rg."], ["rg"]],
  [
    "environment",
    "name",
    ["a", "1a", "a-", "a_b", "a".repeat(61), `${"a".repeat(59)}1`],
    ["ab", "a--b", "A1", "a".repeat(60), `${"a".repeat(58)}1`],
  ],
  ["environment", "logsDestination", ["none"], ["log-analytics", undefined]],
  [
    "environment",
    "logAnalyticsWorkspaceId",
    ["my-logs", WORKSPACE_ID.replace("resourceGroups", "resourcegroups")],
    [WORKSPACE_ID],
  ],
  ["environment", "infrastructureSubnetId", [SUBNET_ID.replace("/subnets/apps", "")], [SUBNET_ID]],
  ["environment", "publicNetworkAccess", ["disabled"], ["Disabled"]],
  [
    "smallest environment",
    "environmentType",
    ["Consumption", null, "${var.type}"],
    [EnvironmentType.CONSUMPTION_ONLY, "WorkloadProfiles", undefined],
  ],
  ["environment", "daprApplicationInsightsConnectionString", [""], ["x"]],
  ["environment", "identity.type", ["None", "SystemAssigned,UserAssigned", undefined], ["UserAssigned"]],
  ["environment", "identity.identityIds", [["my-identity"], [], undefined], [[IDENTITY_ID]]],
  ["smallest environment", "managedIdentity", NO_OBJECTS, [EnvironmentIdentity.userAssigned(), undefined]],
  [
    "smallest environment",
    "managedIdentity",
    NO_OBJECTS.map((given) => EnvironmentIdentity.userAssigned(given as never)),
    [EnvironmentIdentity.systemAssigned()],
  ],
  ["environment", "tags", [tags(51)], [tags(50)]],
];

/** Several arguments together. */
const TOGETHER: TogetherRow[] = [
  [
    "identities in both forms",
    "smallest environment",
    { identity: { type: "SystemAssigned" }, managedIdentity: EnvironmentIdentity.systemAssigned() },
    "managedIdentity",
    { managedIdentity: EnvironmentIdentity.systemAssigned() },
  ],
  [
    "logs to a workspace that is not said",
    "smallest environment",
    { logsDestination: "log-analytics" },
    "logAnalyticsWorkspaceId",
    { logsDestination: "azure-monitor" },
  ],
  [
    "logs elsewhere than to the workspace",
    "environment",
    { logsDestination: "azure-monitor" },
    "logsDestination",
    { logsDestination: "azure-monitor", logAnalyticsWorkspaceId: undefined },
  ],
  [
    "an internal load balancer without a subnet",
    "smallest environment",
    { internalLoadBalancerEnabled: true },
    "internalLoadBalancerEnabled",
    { internalLoadBalancerEnabled: false },
  ],
  [
    "zones without a subnet",
    "smallest environment",
    { zoneRedundancyEnabled: true },
    "zoneRedundancyEnabled",
    { zoneRedundancyEnabled: true, infrastructureSubnetId: SUBNET_ID },
  ],
  [
    "a group for what is not there",
    "smallest environment",
    { infrastructureResourceGroupName: "rg", environmentType: EnvironmentType.CONSUMPTION_ONLY },
    "infrastructureResourceGroupName",
    { infrastructureResourceGroupName: "rg" },
  ],
  [
    "profiles of an environment without any",
    "smallest environment",
    { workloadProfiles: [CONSUMPTION], environmentType: EnvironmentType.CONSUMPTION_ONLY },
    "workloadProfiles",
    { workloadProfiles: [], environmentType: EnvironmentType.CONSUMPTION_ONLY },
  ],
  [
    "public access to an internal environment",
    "environment",
    { publicNetworkAccess: "Enabled" },
    "publicNetworkAccess",
    { publicNetworkAccess: "Enabled", internalLoadBalancerEnabled: false },
  ],
  [
    "one profile twice",
    "environment",
    { "workloadProfiles[2]": { name: "Dedicated", workloadProfileType: "D8" } },
    "workloadProfiles[2].name",
    { "workloadProfiles[2]": { name: "large", workloadProfileType: "D8" } },
  ],
  [
    "ids of a system-assigned identity",
    "environment",
    { "identity.type": "SystemAssigned" },
    "identity.identityIds",
    { identity: { type: "SystemAssigned" } },
  ],
];

testRules(without(rulesIn(ENVIRONMENT), SHARED_RULES), VALUES, TOGETHER);

testWrongTypes("environment", EVERY_ENVIRONMENT_PROPS);

testWithoutProps([
  ["an environment", (stack, props) => new ContainerAppEnvironment(stack, "made", props)],
  ["an environment by name", (stack, props) => ContainerAppEnvironment.fromEnvironmentName(stack, "made", props)],
]);
