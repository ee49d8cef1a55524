import { TerraformElement, TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { ReferenceGraph } from "../../../core/reference-graph";
import { textOfAttribute } from "../../../core/token-text";
import type { StackLedger } from "../stack-ledger";
import { ForeignGrants } from "./foreign-grants";
import { isThereAlready, NamedResources } from "./named-resources";
import { NetworkWays } from "./network-ways";
import { MadeVault, ProgramIndex } from "./program-index";
import { SecretSources } from "./secret-sources";
import { SecretWriters } from "./secret-writers";
import { StackOrder } from "./stack-order";

/** The complete program, as the pass over one of its stacks sees it. */
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

  constructor(public readonly ledger: StackLedger) {
    const { stack, program } = ledger;
    this.stack = stack;
    const constructs = stack.node.root.node.findAll();
    const stacks = constructs.filter((construct) => TerraformStack.isStack(construct));
    const isOnlyStack = stacks.length === 1;
    this.constructs = isOnlyStack ? constructs : constructsOf(stack);
    this.graph = new ReferenceGraph(stack, this.constructs);
    this.index = new ProgramIndex(program.keys, constructs);
    this.named = new NamedResources(this.index);
    this.secretWriters = new SecretWriters(this.index, program.keys);
    this.foreignGrants = new ForeignGrants(this.index, ledger);
    this.secretSources = new SecretSources(stacks);
    this.ways = new NetworkWays(this.index, program.keys, this.graph, stack);
    this.stackOrder = new StackOrder(ledger);
    this.ownGrants = new Set([...ledger.grants.all.values()].map(({ resource }) => resource));
  }

  /** Whether the resource is one of the stack. */
  public isHere(resource: TerraformElement): boolean {
    return resource.cdktfStack === this.stack;
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

/** The constructs of the stack, without those of stacks within it. */
function constructsOf(stack: TerraformStack): IConstruct[] {
  return stack.node.findAll().filter((construct) => TerraformStack.of(construct) === stack);
}
