import type { IncomingMessage, ServerResponse } from "http";
import { Access, TENANT_ID } from "./access";

const RESOURCE = "https://storage.azure.com";

/**
 * The blobs of a storage account: the properties of a container, and the upload of a block blob in one request.
 *
 * @see https://learn.microsoft.com/rest/api/storageservices/put-blob
 */
export class BlobStorageServer {
  /** The uploaded blobs, by container and name. */
  public readonly blobs = new Map<string, string>();

  constructor(
    private readonly id: string,
    private readonly access: Access,
  ) {}

  public readonly handle = (request: IncomingMessage, response: ServerResponse): void => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => this.answer(request, Buffer.concat(chunks).toString("utf8"), response));
  };

  private answer({ method, url, headers }: IncomingMessage, body: string, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(url!, "https://blobs");
    const principalId = this.access.principalOf(headers.authorization, RESOURCE);
    if (principalId === undefined) {
      const authority = `https://login.microsoftonline.com/${TENANT_ID}/oauth2/authorize`;
      response.setHeader("WWW-Authenticate", `Bearer authorization_uri=${authority} resource_id=${RESOURCE}`);
      return fail(response, 401, "InvalidAuthenticationInfo");
    }
    const [, container = "", blob] = pathname.split("/");
    const scope = `${this.id}/blobServices/default/containers/${container}`;
    if (!this.access.allows(principalId, blob ? "blob write" : "blob read", scope)) {
      return fail(response, 403, "AuthorizationPermissionMismatch");
    }
    const modified = { ETag: '"0x1"', "Last-Modified": new Date().toUTCString(), "x-ms-request-id": "1" };
    if (method === "PUT" && blob && headers["x-ms-blob-type"] === "BlockBlob") {
      this.blobs.set(`${container}/${blob}`, body);
      response.writeHead(201, modified).end();
      return;
    }
    if (searchParams.get("restype") === "container") {
      response.writeHead(200, modified).end();
      return;
    }
    fail(response, 400, "InvalidUri");
  }
}

function fail(response: ServerResponse, status: number, code: string): void {
  response
    .writeHead(status, { "Content-Type": "application/xml", "x-ms-error-code": code })
    .end(`<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${code}.</Message></Error>`);
}
