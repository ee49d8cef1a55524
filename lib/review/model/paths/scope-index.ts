import { grouped } from "../../base/grouped";
import { keyWithoutSubscription, mayBeSame } from "../scoped-key";
import { scopesOf, Target, TENANT } from "../target";

/** Something that stands in scopes. */
interface InScope {
  readonly target: Target;
}

/** What stands in each scope, found without a look at everything; of most programs nothing is ever asked for. */
export class ScopeIndex<T extends InScope> {
  private readonly found = new Map<string, readonly T[]>();

  /**
   * @param findAll finds what there is, when it is first asked for
   * @param knownScopes the keys of the scopes that the program has something in
   */
  constructor(
    private readonly findAll: () => readonly T[],
    private readonly knownScopes: () => ReadonlySet<string>,
  ) {}

  public get isEmpty(): boolean {
    return this.all.length === 0;
  }

  /** What is certain to stand in a scope, or is the scope itself. */
  public in(scope: Target): readonly T[] {
    const known = this.found.get(scope.key) ?? this.find(scope);
    this.found.set(scope.key, known);
    return known;
  }

  /**
   * Where the program has something in a scope of the same key, that counts alone. Else one counts that may be the same,
   * because one of the two has no subscription in the program; but a subscription that is written out is not known to be
   * the deployer's.
   */
  private find(scope: Target): readonly T[] {
    if (scope.key === TENANT.key) {
      return this.all;
    }
    const entries = this.byScope.get(keyWithoutSubscription(scope)) ?? [];
    const isExact = scope.kind === "subscription" || this.knownScopes().has(scope.key);
    return entries
      .filter((entry) => (isExact ? entry.scope.key === scope.key : mayBeSame(entry.scope, scope)))
      .map(({ one }) => one);
  }

  private get all(): readonly T[] {
    return (this.everything ??= this.findAll());
  }
  private everything?: readonly T[];

  private get byScope(): ReadonlyMap<string, readonly { readonly scope: Target; readonly one: T }[]> {
    return (this.entries ??= grouped(
      this.all.flatMap((one) => scopesOf(one.target).map((scope) => ({ scope, one }))),
      ({ scope }) => keyWithoutSubscription(scope),
    ));
  }
  private entries?: ReadonlyMap<string, readonly { readonly scope: Target; readonly one: T }[]>;
}
