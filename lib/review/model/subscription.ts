import { canonicalText, Instance } from "../program/instance";

/**
 * The id of the subscription that a resource is in: as a plan or a state knows it, or as its provider has it where that
 * is not the default provider's. Undefined for the deployer's own.
 */
export function subscriptionIdOf(instance: Instance): string | undefined {
  const id = instance.argument("id");
  const [, known] = typeof id === "string" ? (/^\/subscriptions\/([^/]+)/i.exec(id) ?? []) : [];
  return known ?? providerSubscriptionOf(instance);
}

function providerSubscriptionOf({ module, declaration }: Instance): string | undefined {
  const textOf = (value: ReturnType<typeof module.subscriptionOf>) =>
    value === undefined ? undefined : canonicalText(value).toLowerCase();
  const standard = textOf(module.root.subscriptionOf("azurerm"));
  const own = textOf(
    module.subscriptionOf(declaration.provider ?? declaration.type.slice(0, declaration.type.indexOf("_"))),
  );
  return own === standard ? undefined : own;
}
