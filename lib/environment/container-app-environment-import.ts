import type { TerraformProvider } from "cdktf";
import type { EnvironmentIdentity } from "./environment-identity";

/** Options for the import of an environment. */
export interface ContainerAppEnvironmentImportOptions {
  /**
   * The workload profile of an app or job that names none: `Consumption` for an environment with workload profiles.
   * Azure returns that name, and azurerm would plan to remove it each time if it were not written.
   *
   * @default - none, which is right for an environment without workload profiles
   */
  readonly defaultWorkloadProfileName?: string;
  /**
   * The provider whose subscription holds the environment.
   *
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
  /**
   * The identities that the environment has, for what it reads or is granted by itself: nothing attaches them. With a
   * system-assigned identity, pass `systemAssignedPrincipalId`, too.
   *
   * @default - none is known, and nothing can be granted to the environment itself
   */
  readonly managedIdentity?: EnvironmentIdentity;
  /**
   * The object id of the environment's system-assigned identity, which azurerm does not look up.
   *
   * @default - none; required with a system-assigned identity
   */
  readonly systemAssignedPrincipalId?: string;
}

/** The name and the place of an environment to import. */
export interface ContainerAppEnvironmentLookup extends ContainerAppEnvironmentImportOptions {
  /** The name of the environment. */
  readonly name: string;
  /** The resource group that holds the environment. */
  readonly resourceGroupName: string;
}
