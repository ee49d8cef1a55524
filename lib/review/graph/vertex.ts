import type { ModuleInstance } from "../program/module-instance";
import type { ResourceNode } from "../program/resource-node";

/** The kinds of names that lead to resources; "outputs" are all of a module, "everything" is all that is in one. */
export type NameKind = "var" | "local" | "output" | "module" | "outputs" | "everything";

/** Finds what vertices wait for directly. */
export interface EdgeFinder {
  edgesOf(vertex: Vertex): readonly Vertex[];
}

/** A place in the graph: a resource, or a name of a module that leads to some. */
export class Vertex {
  private found?: readonly Vertex[];
  private waiting: Vertex[] = NONE;
  private twin?: LateVertex;

  constructor(
    private readonly finder: EdgeFinder,
    public readonly module: ModuleInstance,
    /** The resource; undefined for a name. */
    public readonly node?: ResourceNode,
    /** The name in its module; undefined for a resource. */
    public readonly name?: { readonly kind: NameKind; readonly name: string },
  ) {}

  /** Whether its edges are a guess: all arguments of a module that is not read. */
  public get isGuess(): boolean {
    return this.name?.kind === "module";
  }

  /** The name of a local value; undefined for anything else. */
  public get local(): string | undefined {
    return this.name?.kind === "local" ? this.name.name : undefined;
  }

  /** What the vertex waits for directly. */
  public get edges(): readonly Vertex[] {
    return (this.found ??= distinct(this.finder.edgesOf(this)));
  }

  /** What waits for the vertex directly; known once all vertices have their edges. */
  public get users(): readonly Vertex[] {
    return this.waiting;
  }

  public addUser(user: Vertex): void {
    if (this.waiting.length < FEW) {
      // Most lists stay short, and one that is concatenated keeps no room to grow, unlike one that is added to.
      this.waiting = this.waiting.concat(user);
    } else {
      this.waiting.push(user);
    }
  }

  /** The vertex on the far side of a pause, where a way leads that has gone through one. */
  public get late(): LateVertex {
    return (this.twin ??= new LateVertex(this));
  }

  /** Whether the resource only lets time pass. */
  public get isPause(): boolean {
    const { type, commands } = this.node?.declaration ?? { commands: [] };
    return type === SLEEP || commands.some((command) => /\bsleep\b/i.test(command));
  }
}

/** A copy of a list, in which each is once; a copy keeps no room to grow, unlike the list that was added to. */
function distinct<T>(all: readonly T[]): readonly T[] {
  if (all.length < 2) {
    return all.slice();
  }
  return all.length <= FEW ? all.filter((one, i) => all.indexOf(one) === i).slice() : [...new Set(all)];
}

/** So few are looked through as fast as a set is made of them, and copied at no cost that counts. */
const FEW = 8;

/** A vertex on the far side of a pause. */
export class LateVertex {
  constructor(public readonly of: Vertex) {}
}

const NONE: Vertex[] = [];

/** The resource type that waits for a while, as programs do until a role assignment has propagated. */
const SLEEP = "time_sleep";
