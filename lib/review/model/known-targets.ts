import { keyInSubscription } from "./scoped-key";
import { CURRENT_SUBSCRIPTION, resourceGroup, resourceIn, Target } from "./target";

/** The targets of a program by key, so that a literal id or name leads to the resource that the program makes. */
export class KnownTargets {
  private readonly byKey = new Map<string, Target>();
  private readonly groups = new Map<string, Target>();

  /** Adds the target of a resource, and returns the one for its key: a resource counts more than a data source. */
  public add(target: Target): Target {
    const known = this.byKey.get(target.key);
    if (known && (!target.instance?.isManaged || known.instance?.isManaged)) {
      return known;
    }
    this.byKey.set(target.key, target);
    return target;
  }

  /** The target as the program has it; as it is given where the program does not have it. */
  public find(target: Target): Target {
    return this.byKey.get(target.key) ?? target;
  }

  /** The resource with a type and a name in a resource group or a subscription. */
  public named(azureType: string, name: string, within: Target = CURRENT_SUBSCRIPTION): Target {
    return this.find(resourceIn(azureType, name, within));
  }

  /** The resource group with a name in a subscription. */
  public group(name: string, within: Target): Target {
    const key = keyInSubscription(name, within.subscription);
    const group = this.groups.get(key) ?? resourceGroup(name, within);
    this.groups.set(key, group);
    return this.find(group);
  }
}
