import { Construct } from "constructs";

/**
 * The attributes of an environment as azurerm's class or its data source gives them.
 *
 * @internal
 */
export interface EnvironmentAttributes {
  readonly defaultDomain: string;
  readonly staticIpAddress: string;
  readonly platformReservedCidr: string;
  readonly platformReservedDnsIpAddress: string;
  readonly dockerBridgeCidr: string;
  readonly customDomainVerificationId: string;
}

/**
 * An environment with the attributes that Azure gives it, each of which is read once.
 *
 * @internal
 */
export abstract class EnvironmentWithAttributes extends Construct {
  private readonly attributes = new Map<keyof EnvironmentAttributes, string>();
  private source?: EnvironmentAttributes;

  /** The domain that the addresses of all apps of the environment end with; known after apply. */
  public get defaultDomain(): string {
    return this.read("defaultDomain");
  }

  /** The IP address of the environment's ingress: a public one, or one in the subnet of an internal environment. */
  public get staticIpAddress(): string {
    return this.read("staticIpAddress");
  }

  /** The range of IP addresses, in CIDR notation, that Azure keeps for itself in the environment. */
  public get platformReservedCidr(): string {
    return this.read("platformReservedCidr");
  }

  /** The IP address of the environment's own DNS server, in the range of `platformReservedCidr`. */
  public get platformReservedDnsIpAddress(): string {
    return this.read("platformReservedDnsIpAddress");
  }

  /** The range of IP addresses, in CIDR notation, of the Docker bridge; empty where the environment has none. */
  public get dockerBridgeCidr(): string {
    return this.read("dockerBridgeCidr");
  }

  /** The value of the DNS record `asuid.<domain>` that proves to Azure whose a custom domain is. */
  public get customDomainVerificationId(): string {
    return this.read("customDomainVerificationId");
  }

  /**
   * The resource or the data source that has the attributes. It is asked for once, when an attribute is read first.
   *
   * @internal
   */
  protected abstract _attributes(): EnvironmentAttributes;

  private read(name: keyof EnvironmentAttributes): string {
    this.source ??= this._attributes();
    const value = this.attributes.get(name) ?? this.source[name];
    this.attributes.set(name, value);
    return value;
  }
}
