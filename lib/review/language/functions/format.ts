import { spend, write } from "../budget";
import { concatenate } from "../concatenation";
import { toNumber, toText } from "../convert";
import { errorIn, refused } from "../unknown";
import { isList, isScalar, kindOf, ListOf, Value } from "../value";
import type { TerraformFunction } from "./function";

/** The verbs that are worked out; any other one leaves the text unknown. */
const VERB = /(%(?:%|[sv]|0?\d{0,2}d))/;

export const format: TerraformFunction = ([pattern, ...args]) => {
  // Literal text and verbs take turns.
  const pieces = typeof pattern === "string" && write(pattern.length) ? pattern.split(VERB) : undefined;
  if (!pieces || pieces.some((piece, i) => i % 2 === 0 && piece.includes("%"))) {
    return undefined;
  }
  const verbs = pieces.filter((piece, i) => i % 2 === 1 && piece !== "%%");
  if (verbs.length !== args.length) {
    return refused("the format has another number of verbs");
  }
  const rest = [...args];
  const parts = pieces.map((piece, i) => (i % 2 === 0 ? piece : formatted(piece, rest)));
  const known = parts.filter((part) => part !== undefined);
  return errorIn(known) ?? (known.length === parts.length ? concatenate(known) : undefined);
};

/** The text of a verb, which takes the next one of the arguments. */
function formatted(verb: string, args: Value[]): Value | undefined {
  if (verb === "%%") {
    return "%";
  }
  const arg = args.shift() ?? null;
  if (arg === null) {
    return undefined;
  }
  if (verb.endsWith("d")) {
    return formattedNumber(verb, arg);
  }
  return kindOf(arg) === undefined ? toText(arg) : undefined;
}

function formattedNumber(verb: string, arg: Value): Value | undefined {
  const number = toNumber(arg);
  if (typeof number !== "number") {
    return verb === "%d" ? number : undefined;
  }
  return Number.isInteger(number) ? padded(number, verb) : refused("%d takes a whole number");
}

/** A whole number in the width of a verb, such as `%03d`. */
function padded(number: number, verb: string): string {
  const width = Number(verb.slice(1, -1));
  if (!verb.startsWith("%0")) {
    return String(number).padStart(width);
  }
  const sign = number < 0 ? "-" : "";
  return `${sign}${String(Math.abs(number)).padStart(width - sign.length, "0")}`;
}

/** Formats the elements of lists of one length; an argument that is no list is the same for each. */
export const formatlist: TerraformFunction = ([pattern = null, ...args]) => {
  const lists = args.filter(isList);
  const [count = 1, ...others] = new Set(lists.map((list) => list.length));
  if (others.length > 0) {
    return refused("the lists are not of one length");
  }
  if (args.some(isUnsettled) || !spend(count * (args.length + 1))) {
    return undefined;
  }
  const texts = Array.from({ length: count }, (_, i) =>
    format([pattern, ...args.map((arg) => (isList(arg) ? (arg[i] ?? null) : arg))]),
  );
  const known = texts.filter((text) => text !== undefined);
  return errorIn(known) ?? (known.length === texts.length ? ListOf.kindOf("list", known) : undefined);
};

/** Whether an argument may turn out to be a list, or to have another order. */
function isUnsettled(arg: Value): boolean {
  return isList(arg) ? kindOf(arg) === "set" && !arg.every(isScalar) : !isScalar(arg);
}
