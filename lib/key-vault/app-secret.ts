import { ITerraformDependable, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Grant, IGrantable } from "../access/principal";
import { checkScope } from "../core/placed";
import { refuse } from "../core/problems";
import { textOf } from "../core/token-text";
import type { IManagedIdentity } from "../identity/identity-base";
import { checkValue } from "../rules/check";
import { NAMES } from "../rules/names";
import { checkSensitive } from "../rules/sensitive";

/**
 * A secret of a key vault, as far as an app or job needs to know it.
 *
 * @internal
 */
export interface SecretInVault {
  readonly vault: { readonly _key: string };
  readonly secretName: string;
  /** The address of the secret, without a version. */
  readonly secretUri: string;
  /** The identity that reads the secret; undefined for the first one of the app or job. */
  readonly identity?: IManagedIdentity;
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
    checkScope("AppSecret.fromValue", scope);
    refuse(scope, [
      ...checkValue(NAMES.appSecret, "appSecretName", appSecretName),
      ...checkSensitive(_value, appSecretName),
    ]);
    this._appKey = textOf(TerraformStack.of(scope), appSecretName);
  }
}
