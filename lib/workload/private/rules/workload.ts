import type { ContainerAppTemplateVolume } from "@cdktf/provider-azurerm/lib/container-app";
import type { IContainerAppEnvironment } from "../../../environment/environment-base";
import { makesIdentity } from "../../../identity/internal";
import { checkValue } from "../../../rules/check";
import { COMMON, tagRules, WAIT } from "../../../rules/common";
import { KINDS } from "../../../rules/kinds";
import { NAMES } from "../../../rules/names";
import {
  Block,
  BlockRule,
  Breach,
  CONFIDENTIAL,
  FLAG,
  itemsOf,
  known,
  ListArgument,
  repeated,
} from "../../../rules/rule";
import type { AppIdentity } from "../../app-identity";
import type { ContainerProps } from "../../container";
import { containersIn, Variables } from "../containers";
import { knownVariables } from "../environment-maps";
import type { WorkloadProps } from "../workload-props";
import { COMPUTE } from "./compute";
import { CONTAINER, INIT_CONTAINER } from "./container";
import { REGISTRY } from "./registry";
import { SECRETS } from "./secret";
import { MOUNTS, VOLUME } from "./volume";

const CONTAINERS = "https://learn.microsoft.com/azure/container-apps/containers";
const VARIABLES = "https://learn.microsoft.com/azure/container-apps/environment-variables";
const IDENTITY = "https://learn.microsoft.com/azure/container-apps/managed-identity";

/**
 * The names of the variables of all containers together, and of those of each container, with the path of the props that
 * hold them.
 */
function variablesIn(workload: WorkloadProps): [string, { readonly [of in keyof Variables]-?: readonly string[] }][] {
  const places: [string, Variables][] = [
    ["", workload],
    ...containersIn<Variables>(workload).map(([place, container]): [string, Variables] => [`${place}.`, container]),
  ];
  return places
    .filter(([, { environmentVariables, secrets }]) => environmentVariables ?? secrets)
    .map(([place, { environmentVariables, secrets = {} }]) => [
      place,
      { environmentVariables: Object.keys(knownVariables(environmentVariables)), secrets: Object.keys(secrets) },
    ]);
}

const TOGETHER: readonly BlockRule<WorkloadProps>[] = [
  ...tagRules(50),
  ...COMPUTE,
  ...MOUNTS,
  ...SECRETS,
  {
    breaches: ({ environment, volumes }) => {
      const types = itemsOf<ContainerAppTemplateVolume>(volumes).map(({ storageType }) => storageType);
      return isOutsideNetwork(environment)
        ? types.flatMap((value, i): Breach[] =>
            value === "NfsAzureFile" ? [{ at: `volumes[${i}].storageType`, value }] : [],
          )
        : [];
    },
    allowed: "NfsAzureFile only in an environment with a subnet, from which the share is reached",
    change: "Give the environment infrastructureSubnetId, or mount an AzureFile.",
    source: "https://learn.microsoft.com/azure/container-apps/storage-mounts#azure-files",
  },
  {
    breaches: ({ identity, location }) =>
      (!identity || makesIdentity(identity)) && !location ? [{ at: "location", value: location }] : [],
    allowed: "an Azure region, such as westeurope",
    change:
      "Pass location, the region of the identity that the construct makes, " +
      "or give it existing ones with identity: AppIdentity.userAssigned(…).",
    source: IDENTITY,
  },
  {
    needs: ["containers", "initContainers"],
    breaches: (workload) => {
      const all = containersIn(workload).map(([place, container]): [string, string] => [
        place,
        container.name ?? workload.name,
      ]);
      return repeated(all, ([, name]) => known(name)).map(([[place, value]]) => ({ at: `${place}.name`, value }));
    },
    allowed: "a name that no other container has; that of the app or job is the default",
    change: "Name each container.",
    source: CONTAINERS,
  },
  {
    breaches: (_, once) =>
      once(variablesIn).flatMap(([place, { environmentVariables, secrets }]) =>
        [...environmentVariables, ...secrets]
          .filter((name) => checkValue(NAMES.environmentVariable, "", name).length > 0)
          .map((name) => ({ at: `${place}environmentVariables: the name`, value: name.replace(/=.*/s, "=…") })),
      ),
    ...NAMES.environmentVariable,
  },
  {
    breaches: (_, once) =>
      once(variablesIn).flatMap(([place, { environmentVariables, secrets }]) =>
        secrets
          .filter((name) => environmentVariables.includes(name))
          .map((name) => ({ at: `${place}secrets.${name}`, value: name })),
      ),
    allowed: "a name that environmentVariables beside it does not have",
    change: "Take it out of one of the two.",
    source: VARIABLES,
  },
];

/** The rule for the containers of an app or a job, which differ in the probes that azurerm accepts. */
export function containersBy(container: Block<ContainerProps>): ListArgument {
  return {
    list: { block: container, atSynth: true },
    atSynth: true,
    nonEmpty: {
      allowed: "at least one container",
      change: "Say what to run: { image: ContainerImage.of(…) }.",
      source: CONTAINERS,
    },
  };
}

/** The rules that an app and a job share. */
export const WORKLOAD = {
  arguments: {
    name: NAMES.containerApp,
    resourceGroupName: NAMES.resourceGroup,
    location: NAMES.location,
    environment: { kind: KINDS.environment },
    containers: containersBy(CONTAINER),
    initContainers: { list: { block: INIT_CONTAINER, atSynth: true }, atSynth: true },
    identity: {
      kind: KINDS.appIdentity,
      within: "_given" satisfies keyof AppIdentity,
      holds: { list: { kind: KINDS.managedIdentity } },
    },
    keyVault: { kind: KINDS.keyVault },
    services: { list: { kind: KINDS.service }, atSynth: true },
    secrets: { map: { kind: KINDS.secret }, atSynth: true },
    otherSecrets: { list: { kind: KINDS.secret }, atSynth: true },
    environmentVariables: { map: CONFIDENTIAL, atSynth: true, orPlanned: true },
    registries: { list: { kind: KINDS.credentials, holds: { block: REGISTRY } }, atSynth: true },
    volumes: { list: { block: VOLUME } },
    workloadProfileName: NAMES.workloadProfile,
    ignoreImageChanges: FLAG,
    rolePropagation: WAIT,
    ...COMMON,
  },
  required: ["name", "resourceGroupName", "environment", "containers"] as const,
  together: TOGETHER,
} satisfies Block<WorkloadProps>;

/** Whether the program makes the environment without a subnet, so that Azure's own network is used. */
export function isOutsideNetwork(environment: IContainerAppEnvironment): boolean {
  return environment._subnet !== undefined && environment._subnet.id === undefined;
}
