import { ANYWHERE, idIn, placeIn, placeText } from "../base/place";

/** The key of something in Azure, which may stand in a subscription. */
export interface ScopedKey {
  /** One key for one thing in Azure, whatever its logical id and however the program names it. */
  readonly key: string;
  /**
   * The place, with which the key ends: the id of the subscription and, among several stacks, the stack that knows or
   * makes it. Undefined for the only stack's own subscription, and for what has a name that is unique in all of Azure.
   */
  readonly subscription?: string;
}

export function keyWithoutSubscription({ key, subscription }: ScopedKey): string {
  return subscription === undefined ? key : key.slice(0, -subscription.length - 1);
}

export function keyInSubscription(key: string, subscription: string | undefined): string {
  return subscription === undefined ? key : `${key}|${subscription}`;
}

/**
 * Whether two keys may stand for one thing: the deployer's own subscription has no id in a program, and may be any that
 * has one. What two stacks make is never one.
 */
export function mayBeSame(one: ScopedKey, other: ScopedKey): boolean {
  return (
    keyWithoutSubscription(one) === keyWithoutSubscription(other) && mayBeOnePlace(one.subscription, other.subscription)
  );
}

function mayBeOnePlace(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined || one === other) {
    return true;
  }
  const [a, b] = [placeIn(one), placeIn(other)];
  const areMadeApart = a.isMade && b.isMade && a.stack !== b.stack;
  const [idA, idB] = [idIn(a), idIn(b)];
  return !areMadeApart && (idA === undefined || idB === undefined || idA === idB);
}

/** The place of what a scope holds, unless it is made by a stack: that of the scope. */
export function placeInside(at: string | undefined): string | undefined {
  const place = placeIn(at ?? "");
  if (place.stack === undefined) {
    return at;
  }
  return idIn(place) ?? (place.id === ANYWHERE ? undefined : placeText({ ...place, isMade: false, isShared: false }));
}
