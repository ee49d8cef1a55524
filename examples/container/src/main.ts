import { once } from "node:events";
import { SecretClient } from "@azure/keyvault-secrets";
import { ServiceBusClient } from "@azure/service-bus";
import { ContainerClient } from "@azure/storage-blob";
import { readConfiguration } from "./configuration.js";
import { ContainerCredential } from "./credential.js";
import { describe, log } from "./log.js";
import { Orders } from "./orders.js";
import { untilItSucceeds } from "./retry.js";
import { RotatingSecret } from "./rotating-secret.js";
import { serve } from "./server.js";

/** This service tries again by itself, and says so: the SDKs give up early. */
const RETRY = { retryOptions: { maxRetries: 1, retryDelayInMs: 200 } };

async function main(): Promise<void> {
  const configuration = readConfiguration(process.env);
  const stop = new AbortController();

  // #region clients
  // A DefaultAzureCredential whose requests have to be answered in time.
  const credential = new ContainerCredential();
  const vault = new SecretClient(configuration.vaultUrl, credential, RETRY);
  const blobs = new ContainerClient(new URL(configuration.blobContainer, configuration.blobEndpoint).href, credential, {
    retryOptions: { maxTries: 2, retryDelayInMs: 200 },
  });
  const bus = new ServiceBusClient(configuration.serviceBusHost, credential, {
    retryOptions: { maxRetries: 1, retryDelayInMs: 200, timeoutInMs: 10_000 },
  });
  // #endregion
  const queue = bus.createSender(configuration.queue);
  const secret = new RotatingSecret(vault, configuration.secretName);

  const firstUses = new Map<string, () => Promise<unknown>>([
    ["key vault", () => secret.read()],
    ["blob storage", () => blobs.getProperties()],
    ["service bus", () => queue.createMessageBatch()],
  ]);
  const pending = new Set(firstUses.keys());
  const server = serve(new Orders(secret, blobs, queue), pending, configuration.apiKey);
  server.listen(configuration.port);
  await once(server, "listening");
  log("info", "the service listens", { port: configuration.port, identity: process.env.AZURE_CLIENT_ID ?? "system" });

  const shutDown = async (signal: string) => {
    log("info", "the service stops", { signal });
    stop.abort();
    // Requests that are under way end first.
    server.close();
    await once(server, "close");
    await bus.close();
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => void shutDown(signal).finally(() => process.exit()));
  }

  await Promise.all(
    [...firstUses].map(async ([name, use]) => {
      await untilItSucceeds(name, use, stop.signal);
      pending.delete(name);
    }),
  );
  log("info", "the service is ready");
  await secret.keepReading(configuration.secretRefreshSeconds, stop.signal);
}

main().catch((error: unknown) => {
  if ((error as Error).name !== "AbortError") {
    log("error", "the service ends", describe(error));
    process.exitCode = 1;
  }
});
