import type { ITerraformDependable, TerraformResourceLifecycle } from "cdktf";
import type { KeyVaultSecretTimeouts } from "@cdktf/provider-azurerm/lib/key-vault-secret";
import type { IKeyVault } from "./key-vault-secret-reference";

/** A secret that the program writes. */
export interface KeyVaultSecretProps {
  /** The vault that holds it. */
  readonly vault: IKeyVault;
  /** Its name: 1 to 127 letters, digits and hyphens. */
  readonly name: string;
  /**
   * Its value: a sensitive Terraform variable without a default other than an empty one, an attribute of another
   * resource, or the content of a file (`Fn.file(…)`). It is sent to the
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
