import { DefaultAzureCredential, GetTokenOptions, TokenCredential } from "@azure/identity";
import { inTime } from "./retry.js";

/**
 * The credential of the container's identity: that of `AZURE_CLIENT_ID`, or else the system-assigned one.
 *
 * The clients of the SDKs ask for one token at a time, and wait for it without end: a request that is never answered
 * would keep all later ones from being made. So each has to be answered in time.
 */
export class ContainerCredential implements TokenCredential {
  private readonly credential = new DefaultAzureCredential({ retryOptions: { maxRetries: 1, retryDelayInMs: 200 } });

  public getToken(scopes: string | string[], options?: GetTokenOptions): ReturnType<TokenCredential["getToken"]> {
    return inTime(this.credential.getToken(scopes, options), 5_000);
  }
}
