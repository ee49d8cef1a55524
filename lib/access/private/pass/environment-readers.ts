import type { TerraformResource, TerraformStack } from "cdktf";
import type { ContainerAppEnvironment } from "@cdktf/provider-azurerm/lib/container-app-environment";
import type { ContainerAppEnvironmentCertificate } from "@cdktf/provider-azurerm/lib/container-app-environment-certificate";
import type { ContainerAppEnvironmentDaprComponent } from "@cdktf/provider-azurerm/lib/container-app-environment-dapr-component";
import { isLiteral, isReference, ProgramProblem } from "../../../core/problems";
import { pathInProgram } from "../../../core/program-paths";
import { textOf } from "../../../core/token-text";
import { stringsOf } from "../../../rules/rule";
import type { CanonicalKeys } from "../canonical-keys";
import { acceptUngranted, isDormant } from "../dormant";
import { grantKeyOf } from "../foreign-grant-keys";
import type { SecretPlace, SecretUse } from "../workload";
import { isReached, mayUseEndpoint, wayInto } from "./check-network";
import type { PassContext } from "./pass-context";
import { isKeyOfMadeVault } from "./secret-writers";

/** A resource that has an environment read a secret of a vault, by an identity of the environment, while it is created. */
interface EnvironmentReader {
  readonly resource: TerraformResource;
  readonly environmentId: string;
  /** The id of a user-assigned identity, or `System`. */
  readonly identity: string;
  /** The secret, where synth knows its vault. */
  readonly secret?: SecretPlace;
}

/** The environment's own identity, as a reader names it; also the identity of a reader that names none. */
const SYSTEM = "System";

/** The address of a secret of a vault that the program makes or looks up: the vault, and the name of the secret. */
const SECRET_OF_VAULT = /^(.+:(?:data\.)?azurerm_key_vault\.[\w-]+)\.vault_uri\/?secrets\/([^/]+)/;

const SOURCE = "https://learn.microsoft.com/azure/container-apps/key-vault-certificates-manage";

/**
 * Has azurerm's own certificates and Dapr components wait for the access of the environment's identity to the vault that
 * they name, for what writes the secret there and for the way into the vault, unless that depends on them.
 *
 * @returns the problems of those whose identity the environment does not have, and of this library's whose secret nothing
 *   writes
 */
export function orderEnvironmentReaders(context: PassContext): ProgramProblem[] {
  const readers = readersIn(context);
  for (const reader of readers) {
    orderGrants(context, reader);
    orderWriters(context, reader);
    orderWays(context, reader);
  }
  return [
    ...readers.flatMap((reader) => [...checkAttached(context, reader), ...checkReached(context, reader)]),
    ...context.ledger.environmentReads.flatMap(({ resource, secret }) => checkWritten(context, resource, secret)),
  ];
}

function readersIn({ index, ledger, stack }: PassContext): EnvironmentReader[] {
  const certificates = index
    .ofTypeIn<ContainerAppEnvironmentCertificate>(stack, "azurerm_container_app_environment_certificate")
    .flatMap((resource) => readerOf(resource, resource.certificateKeyVaultInput));
  const components = index
    .ofTypeIn<ContainerAppEnvironmentDaprComponent>(stack, "azurerm_container_app_environment_dapr_component")
    .flatMap((resource) => {
      const secrets = Array.isArray(resource.secretInput) ? resource.secretInput : [];
      return secrets.flatMap((secret) => readerOf(resource, secret));
    });
  return [...certificates, ...components].map(({ secretId, ...reader }) => {
    const read = ledger.environmentReads.find((one) => one.resource === reader.resource && one.secretId === secretId);
    return { ...reader, secret: read?.secret ?? placeOf(ledger.program.keys, stack, secretId) };
  });
}

/** The place of a secret by its id, where the program makes the vault or looks it up. */
function placeOf(keys: CanonicalKeys, stack: TerraformStack, secretId: string): SecretPlace | undefined {
  const [, vault, name] = SECRET_OF_VAULT.exec(textOf(stack, secretId)) ?? [];
  return vault === undefined || name === undefined
    ? undefined
    : { vaultKey: keys.vaultKeyOfText(`${vault}.id`), nameKey: name.toLowerCase(), nameIsKnown: true };
}

/** A reader with the id of the secret, as the resource names it. */
type NamedReader = Omit<EnvironmentReader, "secret"> & { readonly secretId: string };

function readerOf(
  resource: ContainerAppEnvironmentCertificate | ContainerAppEnvironmentDaprComponent,
  block: { readonly identity?: string; readonly keyVaultSecretId?: string } | undefined,
): NamedReader[] {
  const { identity: named, keyVaultSecretId: secretId } = block ?? {};
  // azurerm's documentation writes it in lower case.
  const identity = typeof named !== "string" || /^system$/i.test(named) ? SYSTEM : named;
  const environmentId = resource.containerAppEnvironmentIdInput ?? "";
  return typeof secretId !== "string" ? [] : [{ resource, environmentId, identity, secretId }];
}

/** The key of the principal that a reader reads with: that of the environment is the text of its id. */
function principalKeyOf({ ledger: { program } }: PassContext, reader: EnvironmentReader): string {
  const { resource, environmentId, identity } = reader;
  const { cdktfStack: stack } = resource;
  if (identity !== SYSTEM) {
    return program.keys.identityKey(stack, identity);
  }
  const environment = textOf(stack, environmentId);
  return program.environmentPrincipals.get(environment) ?? environment;
}

/** A grant to the identity of a reader, with the canonical key of what it is for, where synth knows that. */
interface ReaderGrant {
  readonly grant: TerraformResource;
  readonly target?: string;
}

function orderGrants(context: PassContext, reader: EnvironmentReader): void {
  const { program } = context.ledger;
  const key = principalKeyOf(context, reader);
  const own = program.grantsTo(key).map((grant) => ({ grant: grant.resource, target: grant.key.target }));
  const others = context.foreignGrants
    .to(key)
    .map((grant) => ({ grant, target: grantKeyOf(grant, program.keys)?.target }));
  [...own, ...others].forEach((grant) => orderGrant(context, reader, grant));
}

/**
 * The access to the vault is there before the reader. Another grant to the identity is, too, unless it depends on an app
 * or job: these depend on the Dapr components that they load.
 */
function orderGrant(
  context: PassContext,
  { resource, secret }: EnvironmentReader,
  { grant, target }: ReaderGrant,
): void {
  const isForVault = secret && (target === secret.vaultKey || target?.startsWith(`${secret.vaultKey}/`));
  const mayBeForVault = isForVault ?? (secret === undefined || target === undefined);
  if (isDormant(grant)) {
    if (isForVault) {
      acceptUngranted(resource);
    }
  } else if (!context.isHere(grant)) {
    if (context.stackOrder.follow(grant.cdktfStack) && mayBeForVault) {
      waitForPropagation(context, resource, grant);
    }
  } else if (mayBeForVault || context.graph.workloadsBehind(grant).size === 0) {
    waitForGrant(context, resource, grant);
  }
}

function waitForGrant(context: PassContext, reader: TerraformResource, grant: TerraformResource): void {
  if (!context.graph.reaches(grant, reader)) {
    context.graph.addEdge(reader, grant);
    waitForPropagation(context, reader, grant);
  }
}

/** A role has to have propagated, also one of a stack that is applied before; an access policy acts at once. */
function waitForPropagation(context: PassContext, reader: TerraformResource, grant: TerraformResource): void {
  const { environmentPropagation: wait } = context.ledger;
  if (grant.terraformResourceType === "azurerm_role_assignment") {
    if (context.isHere(grant)) {
      wait.waitFor({ resource: grant });
    } else {
      wait.waitForOther({ resource: grant });
    }
    context.graph.addEdge(reader, wait);
  }
}

function orderWriters(context: PassContext, { resource, secret }: EnvironmentReader): void {
  const { certain, possible } = secret ? context.secretWriters.writersOf(secret) : NO_WRITERS;
  [...certain, ...possible].forEach((writer) => context.waitFor(resource, writer));
}

const NO_WRITERS = { certain: [], possible: [] };

/** A secret of a vault that the program makes is not there unless something writes it. */
function checkWritten(context: PassContext, resource: TerraformResource, secret: SecretUse): ProgramProblem[] {
  const { certain, possible } = context.secretWriters.writersOf(secret);
  const isWritten = certain.length + possible.length > 0 || secret.isWrittenElsewhere || !secret.nameIsKnown;
  return isWritten || !isKeyOfMadeVault(secret.vaultKey)
    ? []
    : [
        {
          construct: resource,
          finding: `reads ${JSON.stringify(secret.nameKey)} of a vault that this program makes, and nothing writes it`,
          allowed: "a certificate or a secret that the program writes",
          change:
            "Declare an azurerm_key_vault_certificate or a KeyVaultSecret with that name, or say what else writes it " +
            "with the option dependsOn: [resource] of the reference; where people write it, pass dependsOn: [].",
          source: SOURCE,
        },
      ];
}

/** The environment reads the vault through its private endpoint, or by the address of a gateway. */
function orderWays(context: PassContext, { resource, secret }: EnvironmentReader): void {
  const { ways: network } = context;
  const ways = secret ? [...network.to(secret.vaultKey), ...network.addressesFor(secret.vaultKey)] : [];
  ways.forEach((way) => context.waitFor(resource, way));
}

/** The environment reads the vault from its own network, while the certificate or the component is created. */
function checkReached(context: PassContext, { resource, environmentId, secret }: EnvironmentReader): ProgramProblem[] {
  const { index, view } = context;
  const vault = secret && index.vault(secret.vaultKey);
  const made = index.environment(textOf(resource.cdktfStack, environmentId));
  const environment = view.ledgers.flatMap(({ environments }) => environments).find((one) => one.resource === made);
  return !vault || !environment || mayUseEndpoint(vault, environment, context) || isReached(vault, environment, index)
    ? []
    : [
        {
          construct: resource,
          finding: `has ${pathInProgram(environment)} read ${pathInProgram(vault)}, whose firewall does not let it in`,
          allowed: "a vault that the environment's subnet reaches",
          change: wayInto(environment),
          source: SOURCE,
        },
      ];
}

/** Azure refuses a certificate or a component by an identity that the environment does not have. */
function checkAttached(context: PassContext, reader: EnvironmentReader): ProgramProblem[] {
  const { resource, environmentId, identity } = reader;
  const environment = context.index.environment(textOf(resource.cdktfStack, environmentId));
  const attached = environment && attachedIdentities(context, environment);
  const key = identity === SYSTEM ? SYSTEM : context.ledger.program.keys.identityKey(resource.cdktfStack, identity);
  return !attached || attached.includes(key) || !isKnownIdentity(key)
    ? []
    : [
        {
          construct: resource,
          finding: `reads a secret by ${describeIdentity(identity)}, which ${pathInProgram(environment)} does not have`,
          allowed: "an identity of the environment",
          change: "Attach it with the identity of the environment, or name one that is attached.",
          source: SOURCE,
        },
      ];
}

/** The keys of the identities of an environment; undefined where synth does not know them all. */
function attachedIdentities(
  { ledger: { program } }: PassContext,
  { cdktfStack, identityInput: identity }: ContainerAppEnvironment,
): readonly string[] | undefined {
  const { type, identityIds } = identity ?? {};
  if (isReference(identity) || isReference(type) || isReference(identityIds)) {
    return undefined;
  }
  const keys = stringsOf(identityIds).map((id) => program.keys.identityKey(cdktfStack, id));
  const system = typeof type === "string" && type.includes("SystemAssigned") ? [SYSTEM] : [];
  return keys.every(isKnownIdentity) ? [...system, ...keys] : undefined;
}

/** Whether the key says which identity it is: that of a variable, or of an expression, does not. */
function isKnownIdentity(key: string): boolean {
  return key === SYSTEM || key.startsWith("=") || /:azurerm_user_assigned_identity\.[\w-]+\.id$/.test(key);
}

function describeIdentity(identity: string): string {
  return isLiteral(identity) ? `the identity ${identity}` : "an identity";
}
