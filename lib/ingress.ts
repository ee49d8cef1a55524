import type { ContainerAppIngress } from "@cdktf/provider-azurerm/lib/container-app";

/** What can be said of an ingress beside its port and who reaches it. */
export interface IngressOptions {
  /**
   * How the container is spoken to: `auto` (HTTP/1 or HTTP/2), `http`, `http2` or `tcp`.
   *
   * @default "auto"
   */
  readonly transport?: string;
  /**
   * The port that a `tcp` ingress is reached at; no other app of the environment has the same.
   *
   * @default - with the transport `tcp` the target port, because Azure refuses the 0 that azurerm sends for none
   */
  readonly exposedPort?: number;
}

/** How an app is reached. All of an app's traffic goes to its latest revision, and plain HTTP is redirected to HTTPS. */
export class Ingress {
  /**
   * From within the app's environment only.
   *
   * @param targetPort the port that the container listens on, 1 to 65535
   */
  public static internalOnly(targetPort: number, options: IngressOptions = {}): Ingress {
    return Ingress.on(targetPort, false, options);
  }

  /**
   * From outside the environment too: the internet, or with an internal environment its virtual network.
   *
   * @param targetPort the port that the container listens on, 1 to 65535
   */
  public static external(targetPort: number, options: IngressOptions = {}): Ingress {
    return Ingress.on(targetPort, true, options);
  }

  /** As azurerm has it, unchanged: CORS, IP rules, client certificates, traffic over several revisions. */
  public static of(config: ContainerAppIngress): Ingress {
    return new Ingress(config);
  }

  private static on(targetPort: number, externalEnabled: boolean, options: IngressOptions): Ingress {
    const exposedPort = options.transport === "tcp" ? targetPort : undefined;
    return new Ingress({ ...defaults(), exposedPort, ...options, targetPort, externalEnabled });
  }

  private constructor(
    /** The ingress as azurerm takes it. */
    public readonly config: ContainerAppIngress,
  ) {}
}

/** What azurerm requires to be said, or leaves to Azure, and is safe. */
function defaults() {
  return { transport: "auto", allowInsecureConnections: false, trafficWeight: [{ latestRevision: true, percentage: 100 }] };
}
