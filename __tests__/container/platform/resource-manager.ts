import type { IncomingMessage, ServerResponse } from "http";
import { Access, TENANT_ID } from "./access";

/**
 * As much of Azure Resource Manager as `az login --identity` asks for: the subscriptions and the tenants of the caller.
 *
 * @see https://learn.microsoft.com/rest/api/resources/subscriptions/list
 */
export class ResourceManager {
  constructor(private readonly access: Access) {}

  public readonly handle = ({ url, headers }: IncomingMessage, response: ServerResponse): void => {
    const principalId = this.access.principalOf(headers.authorization, "https://management.core.windows.net");
    const value = url!.startsWith("/subscriptions?") ? [] : [{ tenantId: TENANT_ID, id: `/tenants/${TENANT_ID}` }];
    response
      .writeHead(principalId === undefined ? 401 : 200, { "Content-Type": "application/json" })
      .end(JSON.stringify(principalId === undefined ? { error: { code: "Unauthorized" } } : { value }));
  };
}
