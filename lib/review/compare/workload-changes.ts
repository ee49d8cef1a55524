import { Containment } from "../azure/containment";
import { grouped } from "../base/grouped";
import type { GrantRow, PrincipalRow, Report } from "../report/report";
import { byPrincipalAndTarget, isCovered } from "./grant-coverage";
import { meaningOf } from "./grant-changes";
import { GrantIndex, indexKey } from "./grant-index";
import { byVerdict, Change, Verdict } from "./verdict";

/**
 * A change of what something that runs may do, whatever identities it runs as; several that run as the same identities
 * before and after are one row.
 */
export interface WorkloadChange {
  readonly change: Change;
  readonly verdict: Verdict;
  /** The names of what runs. */
  readonly workloads: readonly string[];
  /** The names of the principals that it ran as, and that it runs as. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** The grants by which it may do more, and those by which it could do what it may not any more. */
  readonly gained: readonly GrantRow[];
  readonly lost: readonly GrantRow[];
  /** Whether there are more of either: what each principal may do is in the review itself. */
  readonly isCut?: true;
}

/** How many grants one row shows that are gained, or lost; as many of all workloads would be too many. */
const MAX_ROWS = 50;

/** As many grants are looked at as fast as it is found out whether one principal covers all of them. */
const FEW = 8;

/** What runs, and as which principals. */
interface Workload {
  readonly id: string;
  readonly name: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** The changes of what those may do that run as the same principals for certain, the broadened ones first. */
export function workloadChanges(before: Report, after: Report): WorkloadChange[] {
  const [old, now] = [new Side(before), new Side(after)];
  const ids = new Set([...old.runners.keys(), ...now.runners.keys()]);
  const workloads = [...ids].sort().map((id): Workload => {
    const [was, is] = [old.runners.get(id), now.runners.get(id)];
    return { id, name: (is ?? was)?.name ?? id, before: was?.principals ?? [], after: is?.principals ?? [] };
  });
  const alike = grouped(workloads, (one) => JSON.stringify([one.before, one.after]));
  const judge = new Judge(old, now);
  return [...alike.values()].flatMap((those) => judge.changeOf(those)).sort(byVerdict);
}

/** One of the two reviews, by what runs. */
class Side {
  public readonly runners = new Map<string, { readonly name: string; readonly principals: readonly string[] }>();
  public readonly principals: ReadonlyMap<string, PrincipalRow>;
  public readonly index: GrantIndex;
  /** The grants to principals that are not as on the other side, and which principals there cover all of one here. */
  public readonly changed = new Map<string, readonly GrantRow[]>();
  public readonly covered = new Map<string, boolean>();
  private readonly grants: ReadonlyMap<string, readonly GrantRow[]>;

  constructor({ principals, grants }: Report) {
    this.principals = new Map(principals.map((row) => [row.id, row]));
    this.index = byPrincipalAndTarget(grants);
    this.grants = grouped(grants, ({ principal }) => principal);
    const running = principals.flatMap((row) =>
      row.runs.filter(({ unsure }) => unsure !== true).map(({ id, name }) => ({ id, name, principal: row.id })),
    );
    grouped(running, ({ id }) => id).forEach((rows, id) => {
      const as = [...new Set(rows.map(({ principal }) => principal))].sort();
      this.runners.set(id, { name: rows[0]?.name ?? id, principals: as });
    });
  }

  public grantsOf(principal: string): readonly GrantRow[] {
    return this.grants.get(principal) ?? [];
  }

  public nameOf(principal: string): string {
    return this.principals.get(principal)?.name ?? principal;
  }

  /** Whether a principal may have access that the program does not show. */
  public isOpen(principal: string): boolean {
    const { kind, existing } = this.principals.get(principal) ?? {};
    return existing === true || kind === "unresolved" || kind === "external" || kind === "deployer";
  }
}

/** Judges what workloads gain and lose. */
class Judge {
  private readonly containment = new Containment();

  constructor(
    private readonly old: Side,
    private readonly now: Side,
  ) {}

  /** The change of workloads that run as the same principals; none where it is none. */
  public changeOf(workloads: readonly Workload[]): WorkloadChange[] {
    const { before, after } = workloads[0] ?? { before: [], after: [] };
    const gained = this.more(before, this.old, after, this.now);
    const lost = this.more(after, this.now, before, this.old);
    const verdict = verdictOf(
      gained.length > 0 || hasOpen(this.now, after, before),
      lost.length > 0 || hasOpen(this.old, before, after),
    );
    return verdict === "same" && !this.isMove(before, after)
      ? []
      : [
          {
            change: changeOf(before, after),
            verdict,
            workloads: workloads.map(({ name }) => name).sort(),
            before: before.map((one) => this.old.nameOf(one)),
            after: after.map((one) => this.now.nameOf(one)),
            gained: gained.slice(0, MAX_ROWS),
            lost: lost.slice(0, MAX_ROWS),
            isCut: gained.length > MAX_ROWS || lost.length > MAX_ROWS ? true : undefined,
          },
        ];
  }

  /** Whether something runs as other principals that have access. */
  private isMove(before: readonly string[], after: readonly string[]): boolean {
    return (
      JSON.stringify(before) !== JSON.stringify(after) &&
      [...before, ...after].some((one) => this.old.grantsOf(one).length + this.now.grantsOf(one).length > 0)
    );
  }

  /** The first grants to principals that those on the other side, all together, do not cover. */
  private more(from: readonly string[], there: Side, to: readonly string[], here: Side): GrantRow[] {
    const found: GrantRow[] = [];
    for (const principal of to) {
      const rows = from.includes(principal) ? this.changed(principal, here, there) : here.grantsOf(principal);
      if (rows.length > FEW && from.some((one) => this.isAllCovered(principal, here, one, there))) {
        continue;
      }
      for (const row of rows) {
        if (found.length > MAX_ROWS) {
          return found;
        }
        found.push(...(isCovered(row, there.index, this.containment, from) ? [] : [row]));
      }
    }
    return found;
  }

  /** The grants to a principal that it does not have with the same meaning on the other side. */
  private changed(principal: string, here: Side, there: Side): readonly GrantRow[] {
    const known = here.changed.get(principal);
    if (known) {
      return known;
    }
    const meanings = new Set(there.grantsOf(principal).map(meaningOf));
    const rows = here.grantsOf(principal).filter((row) => !meanings.has(meaningOf(row)));
    here.changed.set(principal, rows);
    return rows;
  }

  /** Whether one principal on the other side covers all grants to a principal; worked out once for all workloads. */
  private isAllCovered(principal: string, here: Side, other: string, there: Side): boolean {
    const key = indexKey(principal, other);
    const known =
      here.covered.get(key) ??
      here.grantsOf(principal).every((row) => isCovered(row, there.index, this.containment, [other]));
    here.covered.set(key, known);
    return known;
  }
}

/** Whether something runs as a principal, and did not before, that may have access that the program does not show. */
function hasOpen(side: Side, principals: readonly string[], others: readonly string[]): boolean {
  return principals.some((one) => side.isOpen(one) && !others.includes(one));
}

function changeOf(before: readonly string[], after: readonly string[]): Change {
  if (before.length === 0) {
    return "added";
  }
  return after.length === 0 ? "removed" : "changed";
}

function verdictOf(isMore: boolean, isLess: boolean): Verdict {
  if (isMore) {
    return "broadened";
  }
  return isLess ? "narrowed" : "same";
}
