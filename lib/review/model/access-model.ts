import { grouped } from "../base/grouped";
import { Graph } from "../graph/graph";
import type { Instance } from "../program/instance";
import type { Program } from "../program/program";
import { identityIdsOf } from "./attached-identities";
import type { BlindSpot } from "./blind-spot";
import { blindSpotsOf } from "./blind-spots";
import { Coverage } from "./coverage";
import type { EarlierGrant } from "./earlier-grant";
import type { Grant } from "./grant";
import { lifecycleOf } from "./identity-lifecycle";
import { AccessPaths } from "./paths/access-paths";
import { Surroundings } from "./paths/surroundings";
import type { Principal } from "./principal";
import type { Runner, Running } from "./runner";
import { keyWithoutSubscription, mayBeSame } from "./scoped-key";
import { stackOf } from "./stack-place";
import { resolversByStack, StackResolver } from "./stack-resolver";
import type { Target } from "./target";
import type { Targets } from "./targets";
import type { Use } from "./use";
import { VAULT_POLICY_TYPE, VAULT_TYPE } from "./vault";

/** Who may do what to what in a program, and which of that Azure and Terraform use. */
export class AccessModel {
  public readonly graph: Graph;
  public readonly grants: readonly Grant[];
  public readonly uses: readonly Use[];
  public readonly coverage: Coverage;
  /** The runners of each principal, by its key and by theirs. */
  public readonly runners = new Map<string, Map<string, Runner>>();
  /** All principals, by their keys. */
  public readonly principals = new Map<string, Principal>();
  /** The dependency cycles among resources. */
  public readonly cycles: Graph["cycles"];
  /** The modules, files and expressions that are not read. */
  public readonly blindSpots: readonly BlindSpot[];
  /** Whether something that is not read may give access to a principal of the program. */
  public readonly mayGrantUnread: boolean;
  private readonly resolvers: ReadonlyMap<string | undefined, StackResolver>;
  private readonly usesByPrincipal: ReadonlyMap<string, readonly Use[]>;
  private readonly attached = new Map<Instance, ReadonlyMap<string, readonly Principal[]> | undefined>();
  // Looked up by some rules only, and so made at the first use.
  private byResource?: ReadonlyMap<Instance, readonly Grant[]>;
  private running?: ReadonlyMap<string, readonly Principal[]>;
  private openToOthers?: ReadonlySet<string>;
  private ways?: AccessPaths;

  /**
   * @param earlier the grants before the change that the program is; undefined where that is not known
   */
  constructor(
    public readonly program: Program,
    public readonly earlier?: readonly EarlierGrant[],
  ) {
    const { instances } = program;
    this.resolvers = resolversByStack(program);
    this.graph = new Graph(program);
    // Finding cycles reads every expression, and so finds those that cannot be read.
    this.cycles = this.graph.cycles;
    this.grants = withoutRepeats(instances.flatMap((instance) => this.resolverOf(instance).grants.grantsBy(instance)));
    this.uses = instances.flatMap((instance) => this.resolverOf(instance).uses.usesOf(instance));
    instances
      .flatMap((instance) => this.resolverOf(instance).runners.runnersOf(instance))
      .forEach((one) => this.addRunner(one));
    [...this.grants, ...this.uses].forEach(({ principal }) => this.addPrincipal(principal));
    this.coverage = new Coverage(this.grants);
    this.usesByPrincipal = grouped(this.uses, ({ principal }) => keyWithoutSubscription(principal));
    this.blindSpots = blindSpotsOf(program);
    this.mayGrantUnread = this.blindSpots.some(({ mayGrant }) => mayGrant !== false);
  }

  /** What ids and names lead to in each stack. */
  public get targetsOfStacks(): readonly Targets[] {
    return [...this.resolvers.values()].map(({ targets }) => targets);
  }

  /** What the ids and names in a resource lead to, which may be something else in another stack. */
  public targetsOf(instance: Instance): Targets {
    return this.resolverOf(instance).targets;
  }

  /** The grants that a resource gives. */
  public grantsBy(instance: Instance): readonly Grant[] {
    this.byResource ??= grouped(this.grants, ({ by }) => by);
    return this.byResource.get(instance) ?? [];
  }

  /** The ways by which principals get access that they are not given. */
  public get paths(): AccessPaths {
    const { program, principals, runners, coverage } = this;
    this.ways ??= new AccessPaths(
      new Surroundings(
        (instance) => this.targetsOf(instance).ofInstance(instance),
        program.instances,
        principals,
        runners,
      ),
      coverage,
      principals,
    );
    return this.ways;
  }

  /** What Azure and Terraform do as a principal. */
  public usesOf(principal: Principal): readonly Use[] {
    return (this.usesByPrincipal.get(keyWithoutSubscription(principal)) ?? []).filter((use) =>
      mayBeSame(use.principal, principal),
    );
  }

  /** Whether something runs as a principal, or may. */
  public hasRunner(principal: Principal): boolean {
    this.running ??= grouped(
      [...this.principals.values()].filter(({ key }) => this.runners.has(key)),
      keyWithoutSubscription,
    );
    return (this.running.get(keyWithoutSubscription(principal)) ?? []).some((one) => mayBeSame(one, principal));
  }

  /** Whether a grant on a target is for a written-out object id, which may be anybody's. */
  public isOpenToOthers(target: Target): boolean {
    this.openToOthers ??= new Set(
      this.grants.filter(({ principal }) => principal.kind === "external").map((grant) => grant.target.key),
    );
    return this.openToOthers.has(target.key);
  }

  /** Whether the code of an app never acts as an identity that the app has. */
  public isForAzureOnly(identity: Principal, app: Instance): boolean {
    return lifecycleOf(app, identity, this.resolverOf(app).principals) === "none";
  }

  /** The user-assigned identities of a resource; undefined where one of them is not known. */
  public identitiesOf(instance: Instance): readonly Principal[] | undefined {
    const identities = identityIdsOf(instance).map((id) => this.resolverOf(instance).principals.ofIdentityId(id));
    return identities.some(({ kind }) => kind === "unresolved") ? undefined : identities;
  }

  /** Whether an identity is, or may be, attached to a resource; undefined where one of its identities is not known. */
  public isAttached(identity: Principal, owner: Instance): boolean | undefined {
    if (!this.attached.has(owner)) {
      const identities = this.identitiesOf(owner);
      this.attached.set(owner, identities && grouped(identities, keyWithoutSubscription));
    }
    const attached = this.attached.get(owner);
    return attached && (attached.get(keyWithoutSubscription(identity)) ?? []).some((one) => mayBeSame(one, identity));
  }

  private resolverOf(instance: Instance): StackResolver {
    const resolver = this.resolvers.get(stackOf(instance));
    if (!resolver) {
      throw new TypeError(`${instance.address} is in no stack of the program`);
    }
    return resolver;
  }

  private addPrincipal(principal: Principal): void {
    if (!this.principals.has(principal.key)) {
      this.principals.set(principal.key, principal);
    }
  }

  private addRunner([principal, runner]: Running): void {
    this.addPrincipal(principal);
    const runners = this.runners.get(principal.key) ?? new Map<string, Runner>();
    const known = runners.get(runner.key);
    const isSurer = known === undefined || (known.isUnsure && !runner.isUnsure);
    this.runners.set(principal.key, isSurer ? runners.set(runner.key, runner) : runners);
  }
}

/**
 * The grants, each policy once: a plan or a state shows a policy that is a resource of its own inside the vault, too.
 */
function withoutRepeats(grants: readonly Grant[]): Grant[] {
  const policyKeyOf = ({ principal, target }: Grant) => `${principal.key} ${target.key}`;
  const separate = new Set(grants.filter(({ by }) => by.type === VAULT_POLICY_TYPE).map(policyKeyOf));
  return grants.filter((grant) => grant.by.type !== VAULT_TYPE || grant.isInline || !separate.has(policyKeyOf(grant)));
}
