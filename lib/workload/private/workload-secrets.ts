import { ITerraformDependable, TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { ContainerAppSecret } from "@cdktf/provider-azurerm/lib/container-app";
import { ledgerOf, SecretUse, TimeSleep } from "../../access/internal";
import type { Principal } from "../../access/principal";
import { isLiteral } from "../../core/problems";
import type { IManagedIdentity } from "../../identity/identity-base";
import type { AttachedIdentities } from "../../identity/internal";
import type { AppSecret, SecretInVault } from "../../key-vault/app-secret";
import { SecretReader } from "../../key-vault/secret-reader";
import type { RegistryCredentials } from "../../registry/registry-credentials";
import { itemsOf } from "../../rules/rule";
import type { ManagedIdentityWorkloadProps } from "../managed-identity-workload-props";
import { containersIn, Variables } from "./containers";
import { scaleRuleSecretsIn } from "./scale-rule-arguments";

/** The secrets of an app or job, and what it needs so that Azure can read them. */
export class WorkloadSecrets {
  /** The grants, and waits for them, that must exist before the app or job does. */
  public readonly needs = new Set<TerraformResource>();
  /** The dependencies that the program gives with its references. */
  public readonly dependsOn: readonly ITerraformDependable[];
  /** The secrets of vaults that it refers to, for the ordering pass to find what writes them. */
  public readonly uses: readonly SecretUse[];
  private readonly secrets: readonly AppSecret[];

  constructor(
    private readonly construct: Construct,
    private readonly props: ManagedIdentityWorkloadProps,
    private readonly identities: AttachedIdentities,
  ) {
    this.secrets = [...new Map(secretsIn(props).map(([, secret]) => [secret._appKey, secret])).values()];
    const references = this.secrets.flatMap((secret) => secret._reference ?? []);
    this.dependsOn = references.flatMap((reference) => reference._dependsOn);
    references.forEach((reference) => this.grantRead(reference));
    this.uses = references.map((reference) => ({
      nameKey: reference._nameKey,
      nameIsKnown: isLiteral(reference.secretName),
      vaultKey: reference.vault._key,
      isWrittenElsewhere: reference._isWrittenElsewhere,
    }));
    const { writtenSecrets } = ledgerOf(TerraformStack.of(construct));
    writtenSecrets.push(
      ...this.secrets.flatMap(({ _value: value }) => (value === undefined ? [] : [{ construct, value }])),
    );
  }

  /** The `secret` blocks. */
  public render(): ContainerAppSecret[] | undefined {
    return this.secrets.length > 0 ? this.secrets.map((secret) => this.renderSecret(secret)) : undefined;
  }

  private renderSecret({ appSecretName: name, _reference, _value: value }: AppSecret): ContainerAppSecret {
    return _reference
      ? { name, keyVaultSecretId: _reference.secretUri, identity: this.readerOf(_reference)?.identityId ?? SYSTEM }
      : { name, value };
  }

  /**
   * Grants the system-assigned identity to read its secrets. The identity is created with the app or job, which
   * therefore cannot depend on the grants.
   *
   * @param resource the app or job
   */
  public grantSystemReads(principal: Principal, resource: TerraformResource): void {
    const read = this.secrets.flatMap(({ _reference }) =>
      _reference && isReadBySystem(this.props, _reference) ? [_reference] : [],
    );
    read.forEach((reference) => reference.grantRead({ grantPrincipal: principal }));
    if (read.some(({ reader }) => reader === SecretReader.GRANTED_SYSTEM_ASSIGNED_IDENTITY)) {
      // The access review cannot see what an earlier apply has made, so the resource states it.
      resource.addOverride("//.accepted.deadlock", "the app exists, and its identity was granted before");
    }
  }

  private grantRead(reference: SecretInVault): void {
    const reader = this.readerOf(reference);
    if (!reader) {
      return;
    }
    this.identities.attach(reader);
    const grantPrincipal = reader.grantPrincipal._runningIn(TerraformStack.of(this.construct));
    const grant = reference.grantRead({ grantPrincipal });
    this.needs.add(grant.resource);
    if (grant._record.propagates) {
      const wait = propagationOf(this.construct, this.props);
      wait.waitFor(grant);
      this.needs.add(wait);
    }
  }

  /** The user-assigned identity that reads the secret; undefined where the system-assigned one does. */
  private readerOf(reference: SecretInVault): IManagedIdentity | undefined {
    return isReadBySystem(this.props, reference) ? undefined : (reference.identity ?? this.identities.primary);
  }
}

/** azurerm's name for the system-assigned identity of an app or job. */
const SYSTEM = "System";

/**
 * Whether the system-assigned identity reads the secret: because the program says so, or because the app or job has no
 * other.
 */
export function isReadBySystem(
  { identity }: Pick<ManagedIdentityWorkloadProps, "identity">,
  { reader, identity: own }: Pick<SecretInVault, "reader" | "identity">,
): boolean {
  return reader === undefined
    ? own === undefined && identity?.hasUserAssigned === false
    : reader !== SecretReader.USER_ASSIGNED_IDENTITY;
}

/** The wait of an app or job for the roles that Azure needs while it creates the app or job. */
export function propagationOf(construct: Construct, { rolePropagation }: ManagedIdentityWorkloadProps): TimeSleep {
  return TimeSleep.of(construct, "Propagation", rolePropagation);
}

/** The secrets that an app or job refers to, each with the property that does. */
export function secretsIn(props: ManagedIdentityWorkloadProps): [string, AppSecret][] {
  const at = (place: string, { secrets = {} }: Variables) =>
    Object.entries(secrets).map(([name, secret]): [string, AppSecret] => [`${place}secrets.${name}`, secret]);
  return [
    ...at("", props),
    ...containersIn<Variables>(props).flatMap(([place, container]) => at(`${place}.`, container)),
    ...itemsOf<AppSecret>(props.otherSecrets).map((secret, i): [string, AppSecret] => [`otherSecrets[${i}]`, secret]),
    ...itemsOf<RegistryCredentials>(props.registries).flatMap(({ password }, i): [string, AppSecret][] =>
      password ? [[`registries[${i}].password`, password]] : [],
    ),
    ...scaleRuleSecretsIn(props),
  ];
}

/** Whether two secrets of one name are one secret. */
export function isSameSecret(a: AppSecret, b: AppSecret): boolean {
  const parts = ({ _reference, _value }: AppSecret) => [
    _value,
    _reference?.vault._key,
    _reference?._nameKey,
    _reference?.identity?.grantPrincipal._record.key,
    _reference?.reader,
    _reference?.version,
  ];
  return a === b || parts(a).every((part, i) => part === parts(b)[i]);
}
