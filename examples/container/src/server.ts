import { createHash, timingSafeEqual } from "node:crypto";
import { createServer, IncomingMessage, Server, ServerResponse } from "node:http";
import { describe, log } from "./log.js";
import type { Orders } from "./orders.js";
import { inTime } from "./retry.js";

/** What is still waited for before the service takes requests: nothing, once it is ready. */
export type Pending = ReadonlySet<string>;

const LARGEST_ORDER = 64 * 1024;

/** An answer that is no success, for the caller. */
class Refusal extends Error {
  constructor(
    public readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * The HTTP server:
 *
 * - `GET /live`: 200 as long as the process answers. It says nothing of Azure: starting a process again gives it no
 *   access.
 * - `GET /ready`: 200 once every service could be reached for the first time, before that 503 and what is missing. It
 *   stays 200 afterwards: a service that is down is down for all replicas, and taking all of them out helps nobody.
 * - `POST /orders` with `Authorization: Bearer <API_KEY>`: 201 and a receipt.
 */
export function serve(orders: Orders, pending: Pending, apiKey: string): Server {
  return createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      const { status, message } =
        error instanceof Refusal ? error : new Refusal(503, "Azure does not answer as needed.");
      if (!(error instanceof Refusal)) {
        log("error", "an order could not be placed", describe(error));
      }
      send(response, status, { error: message });
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? "/", "http://service");
    switch (`${request.method} ${pathname}`) {
      case "GET /live":
        return send(response, 200, { live: true });
      case "GET /ready":
        return send(response, pending.size === 0 ? 200 : 503, { waitingFor: [...pending] });
      case "POST /orders":
        authorize(request, apiKey);
        if (pending.size > 0) {
          throw new Refusal(503, "The service is not ready.");
        }
        return send(response, 201, await inTime(orders.place(await bodyOf(request))));
      default:
        throw new Refusal(404, "There is nothing here.");
    }
  }
}

/** Compares in constant time, so that nobody can guess the key byte by byte. */
function authorize({ headers: { authorization = "" } }: IncomingMessage, apiKey: string): void {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  if (!timingSafeEqual(hash(authorization), hash(`Bearer ${apiKey}`))) {
    throw new Refusal(401, "The key is missing or wrong.");
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_ORDER) {
      throw new Refusal(413, `An order has at most ${LARGEST_ORDER} bytes.`);
    }
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  try {
    JSON.parse(text);
  } catch {
    throw new Refusal(400, "An order is JSON.");
  }
  return text;
}

function send(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const retry = status === 503 ? { "Retry-After": "5" } : {};
  const rest = status === 413 ? { Connection: "close" } : {};
  response.writeHead(status, { "Content-Type": "application/json", ...retry, ...rest }).end(JSON.stringify(body));
}
