import type { TerraformElement, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { ForeignReference, ReferenceGraph } from "../../../core/reference-graph";
import { textOf } from "../../../core/token-text";

/** The text of a reference to an element: the path of its stack, and its address. */
const REFERENCE = /^(.+?):((?:data\.)?\w+\.[\w-]+)/;

/** What the elements of a complete program refer to, across the borders of its stacks. */
export class ProgramReferences {
  private readonly stacks: ReadonlyMap<string, TerraformStack>;
  private readonly graphs = new Map<TerraformStack, ReferenceGraph>();
  private readonly elementsOfTokens = new Map<unknown, TerraformElement | undefined>();

  /**
   * @param constructsOf the constructs of a stack
   */
  constructor(
    stacks: readonly TerraformStack[],
    private readonly constructsOf: (stack: TerraformStack) => readonly IConstruct[],
  ) {
    this.stacks = new Map(stacks.map((stack) => [stack.node.path, stack]));
  }

  /** The element that the text of a reference leads to; undefined for a text that is none. */
  public elementOf(text: string): TerraformElement | undefined {
    const [, path = "", address = ""] = REFERENCE.exec(text) ?? [];
    const stack = this.stacks.get(path);
    return stack && this.graphOf(stack).elementAt(address);
  }

  /**
   * The elements, and all that they depend on, however indirectly, in whichever stack.
   *
   * @param graph the dependencies in one of the stacks, those that a pass adds among them
   */
  public behind(elements: readonly TerraformElement[], graph: ReferenceGraph, stack: TerraformStack) {
    const seen = new Set(elements);
    for (const next of seen) {
      const inStack = next.cdktfStack === stack ? graph : this.graphOf(next.cdktfStack);
      inStack.dependenciesOf(next).forEach((behind) => seen.add(behind));
      inStack.foreignReferencesOf(next).forEach((reference) => {
        const behind = this.elementAt(reference);
        if (behind) {
          seen.add(behind);
        }
      });
    }
    return seen;
  }

  private elementAt({ stack, token }: ForeignReference): TerraformElement | undefined {
    if (!this.elementsOfTokens.has(token)) {
      this.elementsOfTokens.set(token, this.elementOf(textOf(stack, String(token))));
    }
    return this.elementsOfTokens.get(token);
  }

  private graphOf(stack: TerraformStack): ReferenceGraph {
    const graph = this.graphs.get(stack) ?? new ReferenceGraph(stack, this.constructsOf(stack));
    this.graphs.set(stack, graph);
    return graph;
  }
}
