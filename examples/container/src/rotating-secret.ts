import { createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { SecretClient } from "@azure/keyvault-secrets";
import { describe, log } from "./log.js";
import { inTime } from "./retry.js";

/**
 * A secret of a vault that is read again and again, so that the process uses a new version soon after somebody writes
 * one. While the vault cannot be read, the version that was read last stays in use.
 *
 * The value never leaves the object: it signs.
 */
export class RotatingSecret {
  private current: { readonly value: string; readonly version: string } | undefined;

  constructor(
    private readonly client: SecretClient,
    private readonly name: string,
  ) {}

  /** The version in use, which is no secret. */
  public get version(): string | undefined {
    return this.current?.version;
  }

  /** Reads the newest version. */
  public async read(): Promise<void> {
    const { value, properties } = await inTime(this.client.getSecret(this.name));
    if (!value || !properties.version) {
      throw new Error(`The secret ${this.name} is empty.`);
    }
    if (properties.version !== this.current?.version) {
      log("info", this.current ? "the secret was rotated" : "the secret was read", {
        secret: this.name,
        version: properties.version,
      });
    }
    this.current = { value, version: properties.version };
  }

  /** Reads it again, every so many seconds, until the signal. */
  public async keepReading(seconds: number, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await sleep(seconds * 1_000, undefined, { signal });
        await this.read();
      } catch (error) {
        if (!signal.aborted) {
          log("warning", "the secret could not be read again", { secret: this.name, ...describe(error) });
        }
      }
    }
  }

  /**
   * The signature of a text, by HMAC-SHA256 in hexadecimal.
   *
   * @throws Error before the secret has been read
   */
  public sign(text: string): string {
    if (!this.current) {
      throw new Error("The secret has not been read yet.");
    }
    return createHmac("sha256", this.current.value).update(text).digest("hex");
  }
}
