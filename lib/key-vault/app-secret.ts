import { ITerraformDependable, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { grantStackFor, ledgerOf } from "../access/internal";
import { Grant, IGrantable } from "../access/principal";
import { checkScope } from "../core/placed";
import { isLiteral, Problem, refuse } from "../core/problems";
import { textOf } from "../core/token-text";
import type { IManagedIdentity } from "../identity/identity-base";
import { checkProps, checkValue } from "../rules/check";
import { NAMES } from "../rules/names";
import { checkSensitive, withoutTexts } from "../rules/sensitive";
import { checkSecretUri, isVaultAddress, SECRET_URI_OPTIONS, SECRET_URI_PATTERN } from "./private/rules/secret-uri";
import { READ_SECRETS } from "./private/vault-access";
import { keyOfVaultUri, unlookedVault } from "./private/vault-uri";
import type { SecretReader } from "./secret-reader";
import type { SecretUriOptions } from "./secret-uri-options";

/**
 * A secret of a key vault, as an app or job refers to it.
 *
 * @internal
 */
export interface SecretInVault {
  readonly vault: { readonly _key: string };
  readonly secretName: string;
  /** The URI of the secret, with a version where the program names one. */
  readonly secretUri: string;
  /** The version of the secret that the program names, apart from the URI. */
  readonly version?: string;
  /**
   * The identity that reads the secret; undefined for the first user-assigned one of the app or job, or for its
   * system-assigned one.
   */
  readonly identity?: IManagedIdentity;
  /** The kind of identity that reads the secret; undefined for the kind that the app or job has. */
  readonly reader?: SecretReader;
  /** The text of the secret's name, which is the same wherever it is read. */
  readonly _nameKey: string;
  readonly _isWrittenElsewhere: boolean;
  readonly _dependsOn: readonly ITerraformDependable[];
  grantRead(grantee: IGrantable): Grant;
}

/**
 * A secret of an app or job. Environment variables, scale rules, registries and secret volumes refer to it by its name
 * in the app or job.
 *
 * It is a reference to a secret of a key vault, `vault.secret("db-password")`, or a value that the app or job holds
 * itself, `AppSecret.fromValue(…)`.
 *
 * @see https://learn.microsoft.com/azure/container-apps/manage-secrets
 */
export abstract class AppSecret {
  /**
   * A secret whose value the app or job holds itself. Terraform keeps the value in its state, in plain text for
   * everyone who can read the state: prefer a key vault.
   *
   * @param scope the construct whose stack holds the app or job
   * @param appSecretName its name in the app or job: 1 to 253 lower-case letters, digits and hyphens
   * @param value a sensitive Terraform variable without a default other than an empty one, an attribute of another
   *   resource, or the content of a file for a secret volume: `Fn.file(…)`, `Fn.templatefile(…)`
   * @throws Error when the name is not valid or the value is a literal; and, at synth, when the program holds the value
   *   in plain text
   */
  public static fromValue(scope: Construct, appSecretName: string, value: string): AppSecret {
    return new InlineSecret(scope, appSecretName, value);
  }

  /**
   * A reference to a secret of a key vault by the URI of the secret, for a vault of which the program knows nothing more
   * and to which others give access. It makes no grant, and the app or job depends only on what the URI refers to.
   *
   * @param scope the construct whose stack holds the app or job
   * @param appSecretName its name in the app or job: 1 to 253 lower-case letters, digits and hyphens
   * @param secretUri the URI of the secret, such as `https://my-vault.vault.azure.net/secrets/db`; with a version in it,
   *   the app or job keeps that version when the secret is rotated
   * @throws Error when the name is not valid, or a literal URI is not that of a secret
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
   * The secret of a key vault that this secret refers to; undefined for a value.
   *
   * @internal
   */
  public readonly _reference?: SecretInVault;
  /**
   * The value that the app or job holds itself; undefined for a secret of a key vault.
   *
   * @internal
   */
  public readonly _value?: string;
}

const FROM_VALUE = "AppSecret.fromValue";
const FROM_SECRET_URI = "AppSecret.fromSecretUri";

/** The problems of a secret, which is no construct that an error could name, by the call that makes it. */
function ofCall(call: string, problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => ({ ...problem, property: `${call}: ${problem.property}` }));
}

/** The problem with a name, which is not shown: where it was swapped with a value, it is the secret. */
function checkName(appSecretName: string): Problem[] {
  return withoutTexts(checkValue(NAMES.appSecret, "appSecretName", appSecretName));
}

/** A secret whose value the app or job holds itself. */
class InlineSecret extends AppSecret {
  public readonly _appKey: string;

  constructor(
    scope: Construct,
    public readonly appSecretName: string,
    public readonly _value: string,
  ) {
    super();
    checkScope(FROM_VALUE, scope);
    refuse(scope, ofCall(FROM_VALUE, [...checkName(appSecretName), ...checkSensitive(_value)]));
    this._appKey = textOf(TerraformStack.of(scope), appSecretName);
  }
}

/** A reference to a secret of which the program knows only the URI. */
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
    checkScope(FROM_SECRET_URI, scope);
    const ofName = checkName(appSecretName);
    // Beside an address, the name is one: the two are not swapped.
    const isNamed = ofName.length === 0 && isLiteral(appSecretName) && isVaultAddress(secretUri);
    const problems = [
      ...ofName,
      ...checkSecretUri(isNamed ? `secretUri of ${appSecretName}` : "secretUri", secretUri),
      ...checkProps(SECRET_URI_OPTIONS, options),
    ];
    refuse(scope, ofCall(FROM_SECRET_URI, problems));
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
