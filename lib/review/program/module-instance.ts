import type { ModuleCall, ModuleDeclaration, StackDeclaration } from "./declaration";
import { expand, indexOf } from "./expansion";
import type { Files, Resolved, Scope } from "../language/scope";
import { settle } from "../language/step";
import { canonicalText } from "./instance";
import type { Program } from "./program";
import { ResourceNode } from "./resource-node";
import { EveryValue, ObjectValue, Unknown, Value } from "../language/value";

/** The instances that a module call makes, by their keys. */
interface Children {
  readonly modules: ReadonlyMap<string | number | undefined, ModuleInstance>;
  readonly unknownCount?: string;
}

/** A module as it is called in one place: the names in it have values. */
export class ModuleInstance implements Scope {
  /** What the stack's addresses begin with. */
  public readonly prefix: string;
  /** The module that is applied, which it is in. */
  public readonly root: ModuleInstance;
  /** The resources and data sources, under `type.name` and `data.type.name`. */
  public readonly nodes: ReadonlyMap<string, ResourceNode>;
  /** How many of it there are, where each call in the way here makes as many as this one. */
  public readonly copies: number;
  private readonly values = new Map<string, Value>();
  private readonly underWay = new Set<string>();
  private readonly childrenOf = new Map<string, Children>();

  constructor(
    public readonly program: Program,
    public readonly stack: StackDeclaration,
    public readonly declaration: ModuleDeclaration,
    /** The address of the module in its stack; empty for the root. */
    public readonly address: string,
    /** Where it is called, and by what; undefined for the root. */
    public readonly caller?: {
      readonly module: ModuleInstance;
      readonly call: ModuleCall;
      readonly scope: Scope;
      readonly calls: number;
      readonly unknownCount?: string;
    },
  ) {
    program.noteMade(caller ? 1 + declaration.resources.size : 0);
    this.copies = caller ? caller.calls * caller.module.copies : 1;
    this.prefix = stack.name === undefined ? "" : `${stack.name}/`;
    this.root = caller?.module.root ?? this;
    this.nodes = new Map(
      [...declaration.resources].map(([name, resource]) => [name, new ResourceNode(this, resource, name)]),
    );
  }

  public get files(): Files | undefined {
    return this.stack.files;
  }

  /** Where it stands, without the keys of its calls. */
  public get place(): string {
    return this.caller ? `${this.caller.module.place}/${this.caller.call.name}` : (this.stack.name ?? "");
  }

  /** The keys of its calls. */
  public get keys(): string {
    return this.address.replace(/(^|\.)module\.[\w-]+/g, "");
  }

  /** Why it is not known how many there are of it; undefined where that is known. */
  public get unknownCount(): string | undefined {
    return this.caller?.unknownCount ?? this.caller?.module.unknownCount;
  }

  /** The modules that it calls. */
  public get children(): readonly Children[] {
    return [...this.declaration.calls.values()].filter((call) => call.module).map((call) => this.childrenBy(call));
  }

  /** The address of something in it, as Terraform writes it, after the name of its stack. */
  public addressOf(local: string): string {
    return `${this.prefix}${this.address === "" ? "" : `${this.address}.`}${local}`;
  }

  public childrenBy(call: ModuleCall): Children {
    let children = this.childrenOf.get(call.name);
    if (!children) {
      const key = `module.${call.name}`;
      this.underWay.add(key);
      children = this.expandCall(call);
      this.underWay.delete(key);
      this.childrenOf.set(call.name, children);
    }
    return children;
  }

  public resolve(root: string, steps: readonly (string | number)[]): Resolved {
    const [first = "", second = ""] = steps as string[];
    switch (root) {
      case "var":
        return { value: this.variable(first), taken: 1 };
      case "local":
        return { value: this.local(first), taken: 1 };
      case "module":
        return this.resolveModule(first, steps);
      case "data":
        return first === "terraform_remote_state"
          ? this.resolveRemoteState(second, steps)
          : { value: this.resource(`data.${first}.${second}`), taken: 2 };
      case "each":
      case "count":
        return { value: new Unknown(`${root}.${first} has no value here`, [], `${root}.${first}`), taken: 1 };
      case "path":
      case "terraform":
        return {
          value:
            root === "path" && first === "module"
              ? (this.declaration.folder ?? ".")
              : new Unknown(`it is Terraform's own ${root}.${first}`, [], `${root}.${first}`),
          taken: 1,
        };
      default:
        return { value: this.resource(`${root}.${first}`), taken: 1 };
    }
  }

  /** A variable: what the caller passes, else the default. */
  public variable(name: string): Value {
    return this.memoized(`var.${name}`, () => {
      const declared = this.declaration.variables.get(name);
      const passed = this.caller?.call.arguments.get(name);
      const input = passed
        ? passed.evaluate(this.caller!.scope)
        : this.caller
          ? undefined
          : this.stack.variables.get(name);
      const isGiven = input !== undefined && (input !== null || declared?.isNullable !== false);
      const value = isGiven ? input : declared?.default?.evaluate(this);
      if (value === undefined) {
        return new Unknown(`the variable ${name} has no value here`, [], `var.${name}`);
      }
      return declared?.type ? declared.type.convert(settle(value)) : value;
    });
  }

  /**
   * The id of the subscription that a provider says it works in; undefined where it says none, and so works in the
   * deployer's own.
   */
  public subscriptionOf(provider: string): Value | undefined {
    const expression = this.declaration.subscriptions.get(provider);
    if (expression) {
      return this.memoized(`provider.${provider}`, () => expression.evaluate(this));
    }
    return this.caller?.module.subscriptionOf(this.caller.call.providers?.get(provider) ?? provider);
  }

  public local(name: string): Value {
    return this.memoized(`local.${name}`, () => {
      const expression = this.declaration.locals.get(name);
      if (expression) {
        return expression.evaluate(this);
      }
      return this.isPlanned
        ? new Unknown(
            `it is the local value ${name}, which a plan does not describe`,
            [],
            this.addressOf(`local.${name}`),
          )
        : new Unknown(`there is no local value ${name}`, [], `local.${name}`);
    });
  }

  public output(name: string): Value {
    return this.memoized(`output.${name}`, () => {
      const expression = this.declaration.outputs.get(name);
      return expression
        ? expression.evaluate(this)
        : new Unknown(`the module has no output ${name}`, [], `output.${name}`, true);
    });
  }

  private get isPlanned(): boolean {
    return this.stack.known !== undefined;
  }

  private memoized(key: string, evaluate: () => Value): Value {
    const known = this.values.get(key);
    if (known !== undefined) {
      return known;
    }
    if (this.underWay.has(key)) {
      return new Unknown("it refers to itself", [], key);
    }
    this.underWay.add(key);
    const value = this.program.guarded(this, key, () => settle(evaluate()));
    this.underWay.delete(key);
    this.values.set(key, value);
    return value;
  }

  private resource(name: string): Value {
    return this.nodes.get(name)?.value ?? new Unknown(`${name} is not declared`, [], name);
  }

  private resolveModule(name: string, steps: readonly (string | number)[]): Resolved {
    const call = this.declaration.calls.get(name);
    if (!call?.module) {
      return {
        value: new Unknown(
          call ? `the module ${name} is not read` : `there is no module ${name}`,
          [],
          ["module", ...steps].join("."),
        ),
        taken: steps.length,
      };
    }
    if (this.underWay.has(`module.${name}`)) {
      return { value: new Unknown("it refers to itself", [], `module.${name}`), taken: steps.length };
    }
    const { modules, unknownCount } = this.childrenBy(call);
    const only = modules.get(undefined);
    if (!call.count && !call.forEach) {
      const output = steps[1];
      return typeof output === "string" && only
        ? { value: only.output(output), taken: 2 }
        : { value: only?.outputs() ?? new ObjectValue(new Map()), taken: 1 };
    }
    const [, key, output] = steps;
    const keyed = unknownCount === undefined ? modules.get(key) : only;
    if (key !== undefined && keyed && typeof output === "string") {
      return { value: keyed.output(output), taken: 3 };
    }
    if (unknownCount !== undefined) {
      return { value: new EveryValue(only!.outputs()), taken: 1 };
    }
    const all = [...modules].map(([name, module]): [string, Value] => [String(name), module.outputs()]);
    return { value: call.count ? all.map(([, value]) => value) : new ObjectValue(new Map(all)), taken: 1 };
  }

  private outputs(): Value {
    return new ObjectValue(new Map([...this.declaration.outputs.keys()].map((name) => [name, this.output(name)])));
  }

  /**
   * Another stack's output, as cdktf refers to it:
   * `data.terraform_remote_state.cross-stack-reference-input-<stack>.outputs.<name>`.
   */
  private resolveRemoteState(name: string, steps: readonly (string | number)[]): Resolved {
    const root = name.startsWith(CROSS_STACK) ? this.program.rootOf(name.slice(CROSS_STACK.length)) : undefined;
    const [, , word, output] = steps;
    if (root && word === "outputs" && typeof output === "string") {
      return { value: root.output(output), taken: 4 };
    }
    const read = this.resource(`data.terraform_remote_state.${name}`);
    return {
      value: new Unknown(
        "it is an output of a state that is not read: review the folder with all the stacks, or a plan",
        [],
        [canonicalText(read), ...steps.slice(2)].join("."),
      ),
      taken: steps.length,
    };
  }

  private expandCall(call: ModuleCall): Children {
    const address = `${this.address === "" ? "" : `${this.address}.`}module.${call.name}`;
    // A plan does not list a module without resources, which may have outputs all the same.
    const keys = this.stack.known?.moduleKeysAt(address) ?? [];
    const expanded = expand(this, call, keys.length > 0 ? () => keys : undefined);
    const modules = expanded.keys.map(({ key, scope }): [string | number | undefined, ModuleInstance] => [
      key,
      new ModuleInstance(this.program, this.stack, call.module!, `${address}${indexOf(key, expanded.unknownCount)}`, {
        module: this,
        call,
        scope,
        calls: expanded.keys.length,
        unknownCount: expanded.unknownCount,
      }),
    ]);
    return { modules: new Map(modules), unknownCount: expanded.unknownCount };
  }
}

/** What cdktf calls the remote state that another stack's outputs come from. */
const CROSS_STACK = "cross-stack-reference-input-";

/** The stacks whose outputs a configuration reads, as cdktf refers to them. */
export function stacksReadBy(resources: Iterable<string>): string[] {
  const start = `data.terraform_remote_state.${CROSS_STACK}`;
  return [...resources].filter((name) => name.startsWith(start)).map((name) => name.slice(start.length));
}
