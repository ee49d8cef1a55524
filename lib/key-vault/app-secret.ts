import { ITerraformDependable, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Grant, IGrantable } from "../access/principal";
import { checkScope } from "../core/placed";
import { refuse } from "../core/problems";
import { textOf } from "../core/token-text";
import type { IManagedIdentity } from "../identity/identity-base";
import { checkValue } from "../rules/check";
import { NAMES } from "../rules/names";
import { checkSensitive, withoutTexts } from "../rules/sensitive";

/**
 * A secret of a key vault, as an app or job refers to it.
 *
 * @internal
 */
export interface SecretInVault {
  readonly vault: { readonly _key: string };
  readonly secretName: string;
  /** The URI of the secret, without a version. */
  readonly secretUri: string;
  /** The identity that reads the secret; undefined for the first user-assigned one of the app or job. */
  readonly identity?: IManagedIdentity;
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

/** A secret whose value the app or job holds itself. */
class InlineSecret extends AppSecret {
  public readonly _appKey: string;

  constructor(
    scope: Construct,
    public readonly appSecretName: string,
    public readonly _value: string,
  ) {
    super();
    checkScope("AppSecret.fromValue", scope);
    refuse(scope, [
      ...withoutTexts(checkValue(NAMES.appSecret, "appSecretName", appSecretName)),
      ...checkSensitive(_value),
    ]);
    this._appKey = textOf(TerraformStack.of(scope), appSecretName);
  }
}
