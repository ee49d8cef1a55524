/**
 * The attributes of azurerm's that hold a secret, by their last name: the names that its schemas, in the source of
 * 4.55.0, mark as sensitive, less those in `NO_SECRET`.
 *
 * What has "key" in its name and is no secret is not among them: `key_vault_key_id`, `public_key`, `partition_key`.
 */
const SECRET = new RegExp(
  [
    "(?:^|_)connection_string(?:s|_alias|_\\d)?",
    "(?:^|_)password",
    "(?:^|_)secret",
    "(?:^|_)token",
    "(?:^|_)sas(?:_token|_key|_ur[il])?",
    "(?:^|_)(?:access|account|api|shared|readonly|storage|function|extension|extension_config|license)_key",
    "^(?:default_)?(?:primary|secondary)_key",
    "^primary_(?:read|write)_key|^secondary_(?:read|write)_key",
    "^(?:client|service|(?:express_route_)?authorization)_key",
    "(?:^|_)private_key(?:_base64|_pem)?",
    "^kube_(?:admin_)?config(?:_raw)?",
    "^send_key_value",
    "^secure_value",
    "^(?:decoded_)?plain_text_value",
  ]
    .map((name) => `${name}$`)
    .join("|"),
);

/** What is no secret all the same: tokens that prove a domain, in public DNS records; and see `NO_SECRET_IN`. */
const NO_SECRET = /^(?:domain_)?(?:validation|verification)_token$|(?:^|_)application_insights_connection_string$/;

/** Attributes whose name says nothing, by the type that they are secret in. */
const SECRET_IN: ReadonlyMap<string, RegExp> = new Map([
  ["azurerm_key_vault_secret", /^value$/],
  ["azurerm_key_vault_certificate_data", /^key$/],
  ["azurerm_container_registry_token_password", /^value$/],
  ["azurerm_bot_channel_directline", /^key2?$/],
  ["azurerm_automation_webhook", /^uri$/],
  ["random_password", /^result$/],
  ["tls_private_key", /^private_key_/],
  ["azuread_application_password", /^value$/],
  ["azuread_service_principal_password", /^value$/],
]);

/**
 * Types of which the name says more than is so. Microsoft: an instrumentation key, and the connection string that holds
 * it, is no secret (https://learn.microsoft.com/azure/azure-monitor/app/connection-strings).
 */
const NO_SECRET_IN: ReadonlyMap<string, RegExp> = new Map([
  ["azurerm_application_insights", /^(?:connection_string|instrumentation_key)$/],
]);

/** Blocks of secrets, each with its value under the name `value`. */
const BLOCK_OF_VALUES = /^(?:secret|connection_string)$/;

/**
 * Whether an attribute holds a secret.
 *
 * @param type the type of a resource or data source
 * @param path the names of the attribute and of what in it, indices left out
 */
export function isSecretAttribute(type: string, path: readonly string[]): boolean {
  const [name, block] = [...path].reverse();
  if (name === undefined || NO_SECRET.test(name) || NO_SECRET_IN.get(type)?.test(name)) {
    return false;
  }
  // Only azapi has an attribute of this name, whatever the type of the resource.
  if (SECRET_IN.get(type)?.test(name) || path[0] === "sensitive_output") {
    return true;
  }
  return (
    type.startsWith("azurerm_") &&
    (SECRET.test(name) || (name === "value" && block !== undefined && BLOCK_OF_VALUES.test(block)))
  );
}

/** Whether a provider calls an attribute sensitive that is no secret all the same. */
export function isOpenAttribute(type: string, path: readonly string[]): boolean {
  const name = path.at(-1) ?? "";
  return NO_SECRET.test(name) || NO_SECRET_IN.get(type)?.test(name) === true;
}
