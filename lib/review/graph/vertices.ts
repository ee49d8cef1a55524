import { grouped } from "../base/grouped";
import type { Traversal } from "../language/syntax";
import { Expression, isRead } from "../program/declaration";
import { indexOf } from "../program/expansion";
import type { ModuleInstance } from "../program/module-instance";
import type { OwningBlock } from "../program/owners";
import type { Program } from "../program/program";
import type { ResourceNode } from "../program/resource-node";
import { withoutKeys } from "../read/plan/addresses";
import { EdgeFinder, NameKind, Vertex } from "./vertex";

/** The vertices of a program, with what each waits for. */
export class Vertices implements EdgeFinder {
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
    return (this.everyNode ??= this.verticesOfNodes());
  }
  private everyNode?: ReadonlyMap<OwningBlock, Vertex>;

  private verticesOfNodes(): ReadonlyMap<OwningBlock, Vertex> {
    const vertices = new Map<OwningBlock, Vertex>();
    this.program.modules.forEach((module) =>
      module.nodes.forEach((node) => vertices.set(node, new Vertex(this, module, node))),
    );
    return vertices;
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
    const names = new Set(this.program.modules.flatMap((module) => this.endsOf(module)));
    const tellEdges = (vertex: Vertex) =>
      vertex.edges.forEach((target) => {
        target.addUser(vertex);
        if (!target.node) {
          names.add(target);
        }
      });
    this.ofNodes.forEach(tellEdges);
    names.forEach(tellEdges);
  }

  /** The names in a module that nothing else in the program uses: a root's outputs, and modules that are not read. */
  private endsOf(module: ModuleInstance): Vertex[] {
    const outputs = module.caller ? [] : this.outputsOf(module);
    const unread = [...module.declaration.calls.values()].filter((call) => !isRead(call));
    return [...outputs, ...unread.map(({ name }) => this.named(module, "module", name))];
  }

  public edgesOf({ module, node, name }: Vertex): readonly Vertex[] {
    const found: Vertex[] = [];
    if (node) {
      this.addEdgesOfResource(found, module, node);
    } else if (name) {
      this.addEdgesOfName[name.kind](found, module, name.name);
    }
    return found;
  }

  private addEdgesOfResource(found: Vertex[], module: ModuleInstance, node: ResourceNode): void {
    const { arguments: args, count, forEach, waitsFor } = node.declaration;
    this.addReferredTo(found, module, args);
    this.addReferredTo(found, module, count);
    this.addReferredTo(found, module, forEach);
    this.addTargets(found, module, waitsFor, true);
    addAll(found, this.heldBy(node));
    this.addEdgesOfCallers(found, module);
  }

  /** Adds what an expression of a module refers to. */
  private addReferredTo(
    found: Vertex[],
    module: ModuleInstance,
    expression: Pick<Expression, "traversals"> | undefined,
  ): void {
    if (expression) {
      this.addTargets(found, module, expression.traversals);
    }
  }

  /** What the `depends_on` of a resource in a state names. */
  private heldBy({ module, inStack }: ResourceNode): readonly Vertex[] {
    const { known } = module.stack;
    if (!known) {
      return NONE;
    }
    const addresses = known.keysAt(inStack).flatMap((key) => known.dependenciesOf(`${inStack}${indexOf(key)}`));
    return [...new Set(addresses)].flatMap((address) => this.resourcesAt(address));
  }

  private resourcesAt(address: string): readonly Vertex[] {
    this.byAddress ??= grouped(this.ofResources, ({ node }) => node && withoutKeys(node.inStack));
    return this.byAddress.get(address) ?? [];
  }
  private byAddress?: ReadonlyMap<string | undefined, readonly Vertex[]>;

  /** Adds what the calls that lead to a module wait for: everything in the module waits for it, too. */
  private addEdgesOfCallers(found: Vertex[], { caller }: ModuleInstance): void {
    if (caller) {
      const { module, call } = caller;
      this.addTargets(found, module, call.waitsFor, true);
      this.addReferredTo(found, module, call.count);
      this.addReferredTo(found, module, call.forEach);
      this.addEdgesOfCallers(found, module);
    }
  }

  /** Adds what references lead to; in `depends_on` a module is all that is in it, elsewhere it is its outputs. */
  private addTargets(
    found: Vertex[],
    module: ModuleInstance,
    traversals: readonly Traversal[],
    areWaits = false,
  ): void {
    traversals.forEach((traversal) => {
      if (traversal.root === "module") {
        addAll(found, this.targetsOfCall(module, traversal.steps, areWaits));
      } else {
        const target = this.targetOf(module, traversal);
        if (target) {
          found.push(target);
        }
      }
    });
  }

  /** The variable, local value or resource that a reference leads to; undefined for anything else. */
  private targetOf(module: ModuleInstance, { root, steps }: Traversal): Vertex | undefined {
    const first = String(steps[0]);
    switch (root) {
      case "var":
      case "local":
        return this.named(module, root, first);
      case "data":
        return first === "terraform_remote_state"
          ? undefined
          : this.ofNode(module.nodeOf("data", first, String(steps[1])));
      default:
        return this.ofNode(module.nodeOf("managed", root, first));
    }
  }

  private ofNode(node: ResourceNode | undefined): Vertex | undefined {
    return node && this.ofNodes.get(node);
  }

  /** An output of a module call, all its outputs, or all that is in it. */
  private targetsOfCall(
    module: ModuleInstance,
    steps: readonly (string | number)[],
    isWait: boolean,
  ): readonly Vertex[] {
    const name = String(steps[0]);
    const call = module.declaration.calls.get(name);
    if (!call) {
      return NONE;
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
      vertex = new Vertex(this, module, undefined, { kind, name });
      names.set(key, vertex);
    }
    return vertex;
  }

  /** What adds the edges of each kind of name in a module. */
  private readonly addEdgesOfName: Readonly<
    Record<NameKind, (found: Vertex[], module: ModuleInstance, name: string) => void>
  > = {
    var: (found, { caller }, name) => {
      if (caller) {
        this.addReferredTo(found, caller.module, caller.call.arguments.get(name));
      }
    },
    local: (found, module, name) => this.addReferredTo(found, module, module.declaration.locals.get(name)),
    output: (found, module, name) => {
      this.addReferredTo(found, module, module.declaration.outputs.get(name));
      this.addTargets(found, module, module.declaration.outputsWait.get(name) ?? [], true);
    },
    module: (found, module, name) =>
      module.declaration.calls.get(name)?.arguments.forEach((one) => this.addReferredTo(found, module, one)),
    outputs: (found, module) => addAll(found, this.outputsOf(module)),
    everything: (found, module) => {
      addAll(
        found,
        module.nodes.flatMap((node) => this.ofNode(node) ?? NONE),
      );
      module.children.forEach(({ modules }) => modules.forEach((child) => found.push(this.named(child, "everything"))));
    },
  };

  private outputsOf(module: ModuleInstance): Vertex[] {
    return [...module.declaration.outputs.keys()].map((name) => this.named(module, "output", name));
  }
}

const NONE: readonly Vertex[] = [];

/** Adds vertices, however many there are: a call does not take as many arguments. */
function addAll(found: Vertex[], more: readonly Vertex[]): void {
  more.forEach((vertex) => found.push(vertex));
}
