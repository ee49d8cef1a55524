/** What the environment variables say. */
export interface Configuration {
  /** The vault, such as `https://my-vault.vault.azure.net/`. */
  readonly vaultUrl: string;
  /** The secret in it that orders are signed with. */
  readonly secretName: string;
  /** How often the secret is read again, in seconds. */
  readonly secretRefreshSeconds: number;
  /** The key that callers show. Container Apps reads it from the vault and sets the variable. */
  readonly apiKey: string;
  /** The blob endpoint of the storage account. */
  readonly blobEndpoint: string;
  readonly blobContainer: string;
  /** The host of the Service Bus namespace. */
  readonly serviceBusHost: string;
  readonly queue: string;
  readonly port: number;
}

/**
 * Reads the configuration.
 *
 * @throws Error that names every variable that is missing or wrong, and no value, which may be a secret
 */
export function readConfiguration(env: NodeJS.ProcessEnv): Configuration {
  const problems: string[] = [];
  const text = (name: string, ordinary?: string): string => {
    const value = env[name] || ordinary;
    if (value === undefined) {
      problems.push(`${name} is not set`);
    }
    return value ?? "";
  };
  const integer = (name: string, value: string, least: number, most: number): number => {
    const number = Number(value);
    if (!Number.isInteger(number) || number < least || number > most) {
      problems.push(`${name} is not an integer from ${least} to ${most}`);
    }
    return number;
  };
  const configuration = {
    // Set by the construct: the vault, and what its services are found by.
    vaultUrl: text("AZURE_KEY_VAULT_ENDPOINT"),
    blobEndpoint: text("AZURE_STORAGE_BLOB_ENDPOINT"),
    serviceBusHost: text("AZURE_SERVICE_BUS_HOST"),
    // Set by the program.
    apiKey: text("API_KEY"),
    blobContainer: text("BLOB_CONTAINER"),
    queue: text("QUEUE"),
    secretName: text("SECRET_NAME", "SampleSecret"),
    secretRefreshSeconds: integer("SECRET_REFRESH_SECONDS", text("SECRET_REFRESH_SECONDS", "300"), 1, 86_400),
    // Set by Container Apps, to the target port of the ingress.
    port: integer("CONTAINER_APP_PORT", text("CONTAINER_APP_PORT", "8080"), 1, 65_535),
  };
  if (problems.length > 0) {
    throw new Error(`The environment is not what this service needs: ${problems.join("; ")}.`);
  }
  return configuration;
}
