import { Fn, ITerraformDependable, TerraformProvider, TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { GrantRecord, VaultWriteKind } from "../access/internal";
import type { KeyVaultAccessModel } from "../access/key-vault-access-model";
import type { Grant, IGrantable } from "../access/principal";
import { isLiteral, refuse } from "../core/problems";
import { withShortStacks } from "../core/short-stacks";
import { textOf } from "../core/token-text";
import type { IManagedIdentity } from "../identity/identity-base";
import type { PrivateEndpoint } from "../network/private-endpoint";
import type { PrivateEndpointOptions } from "../network/private-endpoint-props";
import { checkProps, checkValue } from "../rules/check";
import { KINDS } from "../rules/kinds";
import { NAMES } from "../rules/names";
import { Block, memberOf, OWN } from "../rules/rule";
import { AppSecret } from "./app-secret";
import { ONE_READER, READER, SECRET_VERSION } from "./private/rules/secret-uri";
import type { SecretReader } from "./secret-reader";
import type {
  KeyVaultCertificateReference,
  KeyVaultCertificateReferenceOptions,
} from "./key-vault-certificate-reference";
import { SecretGrantScope } from "./secret-grant-scope";

/** Options for the reference of an app or job to a secret. */
export interface KeyVaultSecretReferenceOptions {
  /**
   * The name of the secret in the app: 1 to 253 lower-case letters, digits and hyphens, unique in the app.
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
   * The kind of identity that Container Apps reads the secret with.
   *
   * @default - a user-assigned identity; for a job that has only its own, SecretReader.SYSTEM_ASSIGNED_IDENTITY
   */
  readonly reader?: SecretReader;
  /**
   * The one version of the secret that the app uses. The app keeps that version when the secret is rotated, until the
   * program names another one; the access review warns of it.
   *
   * @default - the latest version: after a rotation, Container Apps fetches the new one within thirty minutes
   */
  readonly version?: string;
  /**
   * The extent of the grant that the reference makes.
   *
   * @default SecretGrantScope.VAULT - because an access policy, the default of a vault, covers the whole vault
   */
  readonly grantScope?: SecretGrantScope;
  /**
   * The resources that write the secret, where none of azurerm's secrets and certificates in this program does; an
   * empty list where people or another program write it.
   *
   * @default - the secret or certificate of the program with that name; required where there is none in a vault that
   *   the program makes
   */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * A reference of an app or job to a secret of a key vault. It is for the latest version, unless the program names one:
 * after a rotation, Container Apps fetches the new version within thirty minutes.
 *
 * @see https://learn.microsoft.com/azure/container-apps/manage-secrets#reference-secret-from-key-vault
 */
export class KeyVaultSecretReference extends AppSecret {
  /** The name of the secret in the app. */
  public readonly appSecretName: string;
  /** The identity that reads the secret; undefined for the app's first user-assigned one. */
  public readonly identity?: IManagedIdentity;
  /** The kind of identity that reads the secret; undefined for the kind that the app or job has. */
  public readonly reader?: SecretReader;
  /** The version of the secret that the app uses; undefined for the latest. */
  public readonly version?: string;
  /** The extent of the grant that the reference makes. */
  public readonly grantScope: SecretGrantScope;
  /**
   * Whether the program says that something else writes the secret.
   *
   * @internal
   */
  public readonly _isWrittenElsewhere: boolean;
  /**
   * The resources that the app depends on because of the reference.
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
    /** The vault that holds the secret. */
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

  /** The URI of the secret, with a version where the program names one. */
  public get secretUri(): string {
    const latest = `${this.vault.vaultUri}secrets/${this.secretName}`;
    return this.version === undefined ? latest : `${latest}/${this.version}`;
  }

  /** Lets the grantee read the secret, or all secrets of the vault, by `grantScope`. */
  public grantRead(grantee: IGrantable): Grant {
    const onlySecret = this.grantScope === SecretGrantScope.SECRET ? this.secretName : undefined;
    return withShortStacks(() => this.vault.grantReadSecrets(grantee, { onlySecret }));
  }
}

/**
 * The permissions of an access policy, as azurerm spells them; any other spelling is refused.
 *
 * @see https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/key_vault_access_policy
 */
export interface KeyVaultPermissions {
  /**
   * Permissions on secrets: `Backup`, `Delete`, `Get`, `List`, `Purge`, `Recover`, `Restore`, `Set`.
   *
   * @default - none
   */
  readonly secretPermissions?: string[];
  /**
   * Permissions on keys, such as `Get`, `Sign`, `UnwrapKey`.
   *
   * @default - none
   */
  readonly keyPermissions?: string[];
  /**
   * Permissions on certificates, such as `Get`, `List`.
   *
   * @default - none
   */
  readonly certificatePermissions?: string[];
  /**
   * Permissions on managed storage accounts, such as `Get`, `GetSAS`.
   *
   * @default - none
   */
  readonly storagePermissions?: string[];
}

/** Options for a grant to read secrets. */
export interface ReadSecretsOptions {
  /**
   * The name of the one secret to grant; refused for a vault by access policies, which cover the whole vault.
   *
   * @default - all secrets of the vault
   */
  readonly onlySecret?: string;
}

/** A key vault, made here or imported. */
export interface IKeyVault extends IConstruct {
  /** The resource id of the vault. */
  readonly keyVaultId: string;
  /** The URI of the vault, with a slash at the end. */
  readonly vaultUri: string;
  /** The id of the tenant whose principals the vault gives access to. */
  readonly tenantId: string;
  /** How the vault gives access to its data. */
  readonly accessModel: KeyVaultAccessModel;
  /** The provider whose subscription holds the vault; undefined for the stack's default. */
  readonly provider?: TerraformProvider;
  /**
   * A reference to a secret of the vault, for an app or job. The app that has the reference is granted to read the
   * secret, and depends on the secret where this program writes it.
   *
   * @param name the name of the secret in the vault: 1 to 127 letters, digits and hyphens
   * @param options its name in the app, the identity that reads it, the extent of the grant, and what writes it
   * @throws Error when the name in the vault or in the app is not valid
   */
  secret(name: string, options?: KeyVaultSecretReferenceOptions): KeyVaultSecretReference;
  /**
   * A reference to a certificate of the vault, for a `ContainerAppEnvironmentCertificate`. The environment is granted to
   * read the certificate with its key, which is a secret of the same name, and the certificate of the environment
   * depends on what writes it where this program does.
   *
   * @param name the name of the certificate in the vault: 1 to 127 letters, digits and hyphens
   * @param options the identity of the environment that reads it, the extent of the grant, and what writes it
   * @throws Error when the name is not valid
   */
  certificate(name: string, options?: KeyVaultCertificateReferenceOptions): KeyVaultCertificateReference;
  /**
   * Lets the grantee read the values of the secrets, and nothing else: by the permission `Get`, or by the role Key
   * Vault Secrets User.
   *
   * @throws Error when `onlySecret` is passed for a vault by access policies
   */
  grantReadSecrets(grantee: IGrantable, options?: ReadSecretsOptions): Grant;
  /**
   * Adds permissions to the grantee's access policy on the vault.
   *
   * @throws Error when the vault is by RBAC, or a permission is not one that azurerm has
   */
  grantPermissions(grantee: IGrantable, permissions: KeyVaultPermissions): Grant;
  /**
   * Gives the vault an address in a subnet, and enters its name in a private DNS zone. What writes into the vault
   * and what reads it depends on that. The vault stays open to the public unless it says otherwise:
   * `publicNetworkAccessEnabled: false`.
   *
   * @param id the id of the endpoint among those of the vault
   * @throws Error when the vault is imported by its URI alone, or for properties that azurerm or Azure would refuse
   */
  addPrivateEndpoint(id: string, options: PrivateEndpointOptions): PrivateEndpoint;
  /** @internal */
  readonly _key: string;
  /** @internal */
  readonly _deployerKey: string | undefined;
  /** @internal */
  readonly _deployerHasNetworkAccess: boolean;
  /** @internal */
  _dependenciesOfWrites(kind?: VaultWriteKind): readonly TerraformResource[];
  /** @internal */
  _propagationOf(grant: Pick<GrantRecord, "resource">): TerraformResource;
}

const KEY_VAULT_SECRET_REFERENCE: Block<KeyVaultSecretReferenceOptions> = {
  arguments: {
    appSecretName: NAMES.appSecret,
    identity: { kind: KINDS.managedIdentity },
    grantScope: memberOf(
      "SecretGrantScope",
      SecretGrantScope,
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
