import { TerraformProvider, TerraformStack } from "cdktf";
import { isLiteral, Problem } from "../core/problems";
import { subscriptionOf } from "../core/provider-in";
import { textOf } from "../core/token-text";

/** The problem with a reference to one attribute of an azurerm resource where another attribute is meant. */
export function checkAttribute(stack: TerraformStack, property: string, value: unknown, attribute: string): Problem[] {
  const text = typeof value !== "string" || isLiteral(value) ? "" : textOf(stack, value);
  const [, address, name] =
    /:((?:data\.)?azurerm_\w+\.[\w-]+)\.(id|name|login_server|resource_group_name)$/.exec(text) ?? [];
  return name === undefined || name === attribute
    ? []
    : [
        {
          property,
          value: `${address}.${name}`,
          allowed: `the attribute ${attribute}`,
          change: "Pass that attribute instead.",
        },
      ];
}

/** The problem with a literal id in another subscription than that of the provider that looks it up. */
export function checkSubscription(
  stack: TerraformStack,
  property: string,
  id: unknown,
  provider: TerraformProvider | undefined,
): Problem[] {
  const [, subscription] = (isLiteral(id) && /^\/subscriptions\/([^/]+)\//.exec(id)) || [];
  const looked = subscriptionOf(stack, provider);
  const isOther =
    subscription !== undefined &&
    looked !== undefined &&
    looked !== provider?.alias &&
    looked.toLowerCase() !== subscription.toLowerCase();
  const allowed = `an id in ${looked}, the subscription of the provider that looks it up`;
  return isOther ? [{ property, value: id, allowed, change: "Pass the provider of the id's subscription." }] : [];
}
