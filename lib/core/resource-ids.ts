import { Fn } from "cdktf";
import { isLiteral } from "./problems";

/** The parts of the id of a resource in a resource group. */
interface ResourceIdParts {
  readonly resourceGroupName: string;
  readonly name: string;
}

/** The resource types of the ids that this library takes apart, as azurerm spells them: it compares ids by case. */
export const RESOURCE_ID = {
  keyVault: "Microsoft.KeyVault/vaults",
  userAssignedIdentity: "Microsoft.ManagedIdentity/userAssignedIdentities",
  containerAppEnvironment: "Microsoft.App/managedEnvironments",
  containerRegistry: "Microsoft.ContainerRegistry/registries",
  cosmosDbAccount: "Microsoft.DocumentDB/databaseAccounts",
  redisCache: "Microsoft.Cache/redis",
  managedRedis: "Microsoft.Cache/redisEnterprise",
  kustoCluster: "Microsoft.Kusto/clusters",
};

/**
 * The resource group and the name in the id of a resource of the type. A reference is taken apart by Terraform's path
 * functions: `split` would need a string literal inside an interpolation, which cdktf's HCL writer breaks.
 */
export function partsOf(kind: string, id: string): ResourceIdParts {
  const parts = isLiteral(id) ? parse(kind, id) : undefined;
  return (
    parts ?? {
      resourceGroupName: Fn.basename(Fn.dirname(Fn.dirname(Fn.dirname(Fn.dirname(id))))),
      name: Fn.basename(id),
    }
  );
}

function parse(kind: string, id: string): ResourceIdParts | undefined {
  const [, resourceGroupName = "", ofKind, name = ""] =
    /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)\/providers\/([^/]+\/[^/]+)\/([^/]+)$/.exec(id) ?? [];
  return ofKind === kind ? { resourceGroupName, name } : undefined;
}
