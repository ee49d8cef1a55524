import { TerraformProvider, TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { Deployer } from "../access/deployer";
import {
  checkGrantee,
  GrantRecord,
  grantStackFor,
  ledgerOf,
  ProgramLedger,
  TimeSleep,
  VaultWriteKind,
} from "../access/internal";
import { KeyVaultAccessModel } from "../access/key-vault-access-model";
import { Grant, IGrantable, Principal } from "../access/principal";
import { placed } from "../core/placed";
import { Problem, refuse } from "../core/problems";
import { partsOf, RESOURCE_ID } from "../core/resource-ids";
import { withShortStacks } from "../core/short-stacks";
import { addPrivateEndpoint } from "../network/internal";
import type { PrivateEndpoint } from "../network/private-endpoint";
import type { PrivateEndpointOptions } from "../network/private-endpoint-props";
import { PrivateEndpointTarget } from "../network/private-endpoint-target";
import { checkProps, checkValue } from "../rules/check";
import { NAMES } from "../rules/names";
import {
  IKeyVault,
  KeyVaultPermissions,
  KeyVaultSecretReference,
  KeyVaultSecretReferenceOptions,
  ReadSecretsOptions,
} from "./key-vault-secret-reference";
import { KeyVaultCertificateReference, KeyVaultCertificateReferenceOptions } from "./key-vault-certificate-reference";
import { PERMISSIONS, READ_SECRETS_OPTIONS } from "./private/rules/permissions";
import { READ_SECRETS, GIVE_ACCESS, VaultPermission, WRITE } from "./private/vault-access";

/**
 * The deployer that writes the secrets of a vault, and how long its role may take to have an effect.
 *
 * @internal
 */
export interface KeyVaultWriter {
  readonly deployer: Deployer;
  readonly rolePropagation?: string;
  readonly hasNetworkAccess?: boolean;
}

/**
 * The base of the vaults that the program makes or imports.
 *
 * @internal
 */
export abstract class KeyVaultBase extends Construct implements IKeyVault {
  public abstract readonly keyVaultId: string;
  public abstract readonly vaultUri: string;
  public abstract readonly tenantId: string;
  public abstract readonly accessModel: KeyVaultAccessModel;
  public abstract readonly provider?: TerraformProvider;
  /** @internal */
  public abstract readonly _key: string;
  /** @internal */
  public abstract readonly _writer: KeyVaultWriter;
  /**
   * Whether others give access to the vault.
   *
   * @internal
   */
  public readonly _isGivenByOthers: boolean = false;

  constructor(scope: Construct, id: string) {
    super(placed(scope, id), id);
  }

  public secret(name: string, options: KeyVaultSecretReferenceOptions = {}): KeyVaultSecretReference {
    return new KeyVaultSecretReference(this, name, options);
  }

  public certificate(name: string, options: KeyVaultCertificateReferenceOptions = {}): KeyVaultCertificateReference {
    return KeyVaultCertificateReference._of(this, name, options);
  }

  public grantReadSecrets(grantee: IGrantable, options: ReadSecretsOptions = {}): Grant {
    refuse(this, [...checkGrantee(grantee), ...checkProps(READ_SECRETS_OPTIONS, options)]);
    refuse(this, checkOnlySecret(this.accessModel, options.onlySecret));
    return withShortStacks(() => this._give(grantee.grantPrincipal, READ_SECRETS, options.onlySecret));
  }

  public grantPermissions(grantee: IGrantable, permissions: KeyVaultPermissions): Grant {
    refuse(this, [...checkGrantee(grantee), ...checkPermissions(this.accessModel, permissions)]);
    return withShortStacks(() => this._give(grantee.grantPrincipal, { ...READ_SECRETS, permissions }));
  }

  public addPrivateEndpoint(id: string, options: PrivateEndpointOptions): PrivateEndpoint {
    return addPrivateEndpoint(this, id, options, () =>
      PrivateEndpointTarget._keyVault(this.keyVaultId, this._vaultName()),
    );
  }

  /** @internal */
  public get _deployerKey(): string | undefined {
    return this._writer.deployer._principal(this, this.provider)?._record.key;
  }

  /** @internal */
  public get _deployerHasNetworkAccess(): boolean {
    return this._writer.hasNetworkAccess ?? false;
  }

  /**
   * The resources that a write to the vault depends on: the access of the deployer, and the wait for its role to
   * propagate.
   *
   * @internal
   */
  public _dependenciesOfWrites(kind: VaultWriteKind = "secret"): readonly TerraformResource[] {
    const maker = ProgramLedger.of(this).vaultMakers.get(this._key) ?? this;
    if (maker !== this) {
      return maker._dependenciesOfWrites(kind);
    }
    const principal = this._writer.deployer._principal(this, this.provider);
    if (!principal) {
      return [];
    }
    const grant = this._give(principal, WRITE[kind]);
    return grant._record.propagates ? [grant.resource, this._propagationOf(grant)] : [grant.resource];
  }

  /**
   * The wait for a role of the deployer to propagate.
   *
   * @internal
   */
  public _propagationOf(grant: Pick<GrantRecord, "resource">): TerraformResource {
    const wait = TimeSleep.of(this, "DeployerPropagation", this._writer.rolePropagation);
    wait.waitFor(grant);
    return wait;
  }

  /**
   * The name of the vault.
   *
   * @internal
   */
  protected _vaultName(): string {
    return partsOf(RESOURCE_ID.keyVault, this.keyVaultId).name;
  }

  /**
   * Gives a principal access.
   *
   * @internal
   */
  protected _give(principal: Principal, permission: VaultPermission, secretName?: string): Grant {
    const ledger = ledgerOf(grantStackFor(principal._record, TerraformStack.of(this)));
    const giveAccess = GIVE_ACCESS[this.accessModel];
    return Grant._of(giveAccess(ledger, this, principal._record, permission, secretName));
  }
}

function checkOnlySecret(accessModel: KeyVaultAccessModel, onlySecret: string | undefined): Problem[] {
  if (onlySecret === undefined || accessModel === KeyVaultAccessModel.RBAC) {
    return onlySecret === undefined ? [] : checkValue(NAMES.keyVaultSecret, "onlySecret", onlySecret);
  }
  return [
    {
      property: "onlySecret (or the secret of a reference with grantScope: SecretGrantScope.SECRET)",
      value: onlySecret,
      allowed: "a grant on the whole vault: this vault is by access policies, and only RBAC can grant on one secret",
      change: "Grant on the vault, or set accessModel: KeyVaultAccessModel.RBAC.",
    },
  ];
}

function checkPermissions(accessModel: KeyVaultAccessModel, permissions: KeyVaultPermissions): Problem[] {
  if (accessModel !== KeyVaultAccessModel.ACCESS_POLICY) {
    return [
      {
        property: "permissions",
        value: permissions,
        allowed: "a vault by access policies; this one is by RBAC, where a policy has no effect",
        change: "Use assignRole(role, vault.keyVaultId).",
      },
    ];
  }
  return checkProps(PERMISSIONS, permissions);
}
