import type { AccessModel } from "../../model/access-model";
import { keyWithoutSubscription } from "../../model/scoped-key";
import { scopesOf, Target, TENANT } from "../../model/target";
import { any, Match, nameMatches } from "./match";

/** Tells whether targets are in the scopes that a contract names, or are scopes around them. */
export class ScopeMatch {
  /** The names among the scopes, which may have stars. */
  private readonly names: readonly string[];
  /** The keys of the scopes that are known to be meant. */
  private readonly meant: ReadonlySet<string>;
  /** The keys of the scopes around those, and of themselves. */
  private readonly around: ReadonlySet<string>;
  /** The same keys without the subscription, which a program may leave open. */
  private readonly likelyMeant: ReadonlySet<string>;
  private readonly likelyAround: ReadonlySet<string>;

  constructor(access: AccessModel, scopes: readonly string[]) {
    this.names = scopes.filter((scope) => !scope.startsWith("/"));
    const known = [
      ...access.program.instances.map((instance) => access.targetsOf(instance).ofInstance(instance)),
      ...access.grants.map(({ target }) => target),
    ];
    const every = new Map(known.flatMap(scopesOf).map((target) => [target.key, target]));
    const meant = [
      ...scopes
        .filter((scope) => scope.startsWith("/"))
        .flatMap((scope) => access.targetsOfStacks.map((targets) => targets.of(scope))),
      ...[...every.values()].filter((target) => this.isNamed(target) === "yes"),
    ];
    const around = meant.flatMap(scopesOf);
    this.meant = new Set(meant.map(({ key }) => key));
    this.around = new Set(around.map(({ key }) => key));
    this.likelyMeant = new Set(meant.map(keyWithoutSubscription));
    this.likelyAround = new Set(around.map(keyWithoutSubscription));
  }

  /** Whether what is granted on a target is granted on one of the scopes, in it, or on all around it. */
  public of(target: Target): Match {
    const scopes = scopesOf(target);
    if (target.key === TENANT.key || this.around.has(target.key) || scopes.some(({ key }) => this.meant.has(key))) {
      return "yes";
    }
    const mayBeIt = (scope: Target) => this.likelyMeant.has(keyWithoutSubscription(scope));
    const isLikely = this.likelyAround.has(keyWithoutSubscription(target)) || scopes.some(mayBeIt);
    return isLikely || target.kind === "management group" || target.unresolved !== undefined
      ? "perhaps"
      : any(scopes.map((scope) => this.isNamed(scope)));
  }

  private isNamed(target: Target): Match {
    return this.names.length === 0 ? "no" : nameMatches(target, this.names);
  }
}
