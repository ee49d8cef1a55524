import { spend } from "../budget";
import { toNumber } from "../convert";
import { errorAmong, refused } from "../unknown";
import { ListOf, Value } from "../value";
import type { FunctionTable, TerraformFunction } from "./function";

/** A function whose arguments are all converted to numbers. */
function onNumbers(change: (...numbers: readonly number[]) => Value | undefined): TerraformFunction {
  return (args) => {
    const numbers = args.map((arg) => (arg === null ? refused("null is no number") : toNumber(arg)));
    return errorAmong(numbers) ?? (areNumbers(numbers) ? change(...numbers) : undefined);
  };
}

function areNumbers(values: readonly (Value | undefined)[]): values is readonly number[] {
  return values.every((value) => typeof value === "number");
}

const extreme = (choose: (...numbers: readonly number[]) => number): TerraformFunction =>
  onNumbers((...numbers) =>
    numbers.length > 0 ? numbers.reduce((a, b) => choose(a, b)) : refused("there is no number"),
  );

/** More than any program makes, and so few that a hostile one does not fill the memory. */
const MAX_ITEMS = 100_000;

const range = onNumbers((first = 0, second, step) => {
  const [start, end] = second === undefined ? [0, first] : [first, second];
  const by = step ?? (start <= end ? 1 : -1);
  const count = Math.max(Math.ceil((end - start) / by), 0);
  if (![start, end, by].every(Number.isSafeInteger) || (end - start) * by < 0 || by === 0) {
    return undefined;
  }
  if (count >= MAX_ITEMS || !spend(count)) {
    return undefined;
  }
  const numbers = Array.from({ length: count }, (_, i) => start + i * by);
  return ListOf.kindOf("list", numbers);
});

/** The functions of numbers. */
export const NUMBER_FUNCTIONS: FunctionTable = [
  ["max", extreme(Math.max)],
  ["min", extreme(Math.min)],
  ["range", range],
];
