import type { IManagedIdentity } from "../identity/identity-base";
import type { AppSecret } from "../key-vault/app-secret";
import type { IContainerRegistry } from "./container-registry";
import { checkedRegistry } from "./private/checked-registry";

/** How an app or job signs in to a container registry to pull its images. */
export class RegistryCredentials {
  /**
   * By a managed identity, which is given the role to pull from the registry, and which the app or job then holds.
   * Images that come from the registry say so by themselves (`ContainerImage.fromRegistry`); this is for those that a
   * pipeline deploys later.
   *
   * @param registry the registry
   * @param identity the identity that pulls; by default the first user-assigned one of the app or job
   */
  public static fromRegistry(registry: IContainerRegistry, identity?: IManagedIdentity): RegistryCredentials {
    const { loginServer } = checkedRegistry("RegistryCredentials.fromRegistry", registry);
    return new RegistryCredentials(loginServer, identity, undefined, undefined, registry);
  }

  /**
   * By a managed identity that may pull from the registry, which the app or job then holds. Azure pulls the images
   * while it creates the app, so the identity is a user-assigned one.
   *
   * @param server the registry's host name: `myregistry.azurecr.io`
   * @param identity the identity that pulls; by default the first user-assigned one of the app or job
   */
  public static withIdentity(server: string, identity?: IManagedIdentity): RegistryCredentials {
    return new RegistryCredentials(server, identity);
  }

  /**
   * By a user name and a password, for registries that know no managed identities.
   *
   * @param server the registry's host name: `docker.io`
   * @param username the user
   * @param password a secret of a key vault, or AppSecret.fromValue(…)
   */
  public static withPassword(server: string, username: string, password: AppSecret): RegistryCredentials {
    return new RegistryCredentials(server, undefined, username, password);
  }

  private constructor(
    /** The registry's host name. */
    public readonly server: string,
    /** The identity that pulls; undefined for the first one of the app or job, and with a password. */
    public readonly identity?: IManagedIdentity,
    /** The user; undefined with an identity. */
    public readonly username?: string,
    /** The user's password; undefined with an identity. */
    public readonly password?: AppSecret,
    /**
     * The registry itself, where the program has it.
     *
     * @internal
     */
    public readonly _registry?: IContainerRegistry,
  ) {}

  /**
   * These credentials, with the identity and the registry of others for the same server where these have none.
   *
   * @internal
   */
  public _with({ identity, _registry }: RegistryCredentials): RegistryCredentials {
    return new RegistryCredentials(
      this.server,
      this.identity ?? identity,
      this.username,
      this.password,
      this._registry ?? _registry,
    );
  }
}
