import type { Traversal } from "../language/syntax";
import type { Arguments, Expression } from "./declaration";

/** Arguments from a map of expressions. */
export class ListedArguments implements Arguments {
  constructor(private readonly expressions: ReadonlyMap<string, Expression>) {}

  public get names(): readonly string[] {
    return [...this.expressions.keys()];
  }

  public get traversals(): readonly Traversal[] {
    return [...this.expressions.values()].flatMap(({ traversals }) => traversals);
  }

  public get(name: string): Expression | undefined {
    return this.expressions.get(name);
  }

  public has(name: string): boolean {
    return this.expressions.has(name);
  }

  public constant(): undefined {
    return undefined;
  }
}
