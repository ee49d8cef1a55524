import { randomUUID } from "node:crypto";
import type { ServiceBusSender } from "@azure/service-bus";
import type { ContainerClient } from "@azure/storage-blob";
import type { RotatingSecret } from "./rotating-secret.js";

/** What a caller is told of an order. */
export interface Receipt {
  readonly id: string;
  readonly signature: string;
  /** The version of the secret that signed. */
  readonly keyVersion: string | undefined;
}

/** Signs orders, stores them as blobs, and announces them on a queue. */
export class Orders {
  constructor(
    private readonly secret: RotatingSecret,
    private readonly blobs: ContainerClient,
    private readonly queue: ServiceBusSender,
  ) {}

  /** The message comes after the blob: whoever receives it finds the order. */
  public async place(order: string): Promise<Receipt> {
    const receipt = { id: randomUUID(), signature: this.secret.sign(order), keyVersion: this.secret.version };
    await this.blobs.getBlockBlobClient(`${receipt.id}.json`).upload(order, Buffer.byteLength(order), {
      blobHTTPHeaders: { blobContentType: "application/json" },
      metadata: { signature: receipt.signature },
    });
    await this.queue.sendMessages({ messageId: receipt.id, body: receipt, contentType: "application/json" });
    return receipt;
  }
}
