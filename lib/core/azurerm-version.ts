import { App, TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/** Says which azurerm the program is for; asked only where versions differ about a value. */
export type AzurermVersion = () => string;

/**
 * Says which azurerm a class of the provider's is for. Only an instance tells, so one is made where nothing sees it,
 * and only when somebody asks.
 */
export function azurermVersionOf(
  resource: new (scope: Construct, id: string, config: never) => TerraformResource,
): AzurermVersion {
  return () => {
    const { terraformGeneratorMetadata } = new resource(
      new TerraformStack(new App(), "version"),
      "version",
      {} as never,
    );
    return terraformGeneratorMetadata?.providerVersion ?? "0.0.0";
  };
}
