import { TerraformProvider, TerraformStack } from "cdktf";
import { isLiteral, refuseInProgram } from "./problems";

/**
 * The provider for a resource of the stack, which can use its own stack's providers only: for another stack's, the one
 * here with the same alias.
 *
 * @throws Error when there is none
 */
export function providerIn(
  stack: TerraformStack,
  provider: TerraformProvider | undefined,
): TerraformProvider | undefined {
  if (!provider || TerraformStack.of(provider) === stack) {
    return provider;
  }
  const { terraformResourceType: type, alias } = provider;
  const here = stack
    .allProviders()
    .find((candidate) => candidate.terraformResourceType === type && candidate.alias === alias);
  if (!here) {
    refuseInProgram({
      construct: stack,
      finding:
        `has no ${type} provider with the alias ${JSON.stringify(alias)}, which a grant or a secret ` +
        `in this stack needs ([${provider.node.path}] is another stack's)`,
      allowed: "a provider of the same stack",
      change: "Declare one with that alias in this stack, before.",
    });
  }
  return here;
}

/**
 * The provider for a resource of the stack; where the stack has no such provider none, which stands for the default.
 */
export function providerIfIn(
  stack: TerraformStack,
  provider: TerraformProvider | undefined,
): TerraformProvider | undefined {
  const isHere =
    provider &&
    (TerraformStack.of(provider) === stack ||
      stack
        .allProviders()
        .some(
          ({ terraformResourceType, alias }) =>
            terraformResourceType === provider.terraformResourceType && alias === provider.alias,
        ));
  return isHere ? providerIn(stack, provider) : undefined;
}

/** The key of a provider's subscription: its id where the program says it, else the provider's alias, if any. */
export function subscriptionOf(stack: TerraformStack, provider: TerraformProvider | undefined): string | undefined {
  return subscriptionIdOf(stack, provider) ?? provider?.alias;
}

/** The id of a provider's subscription, where the program says it as a literal. */
export function subscriptionIdOf(stack: TerraformStack, provider: TerraformProvider | undefined): string | undefined {
  const used =
    provider ?? stack.node.children.find((child) => TerraformProvider.isTerraformProvider(child) && isDefault(child));
  const { subscriptionIdInput } = (used ?? {}) as { readonly subscriptionIdInput?: string };
  return isLiteral(subscriptionIdInput) ? subscriptionIdInput.toLowerCase() : undefined;
}

function isDefault(provider: TerraformProvider): boolean {
  return provider.terraformResourceType === "azurerm" && provider.alias === undefined;
}
