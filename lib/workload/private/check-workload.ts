import { ContainerApp } from "@cdktf/provider-azurerm/lib/container-app";
import { ContainerAppJob } from "@cdktf/provider-azurerm/lib/container-app-job";
import type { BaseContainerProps } from "../container";
import type { ManagedIdentityContainerAppProps } from "../managed-identity-container-app";
import type { ManagedIdentityContainerAppJobProps } from "../managed-identity-container-app-job";
import { azurermVersionOf } from "../../core/azurerm-version";
import { containersIn, Variables } from "./containers";
import { isObject, isReference, Problem } from "../../core/problems";
import { APP } from "./rules/app";
import { JOB } from "./rules/job";
import { checkProps } from "../../rules/rule";
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
  const kindsOfTrigger = ["manualConfig", "scheduleConfig", "eventConfig"].map((member) =>
    kind("trigger", props.trigger, member, "a JobTrigger", change),
  );
  const triggerKind = kindsOfTrigger.filter((problems) => problems.length === 0).length === 1 ? [] : kindsOfTrigger[0]!;
  return triggerKind.length > 0 ? triggerKind : checkProps(JOB, props, azurermVersionOf(ContainerAppJob));
}

/**
 * What a program without types can pass instead of what it should: found first, because everything else looks into it.
 */
function checkKinds(props: WorkloadProps): Problem[] {
  if (!isObject(props) || !Array.isArray(props.containers)) {
    return [
      {
        property: "containers",
        allowed: "at least one container",
        change: "Say what to run: { image: ContainerImage.of(…) }.",
      },
    ];
  }
  const lists = [
    ...checkList("initContainers", props.initContainers),
    ...checkList("otherSecrets", props.otherSecrets),
    ...checkList("registries", props.registries),
    ...checkList("services", props.services),
  ];
  const items = lists.length > 0 ? lists : checkItems(props);
  if (items.length > 0) {
    return items;
  }
  const { environment, identity, keyVault } = props;
  return [
    ...kind(
      "environment",
      environment,
      "environmentId",
      "a ContainerAppEnvironment",
      "Pass one, made or imported by ContainerAppEnvironment.from…().",
    ),
    ...(identity === undefined
      ? []
      : kind("identity", identity, "_given", "an AppIdentity", "Pass AppIdentity.userAssigned(identity).")),
    ...(identity?._given ?? []).flatMap((given, i) =>
      kind(`identity[${i}]`, given, "identityId", "a ManagedIdentity", "Pass one, made or imported."),
    ),
    ...(keyVault === undefined
      ? []
      : kind(
          "keyVault",
          keyVault,
          "grantReadSecrets",
          "a KeyVault",
          "Pass one, made or imported by KeyVault.from…().",
        )),
    ...checkMaps("", props),
    ...containersIn(props).flatMap(([place, container]) => checkMaps(`${place}.`, container)),
    ...secretsIn(props).flatMap(([property, secret]) =>
      // What is no secret of this library's may be the secret itself: it is not shown.
      kind(
        property,
        isObject(secret) ? secret : {},
        "appSecretName",
        "a secret",
        "Pass vault.secret(name), or AppSecret.fromValue(…).",
      ),
    ),
  ];
}

function checkList(property: string, value: unknown): Problem[] {
  return value === undefined || (Array.isArray(value) && !isReference(value))
    ? []
    : [{ property, value: "something else", allowed: "a list that is known at synth", change: "Pass a list: [ … ]." }];
}

/** The items of the lists that this library looks into. */
function checkItems(props: WorkloadProps): Problem[] {
  const images = containersIn(props).flatMap(([place, container]) =>
    kind(
      `${place}.image`,
      (container as BaseContainerProps | undefined)?.image,
      "reference",
      "a ContainerImage",
      "Pass ContainerImage.of(…).",
    ),
  );
  const registries = (props.registries ?? []).flatMap((registry, i) => [
    ...kind(
      `registries[${i}]`,
      registry,
      "server",
      "RegistryCredentials",
      "Pass RegistryCredentials.withIdentity(…) or RegistryCredentials.withPassword(…).",
    ),
    ...(registry?.identity === undefined
      ? []
      : kind(
          `registries[${i}].identity`,
          registry.identity,
          "identityId",
          "a ManagedIdentity",
          "Pass one, made or imported.",
        )),
    ...(registry?.username === undefined
      ? []
      : kind(
          `registries[${i}].password`,
          isObject(registry.password) ? registry.password : {},
          "appSecretName",
          "a secret",
          "Pass vault.secret(name).",
        )),
  ]);
  const services = (props.services ?? []).flatMap((service, i) =>
    kind(
      `services[${i}]`,
      service,
      "environmentVariables",
      "an AzureService",
      "Pass AzureService.storageBlobs(…) or another one.",
    ),
  );
  return [...images, ...registries, ...services];
}

function kind(property: string, value: unknown, member: string, allowed: string, change: string): Problem[] {
  return isObject(value) && (value as Record<string, unknown>)[member] !== undefined
    ? []
    : [{ property, value: isObject(value) ? "something else" : value, allowed, change }];
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
