import { changed } from "../base/changed";
import { ANYWHERE, placeIn, placeText } from "../base/place";
import type { Instance } from "../program/instance";
import { keyInSubscription, keyWithoutSubscription, ScopedKey } from "./scoped-key";
import { subscriptionIdOf } from "./subscription";
import { CURRENT_SUBSCRIPTION, subscription, Target } from "./target";

/**
 * The place of one stack among several: what no text says, such as the deployer's subscription or the value of a
 * variable, may be something else in another stack, and what two stacks make is two things. The only stack of a program
 * has a place without a name, so that all keys stay as they are.
 */
export class StackPlace {
  /** @param stack undefined for the only stack of a program */
  constructor(public readonly stack: string | undefined) {}

  /** The subscription of the deployer of this stack. */
  public get ownSubscription(): Target {
    return this.stack === undefined
      ? CURRENT_SUBSCRIPTION
      : this.known({ ...CURRENT_SUBSCRIPTION, label: `the subscription of ${this.stack}` }, "");
  }

  /** The subscription that a resource of this stack is in. */
  public subscriptionOf(instance: Instance): Target {
    return this.subscription(subscriptionIdOf(instance));
  }

  /** The subscription with an id; without one, that of the deployer of this stack. */
  public subscription(id: string | undefined): Target {
    const target = subscription(id);
    return target === CURRENT_SUBSCRIPTION ? this.ownSubscription : this.relative(target);
  }

  /** Something with a key that names what only this stack knows, and so is not the same in another stack. */
  public relative<T extends ScopedKey>(one: T): T {
    const isKnownToAll = this.stack === undefined || isInStack(one.subscription) || !isOpen(one.key);
    return isKnownToAll ? one : this.known(one, one.subscription);
  }

  /** Something that this stack alone knows, as its deployer. */
  public own<T extends ScopedKey>(one: T): T {
    return this.stack === undefined ? one : this.known(one, "");
  }

  /**
   * Something that this stack makes.
   *
   * @param isShared whether another stack makes something of the same name in the same place
   */
  public made<T extends ScopedKey>(one: T, isShared = false): T {
    if (this.stack === undefined) {
      return one;
    }
    const place = placeIn(one.subscription ?? ANYWHERE);
    const isOpenName = place.id === ANYWHERE && isOpen(keyWithoutSubscription(one));
    return placed(one, placeText({ id: isOpenName ? "" : place.id, stack: this.stack, isMade: true, isShared }));
  }

  /** A key by which all stacks find one thing, and only this stack what it alone knows. */
  public lookupKeyOf(one: ScopedKey): string {
    if (this.stack === undefined) {
      return one.key;
    }
    const { id, stack } = placeIn(one.subscription ?? ANYWHERE);
    const base = keyWithoutSubscription(one);
    return `${base}|${id}${id === "" || isOpen(base) ? `<${stack ?? this.stack}>` : ""}`;
  }

  private known<T extends ScopedKey>(one: T, id = ""): T {
    return placed(one, placeText({ id, stack: this.stack, isMade: false }));
  }
}

/** Whether a key has a part that is not known from a text alone. */
function isOpen(key: string): boolean {
  return key.includes("{");
}

function isInStack(at: string | undefined): boolean {
  return at !== undefined && placeIn(at).stack !== undefined;
}

function placed<T extends ScopedKey>(one: T, at: string): T {
  const place: Partial<ScopedKey> = { key: keyInSubscription(keyWithoutSubscription(one), at), subscription: at };
  return changed(one, place as Partial<T>);
}

/** The stack of a resource, where the program has several. */
export function stackOf({ module }: Instance): string | undefined {
  return module.stack.name;
}
