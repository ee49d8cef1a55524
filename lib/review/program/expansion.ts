import type { ResourceDeclaration } from "./declaration";
import { itemsOf } from "../language/items";
import type { Files, Resolved, Scope } from "../language/scope";
import { settle } from "../language/step";
import { unknownOf } from "../language/unknown";
import { describe } from "../language/text";
import { canonicalText } from "./instance";
import type { ModuleInstance } from "./module-instance";
import { EveryValue, isList, isScalar, ObjectValue, Reference, Unknown, Value } from "../language/value";

/** More instances of one block, in all the modules that it is in, than any program has, whatever its variables say. */
const MAX_INSTANCES = 100_000;

/** What a block, or the call of a module, is repeated by. */
export interface Expanded {
  readonly keys: readonly { readonly key: string | number | undefined; readonly scope: Scope }[];
  readonly unknownCount?: string;
}

/**
 * The keys of what a block makes, each with what `each` and `count` stand for; one without a key where they are not
 * known.
 */
export function expand(
  module: ModuleInstance,
  block: Pick<ResourceDeclaration, "count" | "forEach">,
  known: (() => readonly (string | number | undefined)[]) | undefined,
): Expanded {
  const { count, forEach } = block;
  if (known) {
    const over = forEach?.evaluate(module);
    return {
      keys: known().map((key) => ({
        key,
        scope: key === undefined ? module : new EachScope(module, key, over && itemAt(over, key)),
      })),
    };
  }
  if (count) {
    return expandCount(module, count.evaluate(module));
  }
  return forEach ? expandForEach(module, forEach.evaluate(module)) : { keys: [{ key: undefined, scope: module }] };
}

const TOO_MANY = `they would be more than ${MAX_INSTANCES}, which is more than a review looks at`;

/**
 * Whether a block may be made so many times in a module, and as many times in all copies of the module; what may be
 * made is noted.
 */
function hasRoom(module: ModuleInstance, count: number): boolean {
  if (count * module.copies > MAX_INSTANCES) {
    return false;
  }
  module.program.noteMade(count);
  return true;
}

function expandCount(module: ModuleInstance, value: Value): Expanded {
  const count = typeof value === "string" ? Number(value) : value;
  const isNumber = typeof count === "number" && count >= 0;
  if (isNumber && hasRoom(module, count)) {
    return { keys: Array.from({ length: count }, (_, key) => ({ key, scope: new EachScope(module, key) })) };
  }
  const why = `how many there are is not known, because ${value instanceof Unknown ? value.why : isNumber ? TOO_MANY : "count is no number"}`;
  const index = unknownOf([value], "the index is not known", () => `count.index of ${describe(value)}`);
  return { keys: [{ key: undefined, scope: new EachScope(module, index) }], unknownCount: why };
}

function expandForEach(module: ModuleInstance, value: Value): Expanded {
  const over = value instanceof Reference ? settle(value) : value;
  // It is repeated for each of a set or an object, and a set's elements are their own keys.
  const pairs =
    over instanceof EveryValue
      ? undefined
      : isList(over)
        ? over.map((item): [Value, Value] => [item, item])
        : itemsOf(over);
  const areTooMany = pairs && !hasRoom(module, pairs.length);
  if (!areTooMany && pairs?.every(([key]) => key !== null && !(key instanceof Unknown))) {
    return {
      keys: pairs.map(([key, item]) => ({
        key: canonicalText(key),
        scope: new EachScope(module, isScalar(key) ? String(key) : key, item),
      })),
    };
  }
  const why = `for each of what is not known, because ${areTooMany ? TOO_MANY : whyUnknown(over)}`;
  const [key, item] = ["key", "value"].map((part) => unknownOf([over], why, () => `each.${part} of ${describe(over)}`));
  return {
    keys: [
      {
        key: undefined,
        scope: new EachScope(
          module,
          key!,
          over instanceof EveryValue ? over.each : over instanceof Unknown ? over : item,
        ),
      },
    ],
    unknownCount: why,
  };
}

function whyUnknown(over: Value): string {
  const unknown = isList(over) ? over.find((item) => item instanceof Unknown) : over;
  return unknown instanceof Unknown
    ? unknown.why
    : over instanceof EveryValue
      ? "how many there are is not known"
      : "only Azure knows it";
}

/**
 * The part of what a plan repeats a block by that one instance takes; all of it where the key is one that the
 * expression makes.
 */
function itemAt(over: Value, key: string | number): Value {
  if (over instanceof ObjectValue) {
    return over.entry(String(key)) ?? over;
  }
  return over instanceof Unknown || over instanceof Reference ? over : String(key);
}

/** A key as it stands in an address. */
export function indexOf(key: string | number | undefined, unknownCount: string | undefined): string {
  if (unknownCount !== undefined) {
    return "[*]";
  }
  return key === undefined ? "" : `[${JSON.stringify(key)}]`;
}

/** A module's names, and `each` or `count` of one instance. */
class EachScope implements Scope {
  constructor(
    private readonly module: ModuleInstance,
    private readonly key: Value,
    private readonly item?: Value,
  ) {}

  public get files(): Files | undefined {
    return this.module.files;
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
