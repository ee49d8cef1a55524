import { TerraformElement, TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { ReferenceGraph } from "../../../core/reference-graph";
import { textOfAttribute } from "../../../core/token-text";
import { isDormant } from "../dormant";
import type { StackLedger } from "../stack-ledger";
import type { ForeignGrants } from "./foreign-grants";
import { isThereAlready, NamedResources } from "./named-resources";
import { NetworkWays } from "./network-ways";
import type { MadeVault, ProgramIndex } from "./program-index";
import { constructsOf, ProgramView } from "./program-view";
import { SecretSources } from "./secret-sources";
import type { SecretWriters } from "./secret-writers";
import { StackOrder } from "./stack-order";

/** The complete program, as the pass over one of its stacks sees it, and the dependencies in that stack. */
export class PassContext {
  public readonly stack: TerraformStack;
  /** The dependencies among the elements of the stack. */
  public readonly graph: ReferenceGraph;
  public readonly index: ProgramIndex;
  public readonly named: NamedResources;
  public readonly secretWriters: SecretWriters;
  public readonly foreignGrants: ForeignGrants;
  public readonly secretSources: SecretSources;
  public readonly ways: NetworkWays;
  public readonly stackOrder: StackOrder;
  /** The constructs of the stack. */
  public readonly constructs: readonly IConstruct[];
  /** The resources of this library's grants in the stack. */
  public readonly ownGrants: ReadonlySet<TerraformResource>;

  constructor(
    public readonly ledger: StackLedger,
    public readonly view: ProgramView,
  ) {
    const { stack } = ledger;
    this.stack = stack;
    this.index = view.index;
    this.named = view.named;
    this.secretWriters = view.secretWriters;
    this.foreignGrants = view.foreignGrants;
    this.constructs = constructsOf(stack);
    this.graph = new ReferenceGraph(stack, this.constructs);
    this.secretSources = new SecretSources(view.stacks);
    this.ways = new NetworkWays(view, this.graph, stack);
    this.stackOrder = new StackOrder(ledger);
    this.ownGrants = new Set([...ledger.grants.all.values()].map(({ resource }) => resource));
  }

  /** Whether the resource is one of the stack. */
  public isHere(resource: TerraformElement): boolean {
    return resource.cdktfStack === this.stack;
  }

  /** Makes the waiter depend on the target, unless that depends on it; a target elsewhere has its stack come first. */
  public waitFor(waiter: TerraformResource, target: TerraformElement): void {
    if (!this.isHere(target)) {
      this.stackOrder.follow(target.cdktfStack);
    } else if (!this.graph.reaches(target, waiter)) {
      this.graph.addEdge(waiter, target);
    }
  }

  /** The same, but for no target of the stack that is handed over, or behind which is a container app or job. */
  public waitUnlessBehindWorkloads(waiter: TerraformResource, target: TerraformElement): void {
    if (!this.isHere(target) || this.canWaitFor(target)) {
      this.waitFor(waiter, target);
    }
  }

  /** Whether every workload of the stack can wait for the target: it depends on none, and so closes no circle. */
  public canWaitFor(target: TerraformElement): boolean {
    return this.isHere(target) && !isDormant(target) && this.graph.workloadsBehind(target).size === 0;
  }

  /**
   * Whether the vault may have a private endpoint when the stack is applied: one that synth does not see, or one of the
   * program that is there already, or is not in a stack that is applied after this one.
   */
  public mayHavePrivateEndpoint(vault: MadeVault): boolean {
    return (
      this.index.hasUnknownResources ||
      this.index
        .privateEndpointsTo(textOfAttribute(vault, "id"))
        .some((one) => this.isHere(one) || isThereAlready(one) || this.stackOrder.canFollow(one.cdktfStack))
    );
  }
}
