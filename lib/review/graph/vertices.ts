import { indexOf } from "../program/expansion";
import type { Traversal } from "../language/syntax";
import { grouped } from "../base/grouped";
import type { ModuleInstance } from "../program/module-instance";
import { withoutKeys } from "../read/plan/known-resources";
import type { Program } from "../program/program";
import type { ResourceNode } from "../program/resource-node";
import { Vertex } from "./vertex";

/** Finds what everything in a program waits for. */
export class Vertices {
  private readonly ofNodes = new Map<ResourceNode, Vertex>();
  private readonly ofNames = new Map<ModuleInstance, Map<string, Vertex>>();
  private areConnected = false;

  constructor(private readonly program: Program) {}

  /** The vertex of a resource, which knows what waits for it. */
  public of(node: ResourceNode): Vertex {
    this.connect();
    return this.vertexOf(node);
  }

  /** The vertices of all resources, without what waits for them. */
  public get ofResources(): readonly Vertex[] {
    return this.nodes.map((node) => this.vertexOf(node));
  }

  private get nodes(): readonly ResourceNode[] {
    return this.program.modules.flatMap((module) => [...module.nodes.values()]);
  }

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

  /** Where names end that nothing else in the program reads. */
  private endsOf(module: ModuleInstance): Vertex[] {
    const outputs = module.caller
      ? []
      : [...module.declaration.outputs.keys()].map((name) => this.named(module, `output.${name}`));
    const unread = [...module.declaration.calls.values()].filter((call) => !call.module);
    return [...outputs, ...unread.map(({ name }) => this.named(module, `module.${name}`))];
  }

  private vertexOf(node: ResourceNode): Vertex {
    let vertex = this.ofNodes.get(node);
    if (!vertex) {
      vertex = new Vertex(this.ofResource, node);
      this.ofNodes.set(node, vertex);
    }
    return vertex;
  }

  private readonly ofResource = ({ node }: Vertex): Vertex[] => {
    const { module, declaration } = node!;
    const { arguments: args, count, forEach, waitsFor } = declaration;
    const traversals = [args.traversals, count?.traversals ?? [], forEach?.traversals ?? []].flat();
    return [
      ...traversals.flatMap((traversal) => this.targetsOf(module, traversal)),
      ...waitsFor.flatMap((traversal) => this.targetsOf(module, traversal, true)),
      ...this.heldBy(node!),
      ...this.ofCallers(module),
    ];
  };

  /** What a state says that a resource depends on. */
  private heldBy({ module, inStack: local }: ResourceNode): readonly Vertex[] {
    const { known } = module.stack;
    if (!known) {
      return [];
    }
    const addresses = known.keysAt(local).flatMap((key) => known.dependenciesOf(`${local}${indexOf(key, undefined)}`));
    return [...new Set(addresses)].flatMap((address) => this.nodesAt(address).map((node) => this.vertexOf(node)));
  }

  private nodesAt(address: string): readonly ResourceNode[] {
    this.byAddress ??= grouped(this.nodes, ({ inStack }) => withoutKeys(inStack));
    return this.byAddress.get(address) ?? [];
  }
  private byAddress?: ReadonlyMap<string, readonly ResourceNode[]>;

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
        return this.resourceIn(module, `data.${first}.${second}`);
      default:
        return this.resourceIn(module, `${root}.${first}`);
    }
  }

  private resourceIn(module: ModuleInstance, name: string): Vertex[] {
    const node = module.nodes.get(name);
    return node ? [this.vertexOf(node)] : [];
  }

  /** An output of a module, or all that is in it. */
  private ofModule(
    module: ModuleInstance,
    name: string,
    steps: readonly (string | number)[],
    isWait: boolean,
  ): Vertex[] {
    const call = module.declaration.calls.get(name);
    if (!call) {
      return [];
    }
    if (!call.module) {
      return [this.named(module, `module.${name}`)];
    }
    const children = [...module.childrenBy(call).modules.values()];
    const output = call.count || call.forEach ? steps[2] : steps[1];
    return children.map((child) =>
      this.named(child, typeof output === "string" ? `output.${output}` : isWait ? "everything" : "outputs"),
    );
  }

  private named(module: ModuleInstance, name: string): Vertex {
    const names = this.ofNames.get(module) ?? new Map<string, Vertex>();
    this.ofNames.set(module, names);
    let vertex = names.get(name);
    if (!vertex) {
      vertex = new Vertex(() => this.edgesOfName(module, name), undefined, name);
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
      const inside = module.children.flatMap((children) =>
        [...children.modules.values()].map((child) => this.named(child, "everything")),
      );
      return [...[...module.nodes.values()].map((node) => this.vertexOf(node)), ...inside];
    }
    if (whole.startsWith("module.")) {
      const passed = [...declaration.calls.get(name)!.arguments.values()];
      return passed.flatMap(({ traversals }) => traversals).flatMap((traversal) => this.targetsOf(module, traversal));
    }
    if (whole.startsWith("var.")) {
      return caller
        ? (caller.call.arguments.get(name)?.traversals ?? []).flatMap((traversal) =>
            this.targetsOf(caller.module, traversal),
          )
        : [];
    }
    const [expression, waitsFor = []] = whole.startsWith("local.")
      ? [declaration.locals.get(name)]
      : [declaration.outputs.get(name), declaration.outputsWait.get(name)];
    return [
      ...(expression?.traversals ?? []).flatMap((traversal) => this.targetsOf(module, traversal)),
      ...waitsFor.flatMap((traversal) => this.targetsOf(module, traversal, true)),
    ];
  }
}
