import type { ModuleCall } from "../program/declaration";
import { describe, hashOf } from "../language/text";
import { Graph } from "../graph/graph";
import { grouped } from "../base/grouped";
import type { Instance } from "../program/instance";
import type { ModuleInstance } from "../program/module-instance";
import type { Program } from "../program/program";
import { ObjectValue, Value } from "../language/value";
import { Coverage } from "./coverage";
import type { Grant } from "./grant";
import { Grants } from "./grants";
import { mayBeSame, placeOf } from "./placed";
import { Principal, Principals } from "./principal";
import { Roles } from "./role";
import { Runner, Runners } from "./runner";
import type { Target } from "./target";
import { Targets } from "./targets";
import { identityIdsOf, Use, Uses } from "./use";

/** A part of the program that the review cannot look into. */
export interface Blind {
  readonly address: string;
  readonly why: string;
  /** What it is made of, as a hash. */
  readonly content?: string;
}

/** Who may do what to what in a program, and what uses it. */
export class Access {
  public readonly targets: Targets;
  public readonly graph: Graph;
  public readonly grants: readonly Grant[];
  public readonly uses: readonly Use[];
  public readonly coverage: Coverage;
  /** What runs as each principal, by its key. */
  public readonly runners = new Map<string, Map<string, Runner>>();
  /** All principals, by their keys. */
  public readonly principals = new Map<string, Principal>();
  /** The resources that wait for each other in circles. */
  public readonly cycles: Graph["cycles"];
  /** What is not read, or is not known to be there. */
  public readonly blind: readonly Blind[];
  private readonly resolver: Principals;
  private readonly usesByPrincipal: ReadonlyMap<string, readonly Use[]>;

  constructor(public readonly program: Program) {
    const { instances } = program;
    this.targets = new Targets(instances);
    this.graph = new Graph(program);
    // This reads every expression, and so shows which are none.
    this.cycles = this.graph.cycles;
    this.resolver = new Principals(this.targets, instances);
    const grants = new Grants(this.targets, this.resolver, new Roles(instances), instances);
    const uses = new Uses(this.targets, this.resolver, { key: "deployer", label: "the deployer", kind: "deployer" });
    this.grants = withoutRepeats(instances.flatMap((instance) => grants.of(instance)));
    this.uses = instances.flatMap((instance) => uses.of(instance));
    const runners = new Runners(this.targets, this.resolver);
    instances
      .flatMap((instance) => runners.of(instance))
      .forEach(([principal, runner]) => this.addRunner(principal, runner));
    [...this.grants, ...this.uses].forEach(({ principal }) => this.note(principal));
    this.coverage = new Coverage(this.grants);
    this.usesByPrincipal = grouped(this.uses, ({ principal }) => placeOf(principal));
    this.blind = blindSpots(program);
  }

  /** The grants that a resource gives. */
  public grantsBy(instance: Instance): readonly Grant[] {
    this.byResource ??= grouped(this.grants, ({ by }) => by);
    return this.byResource.get(instance) ?? [];
  }
  private byResource?: ReadonlyMap<Instance, readonly Grant[]>;

  /** What Azure, or Terraform, does as a principal. */
  public usesOf(principal: Principal): readonly Use[] {
    return (this.usesByPrincipal.get(placeOf(principal)) ?? []).filter((use) => mayBeSame(use.principal, principal));
  }

  /** Whether something runs as a principal, or may. */
  public hasRunner(principal: Principal): boolean {
    this.running ??= grouped(
      [...this.runners.keys()].map((key) => this.principals.get(key)!),
      placeOf,
    );
    return (this.running.get(placeOf(principal)) ?? []).some((one) => mayBeSame(one, principal));
  }
  private running?: ReadonlyMap<string, readonly Principal[]>;

  /** Whether a grant on a target is for an object id that may be anybody's. */
  public isOpenToOthers(target: Target): boolean {
    this.openToOthers ??= new Set(
      this.grants.filter(({ principal }) => principal.kind === "external").map((grant) => grant.target.key),
    );
    return this.openToOthers.has(target.key);
  }
  private openToOthers?: ReadonlySet<string>;

  /** The identities that a resource has attached; undefined where one of them is not known. */
  public identitiesOf(instance: Instance): readonly Principal[] | undefined {
    const identities = identityIdsOf(instance).map((id) => this.resolver.ofIdentityId(id));
    return identities.some(({ kind }) => kind === "unresolved") ? undefined : identities;
  }

  /**
   * Whether a resource has an identity attached, or may have; undefined where one of those that it has is not known.
   */
  public isAttached(identity: Principal, owner: Instance): boolean | undefined {
    if (!this.attached.has(owner)) {
      const identities = this.identitiesOf(owner);
      this.attached.set(owner, identities && grouped(identities, placeOf));
    }
    const attached = this.attached.get(owner);
    return attached && (attached.get(placeOf(identity)) ?? []).some((one) => mayBeSame(one, identity));
  }
  private readonly attached = new Map<Instance, ReadonlyMap<string, readonly Principal[]> | undefined>();

  public note(principal: Principal): void {
    if (!this.principals.has(principal.key)) {
      this.principals.set(principal.key, principal);
    }
  }

  private addRunner(principal: Principal, runner: Runner): void {
    this.note(principal);
    const runners = this.runners.get(principal.key) ?? new Map<string, Runner>();
    this.runners.set(principal.key, runners.set(runner.key, runners.get(runner.key) ?? runner));
  }
}

/** What a plan or a state knows of the policies of a vault holds those that resources of their own give, too. */
function withoutRepeats(grants: readonly Grant[]): Grant[] {
  const keyOf = ({ principal, target }: Grant) => `${principal.key} ${target.key}`;
  const separate = new Set(grants.filter(({ by }) => by.type === "azurerm_key_vault_access_policy").map(keyOf));
  return grants.filter(
    (grant) => grant.by.type !== "azurerm_key_vault" || grant.isInline || !separate.has(keyOf(grant)),
  );
}

/** Expressions, files and modules that are not read. */
function blindSpots(program: Program): Blind[] {
  return program.modules.flatMap((module) => [
    ...(module.caller ? [] : [...module.stack.unreadable, ...(module.stack.unread ?? [])]).map(({ address, why }) => ({
      address: `${module.prefix}${address}`,
      why,
    })),
    ...[...module.declaration.calls.values()].filter((call) => !call.module).map((call) => unreadModule(module, call)),
  ]);
}

/** A module that is called and not read, told apart by what it gets. */
function unreadModule(
  module: ModuleInstance,
  { name, source, version = "", arguments: args, count, forEach }: ModuleCall,
): Blind {
  const passed = [...args, ["count", count] as const, ["for_each", forEach] as const].map(
    ([argument, expression]): [string, Value] => [argument, expression?.evaluate(module) ?? null],
  );
  return {
    address: module.addressOf(`module.${name}`),
    why: `the module ${source} is not read, and what it grants is not in this review: review a plan, which holds it`,
    content: hashOf(`${source} ${version} ${describe(new ObjectValue(new Map(passed)))}`),
  };
}
