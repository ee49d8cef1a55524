import { Token } from "cdktf";
import type { ContainerProps } from "../container";
import type { IContainerAppEnvironment } from "../container-app-environment";
import type { IKeyVault } from "../key-vault-access";
import type { KeyVaultSecretReference } from "../key-vault-secret-reference";
import type { Variables } from "./containers";
import { checkName, NameRule, NAMES } from "./names";
import { isObject, isReference, Problem } from "./problems";
import { checkDuration } from "./time-sleep";
import { IdentityProps, makesIdentity } from "./workload-identities";

/** What an app and a job have in common that can be wrong. */
export interface WorkloadProps extends IdentityProps, Variables {
  readonly environment: IContainerAppEnvironment;
  readonly containers: readonly ContainerProps[];
  readonly keyVault?: IKeyVault;
  readonly rolePropagation?: string;
}

/** What the props of an app or job alone show to be wrong. */
export function checkWorkload(rule: NameRule, props: WorkloadProps): Problem[] {
  const kinds = checkKinds(props);
  if (kinds.length > 0) {
    return kinds;
  }
  return [
    ...checkName(rule, "name", props.name),
    ...checkName(NAMES.resourceGroup, "resourceGroupName", props.resourceGroupName),
    ...checkLocation(props),
    ...checkContainers(props),
    ...checkVariables("", props),
    ...props.containers.flatMap((container, i) => checkVariables(`containers[${i}].`, container)),
    ...checkReferences(props),
    ...checkDuration("rolePropagation", props.rolePropagation),
  ];
}

/** What a program without types can pass instead of what it should: found first, because everything else looks into it. */
function checkKinds(props: WorkloadProps): Problem[] {
  const kind = (property: string, value: unknown, member: string, allowed: string, change: string): Problem[] =>
    isObject(value) && member in value ? [] : [{ property, value: isObject(value) ? "something else" : value, allowed, change }];
  if (!isObject(props) || !Array.isArray(props.containers)) {
    return [{ property: "containers", allowed: "at least one container", change: "Say what to run: { image: ContainerImage.of(…) }." }];
  }
  const images = props.containers.flatMap((container, i) =>
    kind(`containers[${i}].image`, (container as ContainerProps | undefined)?.image, "reference", "a ContainerImage", "Pass ContainerImage.of(…)."),
  );
  if (images.length > 0) {
    return images;
  }
  return [
    ...kind("environment", props.environment, "environmentId", "a ContainerAppEnvironment", "Pass one, made or imported by ContainerAppEnvironment.from…()."),
    ...(props.identity === undefined ? [] : kind("identity", props.identity, "hasUserAssigned", "an AppIdentity", "Pass AppIdentity.userAssigned(identity).")),
    ...(props.identity?._given ?? []).flatMap((given, i) => kind(`identity[${i}]`, given, "grantPrincipal", "a ManagedIdentity", "Pass one, made or imported.")),
    ...(props.keyVault === undefined ? [] : kind("keyVault", props.keyVault, "vaultUri", "a KeyVault", "Pass one, made or imported by KeyVault.from…().")),
    ...checkMaps("", props),
    ...(props.containers as ContainerProps[]).flatMap((container, i) => checkMaps(`containers[${i}].`, container)),
    ...referencesOf(props).flatMap(([property, reference]) => kind(property, reference, "grantRead", "a secret of a vault", "Pass vault.secret(name).")),
  ];
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

/** The secrets that the app or job refers to, each with the property that does. */
export function referencesOf(props: WorkloadProps): [string, KeyVaultSecretReference][] {
  const at = (place: string, { secrets = {} }: Variables) =>
    Object.entries(secrets).map(([name, reference]): [string, KeyVaultSecretReference] => [`${place}secrets.${name}`, reference]);
  return [...at("", props), ...props.containers.flatMap((container, i) => at(`containers[${i}].`, container))];
}

function checkLocation(props: WorkloadProps): Problem[] {
  if (!makesIdentity(props) || props.location) {
    return [];
  }
  const change = "Pass location, the region of the identity that the construct makes, or give it existing ones with identity: AppIdentity.userAssigned(…).";
  return [{ property: "location", value: props.location, allowed: "an Azure region, such as westeurope", change }];
}

function checkContainers({ containers, name: appName }: WorkloadProps): Problem[] {
  if (containers.length === 0) {
    return [{ property: "containers", value: containers, allowed: "at least one container", change: "Say what to run: { image: ContainerImage.of(…) }." }];
  }
  const names = containers.map((container) => container.name ?? appName);
  return containers.flatMap((container, i) => {
    const property = `containers[${i}].name`;
    const taken = names.indexOf(names[i]!) < i;
    return [
      ...(container.name === undefined ? [] : checkName(NAMES.container, property, container.name)),
      ...(taken
        ? [{ property, value: names[i], allowed: "a name that no other container of the app has; the app's is the default", change: "Name each container." }]
        : []),
      ...checkMemory(container, i),
    ];
  });
}

function checkMemory({ cpu, memory }: ContainerProps, i: number): Problem[] {
  if (memory !== undefined || !Token.isUnresolved(cpu)) {
    return [];
  }
  const allowed = "an amount such as 0.5Gi where cpu is a reference, of which no default can be made";
  return [{ property: `containers[${i}].memory`, allowed, change: "Pass it." }];
}

function checkVariables(place: string, { environmentVariables = {}, secrets = {} }: Variables): Problem[] {
  const names = [...Object.keys(environmentVariables), ...Object.keys(secrets)];
  return [
    ...names.flatMap((name) => checkName(NAMES.environmentVariable, `${place}environmentVariables: the name`, name)),
    ...Object.keys(secrets)
      .filter((name) => name in environmentVariables)
      .map((name) => ({
        property: `${place}secrets.${name}`,
        value: name,
        allowed: "a name that environmentVariables beside it does not have",
        change: "Take it out of one of the two.",
      })),
    ...Object.entries(environmentVariables)
      .filter(([, value]) => typeof value !== "string" && !isReference(value))
      .map(([name, value]) => ({ property: `${place}environmentVariables.${name}`, value, allowed: "a string", change: "Pass one, or leave the variable out." })),
  ];
}

function checkReferences(props: WorkloadProps): Problem[] {
  const references = referencesOf(props);
  const first = new Map<string, KeyVaultSecretReference>();
  references.forEach(([, reference]) => first.has(reference._appKey) || first.set(reference._appKey, reference));
  return references.flatMap(([property, reference]) => [
    ...checkReader(props, property, reference),
    ...(isSame(first.get(reference._appKey)!, reference)
      ? []
      : [
          {
            property,
            value: reference.appSecretName,
            allowed: "one secret of each name in an app",
            change: "Name this one otherwise: vault.secret(name, { appSecretName: … }).",
          },
        ]),
  ]);
}

/** Azure reads a secret while it creates the app, when a system-assigned identity has no access yet, and cannot have. */
function checkReader({ identity }: WorkloadProps, property: string, reference: KeyVaultSecretReference): Problem[] {
  if (!identity || identity.hasUserAssigned || reference.identity) {
    return [];
  }
  return [
    {
      property,
      value: reference.secretName,
      allowed:
        "a Key Vault reference read by a user-assigned identity: Azure reads it while it creates the app, and a system-assigned identity " +
        "comes into being with the app, before anything can be granted to it",
      change:
        "Use AppIdentity.systemAndUserAssigned(), or give the reference an identity: vault.secret(name, { identity }); " +
        "or have the app's code read the secret, with keyVault.",
    },
  ];
}

function isSame(a: KeyVaultSecretReference, b: KeyVaultSecretReference): boolean {
  const parts = (reference: KeyVaultSecretReference) => [reference.vault._key, reference._nameKey, reference.identity?.grantPrincipal._key];
  return a === b || parts(a).every((part, i) => part === parts(b)[i]);
}
