import type {
  ContainerAppIngress,
  ContainerAppIngressCors,
  ContainerAppIngressIpSecurityRestriction,
  ContainerAppIngressTrafficWeight,
} from "@cdktf/provider-azurerm/lib/container-app";
import { isObject, kindOf, refuseCall } from "../core/problems";

/** Options for an ingress. */
export interface IngressOptions {
  /**
   * The protocol of the traffic to the container: `auto` (HTTP/1 or HTTP/2), `http`, `http2` or `tcp`.
   *
   * @default "auto"
   */
  readonly transport?: string;
  /**
   * The port that a `tcp` ingress is reached at, 1 to 65535 but not 80, 443 or 36985; refused with another transport.
   * No other app of the environment with an external ingress can have the same; internal ones may share a port.
   *
   * @default - with the transport `tcp` the target port, because azurerm would send 0, which Azure refuses
   */
  readonly exposedPort?: number;
  /**
   * Whether plain HTTP is accepted, and not redirected to HTTPS.
   *
   * @default false - so that traffic is encrypted
   */
  readonly allowInsecureConnections?: boolean;
  /**
   * What the ingress does with the certificates of clients: `ignore`, `accept` or `require`. Refused with the transport
   * `tcp`.
   *
   * @default - Azure's, ignore
   */
  readonly clientCertificateMode?: string;
  /**
   * The CORS policy, in azurerm's type: which other web sites may call the app. Refused with the transport `tcp`.
   *
   * @default - none: no other web site may call the app
   */
  readonly cors?: ContainerAppIngressCors;
  /**
   * The IP addresses that reach the app, or that do not, in azurerm's type. All rules have the same action.
   *
   * @default - none: all addresses reach the app
   */
  readonly ipSecurityRestriction?: ContainerAppIngressIpSecurityRestriction[];
  /**
   * The percentage of the traffic that each revision gets, in azurerm's type; together they are 100. Several revisions
   * require `RevisionMode.MULTIPLE`. Each has to exist, or be the one that this apply makes.
   *
   * @default - the latest revision gets all traffic
   */
  readonly trafficWeight?: ContainerAppIngressTrafficWeight[];
}

/**
 * The ingress of an app: how the app is reached. By default, all traffic goes to the latest revision, and plain HTTP is
 * redirected to HTTPS.
 *
 * @see https://learn.microsoft.com/azure/container-apps/ingress-overview
 */
export class Ingress {
  /**
   * An ingress that is reached from within the app's environment only.
   *
   * @param targetPort the port that the container listens on, 1 to 65535
   */
  public static internalOnly(targetPort: number, options: IngressOptions = {}): Ingress {
    return Ingress.on(targetPort, false, options);
  }

  /**
   * An ingress that is reached from outside the environment too: from the internet, or for an internal environment from
   * its virtual network. With the transport `tcp`, it requires an environment with a subnet.
   *
   * @param targetPort the port that the container listens on, 1 to 65535
   */
  public static external(targetPort: number, options: IngressOptions = {}): Ingress {
    return Ingress.on(targetPort, true, options);
  }

  /** An ingress in azurerm's type, unchanged and without this library's defaults. */
  public static of(config: ContainerAppIngress): Ingress {
    return new Ingress(config);
  }

  private static on(targetPort: number, externalEnabled: boolean, options: IngressOptions): Ingress {
    refuseCall(
      `Ingress.${externalEnabled ? "external" : "internalOnly"}`,
      isObject(options) && !Array.isArray(options)
        ? []
        : [
            {
              property: "options",
              value: kindOf(options),
              allowed: "an object",
              change: "Pass { … }, or leave it out.",
            },
          ],
    );
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

/** The arguments that azurerm requires or leaves to Azure, with safe values. */
function defaults() {
  return {
    transport: "auto",
    allowInsecureConnections: false,
    trafficWeight: [{ latestRevision: true, percentage: 100 }],
  };
}
