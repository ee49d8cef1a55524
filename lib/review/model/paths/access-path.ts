import type { Grant } from "../grant";
import type { Principal } from "../principal";
import type { Target } from "../target";

/**
 * What a way leads to: another principal, all roles on a scope, or a place in the list of a resource that has one of its
 * own.
 */
export interface Goal {
  readonly key: string;
  /** The principal whose access it is; undefined for access that one gives itself. */
  readonly identity?: Principal;
  /** What one gives itself on the target. */
  readonly gift?: { readonly permission: string; readonly target: Target; readonly isAnyRole: boolean };
}

/** One step of a way. */
export interface Step {
  readonly to: Goal;
  /** What is done, in words that go on from "who". */
  readonly words: string;
  /** The grants that allow it; none for what follows from a step before. */
  readonly grants: readonly Grant[];
}

/** A way by which a principal gets access that it is not given. */
export interface AccessPath {
  readonly principal: Principal;
  readonly goal: Goal;
  readonly steps: readonly Step[];
  /** The grants that it reaches and that the principal does not have itself; none for what one gives itself. */
  readonly reaches: readonly Grant[];
  /** Whether it reaches an identity that is made elsewhere, and may have access that the program does not show. */
  readonly isElsewhere: boolean;
}

/** A grant that may lead further, and of which that is not known. */
export interface OpenEnd {
  readonly grant: Grant;
  readonly why: string;
}

/** What is done, step by step. */
export function wayText({ steps }: { readonly steps: readonly Pick<Step, "words">[] }): string {
  return steps.map(({ words }) => words).join("; then ");
}

export function identityGoal(identity: Principal): Goal {
  return { key: `principal|${identity.key}`, identity };
}

export function anyRoleOn(target: Target): Goal {
  return { key: `any role|${target.key}`, gift: { permission: "any role", target, isAnyRole: true } };
}

export function listedIn(target: Target, permission: string): Goal {
  return { key: `list|${target.key}`, gift: { permission, target, isAnyRole: false } };
}
