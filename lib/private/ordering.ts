import { TerraformElement, TerraformLocal, TerraformResource, TerraformStack, TerraformVariable } from "cdktf";
import type { Access } from "./access";
import { writeDependsOn } from "./depends-on";
import { isKeyOfVaultMadeHere, MadeHere } from "./made-here";
import { listed } from "./problems";
import { ReferenceGraph } from "./reference-graph";
import { originsOf } from "./token-text";
import type { LiteralReference } from "./literal-references";
import type { SecretUse, Workload, WrittenSecret } from "./workload";

/**
 * Makes everything in a stack wait for what it needs, now that the program is complete, and refuses what only the complete
 * program shows to be wrong.
 *
 * A container app or job waits for what Azure uses while it creates it, always; and for every other grant to its
 * user-assigned identities, unless something behind the grant is a container app or job: such an edge could close a cycle.
 *
 * @throws Error that lists every problem of the stack
 */
export function order(access: Access, stack: TerraformStack): void {
  new OrderingPass(access, stack).run();
}

class OrderingPass {
  private readonly graph: ReferenceGraph;
  private readonly madeHere: MadeHere;
  private readonly edges = new Map<TerraformResource, Set<TerraformResource>>();
  private readonly needed = new Map<TerraformResource, Set<TerraformResource>>();
  private readonly problems: string[] = [];

  constructor(
    private readonly access: Access,
    private readonly stack: TerraformStack,
  ) {
    this.graph = new ReferenceGraph(stack);
    this.madeHere = new MadeHere(stack.node.root, (id) => access.program.vaultKey(stack, id));
  }

  public run(): void {
    this.refuseGrantsOfOtherStacks();
    this.access.writtenSecrets.forEach((secret) => this.checkValue(secret));
    this.access.literalReferences.all.forEach((reference) => this.orderLiteral(reference));
    this.access.workloads.forEach((workload) => this.orderWorkload(workload));
    this.access.workloads.forEach((workload) => this.refuseDeadlock(workload));
    if (this.problems.length > 0) {
      throw new Error(listed(`[${this.stack.node.path}] is refused`, this.problems));
    }
    this.edges.forEach((targets, waiter) => writeDependsOn(waiter, [...targets]));
  }

  private refuseGrantsOfOtherStacks(): void {
    for (const [key, grant] of this.access.grants.all) {
      for (const other of this.access.sameGrantElsewhere(key)) {
        this.problems.push(
          `[${grant.resource.node.path}] is the same grant as [${other.resource.node.path}]; allowed: one stack that makes it. ` +
            "Import the identity and the vault (or declare them) in one stack and pass these constructs to the others, or grant in one stack only.",
        );
      }
    }
  }

  /** A value is secret when some of it comes from a variable that Terraform is given, or from something that Azure makes. */
  private checkValue({ construct, value }: WrittenSecret): void {
    const sources = new Set(this.graph.referencesIn(value));
    for (const source of sources) {
      if (source instanceof TerraformLocal) {
        this.graph.referencesOf(source).forEach((behind) => sources.add(behind));
      }
    }
    const fromOtherStack = [...originsOf(this.stack, value)].some((origin) => origin !== this.stack);
    if (fromOtherStack || [...sources].some(isSecretSource)) {
      return;
    }
    const seen = [...sources].map((source) => source.node.path).join(", ");
    this.problems.push(
      `[${construct.node.path}] value is ${seen ? `from ${seen}, which the program holds in clear` : "a literal in an expression"}; ` +
        "allowed: a Terraform variable that is sensitive and has no default, or an attribute of a resource. " +
        "Declare a TerraformVariable with sensitive: true and no default, and pass its stringValue.",
    );
  }

  private orderLiteral(reference: LiteralReference): void {
    const made = this.madeHere.find(reference);
    if (!made) {
      return;
    }
    const otherStack = made.cdktfStack !== this.stack;
    const canWait = otherStack ? this.followStack(made.cdktfStack) : reference.waiter && this.graph.workloadsBehind(made).size === 0;
    if (!canWait) {
      this.problems.push(
        `[${reference.construct.node.path}] ${reference.property} is the literal name ${JSON.stringify(reference.name)} of ` +
          `[${made.node.path}], which this program makes; allowed: a reference to it, which Terraform can order. ${reference.instead}`,
      );
    } else if (!otherStack) {
      this.edgesOf(reference.waiter!).add(made);
    }
  }

  private orderWorkload(workload: Workload): void {
    const needed = new Set(workload.needs);
    for (const secret of workload.secrets) {
      for (const writer of this.writersOf(workload, secret)) {
        needed.add(writer);
        if (secret.ownGrant?.cdktfStack === writer.cdktfStack) {
          this.edgesOf(secret.ownGrant).add(writer);
        }
      }
    }
    const edges = this.edgesOf(workload.resource);
    this.needed.set(workload.resource, new Set([...needed].filter((resource) => this.isHere(resource))));
    for (const resource of needed) {
      if (this.isHere(resource)) {
        edges.add(resource);
      } else if (!this.followStack(resource.cdktfStack)) {
        this.problems.push(
          `[${workload.construct.node.path}] needs [${resource.node.path}] when it is created, whose stack depends on this one; ` +
            "allowed: a need in the same stack, or in one that is applied before. Move one of the two.",
        );
      }
    }
    for (const principal of workload.principals) {
      for (const grant of this.access.grants.to(principal)) {
        if (this.graph.workloadsBehind(grant.resource).size === 0) {
          edges.add(grant.resource);
        }
      }
      if (principal._home !== this.stack) {
        this.followStack(principal._home);
      }
    }
  }

  /** What writes a secret that a workload refers to. */
  private writersOf(workload: Workload, secret: SecretUse): readonly TerraformResource[] {
    const writers = this.madeHere.writersOf(secret.vaultKey, secret.name);
    if (writers.length === 0 && isKeyOfVaultMadeHere(secret.vaultKey) && !secret.isWrittenElsewhere && !this.madeHere.writesUnknownSecrets(secret.vaultKey)) {
      this.problems.push(
        `[${workload.construct.node.path}] refers to the secret ${JSON.stringify(secret.name)} of a vault that this program makes, and nothing writes it; ` +
          "allowed: a secret that the program writes. Declare a KeyVaultSecret with that name, or say what else writes it " +
          "with vault.secret(name, { dependsOn: [...] }).",
      );
    }
    return writers;
  }

  /** An app that needs something which exists only after the app can never be created. */
  private refuseDeadlock(workload: Workload): void {
    for (const need of this.needed.get(workload.resource)!) {
      if (this.workloadsBefore(need).has(workload.resource)) {
        this.problems.push(
          `[${workload.construct.node.path}] needs [${need.node.path}] when it is created, which depends on the app itself; ` +
            "allowed: a secret or grant that exists before the app. Take the app's attributes out of what it needs.",
        );
      }
    }
  }

  /** The workloads that must exist before the resource, through what they need in their turn. */
  private workloadsBefore(resource: TerraformResource): ReadonlySet<TerraformResource> {
    const before = new Set(this.graph.workloadsBehind(resource));
    for (const workload of before) {
      this.graph.workloadsBehind(workload).forEach((behind) => before.add(behind));
      this.needed.get(workload)?.forEach((need) => this.graph.workloadsBehind(need).forEach((behind) => before.add(behind)));
    }
    return before;
  }

  /** Has this stack applied after another; false when the other is applied after this one already. */
  private followStack(other: TerraformStack): boolean {
    if (other.dependsOn(this.stack)) {
      return false;
    }
    this.stack.addDependency(other);
    return true;
  }

  private isHere(resource: TerraformResource): boolean {
    return resource.cdktfStack === this.stack;
  }

  private edgesOf(waiter: TerraformResource): Set<TerraformResource> {
    let edges = this.edges.get(waiter);
    if (!edges) {
      edges = new Set();
      this.edges.set(waiter, edges);
    }
    return edges;
  }
}

function isSecretSource(source: TerraformElement): boolean {
  if (source instanceof TerraformVariable) {
    return source.sensitive === true && source.default === undefined;
  }
  return !(source instanceof TerraformLocal);
}
