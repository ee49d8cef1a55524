/**
 * The metadata of Dapr components that are secrets whatever they hold: the names that the metadata of Dapr's components
 * mark as sensitive, with their aliases. `connectionString` is none of them: one that signs in by identity has no secret.
 *
 * @see https://github.com/dapr/components-contrib/blob/main/.build-tools/builtin-authentication-profiles.yaml
 */
const SECRET_METADATA = new RegExp(
  `^(?:${[
    "(?:azure|spn|oauth2|oidc)?clientSecret",
    "(?:azure|spn)certificate(?:password)?",
    "(?:redis|sentinel|sasl)?password",
    "(?:account|master|secret|api|auth|client)key",
    "storage(?:account|access)key",
    "accessKeySecret",
    "oidcClientAssertionKey",
    "private[-_]?key(?:passphrase)?",
    "(?:session|auth|query|vault|cfapi|sas)?token",
    "key",
  ].join("|")})$`,
  "i",
);

/** The key of a storage account, by another name; elsewhere, the id of a key of AWS. */
const SECRET_OF_AZURE = /^accessKey$/i;

/** Whether the metadata of a Dapr component of the type, by the name, are a secret. */
export function isSecretMetadata(componentType: string, name: string): boolean {
  return SECRET_METADATA.test(name) || (/\.azure\./i.test(componentType) && SECRET_OF_AZURE.test(name));
}
