import { allows } from "../azure/actions";
import { grouped } from "../base/grouped";
import type { Grant } from "./grant";
import { keyWithoutSubscription, mayBeSame, ScopedKey } from "./scoped-key";
import { isIn, Target } from "./target";
import type { Use } from "./use";

const NONE: readonly Grant[] = [];

/** The grants that may cover uses as far as their targets are known, each found without a look at all of them. */
export class PossibleGrants {
  /** Grants whose targets are not known. */
  private readonly open: readonly Grant[];
  private readonly atTarget: ReadonlyMap<string, readonly Grant[]>;
  /** Grants by each scope that their targets are in. */
  private readonly inScope: ReadonlyMap<string, readonly Grant[]>;
  private readonly onGroups: readonly Grant[];
  /** Grants on resource groups whose names are not known. */
  private readonly onOpenGroups: readonly Grant[];

  constructor(grants: readonly Grant[]) {
    this.open = onceEach(grants.filter(({ target }) => target.unresolved !== undefined));
    this.atTarget = byKey(grants.map((grant): Entry => [keyWithoutSubscription(grant.target), grant]));
    this.inScope = byKey(
      grants.flatMap((grant) => chainOf(grant.target).map((scope): Entry => [keyWithoutSubscription(scope), grant])),
    );
    const onGroups = grants.filter(({ target }) => target.kind === "resource group");
    this.onGroups = onceEach(onGroups);
    this.onOpenGroups = onceEach(onGroups.filter(({ target }) => hasOpenName(target)));
  }

  /**
   * Whether one of the grants may cover a use.
   *
   * @param part the part of the target that is used
   * @param principal whose grants count; undefined for all
   */
  public mayCover(use: Use, part: Target, principal?: ScopedKey): boolean {
    const isPossible = (grant: Grant) =>
      (principal === undefined || mayBeSame(grant.principal, principal)) &&
      isAtTarget(grant, use, part) &&
      isPermitted(grant, use);
    return (
      this.open.some(isPossible) ||
      chainOf(part).some((scope) => this.at(this.atTarget, scope).some(isPossible)) ||
      this.at(this.inScope, use.target).some(isPossible) ||
      this.groupsThatMayHold(use.target).some(isPossible)
    );
  }

  private at(index: ReadonlyMap<string, readonly Grant[]>, target: Target): readonly Grant[] {
    return index.get(keyWithoutSubscription(target)) ?? NONE;
  }

  private groupsThatMayHold({ within }: Target): readonly Grant[] {
    if (within?.kind !== "resource group") {
      return NONE;
    }
    return hasOpenName(within) ? this.onGroups : this.onOpenGroups;
  }
}

function isAtTarget({ target }: Grant, use: Use, part: Target): boolean {
  return (
    target.unresolved !== undefined || isIn(part, target) || isIn(target, use.target) || mayHold(target, use.target)
  );
}

function isPermitted({ permission: { allowed } }: Grant, { needs }: Use): boolean {
  return allowed === undefined || needs.some((need) => allows(allowed, need));
}

/** Whether a resource may be in a resource group, because the name of one of the two groups is not known. */
function mayHold(group: Target, target: Target): boolean {
  return (
    group.kind === "resource group" &&
    target.within?.kind === "resource group" &&
    [group, target.within].some((one) => hasOpenName(one))
  );
}

function hasOpenName({ key }: Target): boolean {
  return key.includes("{");
}

/** A target, and all that it is in. */
function chainOf(target: Target): Target[] {
  return target.within ? [target, ...chainOf(target.within)] : [target];
}

/** A grant, with the key that it is found by. */
type Entry = readonly [key: string, grant: Grant];

function byKey(entries: readonly Entry[]): ReadonlyMap<string, readonly Grant[]> {
  return new Map(
    [...grouped(entries, ([key]) => key)].map(([key, found]) => [key, onceEach(found.map(([, grant]) => grant))]),
  );
}

/** Each permission of a principal once, of those that are in one place or may be: one of them covers what they all do. */
function onceEach(grants: readonly Grant[]): readonly Grant[] {
  const keyOf = ({ principal, permission, target }: Grant) =>
    [principal.kind === "unresolved" ? "" : principal.key, permission.key, target.subscription ?? ""].join("\n");
  return [...new Map(grants.map((grant) => [keyOf(grant), grant])).values()];
}
