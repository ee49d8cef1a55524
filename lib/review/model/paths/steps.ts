import { allows } from "../../azure/actions";
import { Powers, powersOf } from "../../azure/takeover";
import type { Coverage } from "../coverage";
import type { Grant } from "../grant";
import type { Principal } from "../principal";
import type { Target } from "../target";
import { anyRoleOn, Goal, identityGoal, listedIn, OpenEnd, Step } from "./access-path";
import type { Host, Surroundings } from "./surroundings";

/** A grant of a role whose powers are known. */
interface Power {
  readonly grant: Grant;
  readonly powers: Powers;
}

/** Where a principal can attach an identity, with the grant that allows it. */
interface Place {
  readonly label: string;
  readonly grant: Grant;
}

/** The scopes in which one can create resources. */
const CREATION_SCOPES: ReadonlySet<string> = new Set(["resource group", "subscription", "tenant"]);

/** The steps that one right allows, worked out when they are first asked for. */
export interface Right {
  /** The same for the same right of another principal, which leads nowhere else. */
  readonly key: string;
  readonly steps: () => readonly Step[];
}

/** The steps that lead on from principals and scopes, each worked out once. */
export class Steps {
  private readonly known = new Map<string, readonly Right[]>();

  constructor(
    private readonly around: Surroundings,
    private readonly coverage: Coverage,
    private readonly principals: ReadonlyMap<string, Principal>,
  ) {}

  /** The rights that lead on from a goal. */
  public from(goal: Goal): readonly Right[] {
    const rights = this.known.get(goal.key) ?? this.find(goal);
    this.known.set(goal.key, rights);
    return rights;
  }

  /** The grants of a principal that may lead further, and of which it is not known whether they do. */
  public openEndsOf(principal: Principal): readonly OpenEnd[] {
    return this.powersOf(principal).flatMap(({ grant }) => {
      const why = whyOpen(grant) ?? this.whyElsewhere(grant);
      return why === undefined ? [] : [{ grant, why }];
    });
  }

  private whyElsewhere({ target }: Grant): string | undefined {
    return target.kind === "subscription" && target.subscription !== undefined && this.around.isEmptyAt(target)
      ? "it is not known whether what the program makes is in that subscription"
      : undefined;
  }

  private find({ identity, gift }: Goal): Right[] {
    if (identity) {
      return [...this.byRoles(identity), ...this.byOwnership(identity)];
    }
    return gift?.isAnyRole ? [rightOf(`any role|${gift.target.key}`, () => this.inControlOf(gift.target))] : [];
  }

  /** All that is in a scope on which one has given oneself any role. */
  private inControlOf(scope: Target): Step[] {
    const step = (identity: Principal, words: string): Step => ({ to: identityGoal(identity), words, grants: [] });
    return [
      ...this.around.hosts
        .in(scope)
        .flatMap(({ target, identities }) =>
          identities.map((identity) => step(identity, `writes ${target.label}, which runs as ${identity.label}`)),
        ),
      ...this.around.identities
        .in(scope)
        .map(({ identity }) => step(identity, `adds a credential to ${identity.label}`)),
    ];
  }

  private byRoles(principal: Principal): Right[] {
    const powers = this.powersOf(principal).filter(({ grant }) => whyOpen(grant) === undefined);
    if (powers.length === 0) {
      return [];
    }
    const keys = powers.map(keyOfPower);
    return [
      ...powers.map((one, i) => rightOf(keys[i] ?? "", () => this.byRole(one))),
      rightOf(["attach", ...keys].join("\n"), () => this.attaches(powers)),
    ];
  }

  private byRole(power: Power): Step[] {
    const { givesRoles, writesCredentials } = power.powers;
    return [
      ...(givesRoles ? [giveRoles(power)] : []),
      ...this.takesOver(power),
      ...(writesCredentials ? this.addsCredentials(power) : []),
      ...this.entersLists(power),
    ];
  }

  /** Whoever owns a group can make itself a member of it. */
  private byOwnership(principal: Principal): Right[] {
    return this.coverage.grantsOf(principal).flatMap((grant): Right[] => {
      const isOwner = grant.kind === "directory role" && grant.permission.key === "owner";
      const group = isOwner ? this.principals.get(grant.target.key) : undefined;
      const step = group && { to: identityGoal(group), words: `adds itself to ${group.label}`, grants: [grant] };
      return step ? [rightOf(`owner|${grant.target.key}`, () => [step])] : [];
    });
  }

  private takesOver({ grant, powers }: Power): Step[] {
    return powers.takeovers.size === 0
      ? []
      : this.around.hosts.in(grant.target).flatMap((host) => {
          const words = powers.takeovers.get(host.type)?.replace("{}", host.target.label);
          return words === undefined
            ? []
            : host.identities.map((identity) => ({
                to: identityGoal(identity),
                words: `${words}, which runs as ${identity.label}`,
                grants: [grant],
              }));
        });
  }

  private addsCredentials({ grant }: Power): Step[] {
    return this.around.identities.in(grant.target).map(({ identity }) => ({
      to: identityGoal(identity),
      words: `adds a federated credential to ${identity.label}`,
      grants: [grant],
    }));
  }

  /** An identity that one may assign is as good as one's own, where there is something to attach it to. */
  private attaches(powers: readonly Power[]): Step[] {
    const assigning = powers.filter((one) => one.powers.assignsIdentities);
    const place = assigning.length === 0 ? undefined : this.placeFor(powers);
    return place
      ? assigning.flatMap(({ grant }) =>
          this.around.identities.in(grant.target).map(({ identity }) => ({
            to: identityGoal(identity),
            words: `attaches ${identity.label} to ${place.label}`,
            grants: grant === place.grant ? [grant] : [grant, place.grant],
          })),
        )
      : [];
  }

  private placeFor(powers: readonly Power[]): Place | undefined {
    for (const { grant, powers: may } of powers) {
      const host = may.attaches.size === 0 ? undefined : this.hostFor(grant.target, may);
      if (host) {
        return { label: host.target.label, grant };
      }
      const canCreate = may.creations.some((others) => others.every((action) => powers.some(allowsAction(action))));
      if (canCreate && CREATION_SCOPES.has(grant.target.kind)) {
        return { label: `what it creates in ${grant.target.label}`, grant };
      }
    }
    return undefined;
  }

  private hostFor(scope: Target, { attaches }: Powers): Host | undefined {
    return this.around.hosts.in(scope).find(({ type }) => attaches.has(type));
  }

  private entersLists({ grant, powers }: Power): Step[] {
    return powers.lists.size === 0
      ? []
      : this.around.lists
          .in(grant.target)
          .filter(({ type }) => powers.lists.has(type))
          .map(({ target, permission }) => ({
            to: listedIn(target, permission),
            words: `gives itself ${permission} on ${target.label}`,
            grants: [grant],
          }));
  }

  /** The roles of a principal, those of its groups among them, that lead further. */
  private powersOf(principal: Principal): Power[] {
    return this.coverage.grantsOf(principal).flatMap((grant) => {
      const { kind, ineffective, permission } = grant;
      const powers = kind === "role" && ineffective === undefined && permission.allowed;
      const known = powers ? powersOf(powers) : undefined;
      return known && !known.isNone ? [{ grant, powers: known }] : [];
    });
  }
}

function giveRoles({ grant }: Power): Step {
  return { to: anyRoleOn(grant.target), words: `gives itself any role on ${grant.target.label}`, grants: [grant] };
}

function allowsAction(action: string): (power: Power) => boolean {
  return ({ grant: { permission } }) => permission.allowed !== undefined && allows(permission.allowed, action);
}

/** Why it is not known where a grant leads. */
function whyOpen({ condition, target, by, caveat }: Grant): string | undefined {
  const repeats = by.unknownCount ?? by.module.unknownCount;
  if (condition !== "") {
    return `its condition may keep it from that: ${condition}`;
  }
  if (target.kind === "management group") {
    return "it is not known what is in the management group";
  }
  if (target.unresolved !== undefined) {
    return `its scope is not known: ${target.unresolved}`;
  }
  if (caveat.startsWith("in the tenant")) {
    return `it holds ${caveat}`;
  }
  return repeats === undefined ? undefined : `how many there are is not known: ${repeats}`;
}

/** The words for a step, with what has to happen before its grants hold. */
function withCaveats({ words, grants, to }: Step): Step {
  const caveats = grants.map(({ caveat }) => caveat).filter((caveat) => caveat !== "");
  return { to, grants, words: caveats.length > 0 ? `${words} (${caveats.join("; ")})` : words };
}

function rightOf(key: string, find: () => readonly Step[]): Right {
  let steps: readonly Step[] | undefined;
  return { key, steps: () => (steps ??= find().map(withCaveats)) };
}

function keyOfPower({ grant: { permission, target } }: Power): string {
  return `${permission.key} ${target.key}`;
}
