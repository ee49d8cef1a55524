import type { ResourceNode } from "../program/resource-node";

/** Something that Terraform waits for: a resource, or a name that leads to some. */
export class Vertex {
  private found?: readonly Vertex[];
  private waiting?: Vertex[];
  private twin?: LateVertex;

  constructor(
    private readonly find: (vertex: Vertex) => readonly Vertex[],
    /** The resource; undefined for a variable, a local value, an output or a module. */
    public readonly node?: ResourceNode,
    /** What a name is called in its module. */
    private readonly name?: string,
  ) {}

  /** Whether what is behind it is a guess: all that a module gets which is not read. */
  public get isGuess(): boolean {
    return this.name?.startsWith("module.") ?? false;
  }

  /** The name of a local value. */
  public get local(): string | undefined {
    return this.name?.startsWith("local.") ? this.name.slice("local.".length) : undefined;
  }

  /** What it waits for directly. */
  public get edges(): readonly Vertex[] {
    return (this.found ??= [...new Set(this.find(this))]);
  }

  /** What waits for it directly; known once all vertices have their edges. */
  public get users(): readonly Vertex[] {
    return this.waiting ?? NONE;
  }

  public addUser(user: Vertex): void {
    if (this.waiting) {
      this.waiting.push(user);
    } else {
      this.waiting = [user];
    }
  }

  /** The same, for what waits for it through a pause. */
  public get late(): LateVertex {
    return (this.twin ??= new LateVertex(this));
  }

  /** Whether it is a resource that does nothing but let time pass. */
  public get isPause(): boolean {
    const { type, commands } = this.node?.declaration ?? { commands: [] };
    return type === SLEEP || commands.some((command) => /\bsleep\b/i.test(command));
  }
}

/** A vertex on the far side of a pause. */
export class LateVertex {
  constructor(public readonly of: Vertex) {}
}

const NONE: readonly Vertex[] = [];

/** How long a grant needs to take effect is waited for by one of these. */
const SLEEP = "time_sleep";
