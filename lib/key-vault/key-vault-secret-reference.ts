import { Fn, ITerraformDependable, TerraformProvider, TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { KeyVaultAccessModel } from "../access/key-vault-access-model";
import type { Grant, IGrantable } from "../access/principal";
import { isLiteral, refuse } from "../core/problems";
import { textOf } from "../core/token-text";
import type { IManagedIdentity } from "../identity/identity-base";
import { checkProps, checkValue } from "../rules/check";
import { KINDS } from "../rules/kinds";
import { NAMES } from "../rules/names";
import { Block, oneOf, OWN } from "../rules/rule";
import { AppSecret } from "./app-secret";
import { ONE_READER, READER, SECRET_VERSION } from "./private/rules/secret-uri";
import type { SecretReader } from "./secret-reader";

/** How far the grant reaches that comes with a reference. */
export enum SecretGrantScope {
  /** All secrets of the vault. */
  VAULT = "VAULT",
  /** The one secret; only a vault by RBAC can tell secrets apart. */
  SECRET = "SECRET",
}

/** How an app refers to a secret. */
export interface KeyVaultSecretReferenceOptions {
  /**
   * The name of the secret in the app, which must be unique there.
   *
   * @default - the name in the vault, in lower case
   */
  readonly appSecretName?: string;
  /**
   * The user-assigned identity that Container Apps reads the secret with; the reference attaches it to the app.
   *
   * @default - the app's first user-assigned identity
   */
  readonly identity?: IManagedIdentity;
  /**
   * Which kind of identity Container Apps reads the secret with.
   *
   * @default - a user-assigned one; of a job that has only its own, SecretReader.SYSTEM_ASSIGNED_IDENTITY
   */
  readonly reader?: SecretReader;
  /**
   * The one version that the app has. It stays with that version when the secret is rotated, until the program names
   * another one; the access review warns of it.
   *
   * @default - the latest, which Container Apps fetches anew within thirty minutes of a rotation
   */
  readonly version?: string;
  /**
   * How far the grant reaches.
   *
   * @default SecretGrantScope.VAULT
   */
  readonly grantScope?: SecretGrantScope;
  /**
   * What writes the secret, where azurerm's secrets and certificates in this program do not: a resource that does, or
   * an empty list where people or another program do.
   *
   * @default - found by name among the secrets that the program writes; required in a vault that the program makes
   */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * A secret of a key vault, as an app refers to it: the latest version, which Container Apps fetches anew within thirty
 * minutes of a rotation, unless the program names one.
 *
 * @see https://learn.microsoft.com/azure/container-apps/manage-secrets#reference-secret-from-key-vault
 */
export class KeyVaultSecretReference extends AppSecret {
  /** The name of the secret in the app. */
  public readonly appSecretName: string;
  /** The identity that reads the secret; undefined for the app's first. */
  public readonly identity?: IManagedIdentity;
  /** Which kind of identity reads the secret; undefined for the one that the app or job has. */
  public readonly reader?: SecretReader;
  /** The version that the app has; undefined for the latest. */
  public readonly version?: string;
  /** How far the grant reaches that comes with it. */
  public readonly grantScope: SecretGrantScope;
  /**
   * Whether the program says that something else writes the secret.
   *
   * @internal
   */
  public readonly _isWrittenElsewhere: boolean;
  /**
   * What else the app waits for.
   *
   * @internal
   */
  public readonly _dependsOn: readonly ITerraformDependable[];
  /** @internal */
  public readonly _nameKey: string;
  /** @internal */
  public readonly _appKey: string;
  /** @internal */
  public readonly _reference = this;

  /** @internal */
  public constructor(
    /** The vault. */
    public readonly vault: IKeyVault,
    /** The name of the secret in the vault. */
    public readonly secretName: string,
    options: KeyVaultSecretReferenceOptions,
  ) {
    super();
    refuse(vault, [
      ...checkValue(NAMES.keyVaultSecret, "secret(name): the name", secretName),
      ...checkProps(KEY_VAULT_SECRET_REFERENCE, options),
    ]);
    this.appSecretName = options.appSecretName ?? lowerCase(secretName);
    this.identity = options.identity;
    this.reader = options.reader;
    this.version = options.version;
    this.grantScope = options.grantScope ?? SecretGrantScope.VAULT;
    refuse(vault, checkValue(NAMES.appSecret, DEFAULT_NAME, this.appSecretName));
    this._isWrittenElsewhere = options.dependsOn !== undefined;
    this._dependsOn = [...(options.dependsOn ?? [])];
    const stack = TerraformStack.of(vault);
    this._nameKey = textOf(stack, secretName);
    this._appKey = textOf(stack, this.appSecretName);
  }

  /** The address of the secret, with a version where the program names one. */
  public get secretUri(): string {
    const latest = `${this.vault.vaultUri}secrets/${this.secretName}`;
    return this.version === undefined ? latest : `${latest}/${this.version}`;
  }

  /** Lets the grantee read the secret. */
  public grantRead(grantee: IGrantable): Grant {
    const onlySecret = this.grantScope === SecretGrantScope.SECRET ? this.secretName : undefined;
    return this.vault.grantReadSecrets(grantee, { onlySecret });
  }
}

/** Permission words of an access policy, as azurerm spells them. */
export interface KeyVaultPermissions {
  /**
   * What may be done to secrets: `Backup`, `Delete`, `Get`, `List`, `Purge`, `Recover`, `Restore`, `Set`.
   *
   * @default - nothing
   */
  readonly secretPermissions?: string[];
  /**
   * What may be done to keys, such as `Get`, `Sign`, `UnwrapKey`.
   *
   * @default - nothing
   */
  readonly keyPermissions?: string[];
  /**
   * What may be done to certificates, such as `Get`, `List`.
   *
   * @default - nothing
   */
  readonly certificatePermissions?: string[];
  /**
   * What may be done to managed storage accounts, such as `Get`, `GetSAS`.
   *
   * @default - nothing
   */
  readonly storagePermissions?: string[];
}

/** How far a grant to read secrets reaches. */
export interface ReadSecretsOptions {
  /**
   * The one secret that may be read; only a vault by RBAC can tell secrets apart.
   *
   * @default - all secrets of the vault
   */
  readonly onlySecret?: string;
}

/** A key vault, made here or imported. */
export interface IKeyVault extends IConstruct {
  /** Its resource id. */
  readonly keyVaultId: string;
  /** The address of its data, with a slash at the end. */
  readonly vaultUri: string;
  /** The tenant whose principals it gives access to. */
  readonly tenantId: string;
  /** How it gives access to its data. */
  readonly accessModel: KeyVaultAccessModel;
  /** The provider whose subscription holds it; undefined for the stack's default. */
  readonly provider?: TerraformProvider;
  /**
   * One of its secrets, to hand to an app. Referring to it grants the app to read it, and has the app wait for it when
   * this program writes it.
   */
  secret(name: string, options?: KeyVaultSecretReferenceOptions): KeyVaultSecretReference;
  /**
   * Lets the grantee read the values of its secrets, and nothing else: the permission `Get`, or the role Key Vault
   * Secrets User.
   */
  grantReadSecrets(grantee: IGrantable, options?: ReadSecretsOptions): Grant;
  /**
   * Adds permissions to the grantee's access policy.
   *
   * @throws Error when the vault is by RBAC, or a permission is not one that azurerm has
   */
  grantPermissions(grantee: IGrantable, permissions: KeyVaultPermissions): Grant;
  /** @internal */
  readonly _key: string;
  /** @internal */
  _dependenciesOfWrites(): readonly TerraformResource[];
}

const KEY_VAULT_SECRET_REFERENCE: Block<KeyVaultSecretReferenceOptions> = {
  arguments: {
    appSecretName: NAMES.appSecret,
    identity: { kind: KINDS.managedIdentity },
    grantScope: oneOf(
      Object.values(SecretGrantScope),
      "https://learn.microsoft.com/azure/key-vault/general/rbac-guide",
    ),
    dependsOn: { list: OWN, atSynth: true },
    reader: READER,
    version: SECRET_VERSION,
  },
  together: [ONE_READER],
};

const DEFAULT_NAME = "appSecretName, by default the name of the secret,";

function lowerCase(name: string): string {
  return isLiteral(name) ? name.toLowerCase() : Fn.lower(name);
}
