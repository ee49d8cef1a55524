import { Containment } from "../azure/containment";
import type { GrantRow, Report } from "../report/report";
import { byPrincipalAndTarget, isCovered } from "./grant-coverage";
import type { GrantChange } from "./grant-changes";
import type { GrantIndex } from "./grant-index";
import { IdentityHolders } from "./identity-holders";

/**
 * Tells which changes of identities the changes of what runs decide: where all that acts as an identity is known, what
 * it may do matters only through that. An identity that is split or merged is then no more access by itself.
 */
export class Judgement {
  private readonly old: IdentityHolders;
  private readonly now: IdentityHolders;
  private readonly grantsBefore: GrantIndex;
  private readonly ranAs = new Map<string, Set<string>>();
  private readonly containment = new Containment();

  constructor(before: Report, after: Report) {
    this.old = new IdentityHolders(before);
    this.now = new IdentityHolders(after);
    this.grantsBefore = byPrincipalAndTarget(before.grants);
    before.principals.forEach(({ id, runs }) =>
      runs
        .filter(({ unsure }) => unsure !== true)
        .forEach((runner) => this.ranAs.set(runner.id, (this.ranAs.get(runner.id) ?? new Set()).add(id))),
    );
  }

  /** Whether what runs decides what a change of a grant does. */
  public isOfWorkloads({ verdict, before, after }: GrantChange): boolean {
    if (verdict === "broadened") {
      return after !== undefined && this.now.areKnown(after.principal) && this.isNothingNewToTakers(after);
    }
    return before !== undefined && this.old.areKnown(before.principal);
  }

  /** Whether what runs decides what a change of what runs as a principal does. */
  public isKnown(principal: string): boolean {
    return this.old.areKnown(principal) && this.now.areKnown(principal);
  }

  /**
   * Whether all who may take the identity of a grant for something else could take one with that access before: one
   * that ran what now runs as it.
   */
  private isNothingNewToTakers(row: GrantRow): boolean {
    const takers = [...this.now.takersOf(row.principal)].filter((taker) => taker !== row.principal);
    return takers.length === 0 || this.ancestorsOf(row.principal).some((one) => this.isAsOpen(one, row, takers));
  }

  private isAsOpen(identity: string, row: GrantRow, takers: readonly string[]): boolean {
    const before = this.old.takersOf(identity);
    return (
      takers.every((taker) => before.has(taker)) && isCovered(row, this.grantsBefore, this.containment, [identity])
    );
  }

  /** The identities that ran, before, what now runs as an identity. */
  private ancestorsOf(identity: string): string[] {
    const runs = this.now.rows.get(identity)?.runs ?? [];
    return [...new Set(runs.flatMap(({ id }) => [...(this.ranAs.get(id) ?? [])]))];
  }
}
