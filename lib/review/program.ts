import type { ModuleCall, ModuleDeclaration, ResourceDeclaration, StackDeclaration } from "./declaration";
import { startBudget } from "./expression/budget";
import { Files, itemsOf, Resolved, Scope, settle, unknownOf } from "./expression/evaluate";
import { describe, hashOf } from "./expression/text";
import { canonicalText, Instance } from "./instance";
import { Ranks } from "./naming";
import { ReviewError } from "./review-error";
import { EveryValue, isList, isScalar, ObjectValue, Reference, Unknown, Value } from "./value";

/** How deep one value may lead to another; deeper, and the stack of this process would be in danger. */
const MAX_DEPTH = 200;

/** More instances of one block, in all the modules that it is in, than any program has, whatever its variables say. */
const MAX_INSTANCES = 100_000;

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
    return (this.all ??= this.modules.flatMap((module) => [...module.nodes.values()].flatMap((node) => node.instances)).sort((a, b) => (a.address < b.address ? -1 : 1)));
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
      throw new ReviewError("TOO_LARGE", `the modules and the repeated blocks make more than ${MAX_MADE} resources; allowed: as many. Review the stacks, or the modules, one by one.`);
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
   * What tells a resource apart whatever its address: its type and a name that it goes by; for a data source without one, all that it asks for; else its type, its rank
   * among those that might be taken for it, and the keys that lead to it.
   */
  public nameOf(instance: Instance): string {
    for (const argument of NAMES) {
      const name = instance.argument(argument) ?? null;
      if (name !== null) {
        return `${instance.type} ${argument === "name" ? "" : `${argument}=`}${canonicalText(name)}`;
      }
    }
    if (!instance.isManaged) {
      const asked = instance.declaration.arguments.names.map((name): [string, Value] => [name, instance.argument(name) ?? null]);
      const [[argument, value] = ["", null]] = asked;
      return [instance.type, ...(asked.length > 1 ? [hashOf(describe(new ObjectValue(new Map(asked))))] : value === null ? [] : [`${argument}=${canonicalText(value)}`])].join(" ");
    }
    const { module, declaration, key } = instance;
    const rank = this.ranks.of(module.place, declaration);
    return [instance.type, rank === 0 ? "" : ` ${rank + 1}`, module.keys, key === undefined ? "" : `[${JSON.stringify(key)}]`].join("");
  }
}

/** The arguments that tell what something is called: in Azure its name, in Entra ID any of these. */
const NAMES = ["name", "display_name", "user_principal_name", "client_id", "application_id", "template_id", "object_id"];

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
    public readonly caller?: { readonly module: ModuleInstance; readonly call: ModuleCall; readonly scope: Scope; readonly calls: number; readonly unknownCount?: string },
  ) {
    program.noteMade(caller ? 1 + declaration.resources.size : 0);
    this.copies = caller ? caller.calls * caller.module.copies : 1;
    this.prefix = stack.name === undefined ? "" : `${stack.name}/`;
    this.root = caller?.module.root ?? this;
    this.nodes = new Map([...declaration.resources].map(([name, resource]) => [name, new ResourceNode(this, resource, name)]));
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
        return first === "terraform_remote_state" ? this.resolveRemoteState(second, steps) : { value: this.resource(`data.${first}.${second}`), taken: 2 };
      case "each":
      case "count":
        return { value: new Unknown(`${root}.${first} has no value here`, [], `${root}.${first}`), taken: 1 };
      case "path":
      case "terraform":
        return { value: root === "path" && first === "module" ? this.declaration.folder ?? "." : new Unknown(`it is Terraform's own ${root}.${first}`, [], `${root}.${first}`), taken: 1 };
      default:
        return { value: this.resource(`${root}.${first}`), taken: 1 };
    }
  }

  /** A variable: what the caller passes, else the default. */
  public variable(name: string): Value {
    return this.memoized(`var.${name}`, () => {
      const declared = this.declaration.variables.get(name);
      const passed = this.caller?.call.arguments.get(name);
      const input = passed ? passed.evaluate(this.caller!.scope) : this.caller ? undefined : this.stack.variables.get(name);
      const isGiven = input !== undefined && (input !== null || declared?.isNullable !== false);
      const value = isGiven ? input : declared?.default?.evaluate(this);
      if (value === undefined) {
        return new Unknown(`the variable ${name} has no value here`, [], `var.${name}`);
      }
      return declared?.type ? declared.type.convert(settle(value)) : value;
    });
  }

  /** The id of the subscription that a provider says it works in; undefined where it says none, and so works in the deployer's own. */
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
      return this.isPlanned ? new Unknown(`it is the local value ${name}, which a plan does not describe`, [], this.addressOf(`local.${name}`)) : new Unknown(`there is no local value ${name}`, [], `local.${name}`);
    });
  }

  public output(name: string): Value {
    return this.memoized(`output.${name}`, () => {
      const expression = this.declaration.outputs.get(name);
      return expression ? expression.evaluate(this) : new Unknown(`the module has no output ${name}`, [], `output.${name}`, true);
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
      return { value: new Unknown(call ? `the module ${name} is not read` : `there is no module ${name}`, [], ["module", ...steps].join(".")), taken: steps.length };
    }
    if (this.underWay.has(`module.${name}`)) {
      return { value: new Unknown("it refers to itself", [], `module.${name}`), taken: steps.length };
    }
    const { modules, unknownCount } = this.childrenBy(call);
    const only = modules.get(undefined);
    if (!call.count && !call.forEach) {
      const output = steps[1];
      return typeof output === "string" && only ? { value: only.output(output), taken: 2 } : { value: only?.outputs() ?? new ObjectValue(new Map()), taken: 1 };
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

  /** Another stack's output, as cdktf refers to it: `data.terraform_remote_state.cross-stack-reference-input-<stack>.outputs.<name>`. */
  private resolveRemoteState(name: string, steps: readonly (string | number)[]): Resolved {
    const root = name.startsWith(CROSS_STACK) ? this.program.rootOf(name.slice(CROSS_STACK.length)) : undefined;
    const [, , word, output] = steps;
    if (root && word === "outputs" && typeof output === "string") {
      return { value: root.output(output), taken: 4 };
    }
    const read = this.resource(`data.terraform_remote_state.${name}`);
    return { value: new Unknown("it is an output of a state that is not read: review the folder with all the stacks, or a plan", [], [canonicalText(read), ...steps.slice(2)].join(".")), taken: steps.length };
  }

  private expandCall(call: ModuleCall): Children {
    const address = `${this.address === "" ? "" : `${this.address}.`}module.${call.name}`;
    // A plan does not list a module without resources, which may have outputs all the same.
    const keys = this.stack.known?.moduleKeysAt(address) ?? [];
    const expanded = expand(this, call, keys.length > 0 ? () => keys : undefined);
    const modules = expanded.keys.map(({ key, scope }): [string | number | undefined, ModuleInstance] => [
      key,
      new ModuleInstance(this.program, this.stack, call.module!, `${address}${indexOf(key, expanded.unknownCount)}`, { module: this, call, scope, calls: expanded.keys.length, unknownCount: expanded.unknownCount }),
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

/** A `resource` or `data` block in one module, with what it makes. */
export class ResourceNode {
  /** The address without a key. */
  public readonly address: string;
  private expanded?: readonly Instance[];
  private isUnderWay = false;
  private whole?: Value;

  constructor(
    public readonly module: ModuleInstance,
    public readonly declaration: ResourceDeclaration,
    /** The address in the module. */
    local: string,
  ) {
    this.address = module.addressOf(local);
  }

  /** The address without a key and without the name of the stack. */
  public get inStack(): string {
    return this.address.slice(this.module.prefix.length);
  }

  public get instances(): readonly Instance[] {
    if (!this.expanded) {
      this.isUnderWay = true;
      this.expanded = this.expand();
      this.isUnderWay = false;
    }
    return this.expanded;
  }

  /** What a reference to the block as a whole stands for. */
  public get value(): Value {
    if (this.isUnderWay) {
      return new Unknown("it refers to itself", [], this.address);
    }
    return (this.whole ??= this.valueOf(this.instances));
  }

  private valueOf(instances: readonly Instance[]): Value {
    const [first] = instances;
    const { count, forEach } = this.declaration;
    if (first?.unknownCount !== undefined) {
      return new EveryValue(new Reference(first));
    }
    if (instances.length === 1 && first!.key === undefined) {
      return new Reference(first!);
    }
    if (forEach) {
      return new ObjectValue(new Map(instances.map((instance) => [String(instance.key), new Reference(instance)])));
    }
    return count ? instances.map((instance) => new Reference(instance)) : new Unknown(`nothing is known of ${this.address}`, [], this.address);
  }

  private expand(): Instance[] {
    const { known } = this.module.stack;
    const { keys, unknownCount } = expand(this.module, this.declaration, known && (() => known.keysAt(this.inStack)));
    return keys.map(({ key, scope }) => new Instance(this, key, `${this.address}${indexOf(key, unknownCount)}`, scope, unknownCount));
  }
}

interface Expanded {
  readonly keys: readonly { readonly key: string | number | undefined; readonly scope: Scope }[];
  readonly unknownCount?: string;
}

/** The keys of what a block makes, each with what `each` and `count` stand for; one without a key where they are not known. */
function expand(module: ModuleInstance, block: Pick<ResourceDeclaration, "count" | "forEach">, known: (() => readonly (string | number | undefined)[]) | undefined): Expanded {
  const { count, forEach } = block;
  if (known) {
    const over = forEach?.evaluate(module);
    return { keys: known().map((key) => ({ key, scope: key === undefined ? module : new EachScope(module, key, over && itemAt(over, key)) })) };
  }
  if (count) {
    return expandCount(module, count.evaluate(module));
  }
  return forEach ? expandForEach(module, forEach.evaluate(module)) : { keys: [{ key: undefined, scope: module }] };
}

const TOO_MANY = `they would be more than ${MAX_INSTANCES}, which is more than a review looks at`;

/** Whether a block may be made so many times in a module, and as many times in all copies of the module; what may be made is noted. */
function hasRoom(module: ModuleInstance, count: number): boolean {
  if (count * module.copies > MAX_INSTANCES) {
    return false;
  }
  module.program.noteMade(count);
  return true;
}

function expandCount(module: ModuleInstance, value: Value): Expanded {
  const count = typeof value === "string" ? Number(value) : value;
  const isNumber = typeof count === "number" && count >= 0;
  if (isNumber && hasRoom(module, count)) {
    return { keys: Array.from({ length: count }, (_, key) => ({ key, scope: new EachScope(module, key) })) };
  }
  const why = `how many there are is not known, because ${value instanceof Unknown ? value.why : isNumber ? TOO_MANY : "count is no number"}`;
  const index = unknownOf([value], "the index is not known", () => `count.index of ${describe(value)}`);
  return { keys: [{ key: undefined, scope: new EachScope(module, index) }], unknownCount: why };
}

function expandForEach(module: ModuleInstance, value: Value): Expanded {
  const over = value instanceof Reference ? settle(value) : value;
  // It is repeated for each of a set or an object, and a set's elements are their own keys.
  const pairs = over instanceof EveryValue ? undefined : isList(over) ? over.map((item): [Value, Value] => [item, item]) : itemsOf(over);
  const areTooMany = pairs && !hasRoom(module, pairs.length);
  if (!areTooMany && pairs?.every(([key]) => key !== null && !(key instanceof Unknown))) {
    return { keys: pairs.map(([key, item]) => ({ key: canonicalText(key), scope: new EachScope(module, isScalar(key) ? String(key) : key, item) })) };
  }
  const why = `for each of what is not known, because ${areTooMany ? TOO_MANY : whyUnknown(over)}`;
  const [key, item] = ["key", "value"].map((part) => unknownOf([over], why, () => `each.${part} of ${describe(over)}`));
  return { keys: [{ key: undefined, scope: new EachScope(module, key!, over instanceof EveryValue ? over.each : over instanceof Unknown ? over : item) }], unknownCount: why };
}

function whyUnknown(over: Value): string {
  const unknown = isList(over) ? over.find((item) => item instanceof Unknown) : over;
  return unknown instanceof Unknown ? unknown.why : over instanceof EveryValue ? "how many there are is not known" : "only Azure knows it";
}

/** The part of what a plan repeats a block by that one instance takes; all of it where the key is one that the expression makes. */
function itemAt(over: Value, key: string | number): Value {
  if (over instanceof ObjectValue) {
    return over.entry(String(key)) ?? over;
  }
  return over instanceof Unknown || over instanceof Reference ? over : String(key);
}

/** A key as it stands in an address. */
function indexOf(key: string | number | undefined, unknownCount: string | undefined): string {
  if (unknownCount !== undefined) {
    return "[*]";
  }
  return key === undefined ? "" : `[${JSON.stringify(key)}]`;
}

/** A module's names, and `each` or `count` of one instance. */
class EachScope implements Scope {
  constructor(
    private readonly module: ModuleInstance,
    private readonly key: Value,
    private readonly item?: Value,
  ) {}

  public get files(): Files | undefined {
    return this.module.files;
  }

  public resolve(root: string, steps: readonly (string | number)[]): Resolved {
    if (root === "each") {
      return { value: steps[0] === "key" || this.item === undefined ? this.key : this.item, taken: 1 };
    }
    if (root === "count") {
      return { value: this.key, taken: 1 };
    }
    return this.module.resolve(root, steps);
  }
}
