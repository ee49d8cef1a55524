import { Containment } from "../../azure/containment";
import { grouped } from "../../base/grouped";
import type { Coverage } from "../coverage";
import type { Grant } from "../grant";
import type { Principal } from "../principal";
import { scopesOf, Target } from "../target";
import { AccessPath, Goal, identityGoal, OpenEnd, Step } from "./access-path";
import { Steps } from "./steps";
import type { Surroundings } from "./surroundings";

/** As many steps are followed in one program: far more than a program has that somebody can read. */
const MAX_STEPS = 500_000;

/** The ways by which principals of a program get access that they are not given. */
export class AccessPaths {
  public readonly all: readonly AccessPath[];
  /** What may lead further, and is not followed because something is not known. */
  public readonly openEnds: readonly OpenEnd[];
  /** Whether every way was followed to its end. */
  public readonly isComplete: boolean;
  private readonly steps: Steps;
  private readonly containment = new Containment();
  private left = MAX_STEPS;

  constructor(
    surroundings: Surroundings,
    private readonly coverage: Coverage,
    principals: ReadonlyMap<string, Principal>,
  ) {
    this.steps = new Steps(surroundings, coverage, principals);
    const known = surroundings.isEmpty ? [] : [...principals.values()].filter(({ kind }) => kind !== "unresolved");
    this.all = known.flatMap((principal) => this.pathsOf(principal));
    this.openEnds = [
      ...new Map(known.flatMap((one) => this.steps.openEndsOf(one)).map((end) => [end.grant, end])).values(),
    ];
    this.isComplete = this.left >= 0;
  }

  /** The shortest way from a principal to each goal that gives it more than it has. */
  private pathsOf(principal: Principal): AccessPath[] {
    const ways = this.waysFrom(identityGoal(principal));
    if (ways.size === 0) {
      return [];
    }
    const own = new OwnAccess(this.coverage.grantsOf(principal), this.containment);
    const controlled = new Set(
      [...ways.values()].flatMap(({ goal: { gift } }) => (gift?.isAnyRole ? [gift.target.key] : [])),
    );
    return [...ways.values()].flatMap(({ goal, steps }) => this.pathTo(goal, { principal, steps, own, controlled }));
  }

  /** The shortest way to each goal, by the keys of the goals; a right that several goals have is followed once. */
  private waysFrom(start: Goal): ReadonlyMap<string, Way> {
    if (this.steps.from(start).length === 0) {
      return NO_WAYS;
    }
    const ways = new Map<string, Way>([[start.key, { goal: start, steps: [] }]]);
    const followed = new Set<string>();
    for (const { goal, steps } of ways.values()) {
      const rights = this.steps.from(goal).filter(({ key }) => !followed.has(key));
      for (const step of rights.flatMap((right) => right.steps())) {
        this.left -= steps.length + 1;
        if (this.left < 0) {
          return new Map();
        }
        if (!ways.has(step.to.key)) {
          ways.set(step.to.key, { goal: step.to, steps: [...steps, step] });
        }
      }
      rights.forEach(({ key }) => followed.add(key));
    }
    ways.delete(start.key);
    return ways;
  }

  /** The path to a goal; none where the goal gives the principal nothing that it does not have. */
  private pathTo(
    goal: Goal,
    { principal, steps, own, controlled }: Pick<AccessPath, "principal" | "steps"> & Reach,
  ): AccessPath[] {
    const { identity, gift } = goal;
    if (gift) {
      const around = scopesOf(gift.target).slice(gift.isAnyRole ? 1 : 0);
      const isCovered = around.some(({ key }) => controlled.has(key));
      return isCovered ? [] : [{ principal, goal, steps, reaches: [], isElsewhere: false }];
    }
    const grants = identity ? this.coverage.grantsOf(identity) : [];
    this.left -= grants.length;
    const reaches = grants.filter(
      (grant) => grant.kind !== "group membership" && grant.ineffective === undefined && !own.covers(grant),
    );
    const isElsewhere = identity?.kind === "user-assigned identity" && identity.instance?.isManaged !== true;
    return reaches.length > 0 || isElsewhere ? [{ principal, goal, steps, reaches, isElsewhere }] : [];
  }
}

/** A goal, with the steps that lead to it. */
interface Way {
  readonly goal: Goal;
  readonly steps: readonly Step[];
}

/** Most principals have no right that leads further. */
const NO_WAYS: ReadonlyMap<string, Way> = new Map();

interface Reach {
  readonly own: OwnAccess;
  /** The keys of the scopes on which the principal can have any role. */
  readonly controlled: ReadonlySet<string>;
}

/** What a principal is given, without limits. */
class OwnAccess {
  private readonly byTarget: ReadonlyMap<string, readonly Grant[]>;

  constructor(
    grants: readonly Grant[],
    private readonly containment: Containment,
  ) {
    const free = grants.filter(
      ({ condition, caveat, ineffective, by }) =>
        condition === "" &&
        caveat === "" &&
        ineffective === undefined &&
        by.unknownCount === undefined &&
        by.module.unknownCount === undefined,
    );
    this.byTarget = grouped(free, ({ target }) => target.key);
  }

  /** Whether one of the grants allows all that another one does. */
  public covers(grant: Grant): boolean {
    return scopesOf(grant.target).some((scope: Target) =>
      (this.byTarget.get(scope.key) ?? []).some((own) => this.isWithin(grant, own)),
    );
  }

  private isWithin({ permission: one }: Grant, { permission: other }: Grant): boolean {
    return one.allowed && other.allowed
      ? this.containment.isWithin(one.allowed, other.allowed)
      : one.key === other.key && one.unresolved === undefined;
  }
}
