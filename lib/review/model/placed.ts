/** What stands in a subscription, if its name alone does not tell it apart. */
export interface Placed {
  /** What it is told apart by, whatever it is called in the program. */
  readonly key: string;
  /**
   * The id of its subscription, with which the key ends; undefined for the deployer's own, and for what has a name that
   * is its own in all of Azure.
   */
  readonly subscription?: string;
}

/** The key but for the subscription. */
export function placeOf({ key, subscription }: Placed): string {
  return subscription === undefined ? key : key.slice(0, -subscription.length - 1);
}

/** Whether two may be one: the deployer's own subscription has no id in a program, and may be one that has. */
export function mayBeSame(one: Placed, other: Placed): boolean {
  return (
    placeOf(one) === placeOf(other) &&
    (one.subscription === undefined || other.subscription === undefined || one.subscription === other.subscription)
  );
}

/** A key in a subscription. */
export function keyIn(place: string, subscription: string | undefined): string {
  return subscription === undefined ? place : `${place}|${subscription}`;
}
