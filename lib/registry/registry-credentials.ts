import type { IManagedIdentity } from "../identity/identity-base";
import type { AppSecret } from "../key-vault/app-secret";
import type { IContainerRegistry } from "./container-registry";
import { checkedRegistry } from "./private/checked-registry";

/** How an app or job signs in to a container registry to pull its images. */
export class RegistryCredentials {
  /**
   * Signs in by a managed identity, which is assigned the role to pull from the registry and attached to the app or
   * job. An image by `ContainerImage.fromRegistry` does this itself: these credentials are for images that a pipeline
   * deploys later.
   *
   * @param registry the registry that the images come from
   * @param identity the identity that pulls; by default the first user-assigned one of the app or job
   */
  public static fromRegistry(registry: IContainerRegistry, identity?: IManagedIdentity): RegistryCredentials {
    const { loginServer } = checkedRegistry("RegistryCredentials.fromRegistry", registry);
    return new RegistryCredentials(loginServer, identity, undefined, undefined, registry);
  }

  /**
   * Signs in by a managed identity, which is attached to the app or job. The program assigns it the role to pull. Azure
   * pulls the images while it creates the app, so only a user-assigned identity can pull them.
   *
   * @param server the host name of the registry: `myregistry.azurecr.io`
   * @param identity the identity that pulls; by default the first user-assigned one of the app or job
   */
  public static withIdentity(server: string, identity?: IManagedIdentity): RegistryCredentials {
    return new RegistryCredentials(server, identity);
  }

  /**
   * Signs in by a user name and a password, for registries that accept no managed identities.
   *
   * @param server the host name of the registry: `docker.io`
   * @param username the name of the user
   * @param password a secret of a key vault, or AppSecret.fromValue(…)
   */
  public static withPassword(server: string, username: string, password: AppSecret): RegistryCredentials {
    return new RegistryCredentials(server, undefined, username, password);
  }

  private constructor(
    /** The host name of the registry. */
    public readonly server: string,
    /** The identity that pulls; undefined for the first user-assigned one of the app or job, and with a password. */
    public readonly identity?: IManagedIdentity,
    /** The name of the user; undefined with an identity. */
    public readonly username?: string,
    /** The password of the user; undefined with an identity. */
    public readonly password?: AppSecret,
    /**
     * The registry itself; undefined where the program gives its host name alone.
     *
     * @internal
     */
    public readonly _registry?: IContainerRegistry,
  ) {}

  /**
   * These credentials, with the identity and the registry of other credentials for the same server where these have
   * none.
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
