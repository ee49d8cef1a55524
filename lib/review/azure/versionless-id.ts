/**
 * The attribute that is left when one attribute of a resource is taken off the end of another: the id of a secret, a
 * key or a certificate without its version is its versionless id.
 *
 * @returns undefined where no attribute of the resource is that
 */
export function attributeWithout(type: string, attribute: string, end: string): string | undefined {
  return type.startsWith("azurerm_key_vault_") && attribute === "id" && end === "version"
    ? "versionless_id"
    : undefined;
}
