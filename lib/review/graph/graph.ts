import type { Instance } from "../program/instance";
import type { ModuleInstance } from "../program/module-instance";
import type { Program } from "../program/program";
import type { ResourceNode } from "../program/resource-node";
import { leadsTo, Ways } from "./search";
import { LateVertex, Vertex } from "./vertex";
import { Vertices } from "./vertices";

/** More circles than anybody reads: blocks that all wait for each other have one for every two of them. */
const MAX_CIRCLES = 100;

/** What Terraform waits for before what: references, `depends_on`, and what stands between. */
export class Graph {
  private readonly vertices: Vertices;

  constructor(private readonly program: Program) {
    this.vertices = new Vertices(program);
  }

  /** Whether one resource waits for the other, however indirectly. */
  public waitsFor(one: Instance, other: Instance): boolean {
    return (
      leadsTo(this.vertices.of(one.node), this.vertices.of(other.node), DIRECT) ||
      this.isAfterStackOf(one.node, other.node)
    );
  }

  /** The same with a pause in between, in which a role takes effect. */
  public waitsLongEnoughFor(one: Instance, other: Instance): boolean {
    this.throughPause ??= waysThroughPause(this.vertices.pauses);
    return (
      leadsTo<Vertex | LateVertex>(this.vertices.of(one.node), this.vertices.of(other.node).late, this.throughPause) ||
      this.isAfterStackOf(one.node, other.node)
    );
  }
  private throughPause?: Ways<Vertex | LateVertex>;

  /**
   * Whether one resource may wait for the other by a local value of a plan, which the plan does not describe: not by
   * one that the other itself needs.
   */
  public mayWaitByLocal(one: Instance, other: Instance, isUnknown: (local: string) => boolean): boolean {
    const locals = [...endsOf(this.vertices.of(one.node).edges, ({ edges }) => edges)].filter(
      ({ local }) => local !== undefined && isUnknown(local),
    );
    return locals.some((local) => !leadsTo(this.vertices.of(other.node), local, DIRECT));
  }

  /**
   * What refers to a resource itself, directly or by names: other resources, and where the names end in outputs of root
   * modules and in modules that are not read.
   */
  public usersOf(node: ResourceNode): ReadonlySet<Vertex> {
    return endsOf(this.vertices.of(node).users, ({ users }) => users);
  }

  /**
   * The resources that wait for each other in a circle, one circle for each place where one closes, as far as anybody
   * reads them.
   */
  public get cycles(): readonly (readonly ResourceNode[])[] {
    const circles: ResourceNode[][] = [];
    const done = new Set<Vertex>();
    this.vertices.ofResources.forEach((vertex) => findCycles(vertex, done, circles));
    return circles;
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
}

const DIRECT: Ways<Vertex> = { ahead: ({ edges }) => edges, back: ({ users }) => users };

/** Ways that change sides at a pause, and that are not gone where there is none. */
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
  return { ahead: remembered(ahead), back: remembered(back) };
}

/** A function that is asked the same again and again. */
function remembered<K, V>(find: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const value = known.get(key) ?? find(key);
    known.set(key, value);
    return value;
  };
}

/** The resources that names lead to, and the names that lead no further. */
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

/** What can be reached from some places, those themselves among it. */
function reachedFrom<T>(places: readonly T[], next: (place: T) => readonly T[]): ReadonlySet<T> {
  const reached = new Set(places);
  for (const place of reached) {
    next(place).forEach((one) => reached.add(one));
  }
  return reached;
}

/** Goes as deep as it can, and finds a circle where that leads back to what it came through. */
function findCycles(start: Vertex, done: Set<Vertex>, circles: ResourceNode[][]): void {
  const path: { readonly vertex: Vertex; next: number }[] = done.has(start) ? [] : [{ vertex: start, next: 0 }];
  const places = new Map<Vertex, number>([[start, 0]]);
  for (let top = path.at(-1); top; top = path.at(-1)) {
    const target = top.vertex.edges[top.next++];
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
