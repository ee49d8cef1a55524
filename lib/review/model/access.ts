import { Graph } from "../graph/graph";
import { canonicalText, Instance } from "../instance";
import type { Program } from "../program";
import { ObjectValue } from "../value";
import { Coverage } from "./coverage";
import { Grant, Grants } from "./grant";
import { grouped } from "./grouped";
import { Principal, Principals } from "./principal";
import { Roles } from "./role";
import { mayBeSame, placeOf, Target, Targets } from "./target";
import { identityIdsOf, Use, Uses } from "./use";

/** Something that runs as a principal: with an identity attached, or trusted to sign in as it. */
export interface Runner {
  readonly key: string;
  readonly label: string;
  readonly by: Instance;
}

/** A part of the program that the review cannot look into. */
export interface Blind {
  readonly address: string;
  readonly why: string;
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
    const grants = new Grants(this.targets, this.resolver, new Roles(instances));
    const uses = new Uses(this.targets, this.resolver, { key: "deployer", label: "the deployer", kind: "deployer" });
    this.grants = withoutRepeats(instances.flatMap((instance) => grants.of(instance)));
    this.uses = instances.flatMap((instance) => uses.of(instance));
    instances.forEach((instance) => this.noteRunner(instance));
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
    this.running ??= grouped([...this.runners.keys()].map((key) => this.principals.get(key)!), placeOf);
    return (this.running.get(placeOf(principal)) ?? []).some((one) => mayBeSame(one, principal));
  }
  private running?: ReadonlyMap<string, readonly Principal[]>;

  /** Whether a grant on a target is for an object id that may be anybody's. */
  public isOpenToOthers(target: Target): boolean {
    this.openToOthers ??= new Set(this.grants.filter(({ principal }) => principal.kind === "external").map((grant) => grant.target.key));
    return this.openToOthers.has(target.key);
  }
  private openToOthers?: ReadonlySet<string>;

  /** The identities that a resource has attached; undefined where one of them is not known. */
  public identitiesOf(instance: Instance): readonly Principal[] | undefined {
    const identities = identityIdsOf(instance).map((id) => this.resolver.ofIdentityId(id));
    return identities.some(({ kind }) => kind === "unresolved") ? undefined : identities;
  }

  /** Whether a resource has an identity attached, or may have; undefined where one of those that it has is not known. */
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

  private noteRunner(instance: Instance): void {
    if (instance.type === "azurerm_federated_identity_credential") {
      this.addRunner(this.resolver.ofIdentityId(instance.argument("parent_id") ?? instance.get("user_assigned_identity_id")), federated(instance));
      return;
    }
    if (!instance.isManaged || instance.type.startsWith("azuread_")) {
      return;
    }
    const isCluster = instance.type === "azurerm_kubernetes_cluster";
    const blocks = instance.blocks("identity");
    if (blocks.length === 0 && !isCluster) {
      return;
    }
    const { key, label } = this.targets.ofInstance(instance);
    const runner = { key, label, by: instance };
    identityIdsOf(instance).forEach((id) => this.addRunner(this.resolver.ofIdentityId(id), runner));
    for (const block of blocks) {
      const type = block instanceof ObjectValue ? block.get("type") : null;
      if (typeof type === "string" && /SystemAssigned/i.test(type)) {
        this.addRunner(this.resolver.systemAssigned(instance), runner);
      }
    }
    if (isCluster) {
      const [kubelet] = instance.blocks("kubelet_identity");
      const given = kubelet instanceof ObjectValue ? kubelet.get("user_assigned_identity_id") : null;
      this.addRunner(given === null ? this.resolver.systemAssigned(instance, "kubelet_identity") : this.resolver.ofIdentityId(given), runner);
    }
  }

  private addRunner(principal: Principal, runner: Runner): void {
    this.note(principal);
    const runners = this.runners.get(principal.key) ?? new Map<string, Runner>();
    this.runners.set(principal.key, runners.set(runner.key, runners.get(runner.key) ?? runner));
  }
}

/** Who signs in as an identity with a token of another issuer. */
function federated(instance: Instance): Runner {
  const [issuer, subject] = ["issuer", "subject"].map((name) => canonicalText(instance.argument(name) ?? null));
  return { key: `federated|${issuer}|${subject}`.toLowerCase(), label: `${subject} of ${issuer} (federated)`, by: instance };
}

/** What a plan or a state knows of the policies of a vault holds those that resources of their own give, too. */
function withoutRepeats(grants: readonly Grant[]): Grant[] {
  const keyOf = ({ principal, target }: Grant) => `${principal.key} ${target.key}`;
  const separate = new Set(grants.filter(({ by }) => by.type === "azurerm_key_vault_access_policy").map(keyOf));
  return grants.filter((grant) => grant.by.type !== "azurerm_key_vault" || grant.isInline || !separate.has(keyOf(grant)));
}

/** Modules that are not read, and blocks of which nobody knows how many there are. */
function blindSpots(program: Program): Blind[] {
  return program.modules.flatMap((module) => [
    ...module.stack.unreadable.filter(() => !module.caller).map(({ address, why }) => ({ address: `${module.prefix}${address}`, why })),
    ...[...module.declaration.calls.values()]
      .filter((call) => !call.module)
      .map(({ name, source }) => ({ address: module.addressOf(`module.${name}`), why: `the module ${source} is not read, and what it grants is not in this review: review a plan, which holds it` })),
  ]);
}
