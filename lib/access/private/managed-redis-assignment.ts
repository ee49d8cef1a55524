import { stringToHclTerraform, stringToTerraform, TerraformProvider, TerraformResource } from "cdktf";
import type { Construct } from "constructs";

/** The arguments of the access policy of a principal on Managed Redis. */
export interface ManagedRedisAssignmentConfig {
  readonly managedRedisId: string;
  readonly objectId: string;
  readonly provider?: TerraformProvider;
}

/**
 * An `azurerm_managed_redis_access_policy_assignment`, which gives a principal the policy `default`: all commands on all
 * keys. The class is this library's own, because azurerm has the resource from 4.60 on, and the classes for an earlier
 * version do not.
 *
 * @see https://registry.terraform.io/providers/hashicorp/azurerm/4.73.0/docs/resources/managed_redis_access_policy_assignment
 */
export class ManagedRedisAssignment extends TerraformResource {
  public readonly managedRedisIdInput: string;
  public readonly objectIdInput: string;

  constructor(scope: Construct, id: string, config: ManagedRedisAssignmentConfig) {
    super(scope, id, {
      terraformResourceType: "azurerm_managed_redis_access_policy_assignment",
      terraformGeneratorMetadata: { providerName: "azurerm" },
      provider: config.provider,
    });
    this.managedRedisIdInput = config.managedRedisId;
    this.objectIdInput = config.objectId;
  }

  protected synthesizeAttributes(): { [name: string]: unknown } {
    return {
      managed_redis_id: stringToTerraform(this.managedRedisIdInput) as unknown,
      object_id: stringToTerraform(this.objectIdInput) as unknown,
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: unknown } {
    const argument = (value: string) => ({
      value: stringToHclTerraform(value) as unknown,
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    });
    return { managed_redis_id: argument(this.managedRedisIdInput), object_id: argument(this.objectIdInput) };
  }
}
