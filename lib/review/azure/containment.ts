import type { Allowed } from "./actions";
import { Effort, Patterns } from "./patterns";

/** The effort of one comparison of programs, in characters: a second at most, and far more than roles need. */
const LIMIT = 300_000_000;

/** The patterns of one plane, and those that are taken out of them. */
interface Plane {
  readonly on: readonly string[];
  readonly off: readonly string[];
}

/**
 * Whether one role allows every action that another one allows, for one comparison of programs. Where that is not
 * certain, or takes too much effort, the answer is no.
 */
export class Containment {
  private readonly effort = new Effort(LIMIT);
  private readonly takenOut = new Map<readonly string[], Map<readonly string[], Patterns>>();

  /** Whether every action that one allows is allowed by the other. */
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

  /** The patterns that one list takes out and another one does not; worked out once for lists that roles share. */
  private takenOutOnly(one: readonly string[], other: readonly string[]): Patterns {
    const ofOne = this.takenOut.get(one) ?? new Map<readonly string[], Patterns>();
    const known = ofOne.get(other) ?? Patterns.of(one).without(Patterns.of(other), this.effort);
    this.takenOut.set(one, ofOne.set(other, known));
    return known;
  }
}
