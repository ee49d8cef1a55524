import type { ITerraformDependable, TerraformResourceLifecycle } from "cdktf";
import type { KeyVaultSecretTimeouts } from "@cdktf/provider-azurerm/lib/key-vault-secret";
import type { IKeyVault } from "./key-vault-secret-reference";

/** The properties of a secret that the program writes into a key vault. */
export interface KeyVaultSecretProps {
  /** The vault that holds the secret. */
  readonly vault: IKeyVault;
  /** The name of the secret: 1 to 127 letters, digits and hyphens. */
  readonly name: string;
  /**
   * The value: a sensitive Terraform variable without a default other than an empty one, an attribute of another
   * resource, or the content of a file (`Fn.file(…)`); a literal is refused. The argument is write-only: neither the
   * plan nor the state of this resource holds the value.
   */
  readonly value: string;
  /**
   * The version of the value, from 1. Terraform cannot see that a write-only value has changed: it writes the value
   * again when this number changes.
   *
   * @default 1
   */
  readonly valueVersion?: number;
  /**
   * The kind of value, for people, in at most 255 characters.
   *
   * @default - none
   */
  readonly contentType?: string;
  /**
   * When the secret expires, in UTC and whole seconds: `2030-12-31T00:00:00Z`.
   *
   * @default - never
   */
  readonly expirationDate?: string;
  /**
   * From when the secret is valid, in UTC and whole seconds: `2030-01-01T00:00:00Z`.
   *
   * @default - at once
   */
  readonly notBeforeDate?: string;
  /**
   * The tags of the secret, at most 15.
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
   * The resources that the secret depends on, beside those that its arguments refer to and the deployer's access to the
   * vault.
   *
   * @default - none
   */
  readonly dependsOn?: ITerraformDependable[];
  /**
   * How long azurerm may take to create, read, update and delete the secret.
   *
   * @default - azurerm's own limits
   */
  readonly timeouts?: KeyVaultSecretTimeouts;
}
