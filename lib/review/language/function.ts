import { Encoded, EveryValue, isList, kindOf, ObjectValue, Reference, Text, Unknown, Value } from "./value";
import { refused, toText } from "./convert";
import type { Files } from "./evaluate";

/** A function of Terraform's language; undefined where the review does not know what it comes to. */
export type TerraformFunction = (args: readonly Value[], files?: Files) => Value | undefined;

export type FunctionTable = readonly (readonly [string, TerraformFunction])[];

/** A function that Terraform refuses for what is certainly no list. */
export function onList(
  change: (items: readonly Value[], ...others: readonly Value[]) => Value | undefined,
): TerraformFunction {
  return ([items = null, ...others]) => (isList(items) ? change(items, ...others) : unless(items, "it is no list"));
}

/** The same where every argument is to be a list. */
export function onLists(change: (lists: readonly (readonly Value[])[]) => Value | undefined): TerraformFunction {
  return (args) => {
    const other = args.find((arg) => !isList(arg) && isCertain(arg)) ?? args.find((arg) => !isList(arg));
    return other === undefined ? change(args as readonly (readonly Value[])[]) : unless(other, "it is no list");
  };
}

/** A function that Terraform refuses for what is certainly no map. */
export function onMap(change: (map: ObjectValue, ...others: readonly Value[]) => Value | undefined): TerraformFunction {
  return ([map = null, ...others]) =>
    map instanceof ObjectValue ? change(map, ...others) : unless(map, "it is no map");
}

/** A function of texts, and of what becomes text. */
export function onText(change: (text: string, ...others: readonly string[]) => Value | undefined): TerraformFunction {
  return (args) => {
    const texts = args.map((arg) => (arg === null ? refused("null is no text") : toText(arg)));
    const wrong = texts.find((text) => text instanceof Unknown && text.isError);
    const [text, ...others] = texts as string[];
    return (
      wrong ??
      (text !== undefined && texts.every((one) => typeof one === "string") ? change(text, ...others) : undefined)
    );
  };
}

function unless(value: Value, why: string): Value | undefined {
  return isCertain(value) ? refused(why) : undefined;
}

/** Whether it is certain that a value is not of another kind in the end. */
function isCertain(value: Value): boolean {
  return (
    !(value instanceof Reference || value instanceof Unknown || value instanceof EveryValue) &&
    kindOf(value) !== "either"
  );
}

/** Whether a text is made of characters that count as one each, whoever counts them. */
export function isPlain(text: string): boolean {
  return !/[^ -~\n\t]/.test(text);
}

/** What something is refused for that stands anywhere in a value. */
export function errorIn(value: Value): Unknown | undefined {
  if (value instanceof Unknown) {
    return value.isError ? value : undefined;
  }
  const parts =
    value instanceof ObjectValue
      ? [...value.entries.values()]
      : isList(value)
        ? value
        : value instanceof Text
          ? value.parts
          : value instanceof Encoded
            ? [value.value]
            : [];
  for (const part of parts) {
    const error = errorIn(part);
    if (error) {
      return error;
    }
  }
  return undefined;
}
