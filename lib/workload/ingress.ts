import type {
  ContainerAppIngress,
  ContainerAppIngressCors,
  ContainerAppIngressIpSecurityRestriction,
  ContainerAppIngressTrafficWeight,
} from "@cdktf/provider-azurerm/lib/container-app";

/** What can be said of an ingress beside its port and who reaches it. */
export interface IngressOptions {
  /**
   * How the container is spoken to: `auto` (HTTP/1 or HTTP/2), `http`, `http2` or `tcp`.
   *
   * @default "auto"
   */
  readonly transport?: string;
  /**
   * The port that a `tcp` ingress is reached at; of external ones, each in an environment has another.
   *
   * @default - with the transport `tcp` the target port, because Azure refuses the 0 that azurerm sends for none
   */
  readonly exposedPort?: number;
  /**
   * Whether plain HTTP is taken, and not redirected to HTTPS.
   *
   * @default false
   */
  readonly allowInsecureConnections?: boolean;
  /**
   * What is done with the certificates of clients: `ignore`, `accept` or `require`.
   *
   * @default - Azure's, ignore
   */
  readonly clientCertificateMode?: string;
  /**
   * Who may call it from other web sites, as azurerm has it.
   *
   * @default - nobody
   */
  readonly cors?: ContainerAppIngressCors;
  /**
   * From which addresses it is reached, or is not, as azurerm has it; all rules have the same action.
   *
   * @default - from all
   */
  readonly ipSecurityRestriction?: ContainerAppIngressIpSecurityRestriction[];
  /**
   * Which revision has how much of the traffic, as azurerm has it; several take revision mode Multiple. A revision has
   * to be there, or be the one that this apply makes.
   *
   * @default - the latest revision has all
   */
  readonly trafficWeight?: ContainerAppIngressTrafficWeight[];
}

/**
 * How an app is reached: by all traffic to its latest revision, with plain HTTP redirected to HTTPS, unless it says
 * otherwise.
 */
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

  /** As azurerm has it, unchanged and without this library's defaults. */
  public static of(config: ContainerAppIngress): Ingress {
    return new Ingress(config);
  }

  private static on(targetPort: number, externalEnabled: boolean, options: IngressOptions): Ingress {
    const exposedPort = options.transport === "tcp" ? targetPort : undefined;
    const given = Object.fromEntries(
      Object.entries(options).filter(([, value]) => value !== undefined),
    ) as IngressOptions;
    return new Ingress({ ...defaults(), exposedPort, ...given, targetPort, externalEnabled });
  }

  private constructor(
    /** The ingress as azurerm takes it. */
    public readonly config: ContainerAppIngress,
  ) {}
}

/** What azurerm requires to be said, or leaves to Azure, and is safe. */
function defaults() {
  return {
    transport: "auto",
    allowInsecureConnections: false,
    trafficWeight: [{ latestRevision: true, percentage: 100 }],
  };
}
