import { ListOf, Unknown, Value } from "./value";
import { spend } from "./budget";
import { refused, toNumber } from "./convert";
import { FunctionTable, onList, TerraformFunction } from "./function";
import { exact } from "./number";

/** A function of numbers, and of texts that are some. */
function onNumbers(change: (...numbers: readonly number[]) => Value | undefined): TerraformFunction {
  return (args) => {
    const numbers = args.map((arg) => (arg === null ? refused("null is no number") : toNumber(arg)));
    const wrong = numbers.find((number) => number instanceof Unknown && number.isError);
    return wrong ?? (numbers.every((number) => typeof number === "number") ? change(...numbers) : undefined);
  };
}

const extreme = (choose: (...numbers: readonly number[]) => number): TerraformFunction =>
  onNumbers((...numbers) =>
    numbers.length > 0 ? numbers.reduce((a, b) => choose(a, b)) : refused("there is no number"),
  );

/** More than this no program makes, and a hostile one is not to fill the memory with. */
const MAX_ITEMS = 100_000;

const range = onNumbers((first = 0, second, step) => {
  const [start, end] = second === undefined ? [0, first] : [first, second];
  const by = step ?? (start <= end ? 1 : -1);
  const count = Math.max(Math.ceil((end - start) / by), 0);
  if (![start, end, by].every(Number.isSafeInteger) || (end - start) * by < 0 || by === 0) {
    return undefined;
  }
  return count < MAX_ITEMS && spend(count)
    ? ListOf.kindOf(
        "list",
        Array.from({ length: count }, (_, i) => start + i * by),
      )
    : undefined;
});

/** Whole numbers only: a sum of fractions is another one in binary than in decimals. */
const sum: TerraformFunction = onList((items) =>
  items.length === 0
    ? refused("there is nothing to add")
    : onNumbers((...numbers) => (numbers.every(Number.isInteger) ? exact(numbers.reduce((a, b) => a + b)) : undefined))(
        items,
      ),
);

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";

const parseint: TerraformFunction = ([text, base]) => {
  if (typeof text === "number") {
    return refused("parseint takes a text");
  }
  if (
    typeof text !== "string" ||
    typeof base !== "number" ||
    base < 2 ||
    base > DIGITS.length ||
    !/^[+-]?[\da-z]+$/i.test(text)
  ) {
    return undefined;
  }
  const isNumber = [...text.replace(/^[+-]/, "").toLowerCase()].every((digit) => DIGITS.indexOf(digit) < base);
  return isNumber ? exact(parseInt(text, base)) : refused("the text is no number of this base");
};

/** The functions of numbers. */
export const NUMBER_FUNCTIONS: FunctionTable = [
  ["max", extreme(Math.max)],
  ["min", extreme(Math.min)],
  ["abs", onNumbers((number = 0) => Math.abs(number))],
  ["floor", onNumbers((number = 0) => exact(Math.floor(number)))],
  ["ceil", onNumbers((number = 0) => exact(Math.ceil(number)))],
  ["parseint", parseint],
  ["range", range],
  ["sum", sum],
];
