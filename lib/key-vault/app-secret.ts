import { ITerraformDependable, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { grantStackFor, ledgerOf } from "../access/internal";
import { Grant, IGrantable } from "../access/principal";
import { isLiteral, refuse } from "../core/problems";
import { textOf } from "../core/token-text";
import type { IManagedIdentity } from "../identity/identity-base";
import { checkProps, checkValue } from "../rules/check";
import { NAMES } from "../rules/names";
import { checkSensitive } from "../rules/sensitive";
import { SECRET_URI, SECRET_URI_OPTIONS, SECRET_URI_PATTERN } from "./private/rules/secret-uri";
import { READ_SECRETS } from "./private/vault-access";
import { keyOfVaultUri, unlookedVault } from "./private/vault-uri";
import type { SecretReader } from "./secret-reader";
import type { SecretUriOptions } from "./secret-uri-options";

/**
 * A secret of a key vault, as far as an app or job needs to know it.
 *
 * @internal
 */
export interface SecretInVault {
  readonly vault: { readonly _key: string };
  readonly secretName: string;
  /** The address of the secret, with a version where the program names one. */
  readonly secretUri: string;
  /** The version that the program names apart from the address, if it does. */
  readonly version?: string;
  /** The identity that reads the secret; undefined for the first one of the app or job, and for its own. */
  readonly identity?: IManagedIdentity;
  /** Which kind of identity reads the secret; undefined for the one that the app or job has. */
  readonly reader?: SecretReader;
  /** The text of the secret's name, which is the same wherever it is read. */
  readonly _nameKey: string;
  readonly _isWrittenElsewhere: boolean;
  readonly _dependsOn: readonly ITerraformDependable[];
  grantRead(grantee: IGrantable): Grant;
}

/**
 * A secret that an app or job holds under a name of its own, for environment variables, scale rules, registries and
 * secret volumes.
 *
 * A secret of a key vault is one: `vault.secret("db-password")`. Where there is no vault, the value itself can be one.
 *
 * @see https://learn.microsoft.com/azure/container-apps/manage-secrets
 */
export abstract class AppSecret {
  /**
   * A secret whose value the app or job holds itself. Terraform keeps the value in its state, where whoever can read
   * the state can read it: prefer a key vault.
   *
   * @param scope the construct whose stack holds the app or job
   * @param appSecretName its name in the app or job: 1 to 253 lower-case letters, digits and hyphens
   * @param value a sensitive Terraform variable without a default, or an attribute of another resource
   * @throws Error when the name cannot be one or the value is a literal; and, at synth, when the value is one that the
   *   program holds in clear
   */
  public static fromValue(scope: Construct, appSecretName: string, value: string): AppSecret {
    return new InlineSecret(scope, appSecretName, value);
  }

  /**
   * A secret of a key vault by its address, where the program knows no more of the vault, may not look it up, and others
   * give access to it: nothing is granted, and the app or job waits for what the address refers to alone.
   *
   * @param scope the construct whose stack holds the app or job
   * @param appSecretName its name in the app or job: 1 to 253 lower-case letters, digits and hyphens
   * @param secretUri the address, such as `https://my-vault.vault.azure.net/secrets/db`; one with a version stays with
   *   that version when the secret is rotated
   * @throws Error when the name cannot be one, or a literal address is not that of a secret
   */
  public static fromSecretUri(
    scope: Construct,
    appSecretName: string,
    secretUri: string,
    options: SecretUriOptions = {},
  ): AppSecret {
    return new SecretByUri(scope, appSecretName, secretUri, options);
  }

  /** The name of the secret in the app or job. */
  public abstract readonly appSecretName: string;
  /** @internal */
  public abstract readonly _appKey: string;
  /**
   * The secret of a key vault that it is, if it is one.
   *
   * @internal
   */
  public readonly _reference?: SecretInVault;
  /**
   * The value that it holds itself, if it does.
   *
   * @internal
   */
  public readonly _value?: string;
}

/** A secret whose value is the app's own. */
class InlineSecret extends AppSecret {
  public readonly _appKey: string;

  constructor(
    scope: Construct,
    public readonly appSecretName: string,
    public readonly _value: string,
  ) {
    super();
    refuse(scope, [
      ...checkValue(NAMES.appSecret, "appSecretName", appSecretName),
      ...checkSensitive(_value, appSecretName),
    ]);
    this._appKey = textOf(TerraformStack.of(scope), appSecretName);
  }
}

/** A secret of a vault of which only its address is known. */
class SecretByUri extends AppSecret implements SecretInVault {
  public readonly _appKey: string;
  public readonly _reference: SecretInVault = this;
  public readonly vault: { readonly _key: string };
  public readonly secretName: string;
  public readonly identity?: IManagedIdentity;
  public readonly reader?: SecretReader;
  public readonly _nameKey: string;
  public readonly _isWrittenElsewhere = true;
  public readonly _dependsOn: readonly ITerraformDependable[] = [];

  constructor(
    private readonly scope: Construct,
    public readonly appSecretName: string,
    public readonly secretUri: string,
    options: SecretUriOptions,
  ) {
    super();
    refuse(scope, [
      ...checkValue(NAMES.appSecret, "appSecretName", appSecretName),
      ...checkValue(SECRET_URI, "secretUri", secretUri),
      ...checkProps(SECRET_URI_OPTIONS, options),
    ]);
    const stack = TerraformStack.of(scope);
    const [, vaultUri = secretUri, name = secretUri] =
      (isLiteral(secretUri) && SECRET_URI_PATTERN.exec(secretUri)) || [];
    this.vault = { _key: keyOfVaultUri(stack, vaultUri) };
    this.secretName = name;
    this.identity = options.identity;
    this.reader = options.reader;
    this._nameKey = textOf(stack, name);
    this._appKey = textOf(stack, appSecretName);
  }

  public grantRead({ grantPrincipal: { _record: principal } }: IGrantable): Grant {
    const { grants } = ledgerOf(grantStackFor(principal, TerraformStack.of(this.scope)));
    const vault = unlookedVault(this.vault._key, this.secretUri);
    return Grant._of(grants.accessPolicy(vault, principal, READ_SECRETS.permissions));
  }
}
