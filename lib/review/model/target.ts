import { GLOBAL_TYPES } from "../azure/resource-types";
import { wordFor } from "../azure/words";
import type { Instance } from "../program/instance";
import { keyInSubscription, keyWithoutSubscription, mayBeSame, placeInside, ScopedKey } from "./scoped-key";

/** What a target is, from the smallest to the largest scope. */
type TargetKind =
  "part" | "resource" | "resource group" | "subscription" | "management group" | "tenant" | "unresolved";

/** What a grant is for. */
export interface Target extends ScopedKey {
  /** Its name in a report. */
  readonly label: string;
  readonly kind: TargetKind;
  /** The scope that it is in, whose grants reach it, too. */
  readonly within?: Target;
  /** Why it is not known which target this is; undefined where it is known. */
  readonly unresolved?: string;
  /** The resource or data source of the program that stands for it. */
  readonly instance?: Instance;
}

/** The deployer's own subscription. */
export const CURRENT_SUBSCRIPTION: Target = { key: "subscription", label: "the subscription", kind: "subscription" };

export const TENANT: Target = { key: "tenant", label: "the tenant", kind: "tenant" };

/** A target and all scopes that it is in, from near to far. */
export function scopesOf(target: Target): readonly Target[] {
  const scopes: Target[] = [];
  for (let at: Target | undefined = target; at; at = at.within) {
    scopes.push(at);
  }
  return scopes;
}

/** Whether a target is, or may be, another one, or in it. */
export function isIn(target: Target, other: Target): boolean {
  return mayBeSame(target, other) || (target.within !== undefined && isIn(target.within, other));
}

/** A part of a target: what a path below it leads to. */
export function partOf(whole: Target, path: string, label: string): Target {
  const { subscription } = whole;
  return {
    key: keyInSubscription(`${keyWithoutSubscription(whole)}/${path}`, subscription),
    subscription,
    label,
    kind: "part",
    within: whole,
  };
}

export function resourceGroup(name: string, within: Target): Target {
  const subscription = placeInside(within.subscription);
  return {
    key: keyInSubscription(`resource group|${name.toLowerCase()}`, subscription),
    subscription,
    label: `${name} (resource group)`,
    kind: "resource group",
    within,
  };
}

/** The resource with a type in Azure and a name, which is unique in all of Azure or in its resource group. */
export function resourceIn(azureType: string, name: string, within: Target | undefined): Target {
  const { key, subscription } = keyOfResource(azureType, name, within);
  return { key, subscription, label: `${name} (${wordFor(azureType)})`, kind: "resource", within };
}

/** The key of the resource with a type in Azure and a name. */
export function keyOfResource(azureType: string, name: string, within: Target | undefined): ScopedKey {
  const type = azureType.toLowerCase();
  const isGlobal = GLOBAL_TYPES.has(type);
  const subscription = isGlobal ? undefined : placeInside(within?.subscription);
  const group =
    within?.kind === "resource group" ? keyWithoutSubscription(within).replace(/^resource group\|/, "") : "";
  const key = `${type}|${isGlobal ? "" : `${group}|`}${name.toLowerCase()}`;
  return { key: keyInSubscription(key, subscription), subscription };
}

/** The subscription with an id; without one, the deployer's own. */
export function subscription(id: string | undefined): Target {
  if (id === undefined || isCurrent(id)) {
    return CURRENT_SUBSCRIPTION;
  }
  const guid = id.replace(/^\/subscriptions\//i, "");
  return {
    key: `subscription|${guid.toLowerCase()}`,
    subscription: guid.toLowerCase(),
    label: `${guid} (subscription)`,
    kind: "subscription",
  };
}

/** An id of the caller's own subscription, as a text shows it. */
function isCurrent(subscriptionId: string): boolean {
  return /^\{azurerm_(client_config|subscription)\.subscription_id\}$/.test(subscriptionId);
}

export function managementGroup(name: string): Target {
  return {
    key: `management group|${name.toLowerCase()}`,
    label: `${name} (management group)`,
    kind: "management group",
  };
}

/** The target of an id whose end may be unknown: as the target itself, or as a part of it. */
export function orPart(target: Target): Target {
  return target.kind === "part" || target.unresolved !== undefined
    ? target
    : { ...target, label: `${target.label} or a part of it` };
}

/** A target that is not known, with why. */
export function unresolvedTarget(text: string, why: string): Target {
  return { key: `unresolved|${text}`, label: `unresolved: ${text}`, kind: "unresolved", unresolved: why };
}
