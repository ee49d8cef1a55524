import { ReviewError } from "../base/review-error";
import { startBudget } from "../language/budget";
import { Secrets, SECRETS } from "../language/secrets";
import { describe, hashOf } from "../language/text";
import { ObjectValue, Unknown } from "../language/value";
import type { ModuleDeclaration, ResourceDeclaration, StackDeclaration } from "./declaration";
import type { Instance } from "./instance";
import { ModuleInstance } from "./module-instance";
import type { OwningProgram } from "./owners";
import { Ranks } from "./ranks";

/** How deep one value may lead to another; deeper, and this process might run out of stack. */
const MAX_DEPTH = 200;

/** How many modules and resources `count`, `for_each` and module calls may make: more than a review has room for. */
const MAX_MADE = 1_000_000;

/** The stacks that are reviewed together, with all their modules and resources. */
export class Program implements OwningProgram {
  public readonly roots: readonly ModuleInstance[];
  private depth = 0;
  private readonly ranks: Ranks;

  /**
   * @param secrets how secrets are treated, to find out where they go; undefined to evaluate them like anything else
   */
  constructor(
    private readonly stacks: readonly StackDeclaration[],
    public readonly secrets?: Secrets,
  ) {
    startBudget();
    this.ranks = new Ranks(stacks);
    this.roots = stacks.map((stack) => new ModuleInstance(this, stack, stack.module, ""));
  }

  /** Every resource and data source, in the order of their addresses, since the order of the blocks means nothing. */
  public get instances(): readonly Instance[] {
    return (this.all ??= this.instancesOf(() => true));
  }
  private all?: readonly Instance[];

  /** The resources and data sources of some blocks, in the order of their addresses. */
  public instancesOf(isWanted: (block: ResourceDeclaration) => boolean): Instance[] {
    return this.modules
      .flatMap((module) => module.nodes)
      .filter(({ declaration }) => isWanted(declaration))
      .flatMap((node) => node.instances)
      .sort((a, b) => (a.address < b.address ? -1 : 1));
  }

  /** Every module, the roots first. */
  public get modules(): readonly ModuleInstance[] {
    if (!this.everyModule) {
      const found = [...this.roots];
      for (const module of found) {
        module.children.forEach(({ modules }) => modules.forEach((child) => found.push(child)));
      }
      this.everyModule = found;
    }
    return this.everyModule;
  }
  private everyModule?: readonly ModuleInstance[];

  /** A hash of all that the program says: what a value comes to that leads too deep may hang on any of it. */
  private get content(): string {
    return (this.hash ??= hashOf(
      this.stacks
        .flatMap(({ module, variables }) => [...contentsOf(module), describe(new ObjectValue(variables))])
        .join("\n"),
    ));
  }
  private hash?: string;

  /** The root module of a stack. */
  public rootOf(stack: string): ModuleInstance | undefined {
    return this.roots.find((root) => root.stack.name === stack);
  }

  /**
   * The same program, evaluated to find where secrets go. Stacks with values of a plan or a state are not in it: these
   * say themselves what is sensitive. It is made anew each time, and not kept: it is as large as the program.
   */
  public tracingSecrets(): Program {
    return new Program(
      this.stacks.filter(({ known }) => known === undefined),
      SECRETS,
    );
  }

  public rankOf(place: string, declaration: ResourceDeclaration): number {
    return this.ranks.of(place, declaration);
  }

  public noteMade(count: number): void {
    this.made += count;
    if (this.made > MAX_MADE) {
      throw new ReviewError(
        "TOO_LARGE",
        `the modules and the repeated blocks make more than ${MAX_MADE} resources; allowed: as many. ` +
          "Review the stacks, or the modules, one by one.",
      );
    }
  }
  private made = 0;

  public guarded<T>(owner: { readonly address: string }, name: string, evaluate: () => T): T | Unknown {
    if (this.depth >= MAX_DEPTH) {
      const why = `one value leads to another more than ${MAX_DEPTH} times`;
      return new Unknown(why, [], `${owner.address}.${name} in the program ${this.content}`);
    }
    this.depth++;
    try {
      return evaluate();
    } finally {
      this.depth--;
    }
  }
}

/** What a module says, and the modules that it calls. */
function contentsOf({ content, calls }: ModuleDeclaration): string[] {
  const called = [...calls.values()].flatMap(({ module }) => (module ? contentsOf(module) : []));
  return [content?.() ?? "", ...called];
}
