import { OBJECT_ID } from "../../azure/identity-attributes";
import { isObject } from "../../base/json";
import { PlannedExpression } from "./planned-expression";
import { traversalText } from "./planned-references";

/**
 * The expression of the block at an index of planned values. Terraform may list the blocks of a set in another order
 * than the configuration does: a block's expression is the one whose constants are the values of the block.
 */
export function expressionOfBlock(
  expression: PlannedExpression | undefined,
  values: readonly unknown[],
  index: number,
): PlannedExpression | undefined {
  if (expression?.isReferences) {
    return expression;
  }
  const candidates = Array.from({ length: values.length }, (_, i) => expression?.inside(i)).filter(
    (candidate) => candidate !== undefined,
  );
  const fitting = candidates.filter((candidate) => fits(candidate, values[index]));
  const inPlace = candidates[index];
  // Blocks that are alike stand in the order in which they are written.
  const isInPlace = candidates.length === values.length && inPlace !== undefined && fitting.includes(inPlace);
  return isInPlace ? inPlace : fitting[0];
}

function fits(block: PlannedExpression, value: unknown): boolean {
  return !isObject(value) || Object.entries(value).every(([name, item]) => isConstantOf(block.inside(name), item));
}

/** Whether an expression may have a value: only a constant tells that it does not. */
function isConstantOf(expression: PlannedExpression | undefined, value: unknown): boolean {
  return (
    !expression?.isConstant ||
    value === null ||
    value === undefined ||
    JSON.stringify(expression.constant) === JSON.stringify(value)
  );
}

/**
 * The expressions of blocks that a plan has only one list of references for, by the index of the block: the unknown
 * object ids come from the references to object ids, one after the other. Undefined where their numbers differ.
 */
export function expressionsByTurn(
  expression: PlannedExpression,
  unknown: readonly unknown[],
): ReadonlyMap<number, PlannedExpression> | undefined {
  const blocks = unknown.flatMap((block, i) => (hasUnknownObjectId(block) ? [i] : []));
  const ids = expression.traversals.filter(({ steps }) => OBJECT_ID.test(String(steps.at(-1) ?? "")));
  return ids.length === blocks.length
    ? new Map(
        blocks.map((block, i) => [
          block,
          new PlannedExpression({ references: ids.slice(i, i + 1).map(traversalText) }),
        ]),
      )
    : undefined;
}

function hasUnknownObjectId(block: unknown): boolean {
  return (
    isObject(block) && Object.entries(block).some(([name, isUnknown]) => OBJECT_ID.test(name) && isUnknown === true)
  );
}
