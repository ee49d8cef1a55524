import { TerraformProvider, TerraformStack } from "cdktf";
import { isLiteral, refuseInProgram } from "./problems";

/**
 * The provider for a resource of the stack. A resource can use only the providers of its own stack: for the provider of
 * another stack, this is the one here with the same type and alias.
 *
 * @throws Error when the stack has no such provider
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
        `has no ${type} provider ${aliasShown(alias)}, which a grant or a secret in this stack needs: ` +
        `[${provider.node.path}] belongs to another stack`,
      allowed: "a provider of the same stack",
      change: "Declare such a provider in this stack, before the grant or the secret.",
    });
  }
  return here;
}

function aliasShown(alias: string | undefined): string {
  return alias === undefined ? "without an alias" : `with the alias ${JSON.stringify(alias)}`;
}

/**
 * The provider for a resource of the stack, as `providerIn` finds it. Where the stack has no such provider it is
 * undefined, which stands for the stack's default provider.
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

/**
 * The key of a provider's subscription: the subscription id where the program states it, else the alias of the
 * provider; undefined for a default provider without a literal subscription id.
 */
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
