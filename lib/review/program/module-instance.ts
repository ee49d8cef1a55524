import type { Files, Resolved, Scope } from "../language/scope";
import type { Secrets } from "../language/secrets";
import { settle } from "../language/step";
import { ObjectValue, Unknown, Value } from "../language/value";
import { BlockIndex } from "./block-index";
import {
  InstanceKey,
  isRead,
  ModuleCall,
  ModuleDeclaration,
  ReadModuleCall,
  ResourceDeclaration,
  StackDeclaration,
} from "./declaration";
import { expand, indexOf } from "./expansion";
import { canonicalText } from "./instance";
import { CalledModules, ModuleOutputs, outputsAt } from "./module-outputs";
import type { OwningModule, OwningProgram } from "./owners";
import { ResourceNode } from "./resource-node";

/** Where a module is called, and what by. */
interface Caller {
  readonly module: ModuleInstance;
  readonly call: ModuleCall;
  /** The names of the calling module, with `each` or `count` of the call. */
  readonly scope: Scope;
  /** How many modules the call makes. */
  readonly calls: number;
  /** Why it is not known how many modules the call makes; undefined where that is known. */
  readonly unknownCount?: string;
}

/** A module as one call makes it, or the root module of a stack: the scope of the expressions in it. */
export class ModuleInstance implements OwningModule, ModuleOutputs {
  public readonly prefix: string;
  public readonly root: ModuleInstance;
  /** The resources and data sources. */
  public readonly nodes: readonly ResourceNode[];
  public readonly copies: number;
  private readonly values = new Map<string, Value>();
  private readonly underWay = new Set<string>();
  private readonly childrenOf = new Map<string, CalledModules<ModuleInstance>>();

  constructor(
    public readonly program: OwningProgram,
    public readonly stack: StackDeclaration,
    public readonly declaration: ModuleDeclaration,
    /** The address of the module in its stack; empty for the root. */
    public readonly address: string,
    /** Undefined for the root. */
    public readonly caller?: Caller,
  ) {
    program.noteMade(caller ? 1 + declaration.resources.size : 0);
    this.copies = caller ? caller.calls * caller.module.copies : 1;
    this.prefix = stack.name === undefined ? "" : `${stack.name}/`;
    this.root = caller?.module.root ?? this;
    const nodes: ResourceNode[] = [];
    declaration.resources.forEach((resource, name) => nodes.push(new ResourceNode(this, resource, name)));
    this.nodes = nodes;
  }

  public get files(): Files | undefined {
    return this.stack.files;
  }

  public get secrets(): Secrets | undefined {
    return this.program.secrets;
  }

  public get place(): string {
    return this.caller ? `${this.caller.module.place}/${this.caller.call.name}` : (this.stack.name ?? "");
  }

  public get keys(): string {
    return this.address.replace(/(^|\.)module\.[\w-]+/g, "");
  }

  public get unknownCount(): string | undefined {
    return this.caller?.unknownCount ?? this.caller?.module.unknownCount;
  }

  /** The modules that it calls and that are read, by their calls. */
  public get children(): readonly CalledModules<ModuleInstance>[] {
    return [...this.declaration.calls.values()].filter(isRead).map((call) => this.childrenBy(call));
  }

  public addressOf(local: string): string {
    return `${this.prefix}${this.address === "" ? "" : `${this.address}.`}${local}`;
  }

  /** The resource or data source with a type and a name; undefined where it is not declared. */
  public nodeOf(mode: ResourceDeclaration["mode"], type: string, name: string): ResourceNode | undefined {
    const position = BlockIndex.of(this.declaration).positionOf(mode, type, name);
    return position === undefined ? undefined : this.nodes[position];
  }

  public childrenBy(call: ReadModuleCall): CalledModules<ModuleInstance> {
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
    const { 0: first = "", 1: second = "" } = steps as string[];
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
          : { value: this.resource("data", String(first), String(second)), taken: 2 };
      case "each":
      case "count":
        return { value: new Unknown(`${root}.${first} has no value here`, [], `${root}.${first}`), taken: 1 };
      case "path":
      case "terraform":
        return { value: this.terraformsOwn(`${root}.${first}`), taken: 1 };
      default:
        return { value: this.resource("managed", root, String(first)), taken: 1 };
    }
  }

  /** The value of a variable: what the caller passes or the stack is given, else the default. */
  public variable(name: string): Value {
    return this.memoized(`var.${name}`, () => {
      const declared = this.declaration.variables.get(name);
      if (declared?.isSensitive && this.secrets) {
        return this.secrets.ofVariable(this.addressOf(this.caller ? `var.${name}` : name));
      }
      const input = this.inputOf(name);
      const isGiven = input !== undefined && (input !== null || declared?.isNullable !== false);
      const value = isGiven ? input : declared?.default?.evaluate(this);
      if (value === undefined) {
        return new Unknown(`the variable ${name} has no value here`, [], `var.${name}`);
      }
      return declared?.type ? declared.type.convert(settle(value)) : value;
    });
  }

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

  public get outputs(): ObjectValue {
    return new ObjectValue(new Map([...this.declaration.outputs.keys()].map((name) => [name, this.output(name)])));
  }

  private get isPlanned(): boolean {
    return this.stack.known !== undefined;
  }

  /** What a variable is given; undefined where it is given nothing. */
  private inputOf(name: string): Value | undefined {
    return this.caller
      ? this.caller.call.arguments.get(name)?.evaluate(this.caller.scope)
      : this.stack.variables.get(name);
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

  private resource(mode: ResourceDeclaration["mode"], type: string, name: string): Value {
    return this.nodeOf(mode, type, name)?.value ?? notDeclared(`${mode === "data" ? "data." : ""}${type}.${name}`);
  }

  /** The value of `path.*` or `terraform.*`: only the module's folder is known. */
  private terraformsOwn(name: string): Value {
    return name === "path.module"
      ? (this.declaration.folder ?? ".")
      : new Unknown(`it is Terraform's own ${name}`, [], name);
  }

  private resolveModule(name: string, steps: readonly (string | number)[]): Resolved {
    const call = this.declaration.calls.get(name);
    if (!call || !isRead(call)) {
      const why = call ? `the module ${name} is not read` : `there is no module ${name}`;
      return { value: new Unknown(why, [], ["module", ...steps].join(".")), taken: steps.length };
    }
    if (this.underWay.has(`module.${name}`)) {
      return { value: new Unknown("it refers to itself", [], `module.${name}`), taken: steps.length };
    }
    return outputsAt(call, this.childrenBy(call), steps);
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
    const read = this.resource("data", "terraform_remote_state", name);
    return {
      value: new Unknown(
        "it is an output of a state that is not read: review the folder with all the stacks, or a plan",
        [],
        [canonicalText(read), ...steps.slice(2)].join("."),
      ),
      taken: steps.length,
    };
  }

  private expandCall(call: ReadModuleCall): CalledModules<ModuleInstance> {
    const address = `${this.address === "" ? "" : `${this.address}.`}module.${call.name}`;
    // A plan does not list a module without resources, which may have outputs all the same.
    const known = this.stack.known?.moduleKeysAt(address) ?? [];
    const { keys, unknownCount } = expand(this, call, known.length > 0 ? () => known : undefined);
    const modules = keys.map(({ key, scope }): [InstanceKey, ModuleInstance] => [
      key,
      new ModuleInstance(this.program, this.stack, call.module, `${address}${indexOf(key, unknownCount)}`, {
        module: this,
        call,
        scope,
        calls: keys.length,
        unknownCount,
      }),
    ]);
    return { modules: new Map(modules), unknownCount };
  }
}

function notDeclared(name: string): Unknown {
  return new Unknown(`${name} is not declared`, [], name);
}

/** What cdktf calls the remote state that another stack's outputs come from. */
const CROSS_STACK = "cross-stack-reference-input-";

/** The stacks whose outputs a configuration reads, as cdktf refers to them. */
export function stacksReadBy(resources: Iterable<string>): string[] {
  const start = `data.terraform_remote_state.${CROSS_STACK}`;
  return [...resources].filter((name) => name.startsWith(start)).map((name) => name.slice(start.length));
}
