import { Fn, ITerraformDependable, TerraformStack } from "cdktf";
import { AppSecret } from "./app-secret";
import type { Grant } from "../access/grant";
import type { IGrantable } from "../access/principal";
import type { IKeyVault } from "./key-vault-access";
import type { IManagedIdentity } from "../identity/managed-identity";
import { NAMES } from "../rules/names";
import { checkValue } from "../rules/check";
import { oneOf } from "../rules/rule";
import { isLiteral, refuse } from "../core/problems";
import { textOf } from "../core/token-text";

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
 * A secret of a key vault, as an app refers to it: always the latest version, which Container Apps fetches anew within
 * thirty minutes of a rotation.
 *
 * @see https://learn.microsoft.com/azure/container-apps/manage-secrets#reference-secret-from-key-vault
 */
export class KeyVaultSecretReference extends AppSecret {
  /** The name of the secret in the app. */
  public readonly appSecretName: string;
  /** The identity that reads the secret; undefined for the app's first. */
  public readonly identity?: IManagedIdentity;
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
    refuse(vault, checkValue(NAMES.keyVaultSecret, "secret(name): the name", secretName));
    this.appSecretName = options.appSecretName ?? lowerCase(secretName);
    this.identity = options.identity;
    this.grantScope = options.grantScope ?? SecretGrantScope.VAULT;
    const property =
      options.appSecretName === undefined ? "appSecretName, by default the name of the secret," : "appSecretName";
    refuse(vault, [
      ...checkValue(NAMES.appSecret, property, this.appSecretName),
      ...checkValue(GRANT_SCOPE, "grantScope", this.grantScope),
    ]);
    this._isWrittenElsewhere = options.dependsOn !== undefined;
    this._dependsOn = [...(options.dependsOn ?? [])];
    const stack = TerraformStack.of(vault);
    this._nameKey = textOf(stack, secretName);
    this._appKey = textOf(stack, this.appSecretName);
  }

  /** The address of the secret, without a version. */
  public get secretUri(): string {
    return `${this.vault.vaultUri}secrets/${this.secretName}`;
  }

  /** Lets the grantee read the secret. */
  public grantRead(grantee: IGrantable): Grant {
    const onlySecret = this.grantScope === SecretGrantScope.SECRET ? this.secretName : undefined;
    return this.vault.grantReadSecrets(grantee, { onlySecret });
  }
}

const GRANT_SCOPE = oneOf(
  Object.values(SecretGrantScope),
  "https://learn.microsoft.com/azure/key-vault/general/rbac-guide",
);

function lowerCase(name: string): string {
  return isLiteral(name) ? name.toLowerCase() : Fn.lower(name);
}
