/** What a resource writes into a vault. Each kind takes an access of its own. */
export type VaultWriteKind = "secret" | "key" | "certificate" | "certificateIssuer" | "certificateContacts";

/** What azurerm's resources write into a vault, by their types. */
export const VAULT_WRITES: Readonly<Record<string, VaultWriteKind>> = {
  azurerm_key_vault_secret: "secret",
  azurerm_key_vault_key: "key",
  azurerm_key_vault_certificate: "certificate",
  azurerm_key_vault_certificate_issuer: "certificateIssuer",
  azurerm_key_vault_certificate_contacts: "certificateContacts",
};
