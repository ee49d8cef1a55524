import { ContainerApp } from "@cdktf/provider-azurerm/lib/container-app";
import { ContainerAppJob } from "@cdktf/provider-azurerm/lib/container-app-job";
import type { BaseContainerProps } from "../container";
import type { ManagedIdentityContainerAppProps } from "../managed-identity-container-app";
import type { ManagedIdentityContainerAppJobProps } from "../managed-identity-container-app-job";
import { azurermVersionOf } from "./azurerm-version";
import type { Variables } from "./containers";
import { isObject, isReference, Problem } from "./problems";
import { APP } from "./rules/app";
import { JOB } from "./rules/job";
import { checkProps } from "./rules/rule";
import type { WorkloadProps } from "./workload-arguments";
import { secretsIn } from "./workload-secrets";

/** What the props of an app alone show to be wrong. */
export function checkApp(props: ManagedIdentityContainerAppProps): Problem[] {
  const kinds = checkKinds(props);
  if (kinds.length > 0) {
    return kinds;
  }
  const { ingress } = props;
  const change = "Pass Ingress.internalOnly(…), Ingress.external(…) or Ingress.of(…).";
  const ingressKind = ingress === undefined ? [] : kind("ingress", ingress, "config", "an Ingress", change);
  return ingressKind.length > 0 ? ingressKind : checkProps(APP, props, azurermVersionOf(ContainerApp));
}

/** What the props of a job alone show to be wrong. */
export function checkJob(props: ManagedIdentityContainerAppJobProps): Problem[] {
  const kinds = checkKinds(props);
  if (kinds.length > 0) {
    return kinds;
  }
  const change = "Pass JobTrigger.manual(), JobTrigger.scheduled(…) or JobTrigger.eventDriven(…).";
  const triggerKind = kind("trigger", props.trigger, "manualConfig", "a JobTrigger", change);
  return triggerKind.length > 0 ? triggerKind : checkProps(JOB, props, azurermVersionOf(ContainerAppJob));
}

/** What a program without types can pass instead of what it should: found first, because everything else looks into it. */
function checkKinds(props: WorkloadProps): Problem[] {
  if (!isObject(props) || !Array.isArray(props.containers)) {
    return [{ property: "containers", allowed: "at least one container", change: "Say what to run: { image: ContainerImage.of(…) }." }];
  }
  const lists = checkLists(props);
  if (lists.length > 0) {
    return lists;
  }
  return [
    ...kind("environment", props.environment, "environmentId", "a ContainerAppEnvironment", "Pass one, made or imported by ContainerAppEnvironment.from…()."),
    ...(props.identity === undefined ? [] : kind("identity", props.identity, "hasUserAssigned", "an AppIdentity", "Pass AppIdentity.userAssigned(identity).")),
    ...(props.identity?._given ?? []).flatMap((given, i) => kind(`identity[${i}]`, given, "grantPrincipal", "a ManagedIdentity", "Pass one, made or imported.")),
    ...(props.keyVault === undefined ? [] : kind("keyVault", props.keyVault, "vaultUri", "a KeyVault", "Pass one, made or imported by KeyVault.from…().")),
    ...checkMaps("", props),
    ...containersOf(props).flatMap(([place, container]) => checkMaps(`${place}.`, container)),
    ...secretsIn(props).flatMap(([property, secret]) => kind(property, secret, "appSecretName", "a secret", "Pass vault.secret(name), or AppSecret.fromValue(…).")),
  ];
}

/** The lists whose items are this library's: they have to be known at synth. */
function checkLists(props: WorkloadProps): Problem[] {
  const images = containersOf(props).flatMap(([place, container]) =>
    kind(`${place}.image`, (container as BaseContainerProps | undefined)?.image, "reference", "a ContainerImage", "Pass ContainerImage.of(…)."),
  );
  const registries = (props.registries ?? []).flatMap((registry, i) =>
    kind(`registries[${i}]`, registry, "server", "RegistryCredentials", "Pass RegistryCredentials.withIdentity(…) or RegistryCredentials.withPassword(…)."),
  );
  return [...images, ...registries];
}

function containersOf({ containers, initContainers = [] }: WorkloadProps): [string, BaseContainerProps][] {
  return [
    ...containers.map((container, i): [string, BaseContainerProps] => [`containers[${i}]`, container]),
    ...initContainers.map((container, i): [string, BaseContainerProps] => [`initContainers[${i}]`, container]),
  ];
}

function kind(property: string, value: unknown, member: string, allowed: string, change: string): Problem[] {
  return isObject(value) && member in value ? [] : [{ property, value: isObject(value) ? "something else" : value, allowed, change }];
}

function checkMaps(place: string, { environmentVariables = {}, secrets = {} }: Variables): Problem[] {
  return [...checkMap(`${place}environmentVariables`, environmentVariables), ...checkMap(`${place}secrets`, secrets)];
}

/** Names of variables make blocks, so they have to be known at synth. */
function checkMap(property: string, value: unknown): Problem[] {
  if (isObject(value) && !Array.isArray(value) && !isReference(value)) {
    return [];
  }
  const allowed = "an object whose names are known at synth; the values may be references";
  return [{ property, value: isReference(value) ? "a reference" : value, allowed, change: "Write the names out." }];
}
