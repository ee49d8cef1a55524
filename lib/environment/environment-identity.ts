import type { IManagedIdentity } from "../identity/identity-base";

/**
 * The identities of an environment itself, by which it reads the certificates and the secrets of Dapr components in a
 * key vault. Apps and jobs have identities of their own: `AppIdentity`.
 *
 * The environment exists before anything that it reads, so that each kind of identity can be granted access in time.
 *
 * @see https://learn.microsoft.com/azure/container-apps/key-vault-certificates-manage
 */
export class EnvironmentIdentity {
  /**
   * User-assigned identities. The environment reads with the first one, unless a certificate or a secret names another.
   *
   * @param identities the identities; with none, the construct makes one, called `<name of the environment>-env-id`
   */
  public static userAssigned(...identities: IManagedIdentity[]): EnvironmentIdentity {
    return new EnvironmentIdentity(false, true, [...identities]);
  }

  /** The identity that Azure makes with the environment and deletes with it. */
  public static systemAssigned(): EnvironmentIdentity {
    return new EnvironmentIdentity(true, false, []);
  }

  /**
   * User-assigned identities and the system-assigned one. The environment reads with the first user-assigned identity.
   *
   * @param identities the user-assigned identities; with none, the construct makes one, called `<name of the
   *   environment>-env-id`
   */
  public static systemAndUserAssigned(...identities: IManagedIdentity[]): EnvironmentIdentity {
    return new EnvironmentIdentity(true, true, [...identities]);
  }

  private constructor(
    /** Whether Azure makes an identity with the environment. */
    public readonly hasSystemAssigned: boolean,
    /** Whether the environment has user-assigned identities. */
    public readonly hasUserAssigned: boolean,
    /** @internal */
    public readonly _given: readonly IManagedIdentity[],
  ) {}
}
