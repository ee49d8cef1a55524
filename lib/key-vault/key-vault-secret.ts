import { ITerraformDependable, TerraformResourceLifecycle, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import {
  KeyVaultSecret as AzurermKeyVaultSecret,
  KeyVaultSecretTimeouts,
} from "@cdktf/provider-azurerm/lib/key-vault-secret";
import type { IKeyVault } from "./key-vault-access";
import { KeyVaultSecretReference, KeyVaultSecretReferenceOptions } from "./key-vault-secret-reference";
import { Access } from "../access/private/access";
import { copyOf } from "../core/copy";
import { dependenciesIn } from "../core/depends-on";
import { isObject, Problem, refuse } from "../core/problems";
import { providerIn } from "../core/provider-in";
import { KEY_VAULT_SECRET } from "./private/rules/key-vault";
import { checkProps } from "../rules/check";
import { checkSensitive } from "../rules/sensitive";

/** A secret that the program writes. */
export interface KeyVaultSecretProps {
  /** The vault that holds it. */
  readonly vault: IKeyVault;
  /** Its name: 1 to 127 letters, digits and hyphens. */
  readonly name: string;
  /**
   * Its value: a sensitive Terraform variable without a default, or an attribute of another resource. It is sent to the
   * vault and kept in neither state nor plan of this resource.
   */
  readonly value: string;
  /**
   * Which value this is, from 1. Terraform cannot see that a value has changed: it writes the value again when this
   * number does.
   *
   * @default 1
   */
  readonly valueVersion?: number;
  /**
   * What kind of value it is, for people.
   *
   * @default - none
   */
  readonly contentType?: string;
  /**
   * When it expires, in UTC: `2030-12-31T00:00:00Z`.
   *
   * @default - never
   */
  readonly expirationDate?: string;
  /**
   * From when it is valid, in UTC: `2030-01-01T00:00:00Z`.
   *
   * @default - at once
   */
  readonly notBeforeDate?: string;
  /**
   * Its tags, at most 15.
   *
   * @default - none
   */
  readonly tags?: { readonly [key: string]: string };
  /**
   * Terraform's lifecycle of the secret.
   *
   * @default - Terraform's own
   */
  readonly lifecycle?: TerraformResourceLifecycle;
  /**
   * What it waits for beside what it refers to and the deployer's access to the vault.
   *
   * @default - nothing
   */
  readonly dependsOn?: ITerraformDependable[];
  /**
   * How long azurerm may take.
   *
   * @default - azurerm's own limits
   */
  readonly timeouts?: KeyVaultSecretTimeouts;
}

/**
 * A secret that the program writes: an `azurerm_key_vault_secret` whose value is write-only, which takes Terraform
 * 1.11.
 *
 * It waits for the deployer's access to the vault, and is destroyed before that access is.
 */
export class KeyVaultSecret extends Construct {
  /** The Terraform resource. */
  public readonly resource: AzurermKeyVaultSecret;
  /** The vault that holds it. */
  public readonly vault: IKeyVault;
  /** Its name. */
  public readonly secretName: string;

  /**
   * @throws Error when the value is a literal, or the name or the version cannot be one; and, at synth, when the value
   *   is one that the program holds in clear
   */
  constructor(scope: Construct, id: string, props: KeyVaultSecretProps) {
    super(scope, id);
    refuse(
      this,
      isObject(props)
        ? [...checkVault(props.vault), ...checkProps(KEY_VAULT_SECRET, props), ...checkSensitive(props.value)]
        : checkProps(KEY_VAULT_SECRET, props),
    );
    const { vault, name, value, valueVersion = 1 } = props;
    const stack = TerraformStack.of(this);
    const awaited = vault._awaitedByWrites();
    const access = Access.of(stack);
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
      dependsOn: dependenciesIn(stack, [...(props.dependsOn ?? []), ...awaited]),
    });
    access.writtenSecrets.push({ construct: this, value });
  }

  /** The secret, to hand to an app. */
  public reference(options?: KeyVaultSecretReferenceOptions): KeyVaultSecretReference {
    return this.vault.secret(this.secretName, options);
  }
}

function checkVault(vault: IKeyVault | undefined): Problem[] {
  const allowed = "a vault that the program makes or imports";
  return isObject(vault) && "_awaitedByWrites" in vault
    ? []
    : [{ property: "vault", value: vault, allowed, change: "Pass a KeyVault." }];
}
