import type { IManagedIdentity } from "../identity/identity-base";

/**
 * The identities of an app or job.
 *
 * A user-assigned identity exists before the app, so it can be granted the access that Azure needs while it creates the
 * app, for Key Vault references and image pulls. A system-assigned identity is created with the app: it can be granted
 * only the access that the app's code needs.
 *
 * @see https://learn.microsoft.com/azure/container-apps/managed-identity
 */
export class AppIdentity {
  /**
   * User-assigned identities. The app's code uses the first one, whose client id is in `AZURE_CLIENT_ID`.
   *
   * @param identities the identities; with none, the construct makes one, called `<name of the app>-id`
   */
  public static userAssigned(...identities: IManagedIdentity[]): AppIdentity {
    return new AppIdentity(false, true, [...identities]);
  }

  /** The identity that Azure makes with the app and deletes with it. */
  public static systemAssigned(): AppIdentity {
    return new AppIdentity(true, false, []);
  }

  /**
   * User-assigned identities and the system-assigned one. The app's code uses the first user-assigned identity unless
   * it asks for the system-assigned one.
   *
   * @param identities the user-assigned identities; with none, the construct makes one, called `<name of the app>-id`
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
