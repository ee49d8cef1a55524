import type { ModuleCall, ResourceDeclaration } from "./declaration";
import type { Traversal } from "./expression/syntax";
import type { Instance } from "./instance";
import { CROSS_STACK, ModuleInstance, Program, ResourceNode } from "./program";

/** Something that Terraform waits for: a resource, or a name that leads to some. */
interface Vertex {
  /** The resource; undefined for a variable, a local value, an output or a module. */
  readonly node?: ResourceNode;
  /** Whether what is behind it is a guess: all that a module gets which is not read. */
  readonly isGuess?: boolean;
  readonly edges: () => readonly Vertex[];
}

/** More circles than anybody reads: blocks that all wait for each other have one for every two of them. */
const MAX_CIRCLES = 100;

/** How long a grant needs to take effect is waited for by one of these. */
const SLEEP = "time_sleep";

/** What Terraform waits for before what: references, `depends_on`, and what stands between. */
export class Graph {
  private readonly ofNodes = new Map<ResourceNode, Vertex>();
  private readonly ofNames = new Map<ModuleInstance, Map<string, Vertex>>();
  private readonly closures = new Map<ResourceNode, ReadonlySet<ResourceNode>>();
  private reverse?: ReadonlyMap<ResourceNode, ReadonlySet<ResourceNode | string>>;

  constructor(private readonly program: Program) {}

  /** Whether one resource waits for the other, however indirectly. */
  public waitsFor(one: Instance, other: Instance): boolean {
    return this.closureOf(one.node).has(other.node) || this.isAfterStackOf(one.node, other.node);
  }

  /** The same with a pause in between, in which a role takes effect. */
  public waitsLongEnoughFor(one: Instance, other: Instance): boolean {
    if (this.isAfterStackOf(one.node, other.node)) {
      return true;
    }
    return [...this.closureOf(one.node)].some((node) => isPause(node) && this.closureOf(node).has(other.node));
  }

  /** Everything that a resource waits for. */
  public closureOf(node: ResourceNode): ReadonlySet<ResourceNode> {
    let closure = this.closures.get(node);
    if (!closure) {
      closure = this.walk(this.vertexOf(node));
      this.closures.set(node, closure);
    }
    return closure;
  }

  /** What refers to a resource itself, directly or by names: other resources, and the outputs of root modules and of modules that are not read. */
  public usersOf(node: ResourceNode): ReadonlySet<ResourceNode | string> {
    this.reverse ??= this.reversed();
    return this.reverse.get(node) ?? new Set();
  }

  /** The resources that wait for each other in a circle, one circle for each place where one closes, as far as anybody reads them. */
  public get cycles(): readonly (readonly ResourceNode[])[] {
    const circles: ResourceNode[][] = [];
    const done = new Set<Vertex>();
    for (const node of this.ofResources()) {
      this.findCycles(this.vertexOf(node), done, circles);
    }
    return circles;
  }

  /** Goes as deep as it can, and finds a circle where that leads back to what it came through. */
  private findCycles(start: Vertex, done: Set<Vertex>, circles: ResourceNode[][]): void {
    const path: { readonly vertex: Vertex; next: number }[] = done.has(start) ? [] : [{ vertex: start, next: 0 }];
    const places = new Map<Vertex, number>([[start, 0]]);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const target = top.vertex.edges()[top.next++];
      const place = target && places.get(target);
      if (!target) {
        done.add(top.vertex);
        places.delete(top.vertex);
        path.pop();
      } else if (place !== undefined) {
        if (circles.length < MAX_CIRCLES) {
          circles.push(path.slice(place).flatMap(({ vertex: { node } }) => node ?? []));
        }
      } else if (!done.has(target) && !target.isGuess) {
        places.set(target, path.length);
        path.push({ vertex: target, next: 0 });
      }
    }
  }

  private *ofResources(): Iterable<ResourceNode> {
    for (const module of this.program.modules) {
      yield* module.nodes.values();
    }
  }

  private walk(start: Vertex): ReadonlySet<ResourceNode> {
    const found = new Set<ResourceNode>();
    const seen = new Set<Vertex>();
    const open = [...start.edges()];
    for (let vertex = open.pop(); vertex; vertex = open.pop()) {
      if (!seen.has(vertex)) {
        seen.add(vertex);
        if (vertex.node) {
          found.add(vertex.node);
        }
        open.push(...vertex.edges());
      }
    }
    return found;
  }

  private reversed(): ReadonlyMap<ResourceNode, ReadonlySet<ResourceNode | string>> {
    const users = new Map<ResourceNode, Set<ResourceNode | string>>();
    const note = (vertices: readonly Vertex[], user: ResourceNode | string) => {
      const seen = new Set<Vertex>();
      const open = [...vertices];
      for (let vertex = open.pop(); vertex; vertex = open.pop()) {
        if (!seen.has(vertex)) {
          seen.add(vertex);
          if (vertex.node) {
            users.set(vertex.node, (users.get(vertex.node) ?? new Set()).add(user));
          } else {
            open.push(...vertex.edges());
          }
        }
      }
    };
    for (const module of this.program.modules) {
      module.nodes.forEach((node) => note(this.vertexOf(node).edges(), node));
      if (!module.caller) {
        module.declaration.outputs.forEach((_, name) => note([this.named(module, `output.${name}`)], `output.${name}`));
      }
      const unread = [...module.declaration.calls.values()].filter((call) => !call.module);
      unread.forEach((call) => note(this.ofCall(module, call), module.addressOf(`module.${call.name}`)));
    }
    return users;
  }

  private isAfterStackOf(one: ResourceNode, other: ResourceNode): boolean {
    const { name } = other.module.stack;
    return name !== undefined && one.module.root !== other.module.root && this.stacksBefore(one.module.root).has(name);
  }

  private stacksBefore(root: ModuleInstance): ReadonlySet<string> {
    const before = new Set(root.stack.after);
    for (const name of before) {
      const other = this.program.rootOf(name);
      (other ? other.stack.after : []).forEach((stack) => before.add(stack));
    }
    return before;
  }

  private vertexOf(node: ResourceNode): Vertex {
    let vertex = this.ofNodes.get(node);
    if (!vertex) {
      vertex = { node, edges: memoized(() => this.edgesOf(node)) };
      this.ofNodes.set(node, vertex);
    }
    return vertex;
  }

  private edgesOf({ module, declaration }: ResourceNode): Vertex[] {
    const { arguments: args, count, forEach, waitsFor } = declaration;
    const vertices: Vertex[] = [];
    for (const traversals of [args.traversals, count?.traversals ?? [], forEach?.traversals ?? []]) {
      traversals.forEach((traversal) => vertices.push(...this.targetsOf(module, traversal)));
    }
    waitsFor.forEach((traversal) => vertices.push(...this.targetsOf(module, traversal, true)));
    vertices.push(...this.heldBy(module, declaration), ...this.ofCallers(module));
    return vertices;
  }

  /** What a state says that a resource depends on. */
  private heldBy(module: ModuleInstance, { type, name, mode }: ResourceDeclaration): readonly Vertex[] {
    const { known } = module.stack;
    if (!known) {
      return [];
    }
    const local = `${module.address === "" ? "" : `${module.address}.`}${mode === "data" ? "data." : ""}${type}.${name}`;
    const addresses = known.keysAt(local).flatMap((key) => known.dependenciesOf(key === undefined ? local : `${local}[${JSON.stringify(key)}]`));
    return [...new Set(addresses)].flatMap((address) => this.nodesAt(address).map((node) => this.vertexOf(node)));
  }

  private nodesAt(address: string): readonly ResourceNode[] {
    this.byAddress ??= this.indexed();
    return this.byAddress.get(address) ?? [];
  }
  private byAddress?: ReadonlyMap<string, ResourceNode[]>;

  private indexed(): ReadonlyMap<string, ResourceNode[]> {
    const index = new Map<string, ResourceNode[]>();
    for (const node of this.ofResources()) {
      const address = node.address.slice(node.module.prefix.length).replace(/\[[^\]]*\]/g, "");
      index.set(address, [...(index.get(address) ?? []), node]);
    }
    return index;
  }

  /** What a module waits for, all that is in it waits for. */
  private ofCallers({ caller }: ModuleInstance): Vertex[] {
    if (!caller) {
      return [];
    }
    const { module, call } = caller;
    const repeats = [call.count, call.forEach].flatMap((expression) => expression?.traversals ?? []);
    return [
      ...call.waitsFor.flatMap((traversal) => this.targetsOf(module, traversal, true)),
      ...repeats.flatMap((traversal) => this.targetsOf(module, traversal)),
      ...this.ofCallers(module),
    ];
  }

  private ofCall(module: ModuleInstance, call: ModuleCall): Vertex[] {
    return [...call.arguments.values()].flatMap(({ traversals }) => traversals).flatMap((traversal) => this.targetsOf(module, traversal));
  }

  /** What a reference leads to; in `depends_on` a module is all that is in it, elsewhere it is its outputs. */
  private targetsOf(module: ModuleInstance, { root, steps }: Traversal, isWait = false): Vertex[] {
    const [first, second] = steps;
    switch (root) {
      case "var":
      case "local":
        return [this.named(module, `${root}.${first}`)];
      case "module":
        return this.ofModule(module, String(first), steps, isWait);
      case "data":
        if (first === "terraform_remote_state") {
          return [];
        }
        return this.ofResource(module, `data.${first}.${second}`);
      default:
        return this.ofResource(module, `${root}.${first}`);
    }
  }

  private ofResource(module: ModuleInstance, name: string): Vertex[] {
    const node = module.nodes.get(name);
    return node ? [this.vertexOf(node)] : [];
  }

  /** An output of a module, or all that is in it. */
  private ofModule(module: ModuleInstance, name: string, steps: readonly (string | number)[], isWait: boolean): Vertex[] {
    const call = module.declaration.calls.get(name);
    if (!call) {
      return [];
    }
    if (!call.module) {
      return [{ isGuess: true, edges: () => this.ofCall(module, call) }];
    }
    const children = [...module.childrenBy(call).modules.values()];
    const output = call.count || call.forEach ? steps[2] : steps[1];
    return children.map((child) => this.named(child, typeof output === "string" ? `output.${output}` : isWait ? "everything" : "outputs"));
  }

  private named(module: ModuleInstance, name: string): Vertex {
    const names = this.ofNames.get(module) ?? new Map<string, Vertex>();
    this.ofNames.set(module, names);
    let vertex = names.get(name);
    if (!vertex) {
      vertex = { edges: memoized(() => this.edgesOfName(module, name)) };
      names.set(name, vertex);
    }
    return vertex;
  }

  private edgesOfName(module: ModuleInstance, whole: string): Vertex[] {
    const { declaration, caller } = module;
    const name = whole.slice(whole.indexOf(".") + 1);
    if (whole === "outputs") {
      return [...declaration.outputs.keys()].map((output) => this.named(module, `output.${output}`));
    }
    if (whole === "everything") {
      const inside = module.children.flatMap((children) => [...children.modules.values()].map((child) => this.named(child, "everything")));
      return [...[...module.nodes.values()].map((node) => this.vertexOf(node)), ...inside];
    }
    if (whole.startsWith("var.")) {
      return caller ? (caller.call.arguments.get(name)?.traversals ?? []).flatMap((traversal) => this.targetsOf(caller.module, traversal)) : [];
    }
    const expression = whole.startsWith("local.") ? declaration.locals.get(name) : declaration.outputs.get(name);
    return (expression?.traversals ?? []).flatMap((traversal) => this.targetsOf(module, traversal));
  }
}

/** The stacks whose outputs a configuration reads, as cdktf refers to them. */
export function stacksReadBy(resources: Iterable<string>): string[] {
  const start = `data.terraform_remote_state.${CROSS_STACK}`;
  return [...resources].filter((name) => name.startsWith(start)).map((name) => name.slice(start.length));
}

/** Whether a resource does nothing but let time pass. */
function isPause({ declaration: { type, commands } }: ResourceNode): boolean {
  return type === SLEEP || commands.some((command) => /\bsleep\b/i.test(command));
}

function memoized<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
