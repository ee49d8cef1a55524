import type { TerraformResource, TerraformStack } from "cdktf";
import { isLiteral } from "../../../core/problems";
import { textOf } from "../../../core/token-text";
import { twins } from "../../../core/twins";
import type { CanonicalKeys } from "../canonical-keys";
import type { SecretPlace } from "../workload";
import { isSingleIn } from "./named-resources";
import type { NamedResource, ProgramIndex } from "./program-index";

/** The types that write a secret: the private key of a certificate is a secret, too. */
const SECRET_TYPES = ["azurerm_key_vault_secret", "azurerm_key_vault_certificate"];

/** The key for the secrets of a vault that synth does not know. */
const UNKNOWN_VAULT = "";

/** A resource that writes a secret. */
interface SecretWriter {
  readonly resource: TerraformResource;
  /** The text of the secret's name. */
  readonly name: string;
  readonly hasKnownName: boolean;
}

/** The resources of a complete program that write the secrets of vaults. */
export class SecretWriters {
  private readonly byVault = new Map<string, SecretWriter[]>();
  /** The writers of each vault that several write into. */
  private shared?: readonly (readonly SecretWriter[])[];

  constructor(index: ProgramIndex, keys: CanonicalKeys) {
    for (const resource of SECRET_TYPES.flatMap((type) => index.ofType<NamedResource>(type))) {
      this.add(resource, keys.vaultKey(resource.cdktfStack, resource.keyVaultIdInput ?? ""));
    }
  }

  /**
   * The resources that write the secret for certain, and those that may write it, because synth does not know their
   * vault or name.
   */
  public writersOf({ vaultKey, nameKey, nameIsKnown }: SecretPlace) {
    const inVault = this.byVault.get(vaultKey) ?? [];
    const elsewhere = (isKnownVault(vaultKey) && this.byVault.get(UNKNOWN_VAULT)) || [];
    const certain = inVault.filter(({ name }) => name === nameKey);
    const mayHaveName = ({ name, hasKnownName }: SecretWriter) => name === nameKey || !(hasKnownName && nameIsKnown);
    const possible = [...inVault.filter((writer) => !certain.includes(writer)), ...elsewhere].filter(mayHaveName);
    return { certain: certain.map(({ resource }) => resource), possible: possible.map(({ resource }) => resource) };
  }

  /** The writers of a stack whose secret an earlier writer writes too, each with that earlier one. */
  public twinsIn(stack: TerraformStack): [TerraformResource, TerraformResource][] {
    this.shared ??= [...this.byVault].flatMap(([vaultKey, writers]) =>
      isKnownVault(vaultKey) && writers.length > 1 ? [writers] : [],
    );
    return this.shared
      .flatMap((writers) =>
        twins(
          writers.filter(({ resource }) => isSingleIn(stack, resource)),
          ({ name }) => name,
        ),
      )
      .map(([writer, earlier]) => [writer.resource, earlier.resource]);
  }

  private add(resource: NamedResource, key: string): void {
    const { cdktfStack, nameInput = "" } = resource;
    const writer = { resource, name: textOf(cdktfStack, nameInput), hasKnownName: isLiteral(nameInput) };
    for (const vaultKey of isKnownVault(key) ? [key] : [key, UNKNOWN_VAULT]) {
      const writers = this.byVault.get(vaultKey) ?? [];
      writers.push(writer);
      this.byVault.set(vaultKey, writers);
    }
  }
}

/** Whether the key is that of a vault that the program makes. */
export function isKeyOfMadeVault(key: string): boolean {
  return /:azurerm_key_vault\.[\w-]+\.id$/.test(key);
}

/**
 * Whether the key identifies a vault: it is a literal name or the id of a vault that the program makes. Any other
 * reference does not identify one.
 */
function isKnownVault(key: string): boolean {
  return key.startsWith("=") || isKeyOfMadeVault(key);
}
