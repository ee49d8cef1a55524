import type { Expression, ModuleDeclaration, ResourceDeclaration, StackDeclaration } from "./declaration";
import type { Resolved, Scope } from "../language/scope";
import { canonicalText } from "./instance";
import { ObjectValue, isList, Unknown, Value } from "../language/value";

/** A block without a name of its own, and what refers to it. */
interface Nameless {
  readonly declaration: ResourceDeclaration;
  readonly place: string;
  /** The types of the resources that refer to it. */
  readonly users: Set<string>;
  /** What those say with it. */
  readonly uses: string[];
  /** Whether it is handed to other modules or stacks, where anything may refer to it. */
  isHandedOver: boolean;
}

/**
 * Tells blocks apart that have no name of their own: by their rank among those of their type that the same types of
 * resources refer to. It looks at nothing but what is written, so that no value has to be known.
 */
export class Ranks {
  private readonly byType = new Map<string, Nameless[]>();
  private readonly byPlace = new Map<string, Nameless>();
  private readonly ranked = new Map<string, ReadonlyMap<Nameless, number>>();
  private readonly modules: ModuleUses[] = [];
  private isRead = false;

  constructor(private readonly stacks: readonly StackDeclaration[]) {}

  /** The rank of a block, from 0, which is that of one alone. */
  public of(place: string, { type, mode, name }: ResourceDeclaration): number {
    this.read();
    const block = this.byPlace.get(`${place}/${mode}.${type}.${name}`);
    const peers = block ? this.byType.get(`${mode}.${type}`)! : [];
    if (!block || peers.length < 2) {
      return 0;
    }
    let ranks = this.ranked.get(`${mode}.${type}`);
    if (!ranks) {
      this.modules.forEach((module) => module.note());
      ranks = rank(peers);
      this.ranked.set(`${mode}.${type}`, ranks);
    }
    return ranks.get(block)!;
  }

  /** Looks for what has no name, once somebody asks. */
  private read(): void {
    if (!this.isRead) {
      this.isRead = true;
      this.stacks.forEach((stack) => this.visit(stack.module, stack.name ?? "", this.stacks.length > 1));
    }
  }

  private visit(module: ModuleDeclaration, place: string, isRead: boolean): void {
    const inside = new Map<string, Nameless>();
    for (const [key, declaration] of module.resources) {
      if (!declaration.arguments.has("name")) {
        const { mode, type, name } = declaration;
        const block: Nameless = {
          declaration,
          place: `${place}/${mode}.${type}.${name}`,
          users: new Set(),
          uses: [],
          isHandedOver: false,
        };
        const peers = this.byType.get(`${mode}.${type}`) ?? [];
        peers.push(block);
        this.byType.set(`${mode}.${type}`, peers);
        this.byPlace.set(block.place, block);
        inside.set(key, block);
      }
    }
    this.modules.push(new ModuleUses(module, inside, isRead));
    module.calls.forEach((call) => call.module && this.visit(call.module, `${place}/${call.name}`, true));
  }
}

/** Ranks what may be taken for each other, each as low as it can be. */
function rank(peers: readonly Nameless[]): ReadonlyMap<Nameless, number> {
  const orders = new Map(peers.map((block) => [block, orderOf(block)]));
  const ranks = new Map<Nameless, number>();
  const next = new Map<string, number>();
  let [floor, top] = [0, 0];
  for (const block of [...peers].sort((a, b) => (orders.get(a)! < orders.get(b)! ? -1 : 1))) {
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
 * First what other modules get, last what nobody refers to; by what refers to it, and only then by what it is called.
 */
function orderOf({ isHandedOver, users, uses, place }: Nameless): string {
  return JSON.stringify([isHandedOver ? 0 : users.size > 0 ? 1 : 2, [...uses].sort(), place]);
}

/** What in one module refers to its nameless blocks. */
class ModuleUses {
  private isNoted = false;
  private readonly ofLocals = new Map<string, { readonly value: Value; readonly touched: ReadonlySet<Nameless> }>();

  constructor(
    private readonly module: ModuleDeclaration,
    private readonly nameless: ReadonlyMap<string, Nameless>,
    private readonly isRead: boolean,
  ) {}

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
    [...handed, ...(this.isRead ? this.module.outputs.values() : [])].forEach((expression) => this.noteUse(expression));
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
        block.uses.push(`${type}.${argument}=${textOf(value)}`);
      }
    }
  }

  /** What an expression says, with types for names of resources, and which nameless blocks are in it. */
  private read(expression: Expression): { readonly value: Value; readonly touched: ReadonlySet<Nameless> } {
    const touched = new Set<Nameless>();
    const scope: Scope = { resolve: (root, steps) => this.resolve(root, steps, touched) };
    return { value: expression.evaluate(scope), touched };
  }

  private resolve(root: string, steps: readonly (string | number)[], touched: Set<Nameless>): Resolved {
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

  private local(name: string): { readonly value: Value; readonly touched: ReadonlySet<Nameless> } {
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

/** All the texts in a value. */
function textOf(value: Value): string {
  if (value instanceof ObjectValue) {
    return [...value.entries].map(([name, item]) => `${name}=${textOf(item)}`).join();
  }
  return isList(value) ? value.map(textOf).join() : canonicalText(value);
}
