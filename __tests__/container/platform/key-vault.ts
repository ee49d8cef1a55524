import { randomUUID } from "crypto";
import type { IncomingMessage, ServerResponse } from "http";
import { Access, TENANT_ID } from "./access";

const RESOURCE = "https://vault.azure.net";

/**
 * The data plane of a vault: the challenge that says where tokens come from, and `GET /secrets/{name}`.
 *
 * @see https://learn.microsoft.com/azure/key-vault/general/authentication-requests-and-responses
 */
export class KeyVaultServer {
  /** Whether the vault's firewall keeps everybody out. */
  public isClosed = false;
  /** The requests, with their statuses. */
  public readonly requests: string[] = [];

  private readonly secrets = new Map<string, { readonly value: string; readonly version: string }>();

  constructor(
    public readonly id: string,
    public readonly uri: string,
    private readonly access: Access,
  ) {}

  /** Writes a new version of a secret, and returns the version. */
  public write(name: string, value: string): string {
    const version = randomUUID().replace(/-/g, "");
    this.secrets.set(name.toLowerCase(), { value, version });
    return version;
  }

  /** What Container Apps reads for a secret of an app, by a principal; undefined without access. */
  public readAs(principalId: string, name: string): string | undefined {
    const isGranted = this.access.isGranted(principalId, "secret get", this.idOf(name));
    return isGranted ? this.secrets.get(name.toLowerCase())?.value : undefined;
  }

  public readonly handle = (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname } = new URL(request.url!, this.uri);
    const [status, body, headers = {}] = this.answer(pathname, request.headers.authorization);
    this.requests.push(`${request.method} ${pathname} ${status}`);
    response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(JSON.stringify(body));
  };

  private answer(
    pathname: string,
    authorization: string | undefined,
  ): [status: number, body: object, headers?: Record<string, string>] {
    const principalId = this.access.principalOf(authorization, RESOURCE);
    if (principalId === undefined) {
      const challenge = `Bearer authorization="https://login.microsoftonline.com/${TENANT_ID}", resource="${RESOURCE}"`;
      return [401, failure("Unauthorized", "AKV10000: no valid token"), { "WWW-Authenticate": challenge }];
    }
    if (this.isClosed) {
      return [403, failure("Forbidden", "Client address is not authorized.", "ForbiddenByFirewall")];
    }
    const [, name] = /^\/secrets\/([\w-]+)(?:\/|$)/.exec(pathname) ?? [];
    if (name === undefined || !this.access.allows(principalId, "secret get", this.idOf(name))) {
      return [403, failure("Forbidden", `The principal ${principalId} may not get secrets.`, "ForbiddenByPolicy")];
    }
    const secret = this.secrets.get(name.toLowerCase());
    return secret
      ? [
          200,
          { value: secret.value, id: `${this.uri}secrets/${name}/${secret.version}`, attributes: { enabled: true } },
        ]
      : [404, failure("SecretNotFound", `A secret with (name/id) ${name} was not found in this key vault.`)];
  }

  private idOf(name: string): string {
    return `${this.id}/secrets/${name}`;
  }
}

function failure(code: string, message: string, innerCode?: string): object {
  return { error: { code, message, ...(innerCode && { innererror: { code: innerCode } }) } };
}
