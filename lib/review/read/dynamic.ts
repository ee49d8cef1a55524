import type { Expression } from "../program/declaration";
import { itemsOf } from "../language/items";
import type { Scope } from "../language/scope";
import { unknownOf } from "../language/unknown";
import { describe } from "../language/text";
import { bodiesIn, JsonObject, labelled } from "../base/json";
import { EveryValue, isList, ObjectValue, referencesIn, Unknown, Value } from "../language/value";

/** Evaluates a part of a block. */
type ValueOf = (json: unknown, scope: Scope) => Value;

/** A block that is made for each of something, as an argument beside those that are written out. */
export function withDynamic(
  expressions: [string, Expression][],
  dynamic: unknown,
  expressionOf: (json: unknown) => Expression,
): [string, Expression][] {
  const whole = expressionOf({ dynamic });
  const byName = new Map(expressions);
  for (const [block] of labelled(dynamic)) {
    const written = expressions.find(([name]) => name === block)?.[1];
    byName.set(block, {
      isLiteral: false,
      inside: (key) => written?.inside(key),
      traversals: [...(written?.traversals ?? []), ...whole.traversals],
      evaluate: (scope) => {
        const made = whole.evaluate(scope) as ObjectValue;
        return [...asList(written?.evaluate(scope)), ...asList(made.get(block))];
      },
    });
  }
  return [...byName];
}

/** Whether something says what to make blocks for, and of what: else it is the value of a key of that name. */
export function isDynamic(json: unknown): boolean {
  const blocks = labelled(json);
  return (
    blocks.length > 0 &&
    blocks.every(([, { for_each: forEach, content }]) => forEach !== undefined && content !== undefined)
  );
}

/** Adds the blocks that are made to those of the same name that are written out. */
export function expandDynamic(json: unknown, entries: Map<string, Value>, scope: Scope, valueOf: ValueOf): void {
  for (const [block, dynamic] of labelled(json)) {
    entries.set(block, [...asList(entries.get(block)), ...blocksOf(block, dynamic, scope, valueOf)]);
  }
}

/** The blocks of one kind. */
function blocksOf(block: string, dynamic: JsonObject, scope: Scope, valueOf: ValueOf): Value[] {
  const iterator = typeof dynamic.iterator === "string" ? dynamic.iterator : block;
  const over = valueOf(dynamic.for_each ?? null, scope);
  const blockOf = (key: Value, value: Value) => {
    const element = new ObjectValue(
      new Map([
        ["key", key],
        ["value", value],
      ]),
    );
    return valueOf(bodiesIn(dynamic.content)[0] ?? {}, {
      resolve: (root, steps) => (root === iterator ? { value: element, taken: 0 } : scope.resolve(root, steps)),
      files: scope.files,
    });
  };
  const key = unknownOf([over], "the key is not known", () => `${iterator}.key of ${describe(over)}`);
  if (over instanceof EveryValue) {
    return [blockOf(key, over.each)];
  }
  const items = itemsOf(over);
  if (items) {
    return items.map(([name, item]) => blockOf(name, item));
  }
  const made = blockOf(key, over instanceof Unknown ? over : key);
  const why = `the blocks ${block} are made for each of what is not known${over instanceof Unknown ? `, because ${over.why}` : ""}`;
  return [new Unknown(why, referencesIn([over, made]), () => `each of ${describe(over)}: ${describe(made)}`)];
}

function asList(value: Value | undefined): readonly Value[] {
  return value === undefined ? [] : isList(value) ? value : [value];
}
