import type { Files, Scope } from "../language/scope";
import type { Traversal } from "../language/syntax";
import type { TypeConstraint } from "../language/type";
import type { ResourceInstance, Value } from "../language/value";

/** What `count` or `for_each` names an instance by; undefined for the only instance of a block or a module call. */
export type InstanceKey = string | number | undefined;

/** What an argument is set to: an expression of a configuration, or what a plan tells of one. */
export interface Expression {
  /** The value of the expression, with the names in it as a scope has them. */
  evaluate(scope: Scope): Value;
  /** The references in the expression. */
  readonly traversals: readonly Traversal[];
  /**
   * The expression of a part: an argument of a block, or an element of a list; undefined where there is no such part.
   */
  inside(key: string | number): Expression | undefined;
}

/** The arguments of a block, with their expressions. */
export interface Arguments {
  readonly names: readonly string[];
  /** The references in all of them. */
  readonly traversals: readonly Traversal[];
  get(name: string): Expression | undefined;
  has(name: string): boolean;
  /** The value of an argument that is known to be one text, true, false or null as it stands; undefined for any other. */
  constant(name: string): Value | undefined;
}

/** A `resource` or `data` block. */
export interface ResourceDeclaration {
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly arguments: Arguments;
  /** The provider that the block names; undefined for the default provider of its type. */
  readonly provider?: string;
  readonly count?: Expression;
  readonly forEach?: Expression;
  /** The dependencies beside the references of the arguments: `depends_on`, preconditions, provisioners. */
  readonly waitsFor: readonly Traversal[];
  /** The arguments that `ignore_changes` names. */
  readonly ignoredChanges: ReadonlySet<string>;
  /** The provisioners, each an object of its arguments; undefined where there are none. */
  readonly provisioners?: readonly Expression[];
  /** The commands that the provisioners run. */
  readonly commands: readonly string[];
  /** The reasons for which findings about the resource are accepted, by the finding's id. */
  readonly accepted: ReadonlyMap<string, string>;
  /** The path of the construct that made the block; undefined where it is not known. */
  readonly path?: string;
}

/** A `module` block. */
export interface ModuleCall {
  readonly name: string;
  readonly source: string;
  /** The version constraint of a module from a registry. */
  readonly version?: string;
  readonly arguments: ReadonlyMap<string, Expression>;
  readonly count?: Expression;
  readonly forEach?: Expression;
  /** What `depends_on` names. */
  readonly waitsFor: readonly Traversal[];
  /** The caller's providers that are passed to the module, by the module's own names for them. */
  readonly providers?: ReadonlyMap<string, string>;
  /** What the module declares; undefined where only its source is known. */
  readonly module?: ModuleDeclaration;
}

/** A call of a module that is read. */
export type ReadModuleCall = ModuleCall & { readonly module: ModuleDeclaration };

export function isRead(call: ModuleCall): call is ReadModuleCall {
  return call.module !== undefined;
}

/** A `variable` block. */
export interface VariableDeclaration {
  readonly default?: Expression;
  /** The type that values are converted to; undefined where they stay as they are. */
  readonly type?: TypeConstraint;
  /** Whether a null that is passed stays null; else the default takes its place. */
  readonly isNullable: boolean;
  readonly isSensitive: boolean;
}

/** All that one module declares. Resources are under `type.name`, data sources under `data.type.name`. */
export interface ModuleDeclaration {
  readonly resources: ReadonlyMap<string, ResourceDeclaration>;
  readonly locals: ReadonlyMap<string, Expression>;
  readonly variables: ReadonlyMap<string, VariableDeclaration>;
  readonly outputs: ReadonlyMap<string, Expression>;
  /** What the `depends_on` of outputs names, for the outputs that have one. */
  readonly outputsWait: ReadonlyMap<string, readonly Traversal[]>;
  readonly calls: ReadonlyMap<string, ModuleCall>;
  /** The addresses in the stack that `moved` blocks move from, and that `import` blocks import to. */
  readonly adopted?: readonly string[];
  /** The `subscription_id` of the provider blocks that have one, by the provider. */
  readonly subscriptions: ReadonlyMap<string, Expression>;
  /** All that the module says, as one text. */
  readonly content?: () => string;
  /** The module's folder, as a path from the root module's; undefined where it is not known. */
  readonly folder?: string;
}

/** The values of resources as a plan or a state has them. */
export interface KnownInstances {
  /** Whether references are known, as they are of a plan and not of a state. */
  readonly hasExpressions: boolean;
  /** The keys of the instances of a block, by its address without a key of its own. */
  keysAt(address: string): readonly InstanceKey[];
  /** The keys of the instances of a module call, by its address without a key of its own. */
  moduleKeysAt(address: string): readonly InstanceKey[];
  /** What is known of the argument of an instance; undefined where nothing is. */
  argument(
    instance: ResourceInstance,
    name: string,
    expression: Expression | undefined,
    scope: Scope,
  ): Value | undefined;
  /** The paths of an instance's identity blocks, those that Azure adds among them. */
  identitiesOf(address: string): readonly (readonly (string | number)[])[];
  /** What Terraform keeps as sensitive of an instance's values: true for all of it, or true at the places that are. */
  sensitiveAt(address: string): unknown;
  /** The addresses in a state's `depends_on` of an instance. */
  dependenciesOf(address: string): readonly string[];
}

/** A stack: a root module, with the values of its variables. */
export interface StackDeclaration {
  /** The stack's name; undefined for the only one. */
  readonly name?: string;
  readonly module: ModuleDeclaration;
  readonly variables: ReadonlyMap<string, Value>;
  /** The names of the stacks that are applied before this one. */
  readonly after: readonly string[];
  /** The values of its resources, where they come from a plan or a state. */
  readonly known?: KnownInstances;
  /** The files below the folder of the root module. */
  readonly files?: Files;
  /** Where its blocks stand in files. */
  readonly places?: SourcePlaces;
  /** The expressions with a syntax error, which Terraform would refuse, too. */
  readonly unreadable: readonly Unreadable[];
  /** The files that Terraform reads and the review does not. */
  readonly unread?: readonly Unreadable[];
}

/** Where the blocks of a root module stand in files. */
export interface SourcePlaces {
  /** The place of a resource, by its address in the stack, or of the module call that leads to it. */
  of(address: string): SourcePlace | undefined;
}

export interface SourcePlace {
  /** The file, as a path from the folder that is reviewed. */
  readonly file: string;
  /** The line, from 1. */
  readonly line: number;
}

/** An expression or a file that is not read, and why. */
export interface Unreadable {
  readonly address: string;
  readonly why: string;
  /** A hash of what a file holds. */
  readonly content?: string;
}
