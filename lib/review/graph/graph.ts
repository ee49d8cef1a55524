import type { Instance } from "../program/instance";
import type { OwningBlock, OwningModule } from "../program/owners";
import type { Program } from "../program/program";
import type { ResourceNode } from "../program/resource-node";
import { leadsTo, Ways } from "./search";
import { LateVertex, Vertex } from "./vertex";
import { Vertices } from "./vertices";

/** The most circles that are reported: blocks that all wait for each other have one for every two of them. */
const MAX_CIRCLES = 100;

/** Which resources wait for which: by references, by `depends_on`, and by the names in between. */
export class Graph {
  private readonly vertices: Vertices;

  constructor(private readonly program: Program) {
    this.vertices = new Vertices(program);
  }

  /** Whether one resource waits for the other, directly or indirectly. */
  public waitsFor(one: Instance, other: Instance): boolean {
    return (
      leadsTo(this.vertices.of(one.node), this.vertices.of(other.node), DIRECT) ||
      this.isAfterStackOf(one.node, other.node)
    );
  }

  /** Whether one resource waits for the other with a pause in between, in which a role assignment propagates. */
  public waitsLongEnoughFor(one: Instance, other: Instance): boolean {
    this.throughPause ??= waysThroughPause(this.vertices.pauses);
    return (
      leadsTo<Vertex | LateVertex>(this.vertices.of(one.node), this.vertices.of(other.node).late, this.throughPause) ||
      this.isAfterStackOf(one.node, other.node)
    );
  }
  private throughPause?: Ways<Vertex | LateVertex>;

  /**
   * Whether one resource may wait for the other by a local value that a plan does not describe. By one that the other
   * itself needs it does not.
   */
  public mayWaitByLocal(one: Instance, other: Instance, isUnknown: (local: string) => boolean): boolean {
    const locals = [...endsOf(this.vertices.of(one.node).edges, ({ edges }) => edges)].filter(
      ({ local }) => local !== undefined && isUnknown(local),
    );
    return locals.some((local) => !leadsTo(this.vertices.of(other.node), local, DIRECT));
  }

  /**
   * What refers to a resource, directly or by names: other resources, outputs of root modules, and modules that are not
   * read.
   */
  public usersOf(node: OwningBlock): ReadonlySet<Vertex> {
    return endsOf(this.vertices.of(node).users, ({ users }) => users);
  }

  /** The resources that wait for each other in circles: one circle for each place where one closes, up to a limit. */
  public get cycles(): readonly (readonly ResourceNode[])[] {
    const search = new CycleSearch();
    this.vertices.ofResources.forEach((vertex) => search.from(vertex));
    return search.circles;
  }

  private isAfterStackOf(one: OwningBlock, other: OwningBlock): boolean {
    const { name } = other.module.stack;
    return name !== undefined && one.module.root !== other.module.root && this.stacksBefore(one.module.root).has(name);
  }

  private stacksBefore(root: OwningModule): ReadonlySet<string> {
    const before = new Set(root.stack.after);
    for (const name of before) {
      const other = this.program.rootOf(name);
      (other ? other.stack.after : []).forEach((stack) => before.add(stack));
    }
    return before;
  }
}

const DIRECT: Ways<Vertex> = { ahead: ({ edges }) => edges, back: ({ users }) => users };

/** Ways that lead through a pause: they change to the late vertices there, and leave out what no pause is on. */
function waysThroughPause(pauses: readonly Vertex[]): Ways<Vertex | LateVertex> {
  const [waiting, awaited] = [reachedFrom(pauses, ({ users }) => users), reachedFrom(pauses, ({ edges }) => edges)];
  const ahead = (place: Vertex | LateVertex) => {
    if (place instanceof LateVertex) {
      return place.of.edges.map(({ late }) => late);
    }
    const onward = place.edges.filter((edge) => waiting.has(edge));
    return place.isPause ? [...onward, ...place.edges.map(({ late }) => late)] : onward;
  };
  const back = (place: Vertex | LateVertex) => {
    if (!(place instanceof LateVertex)) {
      return place.users;
    }
    const users = place.of.users.filter((user) => awaited.has(user)).map(({ late }) => late);
    return [...users, ...place.of.users.filter(({ isPause }) => isPause)];
  };
  return { ahead: memoized(ahead), back: memoized(back) };
}

/** A function that keeps its results. */
function memoized<K, V>(find: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const value = known.get(key) ?? find(key);
    known.set(key, value);
    return value;
  };
}

/** The resources that names lead to, in the end, and the names that lead no further. */
function endsOf(start: readonly Vertex[], next: (vertex: Vertex) => readonly Vertex[]): ReadonlySet<Vertex> {
  const seen = new Set(start);
  const ends = new Set<Vertex>();
  for (const vertex of seen) {
    const further = vertex.node || vertex.isGuess ? [] : next(vertex);
    further.forEach((one) => seen.add(one));
    if (further.length === 0) {
      ends.add(vertex);
    }
  }
  return ends;
}

/** What can be reached from some places, the places themselves included. */
function reachedFrom<T>(places: readonly T[], next: (place: T) => readonly T[]): ReadonlySet<T> {
  const reached = new Set(places);
  for (const place of reached) {
    next(place).forEach((one) => reached.add(one));
  }
  return reached;
}

/** Searches depth first, and finds a circle where an edge leads back to the path that it came by. */
class CycleSearch {
  public readonly circles: ResourceNode[][] = [];
  /** The path that the search is on, with the next edge of each vertex. */
  private readonly path: { readonly vertex: Vertex; next: number }[] = [];
  /** The place on the path of each vertex that was entered, or LEFT. */
  private readonly places = new Map<Vertex, number>();

  public from(start: Vertex): void {
    this.follow(start);
    for (let top = this.path.at(-1); top; top = this.path.at(-1)) {
      const target = top.vertex.edges[top.next++];
      if (target) {
        this.follow(target);
      } else {
        this.places.set(top.vertex, LEFT);
        this.path.pop();
      }
    }
  }

  private follow(target: Vertex): void {
    const place = this.places.get(target);
    if (place === undefined) {
      this.enter(target);
    } else if (place !== LEFT && this.circles.length < MAX_CIRCLES) {
      this.circles.push(this.path.slice(place).flatMap(({ vertex: { node } }) => node ?? []));
    }
  }

  /** Goes on from a vertex, unless no way leads on from it. */
  private enter(vertex: Vertex): void {
    if (!vertex.isGuess && vertex.edges.length > 0) {
      this.places.set(vertex, this.path.length);
      this.path.push({ vertex, next: 0 });
    }
  }
}

/** The place of a vertex whose edges have all been followed. */
const LEFT = -1;
