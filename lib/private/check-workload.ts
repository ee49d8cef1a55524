import { Token } from "cdktf";
import type { ContainerProps } from "../container";
import type { KeyVaultSecretReference } from "../key-vault-secret-reference";
import type { Variables } from "./containers";
import { checkName, NameRule, NAMES } from "./names";
import { isLiteral, Problem } from "./problems";
import { checkDuration } from "./time-sleep";
import { IdentityProps, makesIdentity } from "./workload-identities";

/** What an app and a job have in common that can be wrong. */
export interface WorkloadProps extends IdentityProps, Variables {
  readonly containers: readonly ContainerProps[];
  readonly rolePropagation?: string;
}

/** What the props of an app or job alone show to be wrong. */
export function checkWorkload(rule: NameRule, props: WorkloadProps): Problem[] {
  return [
    ...checkName(rule, "name", props.name),
    ...checkName(NAMES.resourceGroup, "resourceGroupName", props.resourceGroupName),
    ...checkLocation(props),
    ...checkContainers(props),
    ...[...places(props)].flatMap(([place, variables]) => checkVariables(place, variables)),
    ...checkReferences(props),
    ...checkDuration("rolePropagation", props.rolePropagation),
  ];
}

/** The secrets that the app or job refers to, each with the property that does. */
export function referencesOf(props: WorkloadProps): [string, KeyVaultSecretReference][] {
  return [...places(props)].flatMap(([place, { secrets = {} }]) =>
    Object.entries(secrets).map(([name, reference]): [string, KeyVaultSecretReference] => [`${place}secrets.${name}`, reference]),
  );
}

/** Where variables can stand, by how a program gets there. */
function places(props: WorkloadProps): Map<string, Variables> {
  return new Map([["", props], ...props.containers.map((container, i): [string, Variables] => [`containers[${i}].`, container])]);
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
      .filter(([, value]) => typeof value !== "string")
      .map(([name, value]) => ({ property: `${place}environmentVariables.${name}`, value, allowed: "a string", change: "Pass one, or leave the variable out." })),
  ];
}

function checkReferences(props: WorkloadProps): Problem[] {
  const references = referencesOf(props);
  const first = new Map<string, KeyVaultSecretReference>();
  references.forEach(([, reference]) => first.has(reference.appSecretName) || first.set(reference.appSecretName, reference));
  return references.flatMap(([property, reference]) => [
    ...checkReader(props, property, reference),
    ...(isSame(first.get(reference.appSecretName)!, reference)
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
  const parts = (reference: KeyVaultSecretReference) => [
    reference.vault._key,
    isLiteral(reference.secretName) ? reference.secretName.toLowerCase() : reference.secretName,
    reference.identity?.grantPrincipal._key,
  ];
  return a === b || parts(a).every((part, i) => part === parts(b)[i]);
}
