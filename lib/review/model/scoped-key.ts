/** The key of something in Azure, which may stand in a subscription. */
export interface ScopedKey {
  /** One key for one thing in Azure, whatever its logical id and however the program names it. */
  readonly key: string;
  /**
   * The id of the subscription, with which the key ends; undefined for the deployer's own, and for what has a name that
   * is unique in all of Azure.
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
 * has one.
 */
export function mayBeSame(one: ScopedKey, other: ScopedKey): boolean {
  return (
    keyWithoutSubscription(one) === keyWithoutSubscription(other) &&
    (one.subscription === undefined || other.subscription === undefined || one.subscription === other.subscription)
  );
}
