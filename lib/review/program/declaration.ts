import type { Files, Scope } from "../language/scope";
import type { Traversal } from "../language/syntax";
import type { TypeConstraint } from "../language/type";
import type { Instance } from "./instance";
import type { Value } from "../language/value";

/** What an argument is set to: an expression of a configuration, or what a plan tells of one. */
export interface Expression {
  /** What it comes to. */
  evaluate(scope: Scope): Value;
  /** What it refers to. */
  readonly traversals: readonly Traversal[];
  /** Whether it is written down as it is, without a reference. */
  readonly isLiteral: boolean;
  /**
   * The expression of a part of it: an argument of a block, or an element of a list; undefined where it has no such
   * part.
   */
  inside(key: string | number): Expression | undefined;
}

/** What the arguments of a block are set to. */
export interface Arguments {
  readonly names: readonly string[];
  /** What all of them refer to. */
  readonly traversals: readonly Traversal[];
  get(name: string): Expression | undefined;
  has(name: string): boolean;
}

/** A `resource` or `data` block. */
export interface ResourceDeclaration {
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly arguments: Arguments;
  /** The provider that it names; undefined for the default one of its type. */
  readonly provider?: string;
  readonly count?: Expression;
  readonly forEach?: Expression;
  /**
   * Everything that Terraform waits for, beside what the arguments refer to: `depends_on`, preconditions, provisioners.
   */
  readonly waitsFor: readonly Traversal[];
  /** The arguments whose changes Terraform ignores. */
  readonly ignoredChanges: ReadonlySet<string>;
  /** The commands that its provisioners run. */
  readonly commands: readonly string[];
  /** The reasons for which findings about it are accepted, by the finding's id. */
  readonly accepted: ReadonlyMap<string, string>;
}

/** A `module` block. */
export interface ModuleCall {
  readonly name: string;
  readonly source: string;
  /** The version of a module of a registry that it takes. */
  readonly version?: string;
  readonly arguments: ReadonlyMap<string, Expression>;
  readonly count?: Expression;
  readonly forEach?: Expression;
  readonly waitsFor: readonly Traversal[];
  /** The providers of the caller that the module has, by what it calls them itself. */
  readonly providers?: ReadonlyMap<string, string>;
  /** What the module declares; undefined where only its source is known. */
  readonly module?: ModuleDeclaration;
}

/** A `variable` block. */
export interface VariableDeclaration {
  readonly default?: Expression;
  /** What its values become; undefined where they stay what they are. */
  readonly type?: TypeConstraint;
  /** Whether a null that is passed stays null, and is not taken for nothing. */
  readonly isNullable: boolean;
}

/** All that one module declares. Resources are under `type.name`, data sources under `data.type.name`. */
export interface ModuleDeclaration {
  readonly resources: ReadonlyMap<string, ResourceDeclaration>;
  readonly locals: ReadonlyMap<string, Expression>;
  readonly variables: ReadonlyMap<string, VariableDeclaration>;
  readonly outputs: ReadonlyMap<string, Expression>;
  /** What outputs wait for by `depends_on`, those that do. */
  readonly outputsWait: ReadonlyMap<string, readonly Traversal[]>;
  readonly calls: ReadonlyMap<string, ModuleCall>;
  /** The ids of the subscriptions that its providers say they work in, by the provider. */
  readonly subscriptions: ReadonlyMap<string, Expression>;
  /** Its folder, as a path from that of the root module; undefined where nobody knows it. */
  readonly folder?: string;
}

/** Where Terraform has said already what resources come to: a plan or a state. */
export interface KnownInstances {
  /** Whether it says what refers to what, as a plan does and a state does not. */
  readonly hasExpressions: boolean;
  /** The keys of the instances at an address without its own key; undefined for no key. */
  keysAt(address: string): readonly (string | number | undefined)[];
  /** The keys of the instances of a module call at an address without its own key. */
  moduleKeysAt(address: string): readonly (string | number | undefined)[];
  /** What is known of the argument of an instance; undefined where nothing is. */
  argument(instance: Instance, name: string, expression: Expression | undefined, scope: Scope): Value | undefined;
  /**
   * The paths of the blocks of an instance that hold the ids of identities, whether they are written or made by Azure.
   */
  identitiesOf(address: string): readonly (readonly (string | number)[])[];
  /** The addresses that an instance of a state depends on. */
  dependenciesOf(address: string): readonly string[];
}

/** One root module: a stack, with the values of its variables. */
export interface StackDeclaration {
  /** The stack's name, where there are several. */
  readonly name?: string;
  readonly module: ModuleDeclaration;
  readonly variables: ReadonlyMap<string, Value>;
  /** The names of the stacks that are applied before it. */
  readonly after: readonly string[];
  readonly known?: KnownInstances;
  /** The files below the folder of the root module. */
  readonly files?: Files;
  /** The expressions that are none, which Terraform would refuse, too. */
  readonly unreadable: readonly Unreadable[];
  /** The files that Terraform reads and a review does not. */
  readonly unread?: readonly Unreadable[];
}

/** Where something cannot be read, and why. */
export interface Unreadable {
  readonly address: string;
  readonly why: string;
}
