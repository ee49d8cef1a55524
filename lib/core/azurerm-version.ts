import { App, TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/**
 * Returns the version of azurerm that the provider's classes are generated for. It is called only for a value that one
 * version refuses.
 */
export type AzurermVersion = () => string;

/**
 * The version of azurerm that a class of the provider is generated for, such as `4.55.0`. Only an instance holds the
 * version, so each call makes one in an app that is never synthesized.
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

/** Whether a version is the other one or a later one. */
export function isAtLeast(version: string, other: string): boolean {
  const numbers = version.split(".").map(Number);
  const difference = other
    .split(".")
    .map((part, i) => (numbers[i] ?? 0) - Number(part))
    .find((part) => part !== 0);
  return (difference ?? 0) >= 0;
}
