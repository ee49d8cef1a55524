import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { KeyVaultSecret as AzurermKeyVaultSecret } from "@cdktf/provider-azurerm/lib/key-vault-secret";
import { ledgerOf } from "../access/internal";
import { copyOf } from "../core/copy";
import { dependenciesIn } from "../core/depends-on";
import { placed } from "../core/placed";
import { isObject, Problem, refuse } from "../core/problems";
import { providerIn } from "../core/provider-in";
import { checkProps } from "../rules/check";
import { checkSensitive, withoutTexts } from "../rules/sensitive";
import type { KeyVaultSecretProps } from "./key-vault-secret-props";
import type { IKeyVault, KeyVaultSecretReference, KeyVaultSecretReferenceOptions } from "./key-vault-secret-reference";
import { KEY_VAULT_SECRET } from "./private/rules/key-vault";

/**
 * A secret that the program writes: an `azurerm_key_vault_secret` whose value is write-only, which requires Terraform
 * 1.11.
 *
 * It depends on the deployer's access to the vault, and is destroyed before that access is removed.
 */
export class KeyVaultSecret extends Construct {
  /** The Terraform resource. */
  public readonly resource: AzurermKeyVaultSecret;
  /** The vault that holds the secret. */
  public readonly vault: IKeyVault;
  /** The name of the secret. */
  public readonly secretName: string;

  /**
   * @throws Error when the value is a literal, or another property is one that azurerm or Azure would refuse; and, at
   *   synth, when the value comes from local values, or from variables that are not sensitive or have a default, and
   *   from nothing else
   */
  constructor(scope: Construct, id: string, props: KeyVaultSecretProps) {
    super(placed(scope, id), id);
    refuse(this, checkSecret(props));
    const { vault, name, value, valueVersion = 1 } = props;
    const stack = TerraformStack.of(this);
    const awaited = vault._dependenciesOfWrites();
    const access = ledgerOf(stack);
    this.vault = vault;
    this.secretName = name;
    this.resource = new AzurermKeyVaultSecret(this, "Resource", {
      name,
      keyVaultId: vault.keyVaultId,
      valueWo: value,
      valueWoVersion: valueVersion,
      contentType: props.contentType,
      expirationDate: props.expirationDate,
      notBeforeDate: props.notBeforeDate,
      tags: copyOf(props.tags),
      timeouts: copyOf(props.timeouts),
      provider: providerIn(stack, vault.provider),
      lifecycle: copyOf(props.lifecycle),
      dependsOn: dependenciesIn(this, [...(props.dependsOn ?? []), ...awaited]),
    });
    access.made.push({ construct: this, resource: this.resource });
    access.writtenSecrets.push({ construct: this, value });
    // It has what gives the access among its dependencies already.
    access.program.accessOfWriters.set(this.resource, []);
  }

  /** A reference to the secret, for an app or job. */
  public reference(options?: KeyVaultSecretReferenceOptions): KeyVaultSecretReference {
    return this.vault.secret(this.secretName, options);
  }
}

/** The problems of a secret: beside a literal in the place of its value, none shows a text, which may be the value. */
function checkSecret(props: KeyVaultSecretProps): Problem[] {
  const problems = checkProps(KEY_VAULT_SECRET, props);
  const ofValue = isObject(props) ? checkSensitive(props.value) : [];
  return ofValue.length > 0 ? [...withoutTexts(problems), ...ofValue] : problems;
}
