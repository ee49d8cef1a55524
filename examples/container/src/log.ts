/** Details of an entry. Never pass a secret, a token or a request: what is logged can be read by whoever reads logs. */
export type Details = Readonly<Record<string, string | number | boolean | undefined>>;

/** Writes one line of JSON to standard output, where Container Apps collects it. */
export function log(level: "info" | "warning" | "error", message: string, details: Details = {}): void {
  console.log(JSON.stringify({ time: new Date().toISOString(), level, message, ...details }));
}

/** The properties that the errors of the Azure SDKs have. */
interface AzureError extends Error {
  readonly code?: string;
  readonly statusCode?: number;
  /** What Key Vault says in detail. */
  readonly details?: { readonly error?: { readonly innerError?: { readonly code?: string } } };
  /** The errors of several credentials, or of several tries. */
  readonly errors?: readonly AzureError[];
}

/** Some services answer with a whole page. */
const LONGEST_REASON = 400;

/**
 * The parts of an error that say what went wrong. The error itself is not logged, because it holds the request and the
 * response.
 */
export function describe(thrown: unknown): Details {
  if (!(thrown instanceof Error)) {
    return { reason: "something was thrown that is no Error" };
  }
  const error = mainError(thrown);
  return {
    error: error.name,
    code: codeOf(error),
    status: error.statusCode,
    reason: reasonOf(error),
    advice: adviceFor(error),
  };
}

/** Of several errors that of the managed identity, or else the last one. */
function mainError(error: AzureError): AzureError {
  const { errors = [] } = error;
  return errors.find(({ message }) => message.startsWith("ManagedIdentityCredential")) ?? errors.at(-1) ?? error;
}

/** The message, unless it may hold the answer itself, as it does where an answer could not be parsed. */
function reasonOf({ code, message, statusCode }: AzureError): string {
  const holdsAnswer =
    code === "PARSE_ERROR" || (statusCode !== undefined && statusCode < 300) || /pars(e|ing)/i.test(message);
  return holdsAnswer ? "the answer is not what it should be" : message.split("\n", 1)[0]!.slice(0, LONGEST_REASON);
}

function codeOf({ code, details }: AzureError): string | undefined {
  return details?.error?.innerError?.code ?? code;
}

/** What to look at first. */
function adviceFor(error: AzureError): string | undefined {
  const code = codeOf(error);
  if (error.name === "CredentialUnavailableError") {
    const { AZURE_CLIENT_ID: clientId } = process.env;
    return clientId
      ? `No token: is ${clientId}, which AZURE_CLIENT_ID says, the client id of an identity of this app?`
      : "No token: AZURE_CLIENT_ID is not set, so the identity is the system-assigned one. Does this app have it?";
  }
  if (code === "ForbiddenByFirewall") {
    return "The vault's firewall does not let this app's network in.";
  }
  if (error.statusCode === 403 || code === "UnauthorizedAccess") {
    return "The identity has no access. A role that was just given takes effect within minutes.";
  }
  return undefined;
}
