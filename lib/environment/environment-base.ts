import type { TerraformProvider } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import type { Grant, IGrantable, Principal } from "../access/principal";
import type { Role, RoleAssignmentOptions } from "../access/role";
import { placed } from "../core/placed";
import { withShortStacks } from "../core/short-stacks";
import type { IManagedIdentity } from "../identity/identity-base";
import { EnvironmentWithAttributes } from "./environment-attributes";

/**
 * An identity of an environment that reads something in a key vault.
 *
 * @internal
 */
export interface EnvironmentReader extends IGrantable {
  /** The identity as azurerm names it: the id of a user-assigned one, or `System`. */
  readonly id: string;
}

/**
 * What is known of the identities of an environment.
 *
 * @internal
 */
export interface EnvironmentIdentities {
  /** The principal of the system-assigned identity; undefined without such an identity. */
  readonly systemAssigned: Principal | undefined;
  /**
   * The identity that reads, after it is attached to an environment that the program makes.
   *
   * @param named the identity that the program names; where it names none, the first user-assigned one, or else the
   *   system-assigned one
   * @throws Error when none is named and none is known, or the environment does not have the named one
   */
  reader(named?: IManagedIdentity): EnvironmentReader;
}

/**
 * A Container Apps environment, made here or imported.
 *
 * Its `grantPrincipal` receives the access which the environment itself is granted: that of its first user-assigned
 * identity, or else of its system-assigned one. An environment that is made here without an identity makes a
 * user-assigned one when it is first granted something. It is refused where the identities are not known: of an
 * environment that is imported without `managedIdentity`, and of user-assigned ones in azurerm's own block.
 */
export interface IContainerAppEnvironment extends IConstruct, IGrantable {
  /** The resource id of the environment. */
  readonly environmentId: string;
  /**
   * The workload profile of an app or job that names none; undefined in a Consumption-only environment, and where it is
   * not known.
   */
  readonly defaultWorkloadProfileName?: string;
  /** The domain that the addresses of all apps of the environment end with; known after apply. */
  readonly defaultDomain: string;
  /** The IP address of the environment's ingress: a public one, or one in the subnet of an internal environment. */
  readonly staticIpAddress: string;
  /** The range of IP addresses, in CIDR notation, that Azure keeps for itself in the environment. */
  readonly platformReservedCidr: string;
  /** The IP address of the environment's own DNS server, in the range of `platformReservedCidr`. */
  readonly platformReservedDnsIpAddress: string;
  /** The range of IP addresses, in CIDR notation, of the Docker bridge; empty where the environment has none. */
  readonly dockerBridgeCidr: string;
  /** The value of the DNS record `asuid.<domain>` that proves to Azure whose a custom domain is. */
  readonly customDomainVerificationId: string;
  /** The principal of the system-assigned identity, to grant access to; undefined without such an identity. */
  readonly systemAssignedPrincipal?: Principal;
  /**
   * Assigns a role to the identity of the environment itself, which `grantPrincipal` stands for. A second call
   * with the same role and scope returns the same assignment.
   *
   * @param role a built-in role or a custom one
   * @param scope the id of the resource, resource group, subscription or management group to assign the role at
   * @param options a description and a condition
   * @throws Error when a literal scope is not an id, when a built-in role is for another service than that of the
   *   scope, or when an earlier call gave other options
   */
  assignRole(role: Role, scope: string, options?: RoleAssignmentOptions): Grant;
  /**
   * The types of the workload profiles by name, as far as synth knows them; undefined where synth does not know the
   * profiles.
   *
   * @internal
   */
  readonly _profileTypes?: ReadonlyMap<string, string | undefined>;
  /**
   * The subnet of the environment, without an id for one in Azure's own network; undefined where synth does not know.
   *
   * @internal
   */
  readonly _subnet?: { readonly id?: string };
  /**
   * Whether the environment has no workload profiles; undefined where synth does not know.
   *
   * @internal
   */
  readonly _isConsumptionOnly?: boolean;
  /**
   * Whether the internet does not reach the environment; undefined where synth does not know.
   *
   * @internal
   */
  readonly _isInternal?: boolean;
  /**
   * The region of the environment; undefined where synth does not know.
   *
   * @internal
   */
  readonly _location?: string;
  /**
   * The provider of the environment, where the program says it.
   *
   * @internal
   */
  readonly _provider?: TerraformProvider;
  /** @internal */
  readonly _identities: EnvironmentIdentities;
}

/**
 * The base of the environments that the program makes or imports.
 *
 * @internal
 */
export abstract class EnvironmentBase extends EnvironmentWithAttributes implements IContainerAppEnvironment {
  public abstract readonly environmentId: string;
  public abstract readonly defaultWorkloadProfileName?: string;
  /** @internal */
  public abstract readonly _identities: EnvironmentIdentities;
  /** @internal */
  public abstract readonly _provider?: TerraformProvider;

  constructor(scope: Construct, id: string) {
    super(placed(scope, id), id);
  }

  /** The principal that receives the access which the environment itself is granted. */
  public get grantPrincipal(): Principal {
    return this._identities.reader().grantPrincipal;
  }

  public get systemAssignedPrincipal(): Principal | undefined {
    return this._identities.systemAssigned;
  }

  public assignRole(role: Role, scope: string, options?: RoleAssignmentOptions): Grant {
    return withShortStacks(() =>
      this.grantPrincipal._assignRole({ construct: this, role, scope, options: options ?? {} }),
    );
  }
}
