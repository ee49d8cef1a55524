import { allows } from "../azure/actions";
import { grouped } from "../base/grouped";
import type { Grant } from "./grant";
import { mayBeSame, Placed, placeOf } from "./placed";
import { isIn, partOf, Target } from "./target";
import type { Use } from "./use";

const NONE: readonly Grant[] = [];

/** So many are looked through as fast as they are looked up. */
const FEW = 8;

/** Which grants cover which uses. */
export class Coverage {
  private readonly byPrincipal: ReadonlyMap<string, readonly Grant[]>;
  /** The grants of those who have many, by where they are for. */
  private readonly byPlace = new Map<readonly Grant[], ReadonlyMap<string, readonly Grant[]>>();
  private readonly memberships: ReadonlyMap<string, readonly Grant[]>;
  /** The grants to whom it is not known. */
  private readonly toAnyone: readonly Grant[];
  private readonly ofUses = new Map<Use, readonly Grant[]>();
  private readonly ofPlaces = new Map<string, readonly Grant[]>();

  constructor(grants: readonly Grant[]) {
    this.byPrincipal = grouped(grants, ({ principal }) => placeOf(principal));
    this.memberships = grouped(
      grants.filter(({ kind }) => kind === "group membership"),
      ({ principal }) => placeOf(principal),
    );
    this.toAnyone = grants.filter(({ principal }) => principal.kind === "unresolved" && !principal.isClientId);
  }

  /** The grants of a principal, those of the groups that the program makes it a member of among them. */
  public grantsOf(principal: Placed): readonly Grant[] {
    return this.allOf(principal).flatMap((one) => this.grantsTo(one));
  }

  /** Whether the program makes a principal a member of a group. */
  public isMember(principal: Placed): boolean {
    return (this.memberships.get(placeOf(principal)) ?? NONE).some((grant) => mayBeSame(grant.principal, principal));
  }

  /** The grants that a use is covered by. */
  public of(use: Use): readonly Grant[] {
    let covering = this.ofUses.get(use);
    if (!covering) {
      covering = this.find(use);
      this.ofUses.set(use, covering);
    }
    return covering;
  }

  /** The grants that a use is covered by and that do something; they may still come too late. */
  public effective(use: Use): readonly Grant[] {
    const covering = this.of(use);
    return covering.some(({ ineffective }) => ineffective !== undefined)
      ? covering.filter(({ ineffective }) => ineffective === undefined)
      : covering;
  }

  /** Whether some grant may cover a use, for all that is known of it. */
  public isPossible(use: Use): boolean {
    const mayCover = ({ permission: { allowed }, target }: Grant) =>
      (target.unresolved !== undefined ||
        isIn(usedPart(use), target) ||
        isIn(target, use.target) ||
        mayHold(target, use.target)) &&
      (allowed === undefined || use.needs.some((need) => allows(allowed, need)));
    return this.grantsTo(use.principal).some(mayCover) || this.toAnyone.some(mayCover);
  }

  /** Looks in what the target of the use is in, from near to far. */
  private find(use: Use): readonly Grant[] {
    const principals = this.allOf(use.principal);
    const found: (readonly Grant[])[] = [];
    for (let at: Target | undefined = usedPart(use); at; at = at.within) {
      const place = at;
      principals
        .map((principal) => this.findAt(principal, place, use.needs))
        .filter(({ length }) => length > 0)
        .forEach((grants) => found.push(grants));
    }
    return found.length === 1 ? found[0]! : found.flat();
  }

  /** What a principal is granted in one place; where that is much, it is found once for all uses that share it. */
  private findAt(principal: Placed, place: Target, needs: readonly string[]): readonly Grant[] {
    const grants = this.grantsAt(principal, place);
    const covers = (grant: Grant) =>
      mayBeSame(grant.principal, principal) && mayBeSame(grant.target, place) && isAllowed(grant, needs);
    if (grants.length < 2) {
      return grants.every(covers) ? grants : NONE;
    }
    const key = [principal.key, place.key, ...needs].join("\n");
    const found = this.ofPlaces.get(key) ?? grants.filter(covers);
    this.ofPlaces.set(key, found);
    return found;
  }

  /** The grants that have to do with a principal and a place. */
  private grantsAt(principal: Placed, place: Target): readonly Grant[] {
    const grants = this.byPrincipal.get(placeOf(principal)) ?? NONE;
    if (grants.length <= FEW) {
      return grants.filter(({ target }) => placeOf(target) === placeOf(place));
    }
    const byPlace = this.byPlace.get(grants) ?? grouped(grants, ({ target }) => placeOf(target));
    this.byPlace.set(grants, byPlace);
    return byPlace.get(placeOf(place)) ?? NONE;
  }

  /** The grants to a principal itself, or to what may be it. */
  private grantsTo(principal: Placed): readonly Grant[] {
    return (this.byPrincipal.get(placeOf(principal)) ?? NONE).filter((grant) => mayBeSame(grant.principal, principal));
  }

  /** A principal, and the groups that the program makes it a member of. */
  private allOf(principal: Placed): readonly Placed[] {
    if (this.memberships.size === 0) {
      return [principal];
    }
    const found = new Map([[principal.key, principal]]);
    for (const one of found.values()) {
      const memberships = this.memberships.get(placeOf(one)) ?? NONE;
      memberships
        .filter((grant) => mayBeSame(grant.principal, one))
        .forEach(({ target }) => found.set(target.key, target));
    }
    return [...found.values()];
  }
}

/** Whether a resource may be in a group: one of them has a name that is not known. */
function mayHold(group: Target, target: Target): boolean {
  return (
    group.kind === "resource group" &&
    target.within?.kind === "resource group" &&
    [group, target.within].some(({ key }) => key.includes("{"))
  );
}

function isAllowed({ permission: { allowed } }: Grant, needs: readonly string[]): boolean {
  return allowed !== undefined && needs.some((need) => allows(allowed, need));
}

/** The secret that a use reads, which a grant may be for alone. */
function usedPart({ target, item, kind }: Use): Target {
  const isSecret = kind !== "image pull" && target.unresolved === undefined && item !== "";
  return isSecret ? partOf(target, `${kind === "key" ? "keys" : "secrets"}/${item.toLowerCase()}`, item) : target;
}
