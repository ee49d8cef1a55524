import type { Resolved, Scope } from "../language/scope";
import { ObjectValue, isList, Unknown, Value } from "../language/value";
import type { Expression, ModuleDeclaration, ResourceDeclaration, StackDeclaration } from "./declaration";
import { canonicalText } from "./instance";

/** A block without a name of its own, and what refers to it. */
interface NamelessBlock {
  readonly declaration: ResourceDeclaration;
  /** The module calls and the name that lead to the block. */
  readonly place: string;
  /** The types of the resources that refer to the block. */
  readonly users: Set<string>;
  /** The arguments that refer to the block, with what else is in them. */
  readonly uses: string[];
  /** What the block is ranked among: its type in the stacks that refer to each other. */
  readonly peers: string;
  /** Whether the block is passed to other modules or stacks, where anything may refer to it. */
  isHandedOver: boolean;
}

/**
 * The ranks of blocks that have no name of their own, which distinguish them: a block's rank is among those of its type
 * that the same types of resources refer to. Only the configuration is looked at, so that no value has to be known.
 *
 * The position of a block by its address would be simpler, and a renamed logical id would then be a change.
 */
export class Ranks {
  private readonly byPeers = new Map<string, NamelessBlock[]>();
  private readonly byPlace = new Map<string, NamelessBlock>();
  private readonly ranked = new Map<string, ReadonlyMap<NamelessBlock, number>>();
  private readonly modules: ModuleUses[] = [];
  private areStacksRead = false;

  constructor(private readonly stacks: readonly StackDeclaration[]) {}

  /** The rank of a block, from 0, which is also that of the only one of its type. */
  public of(place: string, { type, mode, name }: ResourceDeclaration): number {
    this.read();
    const block = this.byPlace.get(`${place}/${mode}.${type}.${name}`);
    return (block && this.ranksIn(block.peers).get(block)) ?? 0;
  }

  private ranksIn(key: string): ReadonlyMap<NamelessBlock, number> {
    let ranks = this.ranked.get(key);
    if (!ranks) {
      const peers = this.byPeers.get(key) ?? [];
      if (peers.length > 1) {
        this.modules.forEach((module) => module.note());
      }
      ranks = ranked(peers);
      this.ranked.set(key, ranks);
    }
    return ranks;
  }

  /** Finds the blocks without a name, when a rank is asked for first. */
  private read(): void {
    if (!this.areStacksRead) {
      this.areStacksRead = true;
      const connected = connectedStacks(this.stacks);
      this.stacks.forEach(({ module, name = "" }) => {
        const group = connected.get(name) ?? name;
        this.visit({ module, group, hasReaders: this.stacks.length > 1 }, name);
      });
    }
  }

  private visit({ module, group, hasReaders }: Visit, place: string): void {
    const inside = new Map<string, NamelessBlock>();
    for (const [key, declaration] of module.resources) {
      if (!declaration.arguments.has("name")) {
        inside.set(key, this.nameless(declaration, group, place));
      }
    }
    this.modules.push(new ModuleUses(module, inside, hasReaders));
    module.calls.forEach(
      (call) => call.module && this.visit({ module: call.module, group, hasReaders: true }, `${place}/${call.name}`),
    );
  }

  private nameless(declaration: ResourceDeclaration, group: string, module: string): NamelessBlock {
    const { mode, type, name } = declaration;
    const place = `${module}/${mode}.${type}.${name}`;
    const peers = `${group}/${mode}.${type}`;
    const block: NamelessBlock = { declaration, place, peers, users: new Set(), uses: [], isHandedOver: false };
    const others = this.byPeers.get(peers) ?? [];
    others.push(block);
    this.byPeers.set(peers, others);
    this.byPlace.set(place, block);
    return block;
  }
}

/** A module whose blocks are looked for. */
interface Visit {
  readonly module: ModuleDeclaration;
  /** The stacks that refer to each other, of which the module is in one. */
  readonly group: string;
  /** Whether other modules or stacks may refer to what is in the module. */
  readonly hasReaders: boolean;
}

/**
 * One name for all stacks that refer to each other, by the name of each: only among those could two blocks be taken for
 * one another, and a stage that comes or goes leaves the others as they are.
 */
function connectedStacks(stacks: readonly StackDeclaration[]): ReadonlyMap<string, string> {
  const neighbours = new Map<string, string[]>();
  const connect = (one: string, other: string) => {
    const known = neighbours.get(one) ?? [];
    known.push(other);
    neighbours.set(one, known);
  };
  for (const { name = "", after } of stacks) {
    after.forEach((other) => {
      connect(name, other);
      connect(other, name);
    });
  }
  const groups = new Map<string, string>();
  for (const { name = "" } of stacks) {
    const group = groups.has(name) ? [] : [name];
    for (const one of group) {
      if (!groups.has(one)) {
        groups.set(one, name);
        group.push(...(neighbours.get(one) ?? []));
      }
    }
  }
  return groups;
}

/** The ranks of blocks of one type, each as low as it can be. */
function ranked(peers: readonly NamelessBlock[]): ReadonlyMap<NamelessBlock, number> {
  const ranks = new Map<NamelessBlock, number>();
  const next = new Map<string, number>();
  let [floor, top] = [0, 0];
  const inOrder = peers.map((block) => ({ block, order: orderOf(block) })).sort((a, b) => (a.order < b.order ? -1 : 1));
  for (const { block } of inOrder) {
    const isOpen = block.isHandedOver || block.users.size === 0;
    const own = isOpen ? top : [...block.users].reduce((least, user) => Math.max(least, next.get(user) ?? 0), floor);
    ranks.set(block, own);
    block.users.forEach((user) => next.set(user, own + 1));
    top = Math.max(top, own + 1);
    floor = isOpen ? top : floor;
  }
  return ranks;
}

/**
 * The order of blocks: first those that other modules are passed, last those that nothing refers to; then by what
 * refers to a block, and only then by the block's name.
 */
function orderOf({ isHandedOver, users, uses, place }: NamelessBlock): string {
  const isUnused = !isHandedOver && users.size === 0;
  return JSON.stringify([isHandedOver ? 0 : 1, isUnused ? 1 : 0, [...uses].sort(), place]);
}

/** What an expression says, and the nameless blocks that it refers to. */
interface ReadUse {
  /** The value of the expression, with types in place of resources. */
  readonly value: Value;
  readonly touched: ReadonlySet<NamelessBlock>;
}

/** What in one module refers to its nameless blocks. */
class ModuleUses {
  private isNoted = false;
  private readonly ofLocals = new Map<string, ReadUse>();

  constructor(
    private readonly module: ModuleDeclaration,
    private readonly nameless: ReadonlyMap<string, NamelessBlock>,
    /** Whether other modules or stacks read the outputs. */
    private readonly hasReaders: boolean,
  ) {}

  /** Tells each nameless block of the module what refers to it. */
  public note(): void {
    if (this.nameless.size === 0 || this.isNoted) {
      return;
    }
    this.isNoted = true;
    for (const { type, arguments: args, count, forEach } of this.module.resources.values()) {
      args.names.forEach((name) => this.noteUse(args.get(name), type, name));
      [count, forEach].forEach((expression) => this.noteUse(expression, type, "each"));
    }
    const handed = [...this.module.calls.values()].flatMap((call) => [
      ...call.arguments.values(),
      call.count,
      call.forEach,
    ]);
    [...handed, ...(this.hasReaders ? this.module.outputs.values() : [])].forEach((expression) =>
      this.noteUse(expression),
    );
  }

  private noteUse(expression: Expression | undefined, type?: string, argument = ""): void {
    if (!expression || expression.traversals.length === 0) {
      return;
    }
    const { value, touched } = this.read(expression);
    for (const block of touched) {
      if (type === undefined) {
        block.isHandedOver = true;
      } else {
        block.users.add(type);
        block.uses.push(`${type}.${argument}=${wordsIn(value)}`);
      }
    }
  }

  /** Evaluates an expression with types in place of resources. */
  private read(expression: Expression): ReadUse {
    const touched = new Set<NamelessBlock>();
    const scope: Scope = { resolve: (root, steps) => this.resolve(root, steps, touched) };
    return { value: expression.evaluate(scope), touched };
  }

  private resolve(root: string, steps: readonly (string | number)[], touched: Set<NamelessBlock>): Resolved {
    if (root === "local") {
      const { value, touched: inside } = this.local(String(steps[0]));
      inside.forEach((block) => touched.add(block));
      return { value, taken: 1 };
    }
    const names = root === "data" ? 2 : 1;
    const block = this.nameless.get([root, ...steps.slice(0, names)].join("."));
    if (block) {
      touched.add(block);
    }
    const isWord = ["var", "each", "count", "path", "terraform", "module"].includes(root);
    return {
      value: new Unknown("it is not read", [], [root, ...steps.slice(isWord ? 0 : names)].join(".")),
      taken: steps.length,
    };
  }

  private local(name: string): ReadUse {
    const known = this.ofLocals.get(name);
    const expression = this.module.locals.get(name);
    if (known || !expression) {
      return known ?? { value: null, touched: new Set() };
    }
    // A local value that leads back to itself.
    this.ofLocals.set(name, { value: null, touched: new Set() });
    const read = this.read(expression);
    this.ofLocals.set(name, read);
    return read;
  }
}

/** All the texts in a value, one after the other. */
function wordsIn(value: Value): string {
  if (value instanceof ObjectValue) {
    return [...value.entries].map(([name, item]) => `${name}=${wordsIn(item)}`).join();
  }
  return isList(value) ? value.map(wordsIn).join() : canonicalText(value);
}
