import type { IManagedIdentity } from "../identity/identity-base";

/**
 * The identities of an app or job.
 *
 * A user-assigned identity exists before the app, so it can be granted what the app needs while it is created. A
 * system-assigned identity comes into being with the app: it can be granted access for the app's code, and nothing that
 * Azure uses before.
 *
 * @see https://learn.microsoft.com/azure/container-apps/managed-identity
 */
export class AppIdentity {
  /**
   * User-assigned identities. The first is the one that the app's code uses, whose client id is `AZURE_CLIENT_ID`.
   *
   * @param identities the identities; without any, the construct makes one, called `<name of the app>-id`
   */
  public static userAssigned(...identities: IManagedIdentity[]): AppIdentity {
    return new AppIdentity(false, true, [...identities]);
  }

  /** The identity that Azure makes with the app and deletes with it. */
  public static systemAssigned(): AppIdentity {
    return new AppIdentity(true, false, []);
  }

  /**
   * Both. The app's code uses the first user-assigned one unless it asks for the other.
   *
   * @param identities the user-assigned identities; without any, the construct makes one, called `<name of the app>-id`
   */
  public static systemAndUserAssigned(...identities: IManagedIdentity[]): AppIdentity {
    return new AppIdentity(true, true, [...identities]);
  }

  private constructor(
    /** Whether Azure makes an identity with the app. */
    public readonly hasSystemAssigned: boolean,
    /** Whether the app has user-assigned identities. */
    public readonly hasUserAssigned: boolean,
    /** @internal */
    public readonly _given: readonly IManagedIdentity[],
  ) {}
}
