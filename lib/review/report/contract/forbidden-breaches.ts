import type { AccessModel } from "../../model/access-model";
import type { Grant } from "../../model/grant";
import { AccessPath, wayText } from "../../model/paths/access-path";
import type { Principal } from "../../model/principal";
import type { FindingRow } from "../report";
import { breach, notKnown } from "./contract-rows";
import type { ForbiddenEntry } from "./forbidden-access";
import { all, any, Match, nameMatches } from "./match";
import { permissionMatches } from "./permission-match";
import { ScopeMatch } from "./scope-match";

/** Access in a program, with how well an entry of a contract matches it. */
interface Fact {
  readonly match: Match;
  readonly address: string;
  /** The access in words, as a sentence without its full stop. */
  readonly words: string;
  /** Why a part of it is not known; empty where that is not its own. */
  readonly why: string;
}

/** The access in a program that a contract forbids, and of which it is not known whether it does. */
export function forbiddenBreaches(
  access: AccessModel,
  entries: readonly ForbiddenEntry[],
  source: string,
): FindingRow[] {
  const found = entries.flatMap((entry, i) =>
    new ForbiddenFacts(access, entry).facts.flatMap(({ match, address, words, why }) => {
      const what = `entry ${i} of ${source}`;
      if (match === "no") {
        return [];
      }
      return match === "yes"
        ? [breach("forbidden-access", address, `${words}, which ${what} forbids.`, entry.reason)]
        : [notKnown(address, `${words}; whether ${what} forbids that is not known${why && `: ${why}`}.`)];
    }),
  );
  const unread = access.blindSpots.map(({ address, why }) => notKnown(address, `What it gives is not known: ${why}.`));
  return [...found, ...unread];
}

/** All access of a program, as one entry of a contract sees it. */
class ForbiddenFacts {
  private readonly scopes?: ScopeMatch;
  private readonly ofPrincipals = new Map<string, Match>();

  constructor(
    private readonly access: AccessModel,
    private readonly entry: ForbiddenEntry,
  ) {
    this.scopes = entry.scopes && new ScopeMatch(access, entry.scopes);
  }

  public get facts(): Fact[] {
    const { grants, principals, paths } = this.access;
    const given = grants.map((grant) => this.fact(grant.principal, grant, hasText(grant.principal, grant)));
    // Without principals, what a group or another identity is given is found where it is given.
    return this.entry.principals
      ? [
          ...given,
          ...[...principals.values()].flatMap((principal) => [...this.byGroups(principal), ...this.ofAny(principal)]),
          ...paths.all.flatMap((path) => this.byPath(path)),
        ]
      : given;
  }

  private fact(principal: Principal, grant: Grant, words: string, address = grant.by.address): Fact {
    const match = all([
      this.isMeant(principal),
      permissionMatches(grant, this.entry),
      this.scopes?.of(grant.target) ?? "yes",
    ]);
    return { match, address, words, why: whyUnknown(principal, grant) };
  }

  /** Whether a principal, or something that runs as it, is one of those that are meant. */
  private isMeant(principal: Principal): Match {
    const { principals } = this.entry;
    if (!principals) {
      return "yes";
    }
    const runners = [...(this.access.runners.get(principal.key)?.values() ?? [])];
    const known =
      this.ofPrincipals.get(principal.key) ?? any([principal, ...runners].map((one) => nameMatches(one, principals)));
    this.ofPrincipals.set(principal.key, known);
    return known;
  }

  /** What a principal has as a member of groups. */
  private byGroups(principal: Principal): Fact[] {
    const { coverage } = this.access;
    return this.isMeant(principal) === "no" || !coverage.isMember(principal)
      ? []
      : coverage
          .grantsOf(principal)
          .filter((grant) => grant.principal.key !== principal.key)
          .map((grant) =>
            this.fact(principal, grant, `${hasText(principal, grant)}, as a member of ${grant.principal.label}`),
          );
  }

  /** A principal that must not appear at all, whatever it has. */
  private ofAny(principal: Principal): Fact[] {
    const { permissions, actions, dataActions, scopes } = this.entry;
    if (permissions ?? actions ?? dataActions ?? scopes) {
      return [];
    }
    const [runner] = [...(this.access.runners.get(principal.key)?.values() ?? [])];
    const address = runner?.by.address ?? principal.instance?.address ?? principal.label;
    const runs = runner ? `${runner.label} runs as ${principal.label}` : `${principal.label} is in the program`;
    return [{ match: this.isMeant(principal), address, words: runs, why: principal.unresolved ?? "" }];
  }

  /** What a principal reaches by a way that no grant shows. */
  private byPath(path: AccessPath): Fact[] {
    const { principal, goal, reaches } = path;
    const [first] = path.steps;
    const address = first?.grants[0]?.by.address ?? principal.label;
    const way = wayText(path);
    if (goal.gift) {
      const { target, isAnyRole } = goal.gift;
      const { permissions, actions, dataActions } = this.entry;
      const isOpen = isAnyRole || dataActions !== undefined || !(permissions ?? actions);
      const match = all([this.isMeant(principal), isOpen ? "yes" : "no", this.scopes?.of(target) ?? "yes"]);
      return [{ match, address, words: `${principal.label} ${way}`, why: "" }];
    }
    const as = `${principal.label} may act as ${goal.identity?.label}, for it ${way}; that one`;
    return reaches.map((grant) =>
      this.fact(principal, grant, `${as} has ${grant.permission.label} on ${grant.target.label}`, address),
    );
  }
}

function hasText({ label }: Principal, { permission, target }: Grant): string {
  return `${label} has ${permission.label} on ${target.label}`;
}

function whyUnknown({ unresolved }: Principal, { kind, permission, target }: Grant): string {
  const why = unresolved ?? permission.unresolved ?? target.unresolved;
  return why ?? (kind === "role" && !permission.allowed ? "this review does not know what the role allows" : "");
}
