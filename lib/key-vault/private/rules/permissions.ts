import { Block, BlockRule, known, OWN, TEXT } from "../../../rules/rule";
import type { KeyVaultPermissions, ReadSecretsOptions } from "../../key-vault-secret-reference";

/**
 * The words that azurerm accepts, by the argument that holds them.
 *
 * @see https://registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/key_vault_access_policy
 */
const PERMISSION_WORDS: Required<KeyVaultPermissions> = {
  secretPermissions: ["Backup", "Delete", "Get", "List", "Purge", "Recover", "Restore", "Set"],
  keyPermissions: [
    ...[
      "Backup",
      "Create",
      "Decrypt",
      "Delete",
      "Encrypt",
      "Get",
      "Import",
      "List",
      "Purge",
      "Recover",
      "Restore",
      "Sign",
    ],
    ...["UnwrapKey", "Update", "Verify", "WrapKey", "Release", "Rotate", "GetRotationPolicy", "SetRotationPolicy"],
  ],
  certificatePermissions: [
    ...[
      "Backup",
      "Create",
      "Delete",
      "DeleteIssuers",
      "Get",
      "GetIssuers",
      "Import",
      "List",
      "ListIssuers",
      "ManageContacts",
    ],
    ...["ManageIssuers", "Purge", "Recover", "Restore", "SetIssuers", "Update"],
  ],
  storagePermissions: [
    ...[
      "Backup",
      "Delete",
      "DeleteSAS",
      "Get",
      "GetSAS",
      "List",
      "ListSAS",
      "Purge",
      "Recover",
      "RegenerateKey",
      "Restore",
    ],
    ...["Set", "SetSAS", "Update"],
  ],
};

/** The rule for permissions. The permissions of a principal are merged, so synth needs to know them. */
const KNOWN_WORDS = { list: TEXT, atSynth: true };

function wordsRule(kind: keyof KeyVaultPermissions): BlockRule<KeyVaultPermissions> {
  const words = PERMISSION_WORDS[kind];
  return {
    breaches: (permissions) =>
      (known(permissions[kind]) ?? []).filter((word) => !words.includes(word)).map((value) => ({ at: kind, value })),
    allowed: words.join(", "),
    change: "Pass one of these, spelt like this: azurerm compares by case.",
  };
}

export const PERMISSIONS: Block<KeyVaultPermissions> = {
  arguments: {
    secretPermissions: KNOWN_WORDS,
    keyPermissions: KNOWN_WORDS,
    certificatePermissions: KNOWN_WORDS,
    storagePermissions: KNOWN_WORDS,
  },
  together: (Object.keys(PERMISSION_WORDS) as (keyof KeyVaultPermissions)[]).map(wordsRule),
};

/** The rules for the options of a grant to read secrets. */
export const READ_SECRETS_OPTIONS: Block<ReadSecretsOptions> = { arguments: { onlySecret: OWN } };
