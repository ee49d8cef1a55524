import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { ProgramView } from "./pass/program-view";
import type { StackLedger } from "./stack-ledger";

/**
 * One call of `App.synth`, as the stacks of a program see it. cdktf prepares all stacks, and then has the aspects of one
 * after the other run and renders it. Without aspects nothing changes the program meanwhile, and the passes over the
 * stacks share one view of it. With aspects only those before the rendering do.
 *
 * A test that synthesizes one stack, and one that calls `App.synth` again, begin anew.
 */
export class Synthesis {
  /** The synthesis of the program that the construct belongs to. */
  public static of({ node: { root } }: IConstruct): Synthesis {
    const synthesis = Synthesis.byRoot.get(root) ?? new Synthesis();
    Synthesis.byRoot.set(root, synthesis);
    return synthesis;
  }

  private static readonly byRoot = new WeakMap<IConstruct, Synthesis>();

  /** The stacks that are prepared and still to be rendered. */
  private readonly prepared = new Set<TerraformStack>();
  private hasBegunRendering = false;
  private hasSeveralStacks = false;
  private view?: ProgramView;

  /** Records that cdktf prepares a stack; returns whether it is the first. */
  public prepare({ stack }: StackLedger): boolean {
    if (this.hasBegunRendering || this.prepared.has(stack)) {
      this.end();
    }
    const isFirst = this.prepared.size === 0;
    if (isFirst) {
      const stacks = stack.node.root.node.findAll().filter((construct) => TerraformStack.isStack(construct));
      this.hasSeveralStacks = stacks.length > 1;
    }
    this.prepared.add(stack);
    return isFirst;
  }

  /** The program while its stacks are prepared; undefined for one stack alone, whose pass comes when it is rendered. */
  public viewOfPrepared(ledger: StackLedger): ProgramView | undefined {
    return this.hasSeveralStacks ? (this.view ??= new ProgramView(ledger)) : undefined;
  }

  /** Whether the program is still as it was when the stack was prepared. */
  public isUnchanged({ stack }: StackLedger): boolean {
    return this.prepared.has(stack) && this.view?.hasAspects === false;
  }

  /** The program when a stack is rendered. */
  public viewOfRendered(ledger: StackLedger): ProgramView {
    const shared = this.isUnchanged(ledger) ? this.view : undefined;
    this.hasBegunRendering = true;
    this.prepared.delete(ledger.stack);
    if (this.prepared.size === 0) {
      this.end();
    }
    return shared ?? new ProgramView(ledger);
  }

  /** Forgets the program, because the last stack is rendered, or because of an error. */
  public end(): void {
    this.prepared.clear();
    this.hasBegunRendering = false;
    this.view = undefined;
  }
}
