import { GLOBAL_TYPES } from "../azure/resource-types";
import { wordFor } from "../azure/words";
import type { Instance } from "../program/instance";
import { keyIn, mayBeSame, Placed, placeOf } from "./placed";

/** How much a scope holds, from least to most. */
export const TARGET_KINDS = [
  "part",
  "resource",
  "resource group",
  "subscription",
  "management group",
  "tenant",
  "unresolved",
] as const;

export type TargetKind = (typeof TARGET_KINDS)[number];

/** What a grant is for. */
export interface Target extends Placed {
  /** What to call it in a report. */
  readonly label: string;
  readonly kind: TargetKind;
  /** What it is in, and so which grants reach it, too. */
  readonly within?: Target;
  /** Why it is not known; undefined for one that is. */
  readonly unresolved?: string;
  /** The resource that the program makes or reads it by. */
  readonly instance?: Instance;
}

/** The deployer's own subscription. */
export const CURRENT_SUBSCRIPTION: Target = { key: "subscription", label: "the subscription", kind: "subscription" };

/** Whether a target is, or may be, another one, or in it. */
export function isIn(target: Target, other: Target): boolean {
  for (let at: Target | undefined = target; at; at = at.within) {
    if (mayBeSame(at, other)) {
      return true;
    }
  }
  return false;
}

/** A part of a target, with the path that leads to it there. */
export function partOf(whole: Target, path: string, label: string): Target {
  const { subscription } = whole;
  return { key: keyIn(`${placeOf(whole)}/${path}`, subscription), subscription, label, kind: "part", within: whole };
}

export function resourceGroup(name: string, within: Target): Target {
  const { subscription } = within;
  return {
    key: keyIn(`resource group|${name.toLowerCase()}`, subscription),
    subscription,
    label: `${name} (resource group)`,
    kind: "resource group",
    within,
  };
}

/** What has a type in Azure and a name; which is its own in all of Azure, or in its resource group. */
export function resourceIn(azureType: string, name: string, within: Target | undefined): Target {
  const type = azureType.toLowerCase();
  const isGlobal = GLOBAL_TYPES.has(type);
  const subscription = isGlobal ? undefined : within?.subscription;
  const group = within?.kind === "resource group" ? placeOf(within).replace(/^resource group\|/, "") : "";
  const place = [type, ...(isGlobal ? [] : [group]), name.toLowerCase()].join("|");
  return {
    key: keyIn(place, subscription),
    subscription,
    label: `${name} (${wordFor(azureType)})`,
    kind: "resource",
    within,
  };
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

/** A target of which only the beginning of the id is told for sure. */
export function orPart(target: Target): Target {
  return target.kind === "part" || target.unresolved !== undefined
    ? target
    : { ...target, label: `${target.label} or a part of it` };
}

/** More steps than the id of anything in Azure has. */
export const MAX_SEGMENTS = 60;

export function tooLong(id: string): Target {
  return unresolved(
    `${id.slice(0, 100)}…`,
    `it has more than ${MAX_SEGMENTS} steps, which no id of Azure Resource Manager has`,
  );
}

export function unresolved(text: string, why: string): Target {
  return { key: `unresolved|${text}`, label: `unresolved: ${text}`, kind: "unresolved", unresolved: why };
}
