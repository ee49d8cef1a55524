import { randomUUID } from "crypto";
import type { IncomingMessage, ServerResponse } from "http";
import type { Access, Identity } from "./access";

/** The header that every request has to show; Container Apps makes one for each replica. */
export const IDENTITY_HEADER = "header-of-the-replica";

/** The API versions, by what each calls the header; the older one is what old Azure CLIs speak. */
const CURRENT = { header: "x-identity-header" };
const PROTOCOLS: Record<string, { readonly header: string } | undefined> = {
  "2019-08-01": CURRENT,
  "2017-09-01": { header: "secret" },
};

/**
 * The identity endpoint that Container Apps runs beside a container:
 * `GET $IDENTITY_ENDPOINT?resource=…&api-version=2019-08-01`, with the header `X-IDENTITY-HEADER` and, to choose an
 * identity, `client_id`, `principal_id` or `mi_res_id`.
 *
 * @see https://learn.microsoft.com/azure/container-apps/managed-identity#connect-to-azure-services-in-app-code
 */
export class IdentityEndpoint {
  /** How many of the next requests are refused with 403, as while the endpoint does not know the app yet. */
  public refusals = 0;
  /** What was asked for: the query of each request, and the answer's status. */
  public readonly requests: string[] = [];

  constructor(private readonly access: Access) {}

  public readonly handle = (request: IncomingMessage, response: ServerResponse): void => {
    const { search, searchParams } = new URL(request.url!, "http://identity");
    const [status, body] = this.answer(request, searchParams);
    this.requests.push(`${decodeURIComponent(search)} ${status}`);
    response.writeHead(status, { "Content-Type": "application/json" }).end(body && JSON.stringify(body));
  };

  private answer({ method, headers }: IncomingMessage, query: URLSearchParams): [status: number, body?: object] {
    if (method !== "GET") {
      return [405];
    }
    const version = query.get("api-version") ?? "";
    const { header } = PROTOCOLS[version] ?? CURRENT;
    if (headers[header] !== IDENTITY_HEADER || this.refusals-- > 0) {
      return [403];
    }
    const resource = query.get("resource");
    if (!PROTOCOLS[version] || !resource) {
      return badRequest("The api-version or the resource is missing or not known.");
    }
    const identity = this.identityFor(query);
    if (typeof identity === "string") {
      return badRequest(identity);
    }
    const { token, expires } = this.access.issue(identity, resource);
    const { clientId } = identity;
    return [
      200,
      { access_token: token, expires_on: String(expires), resource, token_type: "Bearer", client_id: clientId },
    ];
  }

  /** The identity that is asked for; or else what is wrong, in the words of App Service. */
  private identityFor(query: URLSearchParams): Identity | string {
    const { identities } = this.access;
    const [clientId, principalId, resourceId] = ["client_id", "principal_id", "mi_res_id"].map((name) =>
      (query.get(name) ?? query.get(name.replace("_", "")))?.toLowerCase(),
    );
    if (clientId ?? principalId ?? resourceId) {
      return (
        identities.find(
          (identity) =>
            identity.clientId === clientId ||
            identity.principalId === principalId ||
            identity.resourceId.toLowerCase() === resourceId,
        ) ?? "No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId."
      );
    }
    return identities.find(({ kind }) => kind === "system") ?? "Unable to load the proper Managed Identity.";
  }
}

function badRequest(message: string): [number, object] {
  return [400, { statusCode: 400, message, correlationId: randomUUID() }];
}
