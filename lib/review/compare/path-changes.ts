import { Containment } from "../azure/containment";
import { grouped } from "../base/grouped";
import type { GrantRow, PathRow, Report } from "../report/report";
import { byPrincipalAndTarget, isCovered } from "./grant-coverage";
import type { GrantIndex } from "./grant-index";
import type { Change, Verdict } from "./verdict";

/** A way to access that is not given which is new, is gone, or reaches something else. */
export interface PathChange {
  readonly change: Change;
  readonly verdict: Verdict;
  /** The name of the principal. */
  readonly principal: string;
  /** The way after the change; before it, where it is gone. */
  readonly path: PathRow;
}

/**
 * The changes of the ways by which principals get access that they are not given, by what they reach: one that reaches
 * only what the principal could reach before leaves access as it was.
 */
export function pathChanges(before: Report, after: Report): PathChange[] {
  if (!isComplete(before) || !isComplete(after)) {
    return [];
  }
  const [old, now] = [new Reachable(before), new Reachable(after)];
  const names = new Map([...before.principals, ...after.principals].map(({ id, name }) => [id, name]));
  const [was, is] = [byKey(before.paths ?? []), byKey(after.paths ?? [])];
  return [...new Set([...is.keys(), ...was.keys()])].sort().flatMap((key): PathChange[] => {
    const [one, other] = [was.get(key), is.get(key)];
    const path = other ?? one;
    const verdict = verdictOf(other !== undefined && !old.holds(other, now), one !== undefined && !now.holds(one, old));
    if (!path || (one && other && verdict === "same")) {
      return [];
    }
    return [{ change: changeOf(one, other), verdict, principal: names.get(path.principal) ?? path.principal, path }];
  });
}

/**
 * Whether a review has all ways: an older one has none, and of a program with very many some are not followed. Where
 * they are missing, the changes of grants and of what runs as identities, which make all ways, decide alone.
 */
function isComplete({ paths, openPaths = [] }: Report): boolean {
  return paths !== undefined && openPaths.every(({ by }) => by.length > 0);
}

function verdictOf(isMore: boolean, isLess: boolean): Verdict {
  if (isMore) {
    return "broadened";
  }
  return isLess ? "narrowed" : "same";
}

function changeOf(before: PathRow | undefined, after: PathRow | undefined): Change {
  if (before && after) {
    return "changed";
  }
  return after ? "added" : "removed";
}

function byKey(rows: readonly PathRow[]): ReadonlyMap<string, PathRow> {
  return new Map(rows.map((row) => [JSON.stringify([row.principal, row.may, row.permission, row.what.id]), row]));
}

/** All that principals reach in one review: by what they are given, and by the ways from there. */
class Reachable {
  private readonly grants: ReadonlyMap<string, readonly GrantRow[]>;
  private readonly index: GrantIndex;
  private readonly paths: ReadonlyMap<string, readonly PathRow[]>;
  private readonly known = new Map<GrantRow, Map<string, boolean>>();
  private readonly containment = new Containment();

  constructor({ grants, paths = [] }: Report) {
    this.grants = grouped(grants, ({ principal }) => principal);
    this.index = byPrincipalAndTarget(grants);
    this.paths = grouped(paths, ({ principal }) => principal);
  }

  /** Whether the principal of a way of another review reaches here all that the way reaches there. */
  public holds(path: PathRow, there: Reachable): boolean {
    const own = this.paths.get(path.principal) ?? [];
    if (path.may === "give itself") {
      const isSame = ({ permission, what }: PathRow) => permission === path.permission && what.id === path.what.id;
      return own.some(isSame) || hasAnyRole(own, new Set([path.what.id, ...(path.within ?? [])]));
    }
    if (path.elsewhere && !own.some(({ may, what }) => may === "act as" && what.id === path.what.id)) {
      return false;
    }
    return (there.grants.get(path.what.id) ?? []).every((grant) => this.reaches(path.principal, own, grant));
  }

  private reaches(principal: string, own: readonly PathRow[], grant: GrantRow): boolean {
    const known = this.known.get(grant) ?? new Map<string, boolean>();
    const is = known.get(principal) ?? this.find(principal, own, grant);
    this.known.set(grant, known.set(principal, is));
    return is;
  }

  private find(principal: string, own: readonly PathRow[], grant: GrantRow): boolean {
    const scopes = new Set([grant.target.id, ...grant.target.within]);
    const others = own.filter(({ may }) => may === "act as").map(({ what }) => what.id);
    return (
      hasAnyRole(own, scopes) ||
      [principal, ...others].some((id) => isCovered({ ...grant, principal: id }, this.index, this.containment))
    );
  }
}

/** Whether one of the ways leads to any role on one of several scopes. */
function hasAnyRole(paths: readonly PathRow[], scopes: ReadonlySet<string>): boolean {
  return paths.some(({ may, permission, what }) => {
    return may === "give itself" && permission === "any role" && scopes.has(what.id);
  });
}
