import type { Instance } from "../program/instance";
import { keyInSubscription } from "./scoped-key";
import { StackPlace, stackOf } from "./stack-place";
import { resourceGroup, resourceIn, Target } from "./target";

const NONE: readonly Target[] = [];

/** The targets of all stacks of a program. */
export class KnownTargets {
  private readonly byKey = new Map<string, readonly Target[]>();

  /** @param shared the keys of what several stacks make */
  constructor(private readonly shared: ReadonlySet<string> = new Set()) {}

  /** The keys of what several stacks make. */
  public get madeBySeveral(): ReadonlySet<string> {
    const isMade = ({ instance }: Target) => instance?.isManaged === true;
    return new Set([...this.byKey].filter(([, targets]) => targets.filter(isMade).length > 1).map(([key]) => key));
  }

  /**
   * Adds the target of a resource, and returns the one for its key: a resource counts more than a data source, and what
   * two stacks make stays two.
   */
  public add(target: Target, instance: Instance, place: StackPlace): Target {
    const key = place.lookupKeyOf(target);
    const known = this.byKey.get(key) ?? NONE;
    if (!instance.isManaged) {
      const found = oneOf(known, place);
      return found ?? this.set(key, known.length === 0 ? [target] : known, target);
    }
    const others = known.length === 0 ? NONE : known.filter((one) => one.instance?.isManaged);
    const own = others.find((one) => isOf(one, place));
    const made = own ?? place.made(target, this.shared.has(key));
    return own ?? this.set(key, [...others, made], made);
  }

  /** The target as the program has it; as it is given where the program does not have it. */
  public find(target: Target, place: StackPlace): Target {
    return oneOf(this.byKey.get(place.lookupKeyOf(target)) ?? NONE, place) ?? target;
  }

  private set(key: string, targets: readonly Target[], target: Target): Target {
    this.byKey.set(key, targets);
    return target;
  }
}

/** The targets of a program by key, as one stack names them: a literal id or name leads to what the program makes. */
export class TargetsByName {
  private readonly groups = new Map<string, Target>();

  constructor(
    private readonly known: KnownTargets,
    public readonly place: StackPlace,
  ) {}

  /** Adds the target of a resource of this stack, and returns the one for its key. */
  public add(target: Target, instance: Instance): Target {
    return this.known.add(this.place.relative(target), instance, this.place);
  }

  /** The target as the program has it; as it is given where the program does not have it. */
  public find(target: Target): Target {
    return this.known.find(this.place.relative(target), this.place);
  }

  /** The resource with a type and a name in a resource group or a subscription. */
  public named(azureType: string, name: string, within: Target = this.place.ownSubscription): Target {
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

/** The only target of a key or, of several, the one that a stack makes itself. */
function oneOf(targets: readonly Target[], place: StackPlace): Target | undefined {
  return targets.length < 2 ? targets[0] : targets.find((target) => isOf(target, place));
}

function isOf({ instance }: Target, { stack }: StackPlace): boolean {
  return stack === undefined || (instance !== undefined && stackOf(instance) === stack);
}
