import type { Allowed } from "./actions";
import { Effort, Patterns } from "./patterns";

/** What one comparison of programs may look at: a second at most, and far more than roles need. */
const LIMIT = 300_000_000;

/** Patterns, and those that are taken out of them. */
interface Plane {
  readonly on: readonly string[];
  readonly off: readonly string[];
}

/**
 * Tells, for one comparison of programs, what allows all that something else allows. What cannot be told, or takes too
 * much, does not.
 */
export class Containment {
  private readonly effort = new Effort(LIMIT);
  private readonly takenOut = new Map<readonly string[], Map<readonly string[], Patterns>>();

  /** Whether all that one allows, the other allows too. */
  public isWithin(one: Allowed, other: Allowed): boolean {
    return (
      this.isPlaneWithin({ on: one.actions, off: one.notActions }, { on: other.actions, off: other.notActions }) &&
      this.isPlaneWithin(
        { on: one.dataActions, off: one.notDataActions },
        { on: other.dataActions, off: other.notDataActions },
      )
    );
  }

  private isPlaneWithin(one: Plane, other: Plane): boolean {
    const [on, off, takenOut] = [Patterns.of(other.on), Patterns.of(one.off), this.takenOutOnly(other.off, one.off)];
    return one.on.every(
      (pattern) =>
        on.covers(pattern, this.effort) &&
        (off.covers(pattern, this.effort) || !takenOut.overlaps(pattern, this.effort)),
    );
  }

  /** What one takes out and the other does not; the parts of a role share what is taken out. */
  private takenOutOnly(one: readonly string[], other: readonly string[]): Patterns {
    const ofOne = this.takenOut.get(one) ?? new Map<readonly string[], Patterns>();
    const known = ofOne.get(other) ?? Patterns.of(one).without(Patterns.of(other), this.effort);
    this.takenOut.set(one, ofOne.set(other, known));
    return known;
  }
}
