import type { Scope } from "../language/scope";
import type { Secrets } from "../language/secrets";
import type { Unknown, Value } from "../language/value";
import type { ResourceDeclaration, StackDeclaration } from "./declaration";
import type { ModuleOutputs } from "./module-outputs";

/** The block that an instance is of, as the instance sees it. */
export interface OwningBlock {
  readonly declaration: ResourceDeclaration;
  readonly module: OwningModule;
  /** The address without a key. */
  readonly address: string;
}

/** The module that a block is in, as the block and its instances see it: the scope of their expressions. */
export interface OwningModule extends Scope {
  readonly program: OwningProgram;
  readonly stack: StackDeclaration;
  /** The root module of the stack. */
  readonly root: OwningModule;
  /** What the stack's addresses begin with. */
  readonly prefix: string;
  /** The names of the calls that lead to the module, without their keys. */
  readonly place: string;
  /** The keys of the calls that lead to the module. */
  readonly keys: string;
  /** How many copies of the module there are, where each call on the way makes as many as the one that made this. */
  readonly copies: number;
  /** Why it is not known how many copies there are; undefined where that is known. */
  readonly unknownCount?: string;
  /** The address of something in the module, as Terraform writes it, after the name of the stack. */
  addressOf(local: string): string;
  /** The `subscription_id` of a provider; undefined where it has none, and so works in the deployer's subscription. */
  subscriptionOf(provider: string): Value | undefined;
}

/** The program, as its modules and their resources see it. */
export interface OwningProgram {
  /** How secrets are treated, where the program is evaluated to find them. */
  readonly secrets?: Secrets;
  /**
   * Counts what modules and repeated blocks make.
   *
   * @throws ReviewError where that is more than a review has room for
   */
  noteMade(count: number): void;
  /** Evaluates a name of a resource or a module; an unknown value where that leads too deep. */
  guarded<T>(owner: { readonly address: string }, name: string, evaluate: () => T): T | Unknown;
  /** The rank of a block without a name of its own among those that might be taken for it, from 0. */
  rankOf(place: string, declaration: ResourceDeclaration): number;
  /** The root module of a stack; undefined where there is no such stack. */
  rootOf(stack: string): ModuleOutputs | undefined;
}
