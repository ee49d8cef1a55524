/**
 * What Azure calls the type of an environment. It cannot be changed: another type is another environment.
 *
 * @see https://learn.microsoft.com/azure/container-apps/structure
 */
export enum EnvironmentType {
  /**
   * Azure's own default: its apps run on shared machines by the profile `Consumption`, or on dedicated ones by other
   * workload profiles. A subnet of it is delegated to `Microsoft.App/environments`.
   */
  WORKLOAD_PROFILES = "WorkloadProfiles",
  /**
   * The legacy type without workload profiles: an app has at most 2 vCPU and 4Gi, init containers have no identity, and
   * a subnet has a prefix of at most /23 and is not delegated. In a subnet, Azure makes workload profiles instead since
   * January 2026: there, this is for an environment that exists.
   *
   * @see https://github.com/microsoft/azure-container-apps/issues/1646
   */
  CONSUMPTION_ONLY = "ConsumptionOnly",
}
