import { grouped } from "../base/grouped";
import type { Traversal } from "../language/syntax";
import { Expression, isRead } from "../program/declaration";
import { indexOf } from "../program/expansion";
import type { ModuleInstance } from "../program/module-instance";
import type { OwningBlock } from "../program/owners";
import type { Program } from "../program/program";
import type { ResourceNode } from "../program/resource-node";
import { withoutKeys } from "../read/plan/addresses";
import { NameKind, Vertex } from "./vertex";

/** The vertices of a program, with what each waits for. */
export class Vertices {
  private readonly ofNames = new Map<ModuleInstance, Map<string, Vertex>>();
  private areConnected = false;

  constructor(private readonly program: Program) {}

  /** The vertex of a resource, which knows what waits for it. */
  public of(node: OwningBlock): Vertex {
    this.connect();
    const vertex = this.ofNodes.get(node);
    if (!vertex) {
      throw new Error(`${node.address} is of another program`);
    }
    return vertex;
  }

  /** The vertices of all resources. They know what waits for them once one has been asked for by `of`. */
  public get ofResources(): readonly Vertex[] {
    return [...this.ofNodes.values()];
  }

  private get ofNodes(): ReadonlyMap<OwningBlock, Vertex> {
    return (this.everyNode ??= new Map(
      this.program.modules.flatMap((module) =>
        [...module.nodes.values()].map((node): [ResourceNode, Vertex] => [
          node,
          new Vertex(() => this.edgesOfResource(module, node), node),
        ]),
      ),
    ));
  }
  private everyNode?: ReadonlyMap<OwningBlock, Vertex>;

  /** The resources that only let time pass. */
  public get pauses(): readonly Vertex[] {
    this.connect();
    return this.ofResources.filter(({ isPause }) => isPause);
  }

  /** Tells each vertex what waits for it: resources, outputs of root modules, and modules that are not read. */
  private connect(): void {
    if (this.areConnected) {
      return;
    }
    this.areConnected = true;
    const all = new Set([...this.ofResources, ...this.program.modules.flatMap((module) => this.endsOf(module))]);
    for (const vertex of all) {
      for (const target of vertex.edges) {
        target.addUser(vertex);
        all.add(target);
      }
    }
  }

  /** The names in a module that nothing else in the program uses: a root's outputs, and modules that are not read. */
  private endsOf(module: ModuleInstance): Vertex[] {
    const outputs = module.caller ? [] : this.outputsOf(module);
    const unread = [...module.declaration.calls.values()].filter((call) => !isRead(call));
    return [...outputs, ...unread.map(({ name }) => this.named(module, "module", name))];
  }

  private edgesOfResource(module: ModuleInstance, node: ResourceNode): Vertex[] {
    const { arguments: args, count, forEach, waitsFor } = node.declaration;
    return [
      ...this.referredToBy(module, args, count, forEach),
      ...this.awaitedBy(module, waitsFor),
      ...this.heldBy(node),
      ...this.edgesOfCallers(module),
    ];
  }

  /** What expressions of a module refer to. */
  private referredToBy(
    module: ModuleInstance,
    ...expressions: readonly (Pick<Expression, "traversals"> | undefined)[]
  ): Vertex[] {
    return expressions
      .flatMap((expression) => expression?.traversals ?? [])
      .flatMap((traversal) => this.targetsOf(module, traversal));
  }

  /** What a `depends_on` in a module names. */
  private awaitedBy(module: ModuleInstance, waitsFor: readonly Traversal[]): Vertex[] {
    return waitsFor.flatMap((traversal) => this.targetsOf(module, traversal, true));
  }

  /** What the `depends_on` of a resource in a state names. */
  private heldBy({ module, inStack }: ResourceNode): readonly Vertex[] {
    const { known } = module.stack;
    if (!known) {
      return [];
    }
    const addresses = known.keysAt(inStack).flatMap((key) => known.dependenciesOf(`${inStack}${indexOf(key)}`));
    return [...new Set(addresses)].flatMap((address) => this.resourcesAt(address));
  }

  private resourcesAt(address: string): readonly Vertex[] {
    this.byAddress ??= grouped(this.ofResources, ({ node }) => node && withoutKeys(node.inStack));
    return this.byAddress.get(address) ?? [];
  }
  private byAddress?: ReadonlyMap<string | undefined, readonly Vertex[]>;

  /** What the calls that lead to a module wait for: everything in the module waits for it, too. */
  private edgesOfCallers({ caller }: ModuleInstance): Vertex[] {
    if (!caller) {
      return [];
    }
    const { module, call } = caller;
    return [
      ...this.awaitedBy(module, call.waitsFor),
      ...this.referredToBy(module, call.count, call.forEach),
      ...this.edgesOfCallers(module),
    ];
  }

  /** What a reference leads to; in `depends_on` a module is all that is in it, elsewhere it is its outputs. */
  private targetsOf(module: ModuleInstance, { root, steps }: Traversal, isWait = false): Vertex[] {
    const [first, second] = steps;
    switch (root) {
      case "var":
      case "local":
        return [this.named(module, root, String(first))];
      case "module":
        return this.targetsOfCall(module, String(first), steps, isWait);
      case "data":
        return first === "terraform_remote_state" ? [] : this.resourceIn(module, `data.${first}.${second}`);
      default:
        return this.resourceIn(module, `${root}.${first}`);
    }
  }

  private resourceIn(module: ModuleInstance, name: string): Vertex[] {
    const node = module.nodes.get(name);
    const vertex = node && this.ofNodes.get(node);
    return vertex ? [vertex] : [];
  }

  /** An output of a module call, all its outputs, or all that is in it. */
  private targetsOfCall(
    module: ModuleInstance,
    name: string,
    steps: readonly (string | number)[],
    isWait: boolean,
  ): Vertex[] {
    const call = module.declaration.calls.get(name);
    if (!call) {
      return [];
    }
    if (!isRead(call)) {
      return [this.named(module, "module", name)];
    }
    const children = [...module.childrenBy(call).modules.values()];
    const output = call.count || call.forEach ? steps[2] : steps[1];
    return children.map((child) =>
      typeof output === "string"
        ? this.named(child, "output", output)
        : this.named(child, isWait ? "everything" : "outputs"),
    );
  }

  private named(module: ModuleInstance, kind: NameKind, name = ""): Vertex {
    const names = this.ofNames.get(module) ?? new Map<string, Vertex>();
    this.ofNames.set(module, names);
    const key = `${kind}.${name}`;
    let vertex = names.get(key);
    if (!vertex) {
      vertex = new Vertex(() => this.edgesBy[kind](module, name), undefined, { kind, name });
      names.set(key, vertex);
    }
    return vertex;
  }

  /** What the names of a module lead to. */
  private readonly edgesBy: Readonly<Record<NameKind, (module: ModuleInstance, name: string) => Vertex[]>> = {
    var: ({ caller }, name) => (caller ? this.referredToBy(caller.module, caller.call.arguments.get(name)) : []),
    local: (module, name) => this.referredToBy(module, module.declaration.locals.get(name)),
    output: (module, name) => [
      ...this.referredToBy(module, module.declaration.outputs.get(name)),
      ...this.awaitedBy(module, module.declaration.outputsWait.get(name) ?? []),
    ],
    module: (module, name) =>
      this.referredToBy(module, ...(module.declaration.calls.get(name)?.arguments.values() ?? [])),
    outputs: (module) => this.outputsOf(module),
    everything: (module) => [
      ...[...module.nodes.keys()].flatMap((name) => this.resourceIn(module, name)),
      ...module.children.flatMap(({ modules }) =>
        [...modules.values()].map((child) => this.named(child, "everything")),
      ),
    ],
  };

  private outputsOf(module: ModuleInstance): Vertex[] {
    return [...module.declaration.outputs.keys()].map((name) => this.named(module, "output", name));
  }
}
