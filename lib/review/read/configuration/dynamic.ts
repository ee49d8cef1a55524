import { bodiesIn, JsonObject, labelled } from "../../base/json";
import { itemsOf } from "../../language/items";
import type { Scope } from "../../language/scope";
import { describe } from "../../language/text";
import { unknownOf } from "../../language/unknown";
import { EveryValue, isList, ObjectValue, referencesIn, Unknown, Value } from "../../language/value";
import type { Expression } from "../../program/declaration";

/** Evaluates a part of a block. */
type ValueOf = (json: unknown, scope: Scope) => Value;

/**
 * Arguments with the dynamic blocks among them, after the blocks of the same name that are written out.
 *
 * @param expressionOf makes the expression of a block
 */
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

/** Whether JSON under "dynamic" has the form of dynamic blocks; else it is the value of a key of that name. */
export function isDynamic(json: unknown): boolean {
  const blocks = labelled(json);
  return (
    blocks.length > 0 &&
    blocks.every(([, { for_each: forEach, content }]) => forEach !== undefined && content !== undefined)
  );
}

/** Adds dynamic blocks to the entries of the block that they are in, after those of the same name. */
export function expandDynamic(json: unknown, entries: Map<string, Value>, scope: Scope, valueOf: ValueOf): void {
  for (const [block, dynamic] of labelled(json)) {
    entries.set(block, [...asList(entries.get(block)), ...blocksOf(block, dynamic, scope, valueOf)]);
  }
}

/** The blocks that one dynamic block makes. */
function blocksOf(block: string, dynamic: JsonObject, scope: Scope, valueOf: ValueOf): Value[] {
  const iterator = typeof dynamic.iterator === "string" ? dynamic.iterator : block;
  const over = valueOf(dynamic.for_each ?? null, scope);
  const content = bodiesIn(dynamic.content)[0] ?? {};
  const blockOf = (key: Value, value: Value) => valueOf(content, iteratorScope(scope, iterator, key, value));
  const key = unknownOf([over], "the key is not known", () => `${iterator}.key of ${describe(over)}`);
  if (over instanceof EveryValue) {
    return [blockOf(key, over.each)];
  }
  const items = itemsOf(over);
  return items
    ? items.map(([name, item]) => blockOf(name, item))
    : [unknownBlocks(block, over, blockOf(key, over instanceof Unknown ? over : key))];
}

/** A scope with the iterator of a dynamic block, which has the key and the value of one element. */
function iteratorScope(scope: Scope, iterator: string, key: Value, value: Value): Scope {
  const element = new ObjectValue(
    new Map([
      ["key", key],
      ["value", value],
    ]),
  );
  return {
    resolve: (root, steps) => (root === iterator ? { value: element, taken: 0 } : scope.resolve(root, steps)),
    files: scope.files,
    secrets: scope.secrets,
  };
}

function unknownBlocks(block: string, over: Value, made: Value): Unknown {
  const because = over instanceof Unknown ? `, because ${over.why}` : "";
  return new Unknown(
    `the blocks ${block} are made for each of what is not known${because}`,
    referencesIn([over, made]),
    () => `each of ${describe(over)}: ${describe(made)}`,
  );
}

function asList(value: Value | undefined): readonly Value[] {
  if (value === undefined) {
    return [];
  }
  return isList(value) ? value : [value];
}
