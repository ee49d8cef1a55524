import { TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { ReferenceGraph } from "../../../core/reference-graph";
import type { StackLedger } from "../stack-ledger";
import { NamedResources } from "./named-resources";
import { ProgramIndex } from "./program-index";
import { SecretWriters } from "./secret-writers";

/** The complete program, as the pass over one of its stacks looks things up in it. */
export class PassContext {
  public readonly stack: TerraformStack;
  /** The dependencies among the elements of the stack. */
  public readonly graph: ReferenceGraph;
  public readonly index: ProgramIndex;
  public readonly named: NamedResources;
  public readonly secretWriters: SecretWriters;
  /** The constructs of the stack. */
  public readonly constructs: readonly IConstruct[];
  /** The resources of this library's grants in the stack. */
  public readonly ownGrants: ReadonlySet<TerraformResource>;

  constructor(public readonly ledger: StackLedger) {
    const { stack, program } = ledger;
    this.stack = stack;
    const constructs = stack.node.root.node.findAll();
    const isOnlyStack = constructs.filter((construct) => TerraformStack.isStack(construct)).length === 1;
    this.constructs = isOnlyStack ? constructs : constructsOf(stack);
    this.graph = new ReferenceGraph(stack, this.constructs);
    this.index = new ProgramIndex(program.keys, constructs);
    this.named = new NamedResources(this.index);
    this.secretWriters = new SecretWriters(this.index, program.keys);
    this.ownGrants = new Set([...ledger.grants.all.values()].map(({ resource }) => resource));
  }

  /** Whether the resource is one of the stack. */
  public isHere(resource: TerraformResource): boolean {
    return resource.cdktfStack === this.stack;
  }
}

/** The constructs of the stack, but for those of stacks within it. */
function constructsOf(stack: TerraformStack): IConstruct[] {
  return stack.node.findAll().filter((construct) => TerraformStack.of(construct) === stack);
}
