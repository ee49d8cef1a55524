import type { TerraformProvider } from "cdktf";

/** What the import of an environment can say that synth cannot see. */
export interface ContainerAppEnvironmentImportOptions {
  /**
   * The workload profile of an app or job that names none: `Consumption` for an environment that has workload profiles.
   * Azure answers with that name then, and azurerm would plan to take it out each time.
   *
   * @default - none, as for an environment without workload profiles
   */
  readonly defaultWorkloadProfileName?: string;
}

/** Where an environment is, to import it by name. */
export interface ContainerAppEnvironmentLookup extends ContainerAppEnvironmentImportOptions {
  /** Its name. */
  readonly name: string;
  /** The resource group that holds it. */
  readonly resourceGroupName: string;
  /**
   * The provider whose subscription holds it.
   *
   * @default - the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
}
