/**
 * The type of an environment, which cannot be changed: another type replaces the environment.
 *
 * @see https://learn.microsoft.com/azure/container-apps/structure
 */
export enum EnvironmentType {
  /**
   * The type with workload profiles, Azure's own default: apps run on shared machines with the profile `Consumption`,
   * or on dedicated machines with other profiles. The subnet is delegated to `Microsoft.App/environments`.
   */
  WORKLOAD_PROFILES = "WorkloadProfiles",
  /**
   * The legacy type without workload profiles: an app has at most 2 vCPU and 4Gi, init containers have no identity, and
   * the subnet is a /23 or larger and is not delegated. Since January 2026 Azure creates environments in a
   * subnet with workload profiles only: there, this type is for existing environments.
   *
   * @see https://github.com/microsoft/azure-container-apps/issues/1646
   */
  CONSUMPTION_ONLY = "ConsumptionOnly",
}
