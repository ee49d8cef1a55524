import { Fn, ref, Token } from "cdktf";
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
  const text = argumentOf(id);
  return (
    parts ?? {
      resourceGroupName: Fn.basename(Fn.dirname(Fn.dirname(Fn.dirname(Fn.dirname(text))))),
      name: Fn.basename(text),
    }
  );
}

/** The id as an argument of cdktf's functions, which accept no string with quotes, as in the key of a `for_each`. */
function argumentOf(id: string): string {
  if (typeof id !== "string") {
    return Token.asString(id);
  }
  const [, expression] = /^\$\{([^{}]*)\}$/.exec(id) ?? [];
  return id.includes('"') ? Token.asString(ref(expression ?? `"${id}"`)) : id;
}

function parse(kind: string, id: string): ResourceIdParts | undefined {
  const [, resourceGroupName = "", ofKind, name = ""] =
    /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)\/providers\/([^/]+\/[^/]+)\/([^/]+)$/.exec(id) ?? [];
  return ofKind === kind ? { resourceGroupName, name } : undefined;
}
