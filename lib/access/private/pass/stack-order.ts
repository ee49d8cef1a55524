import { TerraformElement, TerraformStack } from "cdktf";
import { originsOf } from "../../../core/token-text";
import type { StackLedger } from "../stack-ledger";

/** The stacks that the elements of a stack refer to, as of the first time that the pass asks. */
const ORIGINS = new WeakMap<TerraformStack, ReadonlySet<TerraformStack>>();

/** The order in which the stacks of a program are applied, as one of them sees it. */
export class StackOrder {
  constructor(private readonly ledger: StackLedger) {}

  /**
   * Makes this stack depend on another; returns false when the other depends on this one, or will because of its
   * references.
   */
  public follow(other: TerraformStack): boolean {
    const { stack } = this.ledger;
    const canFollow = this.canFollow(other);
    if (canFollow && !stack.dependsOn(other)) {
      stack.addDependency(other);
    }
    return canFollow;
  }

  /** Whether another stack is applied before this one, or can be. */
  public canFollow(other: TerraformStack): boolean {
    const { stack } = this.ledger;
    return stack.dependsOn(other) || !(other.dependsOn(stack) || this.stacksBehind(other).has(stack));
  }

  /**
   * The stacks that a stack refers to, however indirectly: cdktf knows of them only once it has prepared every stack.
   */
  private stacksBehind(stack: TerraformStack): ReadonlySet<TerraformStack> {
    const behind = new Set([stack]);
    for (const next of behind) {
      next.dependencies.forEach((dependency) => behind.add(dependency));
      this.originsIn(next).forEach((origin) => behind.add(origin));
    }
    behind.delete(stack);
    return behind;
  }

  private originsIn(stack: TerraformStack): ReadonlySet<TerraformStack> {
    const known = ORIGINS.get(stack);
    if (known) {
      return known;
    }
    // Rendering a ledger would run the pass of its stack.
    const ledgers = new Set<TerraformElement>(this.ledger.stacks.map(({ element }) => element));
    const elements = stack.node
      .findAll()
      .filter((construct): construct is TerraformElement => TerraformElement.isTerraformElement(construct))
      .filter((element) => element.cdktfStack === stack && !ledgers.has(element));
    const origins = originsOf(
      stack,
      elements.map((element) => element.toTerraform() as unknown),
    );
    ORIGINS.set(stack, origins);
    return origins;
  }
}
