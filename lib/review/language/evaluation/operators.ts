import { isSame } from "../equality";
import { exact } from "../number";
import type { Scope } from "../scope";
import type { BinaryOperator, Syntax, SyntaxOf } from "../syntax";
import { describe } from "../text";
import { errorAmong, refusedBy, unknownOf } from "../unknown";
import { isError, Value } from "../value";
import { asCondition } from "./conditional";
import type { Evaluation } from "./evaluation";

export const evaluateUnary: Evaluation<"unary"> = ({ operator, operand: written }, scope, evaluate) => {
  const operand = evaluate(written, scope);
  return operator === "!" ? opposite(operand) : negative(operand);
};

function opposite(operand: Value): Value {
  const value = asCondition(operand);
  if (isError(value)) {
    return value;
  }
  return typeof value === "boolean"
    ? !value
    : unknownOf([operand], "it is the opposite of what is not known", () => `!${describe(operand)}`);
}

function negative(operand: Value): Value {
  if (isError(operand)) {
    return operand;
  }
  const result = typeof operand === "number" ? exact(-operand) : undefined;
  return result ?? unknownOf([operand], "it is the negative of what is not known", () => `-${describe(operand)}`);
}

/** Evaluates operators in a row from left to right: a long row does not nest deep. */
export const evaluateBinary: Evaluation<"binary"> = (syntax, scope, evaluate) => {
  const row: SyntaxOf<"binary">[] = [];
  let first: Syntax = syntax;
  while (first.kind === "binary") {
    row.push(first);
    first = first.left;
  }
  return row.reduceRight<Value>(
    (left, { operator, right }) => told(operator, resultOf(operator, left, evaluate(right, scope)), scope),
    evaluate(first, scope),
  );
};

const ARITHMETIC = /^[-+*/%]$/;

/** The result of an operator, with the secrets that it tells: a comparison tells none. */
function told(operator: BinaryOperator, result: Value, { secrets }: Scope): Value {
  return secrets && !ARITHMETIC.test(operator) ? secrets.untold(result) : result;
}

function resultOf(operator: BinaryOperator, left: Value, right: Value): Value {
  const text = () => `(${describe(left)} ${operator} ${describe(right)})`;
  const error = operator === "&&" || operator === "||" ? undefined : errorAmong([left, right]);
  if (error) {
    return refusedBy(error, [left, right], text);
  }
  return (
    OPERATIONS[operator](left, right) ??
    unknownOf([left, right], `the operator ${operator} takes what is not known`, text)
  );
}

/** The result of an operator; undefined where it is not known. */
type Operation = (left: Value, right: Value) => Value | undefined;

const OPERATIONS: Readonly<Record<BinaryOperator, Operation>> = {
  "==": isSame,
  "!=": (left, right) => {
    const same = isSame(left, right);
    return same === undefined ? undefined : !same;
  },
  "&&": logical(false),
  "||": logical(true),
  "+": arithmetic((a, b) => a + b),
  "-": arithmetic((a, b) => a - b),
  "*": arithmetic((a, b) => a * b),
  "/": arithmetic((a, b) => a / b),
  "%": arithmetic((a, b) => a % b),
  "<": comparison((a, b) => a < b),
  ">": comparison((a, b) => a > b),
  "<=": comparison((a, b) => a <= b),
  ">=": comparison((a, b) => a >= b),
};

/** One side alone may decide: a false one for `&&`, a true one for `||`. */
function logical(decisive: boolean): Operation {
  return (left, right) => {
    const sides = [asCondition(left), asCondition(right)];
    if (sides.includes(decisive)) {
      return decisive;
    }
    return sides.every((side) => typeof side === "boolean") ? !decisive : undefined;
  };
}

function comparison(compare: (a: number, b: number) => boolean): Operation {
  return (left, right) => (typeof left === "number" && typeof right === "number" ? compare(left, right) : undefined);
}

/** Whole numbers only: the result of fractions in binary may differ from Terraform's, which counts in decimals. */
function arithmetic(calculate: (a: number, b: number) => number): Operation {
  return (left, right) => {
    const result = typeof left === "number" && typeof right === "number" ? calculate(left, right) : undefined;
    return result !== undefined && [left, right, result].every(Number.isSafeInteger) ? exact(result) : undefined;
  };
}
