import { allows } from "../azure/actions";
import { grouped } from "../base/grouped";
import type { Grant } from "./grant";
import { PossibleGrants } from "./possible-grants";
import { keyWithoutSubscription, mayBeSame, ScopedKey } from "./scoped-key";
import { partOf, scopesOf, Target } from "./target";
import type { Use } from "./use";

const NONE: readonly Grant[] = [];

/** As many grants are filtered as fast as they are looked up by their targets. */
const FEW = 8;

/** Which grants cover which uses. */
export class Coverage {
  private readonly byPrincipal: ReadonlyMap<string, readonly Grant[]>;
  /** The grants of those principals who have many, by the keys of their targets. */
  private readonly byTarget = new Map<readonly Grant[], ReadonlyMap<string, readonly Grant[]>>();
  private readonly memberships: ReadonlyMap<string, readonly Grant[]>;
  private readonly possible = new Map<readonly Grant[], PossibleGrants>();
  private toAnyone?: PossibleGrants;
  private readonly ofUses = new Map<Use, readonly Grant[]>();
  private readonly ofTargets = new Map<string, readonly Grant[]>();

  constructor(private readonly grants: readonly Grant[]) {
    this.byPrincipal = grouped(grants, ({ principal }) => keyWithoutSubscription(principal));
    this.memberships = grouped(
      grants.filter(({ kind }) => kind === "group membership"),
      ({ principal }) => keyWithoutSubscription(principal),
    );
  }

  /** The grants of a principal, those of the groups that the program makes it a member of among them. */
  public grantsOf(principal: ScopedKey): readonly Grant[] {
    return this.memberships.size === 0
      ? this.grantsTo(principal)
      : this.allOf(principal).flatMap((one) => this.grantsTo(one));
  }

  /** Whether the program makes a principal a member of a group. */
  public isMember(principal: ScopedKey): boolean {
    return (this.memberships.get(keyWithoutSubscription(principal)) ?? NONE).some((grant) =>
      mayBeSame(grant.principal, principal),
    );
  }

  /** The grants that cover a use. */
  public of(use: Use): readonly Grant[] {
    let covering = this.ofUses.get(use);
    if (!covering) {
      covering = this.find(use);
      this.ofUses.set(use, covering);
    }
    return covering;
  }

  /** The grants that cover a use and that Azure does not ignore; they may still come too late. */
  public effective(use: Use): readonly Grant[] {
    const covering = this.of(use);
    return covering.some(({ ineffective }) => ineffective !== undefined)
      ? covering.filter(({ ineffective }) => ineffective === undefined)
      : covering;
  }

  /** Whether some grant may cover a use, as far as its principal, permission and target are known. */
  public isPossible(use: Use): boolean {
    const part = usedPart(use);
    return this.possibleFor(use.principal).mayCover(use, part, use.principal) || this.fromAnyone.mayCover(use, part);
  }

  /** The grants whose principal may be the given one, as a use may be covered by them. */
  private possibleFor(principal: ScopedKey): PossibleGrants {
    const grants = this.byPrincipal.get(keyWithoutSubscription(principal)) ?? NONE;
    const known = this.possible.get(grants) ?? new PossibleGrants(grants);
    this.possible.set(grants, known);
    return known;
  }

  /** The grants to principals that are not known. */
  private get fromAnyone(): PossibleGrants {
    return (this.toAnyone ??= new PossibleGrants(
      this.grants.filter(({ principal }) => principal.kind === "unresolved" && !principal.isClientId),
    ));
  }

  /** The grants on the target of a use and on the scopes that it is in, from near to far. */
  private find(use: Use): readonly Grant[] {
    const principals = this.allOf(use.principal);
    const found: (readonly Grant[])[] = [];
    scopesOf(usedPart(use)).forEach((scope) =>
      principals.forEach((principal) => {
        const here = this.findAt(principal, scope, use.needs);
        if (here.length > 0) {
          found.push(here);
        }
      }),
    );
    const [first = NONE] = found;
    return found.length < 2 ? first : found.flat();
  }

  /** The grants to a principal on one scope; where they are many, they are found once for all uses that share them. */
  private findAt(principal: ScopedKey, scope: Target, needs: readonly string[]): readonly Grant[] {
    const grants = this.grantsAt(principal, scope);
    return grants.length === 0 ? NONE : this.coveringAmong(grants, principal, scope, needs);
  }

  private coveringAmong(
    grants: readonly Grant[],
    principal: ScopedKey,
    scope: Target,
    needs: readonly string[],
  ): readonly Grant[] {
    const covers = (grant: Grant) =>
      mayBeSame(grant.principal, principal) && mayBeSame(grant.target, scope) && isAllowed(grant, needs);
    if (grants.length < 2) {
      return grants.every(covers) ? grants : NONE;
    }
    const key = [principal.key, scope.key, ...needs].join("\n");
    const found = this.ofTargets.get(key) ?? grants.filter(covers);
    this.ofTargets.set(key, found);
    return found;
  }

  /** The grants whose principal and target may be the given ones. */
  private grantsAt(principal: ScopedKey, scope: Target): readonly Grant[] {
    const grants = this.byPrincipal.get(keyWithoutSubscription(principal)) ?? NONE;
    if (grants.length <= FEW) {
      return grants.filter(({ target }) => keyWithoutSubscription(target) === keyWithoutSubscription(scope));
    }
    const byTarget = this.byTarget.get(grants) ?? grouped(grants, ({ target }) => keyWithoutSubscription(target));
    this.byTarget.set(grants, byTarget);
    return byTarget.get(keyWithoutSubscription(scope)) ?? NONE;
  }

  /** The grants to a principal itself, without those of its groups. */
  private grantsTo(principal: ScopedKey): readonly Grant[] {
    const grants = this.byPrincipal.get(keyWithoutSubscription(principal)) ?? NONE;
    return grants.length === 0 ? NONE : grantsThatMayBeTo(principal, grants);
  }

  /** A principal, and the groups that the program makes it a member of. */
  private allOf(principal: ScopedKey): readonly ScopedKey[] {
    if (this.memberships.size === 0) {
      return [principal];
    }
    const found = new Map([[principal.key, principal]]);
    for (const one of found.values()) {
      const memberships = this.memberships.get(keyWithoutSubscription(one)) ?? NONE;
      memberships
        .filter((grant) => mayBeSame(grant.principal, one))
        .forEach(({ target }) => found.set(target.key, target));
    }
    return [...found.values()];
  }
}

function grantsThatMayBeTo(principal: ScopedKey, grants: readonly Grant[]): readonly Grant[] {
  const isTo = (grant: Grant) => mayBeSame(grant.principal, principal);
  return grants.every(isTo) ? grants : grants.filter(isTo);
}

function isAllowed({ permission: { allowed } }: Grant, needs: readonly string[]): boolean {
  return allowed !== undefined && needs.some((need) => allows(allowed, need));
}

/** The secret or key that a use reads, as a grant may be for that alone; else the whole target. */
function usedPart({ target, item, kind }: Use): Target {
  const isSecret = kind !== "image pull" && target.unresolved === undefined && item !== "";
  return isSecret ? partOf(target, `${kind === "key" ? "keys" : "secrets"}/${item.toLowerCase()}`, item) : target;
}
