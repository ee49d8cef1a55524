import { itemsOf } from "../language/items";
import type { Files, Resolved, Scope } from "../language/scope";
import type { Secrets } from "../language/secrets";
import { settle } from "../language/step";
import { describe } from "../language/text";
import { unknownOf } from "../language/unknown";
import { EveryValue, isList, isScalar, ObjectValue, Reference, Unknown, Value } from "../language/value";
import type { InstanceKey, ResourceDeclaration } from "./declaration";
import { canonicalText } from "./instance";
import type { OwningModule } from "./owners";

/** How many instances of one block a review makes, in all the copies of its module: more than any program has. */
const MAX_INSTANCES = 100_000;

/** An instance that a block or a module call makes. */
interface Repeat {
  readonly key: InstanceKey;
  /** The module's names, with `each` or `count` of the instance. */
  readonly scope: Scope;
}

/** The instances that a block or a module call makes. */
interface Expansion {
  readonly keys: readonly Repeat[];
  /** Why it is not known how many there are, in which case one stands for all; undefined where that is known. */
  readonly unknownCount?: string;
}

/**
 * The instances of a block or a module call.
 *
 * @param known the keys that a plan or a state has; undefined where `count` and `for_each` tell them
 */
export function expand(
  module: OwningModule,
  { count, forEach }: Pick<ResourceDeclaration, "count" | "forEach">,
  known: (() => readonly InstanceKey[]) | undefined,
): Expansion {
  if (known) {
    return expandKnown(module, known(), forEach?.evaluate(module));
  }
  if (count) {
    return expandCount(module, count.evaluate(module));
  }
  return forEach ? expandForEach(module, forEach.evaluate(module)) : { keys: [{ key: undefined, scope: module }] };
}

function expandKnown(module: OwningModule, keys: readonly InstanceKey[], over: Value | undefined): Expansion {
  return {
    keys: keys.map((key) => ({
      key,
      scope: key === undefined ? module : new EachScope(module, key, over && itemAt(over, key)),
    })),
  };
}

const TOO_MANY = `they would be more than ${MAX_INSTANCES}, which is more than a review looks at`;

/** Whether there is room for so many instances in each copy of a module; if so, they are counted. */
function hasRoom(module: OwningModule, count: number): boolean {
  if (count * module.copies > MAX_INSTANCES) {
    return false;
  }
  module.program.noteMade(count);
  return true;
}

function expandCount(module: OwningModule, value: Value): Expansion {
  const count = typeof value === "string" ? Number(value) : value;
  const isNumber = typeof count === "number" && count >= 0;
  if (isNumber && hasRoom(module, count)) {
    return { keys: Array.from({ length: count }, (_, key) => ({ key, scope: new EachScope(module, key) })) };
  }
  const index = unknownOf([value], "the index is not known", () => `count.index of ${describe(value)}`);
  return {
    keys: [{ key: undefined, scope: new EachScope(module, index) }],
    unknownCount: `how many there are is not known, because ${whyNoCount(value, isNumber)}`,
  };
}

function whyNoCount(value: Value, isNumber: boolean): string {
  if (value instanceof Unknown) {
    return value.why;
  }
  return isNumber ? TOO_MANY : "count is no number";
}

function expandForEach(module: OwningModule, value: Value): Expansion {
  const over = value instanceof Reference ? settle(value) : value;
  const pairs = pairsOf(over);
  const areTooMany = pairs !== undefined && !hasRoom(module, pairs.length);
  if (pairs && !areTooMany && pairs.every(([key]) => key !== null && !(key instanceof Unknown))) {
    return {
      keys: pairs.map(([key, item]) => ({
        key: canonicalText(key),
        scope: new EachScope(module, isScalar(key) ? String(key) : key, item),
      })),
    };
  }
  const why = `for each of what is not known, because ${areTooMany ? TOO_MANY : whyUnknown(over)}`;
  return { keys: [{ key: undefined, scope: unknownEach(module, over, why) }], unknownCount: why };
}

/** The keys and the values that `for_each` makes instances of, where they are known; a set's elements are both. */
function pairsOf(over: Value): readonly (readonly [Value, Value])[] | undefined {
  if (over instanceof EveryValue) {
    return undefined;
  }
  return isList(over) ? over.map((item) => [item, item] as const) : itemsOf(over);
}

/** `each` of the one instance that stands for all, where `for_each` is not known. */
function unknownEach(module: OwningModule, over: Value, why: string): Scope {
  const part = (name: string) => unknownOf([over], why, () => `each.${name} of ${describe(over)}`);
  const [key, item] = [part("key"), part("value")];
  if (over instanceof EveryValue) {
    return new EachScope(module, key, over.each);
  }
  return new EachScope(module, key, over instanceof Unknown ? over : item);
}

function whyUnknown(over: Value): string {
  const unknown = isList(over) ? over.find((item) => item instanceof Unknown) : over;
  if (unknown instanceof Unknown) {
    return unknown.why;
  }
  return over instanceof EveryValue ? "how many there are is not known" : "only Azure knows it";
}

/** The value under a key of a planned `for_each`; all of it where the expression itself makes the keys. */
function itemAt(over: Value, key: string | number): Value {
  if (over instanceof ObjectValue) {
    return over.entry(String(key)) ?? over;
  }
  return over instanceof Unknown || over instanceof Reference ? over : String(key);
}

/** A key as it stands in an address; `[*]` where one instance stands for all. */
export function indexOf(key: InstanceKey, unknownCount?: string): string {
  if (unknownCount !== undefined) {
    return "[*]";
  }
  return key === undefined ? "" : `[${JSON.stringify(key)}]`;
}

/** A module's names, with `each` or `count` of one instance. */
class EachScope implements Scope {
  constructor(
    private readonly module: OwningModule,
    private readonly key: Value,
    private readonly item?: Value,
  ) {}

  public get files(): Files | undefined {
    return this.module.files;
  }

  public get secrets(): Secrets | undefined {
    return this.module.secrets;
  }

  public resolve(root: string, steps: readonly (string | number)[]): Resolved {
    if (root === "each") {
      return { value: steps[0] === "key" || this.item === undefined ? this.key : this.item, taken: 1 };
    }
    if (root === "count") {
      return { value: this.key, taken: 1 };
    }
    return this.module.resolve(root, steps);
  }
}
