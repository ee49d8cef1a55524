import type { StackDeclaration } from "./declaration";
import { startBudget } from "../language/budget";
import { describe, hashOf } from "../language/text";
import { canonicalText, Instance } from "./instance";
import { ModuleInstance } from "./module-instance";
import { Ranks } from "./naming";
import { ReviewError } from "../base/review-error";
import { ObjectValue, Unknown, Value } from "../language/value";

/** How deep one value may lead to another; deeper, and the stack of this process would be in danger. */
const MAX_DEPTH = 200;

/** More than a review has room for, beside what is written down one by one. */
const MAX_MADE = 1_000_000;

/** The stacks that are reviewed together, with all their modules and resources. */
export class Program {
  public readonly roots: readonly ModuleInstance[];
  private depth = 0;
  private readonly ranks: Ranks;

  constructor(stacks: readonly StackDeclaration[]) {
    startBudget();
    this.ranks = new Ranks(stacks);
    this.roots = stacks.map((stack) => new ModuleInstance(this, stack, stack.module, ""));
  }

  /** Every resource and data source, in the order of their addresses: in which order they are written says nothing. */
  public get instances(): readonly Instance[] {
    return (this.all ??= this.modules
      .flatMap((module) => [...module.nodes.values()].flatMap((node) => node.instances))
      .sort((a, b) => (a.address < b.address ? -1 : 1)));
  }
  private all?: readonly Instance[];

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

  /** The root module of a stack. */
  public rootOf(stack: string): ModuleInstance | undefined {
    return this.roots.find((root) => root.stack.name === stack);
  }

  /** Notes what modules and repeated blocks make. */
  public noteMade(count: number): void {
    this.made += count;
    if (this.made > MAX_MADE) {
      throw new ReviewError(
        "TOO_LARGE",
        `the modules and the repeated blocks make more than ${MAX_MADE} resources; allowed: as many. Review the stacks, or the modules, one by one.`,
      );
    }
  }
  private made = 0;

  /** Evaluates a name of a resource or a module, unless that has gone too deep. */
  public guarded<T>(owner: { readonly address: string }, name: string, evaluate: () => T): T | Unknown {
    if (this.depth >= MAX_DEPTH) {
      return new Unknown(`one value leads to another more than ${MAX_DEPTH} times`, [], `${owner.address}.${name}`);
    }
    this.depth++;
    try {
      return evaluate();
    } finally {
      this.depth--;
    }
  }

  /**
   * What tells a resource apart whatever its address: its type and a name that it goes by; for a data source without
   * one, all that it asks for; else its type, its rank among those that might be taken for it, and the keys that lead
   * to it.
   */
  public nameOf(instance: Instance): string {
    for (const argument of NAMES) {
      const name = instance.argument(argument) ?? null;
      if (name !== null) {
        return `${instance.type} ${argument === "name" ? "" : `${argument}=`}${canonicalText(name)}`;
      }
    }
    if (!instance.isManaged) {
      const asked = instance.declaration.arguments.names.map((name): [string, Value] => [
        name,
        instance.argument(name) ?? null,
      ]);
      const [[argument, value] = ["", null]] = asked;
      return [
        instance.type,
        ...(asked.length > 1
          ? [hashOf(describe(new ObjectValue(new Map(asked))))]
          : value === null
            ? []
            : [`${argument}=${canonicalText(value)}`]),
      ].join(" ");
    }
    const { module, declaration, key } = instance;
    const rank = this.ranks.of(module.place, declaration);
    return [
      instance.type,
      rank === 0 ? "" : ` ${rank + 1}`,
      module.keys,
      key === undefined ? "" : `[${JSON.stringify(key)}]`,
    ].join("");
  }
}

/** The arguments that tell what something is called: in Azure its name, in Entra ID any of these. */
const NAMES = [
  "name",
  "display_name",
  "user_principal_name",
  "client_id",
  "application_id",
  "template_id",
  "object_id",
];
