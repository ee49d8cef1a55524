import { TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { findingOnce } from "../../../core/once";
import type { ProgramLedger } from "../program-ledger";
import type { StackLedger } from "../stack-ledger";
import { ForeignGrants } from "./foreign-grants";
import { NamedResources } from "./named-resources";
import { ProgramIndex } from "./program-index";
import { ProgramReferences } from "./program-references";
import { SecretWriters } from "./secret-writers";

/** The complete program at one moment. The passes over its stacks share a view as long as nothing changes the program. */
export class ProgramView {
  public readonly program: ProgramLedger;
  /** The ledgers of the stacks that have one. */
  public readonly ledgers: readonly StackLedger[];
  /** All stacks. */
  public readonly stacks: readonly TerraformStack[];
  /** Whether the program has an aspect, which may change anything before the next stack is rendered. */
  public readonly hasAspects: boolean;
  public readonly index: ProgramIndex;
  public readonly named: NamedResources;
  public readonly secretWriters: SecretWriters;
  public readonly foreignGrants: ForeignGrants;
  public readonly references: ProgramReferences;
  /** The resources of this library's grants. */
  public readonly ownGrants: ReadonlySet<TerraformResource>;
  /** Finds in the program what the passes over several stacks ask for. */
  public readonly once = findingOnce<ProgramView>(this);

  constructor({ stack, stacks, program, resourcesOfAllGrants }: StackLedger) {
    const constructs = stack.node.root.node.findAll();
    const elements = new Set<IConstruct>(stacks.map(({ element }) => element));
    this.program = program;
    this.ledgers = stacks;
    this.ownGrants = resourcesOfAllGrants;
    this.stacks = constructs.filter((construct) => TerraformStack.isStack(construct));
    this.hasAspects = constructs.some((construct) => aspectsOf(construct) > (elements.has(construct) ? 1 : 0));
    this.index = new ProgramIndex(program.keys, constructs);
    this.named = new NamedResources(this.index);
    this.secretWriters = new SecretWriters(this.index, program.keys);
    this.foreignGrants = new ForeignGrants(this.index, this.ownGrants, program.keys);
    this.references = new ProgramReferences(this.stacks, constructsOf);
  }
}

/** The constructs of the stack, without those of stacks within it. */
export function constructsOf(stack: TerraformStack): IConstruct[] {
  const constructs = stack.node.findAll();
  const hasInner = constructs.some((construct) => construct !== stack && TerraformStack.isStack(construct));
  return hasInner ? constructs.filter((construct) => TerraformStack.of(construct) === stack) : constructs;
}

/** The number of aspects on a construct, of whichever copy of cdktf: each has a symbol of its own, of one description. */
function aspectsOf(construct: IConstruct): number {
  let count = 0;
  for (const symbol of Object.getOwnPropertySymbols(construct)) {
    if (symbol.description?.endsWith("-aspects")) {
      count += (construct as unknown as Record<symbol, { readonly all: readonly unknown[] }>)[symbol]!.all.length;
    }
  }
  return count;
}
