import { Description, Problem } from "../../../core/problems";
import { checkValue } from "../../../rules/check";
import { KINDS } from "../../../rules/kinds";
import { Block, BlockRule, known, ValueRule } from "../../../rules/rule";
import { withoutTexts } from "../../../rules/sensitive";
import { SecretReader } from "../../secret-reader";
import type { SecretUriOptions } from "../../secret-uri-options";

const OBJECTS =
  "https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#object-identifiers";
const REFERENCES = "https://learn.microsoft.com/azure/container-apps/manage-secrets#reference-secret-from-key-vault";

/** Matches the URI of a secret: the URI of the vault, the name, and optionally a version. */
export const SECRET_URI_PATTERN =
  /^(https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+\/)secrets\/([a-z0-9-]{1,127})(?:\/([0-9a-f]{32}))?$/i;

export const SECRET_URI: ValueRule = {
  accepts: (value) => typeof value === "string" && SECRET_URI_PATTERN.test(value),
  allowed: "the https URI of a secret, such as https://my-vault.vault.azure.net/secrets/db, with a version or without",
  change: "Pass that, or a reference to it.",
  source: OBJECTS,
};

/** Matches an address in a vault, of any cloud: it says where a secret is, and holds none. */
const VAULT_ADDRESS = /^https?:\/\/[a-z0-9-]+\.vault\.(?:azure\.net|azure\.cn|usgovcloudapi\.net)(?:\/[a-z0-9-]*)*$/i;

/** Whether a text that is given as the URI of a secret can be shown. Any other text may be the secret itself. */
export function isVaultAddress(value: unknown): boolean {
  return typeof value === "string" && VAULT_ADDRESS.test(value);
}

/** The problem with a URI, which shows an address in a vault, and of any other text what kind it is. */
export function checkSecretUri(property: string, value: unknown): Problem[] {
  const problems = checkValue(SECRET_URI, property, value);
  if (typeof value !== "string" || isVaultAddress(value)) {
    return problems;
  }
  const kind = /^[a-z]+:\/\//i.test(value) ? "an address" : "a text";
  const shown = new Description(`${kind} that is not shown, since it may hold a secret`);
  return withoutTexts(problems, shown);
}

/** The rule for the version of a secret. */
export const SECRET_VERSION: ValueRule = {
  accepts: (value) => typeof value === "string" && /^[0-9a-f]{32}$/i.test(value),
  allowed: "32 hexadecimal digits",
  change: "Pass the version as Azure shows it, the version attribute of a secret, or none for the latest.",
  source: OBJECTS,
};

/** The rule for the kind of identity that reads a secret. It decides at synth which grants are made, and in which order. */
export const READER: ValueRule = {
  accepts: (value) => Object.values(SecretReader).includes(value as SecretReader),
  atSynth: true,
  allowed: Object.keys(SecretReader)
    .map((name) => `SecretReader.${name}`)
    .join(", "),
  change: "Pass one of these.",
  source: REFERENCES,
};

/** The rule for an identity beside the kind of identity: an identity that is named is user-assigned. */
export const ONE_READER: BlockRule<SecretUriOptions> = {
  breaches: ({ identity, reader }) =>
    identity !== undefined &&
    (known(reader) ?? SecretReader.USER_ASSIGNED_IDENTITY) !== SecretReader.USER_ASSIGNED_IDENTITY
      ? [{ at: "reader", value: reader }]
      : [],
  allowed: "SecretReader.USER_ASSIGNED_IDENTITY with an identity, which is user-assigned",
  change: "Remove one of the two.",
  source: REFERENCES,
};

export const SECRET_URI_OPTIONS: Block<SecretUriOptions> = {
  arguments: { identity: { kind: KINDS.managedIdentity }, reader: READER },
  together: [ONE_READER],
};
