import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import {
  ContainerAppEnvironmentDaprComponent,
  ContainerAppEnvironmentDaprComponentMetadata,
  ContainerAppEnvironmentDaprComponentSecret,
} from "@cdktf/provider-azurerm/lib/container-app-environment-dapr-component";
import { ledgerOf } from "../access/internal";
import type { Grant } from "../access/principal";
import { copyOf } from "../core/copy";
import { dependenciesIn } from "../core/depends-on";
import { placed } from "../core/placed";
import { Problem, refuse } from "../core/problems";
import { providerIn } from "../core/provider-in";
import type { AppSecret } from "../key-vault/app-secret";
import { grantToEnvironment, recordRead } from "../key-vault/internal";
import { checkProps } from "../rules/check";
import type { DaprComponentProps } from "./dapr-component-props";
import { checkApps, checkIdentities, DaprSignIn, scopesOf, signInOf } from "./private/dapr-apps";
import { DAPR_COMPONENT } from "./private/rules/dapr-component";
import { isSameSecret } from "./private/workload-secrets";

/**
 * A Dapr component of a Container Apps environment: an `azurerm_container_app_environment_dapr_component`, with the
 * grants that the apps need for it.
 *
 * The apps that load it sign in with their identity, by its client id. The environment reads the secrets of its
 * metadata, by its own identity. The apps depend on the component, and it depends on no app.
 *
 * @see https://learn.microsoft.com/azure/container-apps/dapr-components
 */
export class DaprComponent extends Construct {
  /** The Terraform resource. */
  public readonly resource: ContainerAppEnvironmentDaprComponent;
  /** The name of the component, by which the apps call it. */
  public readonly componentName: string;

  /**
   * @throws Error when an app has no Dapr or is in another environment, when the apps have no identity in common, or when
   *   another property is one that azurerm or Azure would refuse
   */
  constructor(scope: Construct, id: string, props: DaprComponentProps) {
    super(placed(scope, id), id);
    const stack = TerraformStack.of(this);
    refuse(this, checkComponent(stack, props));
    const { name, environment, componentType: type } = props;
    const secrets = secretsOf(props);
    const signIn = signInOf(props, stack);
    this.componentName = name;
    this.resource = new ContainerAppEnvironmentDaprComponent(this, "Resource", {
      name,
      containerAppEnvironmentId: environment.environmentId,
      componentType: type.componentType,
      version: props.version ?? "v1",
      scopes: scopesOf(props),
      metadata: metadataOf(props, signIn),
      secret: secrets.length > 0 ? secrets.map((secret) => renderSecret(this, props, secret)) : undefined,
      ignoreErrors: props.ignoreErrors,
      initTimeout: props.initTimeout,
      timeouts: copyOf(props.timeouts),
      provider: props.provider ?? providerIn(stack, environment._provider),
      lifecycle: copyOf(props.lifecycle),
      dependsOn: dependenciesIn(this, [
        ...(props.dependsOn ?? []),
        ...secrets.flatMap(({ _reference }) => _reference?._dependsOn ?? []),
      ]),
    });
    const grants = signIn.principals.flatMap((principal) => type._gives.map((give) => give(principal, this)));
    record(this, secrets, grants);
  }
}

/** The `secret` block of a secret, which the environment is granted to read where it is one of a vault. */
function renderSecret(
  component: DaprComponent,
  { environment }: DaprComponentProps,
  { appSecretName: name, _reference, _value: value }: AppSecret,
): ContainerAppEnvironmentDaprComponentSecret {
  return _reference ? { name, ...grantToEnvironment(component, environment, _reference) } : { name, value };
}

function checkComponent(stack: TerraformStack, props: DaprComponentProps): Problem[] {
  const problems = checkProps(DAPR_COMPONENT, props);
  return problems.length > 0
    ? problems
    : [...checkApps(stack, props), ...checkIdentities(props), ...checkSecretNames(props)];
}

/** The secrets of the metadata, each once. */
function secretsOf({ secretMetadata = {} }: DaprComponentProps): AppSecret[] {
  return [...new Map(Object.values(secretMetadata).map((secret) => [secret._appKey, secret])).values()];
}

function checkSecretNames(props: DaprComponentProps): Problem[] {
  const byKey = new Map(secretsOf(props).map((secret) => [secret._appKey, secret]));
  return Object.entries(props.secretMetadata ?? {})
    .filter(([, secret]) => !isSameSecret(byKey.get(secret._appKey)!, secret))
    .map(([name, secret]) => ({
      property: `secretMetadata.${name}`,
      value: secret.appSecretName,
      allowed: "one secret of each name in a component",
      change: "Choose another name for this one: vault.secret(name, { appSecretName: … }).",
    }));
}

/** The metadata: that of the type, the identity, that of the program, and the secrets. */
function metadataOf(
  { componentType: type, metadata = {}, secretMetadata = {} }: DaprComponentProps,
  { clientId }: DaprSignIn,
): ContainerAppEnvironmentDaprComponentMetadata[] {
  const values = {
    ...type.metadata,
    ...type._defaults,
    ...(clientId === undefined ? {} : { azureClientId: clientId }),
    ...metadata,
  };
  return [
    ...Object.entries(values).map(([name, value]) => ({ name, value })),
    ...Object.entries(secretMetadata).map(([name, { appSecretName: secretName }]) => ({ name, secretName })),
  ];
}

/** Records the component for the checks and the order of the complete program. */
function record(construct: DaprComponent, secrets: readonly AppSecret[], grants: readonly Grant[]): void {
  const { resource } = construct;
  const ledger = ledgerOf(resource.cdktfStack);
  ledger.made.push({ construct, resource });
  if (grants.length > 0) {
    const records = grants.map(({ _record }) => _record);
    ledger.program.grantsOfDaprComponents.set(resource, records);
  }
  secrets.forEach(({ _reference, _value: value }) => {
    if (_reference) {
      recordRead(resource, _reference);
    }
    ledger.writtenSecrets.push(...(value === undefined ? [] : [{ construct, value }]));
  });
}
