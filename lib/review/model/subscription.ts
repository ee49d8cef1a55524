import type { Value } from "../language/value";
import { canonicalText, Instance } from "../program/instance";

/**
 * The id of the subscription that a resource is in: as a plan or a state knows it, or as its provider has it. Undefined
 * for the deployer's own, where the default provider says none or one that is not known.
 */
export function subscriptionIdOf(instance: Instance): string | undefined {
  const id = instance.argument("id");
  const [, known] = typeof id === "string" ? (/^\/subscriptions\/([^/]+)/i.exec(id) ?? []) : [];
  return known ?? providerSubscriptionOf(instance);
}

function providerSubscriptionOf({ module, declaration }: Instance): string | undefined {
  const standard = module.root.subscriptionOf("azurerm");
  const own =
    module.subscriptionOf(declaration.provider ?? declaration.type.slice(0, declaration.type.indexOf("_"))) ?? standard;
  return isLiteral(own) || textOf(own) !== textOf(standard) ? textOf(own) : undefined;
}

function isLiteral(value: Value | undefined): boolean {
  return typeof value === "string" && value !== "";
}

function textOf(value: Value | undefined): string | undefined {
  return value === undefined ? undefined : canonicalText(value).toLowerCase();
}
