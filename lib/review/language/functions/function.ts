import { toText } from "../convert";
import type { Files } from "../scope";
import { errorAmong, refused } from "../unknown";
import { EveryValue, isList, kindOf, ObjectValue, Reference, Unknown, Value } from "../value";

/** A function of Terraform's language; undefined where the review does not know the result. */
export type TerraformFunction = (args: readonly Value[], files?: Files) => Value | undefined;

export type FunctionTable = readonly (readonly [string, TerraformFunction])[];

/** A function whose first argument is a list: Terraform refuses any other value. */
export function onList(
  change: (items: readonly Value[], ...others: readonly Value[]) => Value | undefined,
): TerraformFunction {
  return ([items = null, ...others]) => (isList(items) ? change(items, ...others) : unless(items, "it is no list"));
}

/** A function whose arguments are all lists: Terraform refuses any other value. */
export function onLists(change: (lists: readonly (readonly Value[])[]) => Value | undefined): TerraformFunction {
  return (args) => {
    const other = args.find((arg) => !isList(arg) && isCertain(arg)) ?? args.find((arg) => !isList(arg));
    return other === undefined ? change(args.filter(isList)) : unless(other, "it is no list");
  };
}

/** A function whose first argument is a map: Terraform refuses any other value. */
export function onMap(change: (map: ObjectValue, ...others: readonly Value[]) => Value | undefined): TerraformFunction {
  return ([map = null, ...others]) =>
    map instanceof ObjectValue ? change(map, ...others) : unless(map, "it is no map");
}

/** A function whose arguments are all converted to text. */
export function onText(change: (text: string, ...others: readonly string[]) => Value | undefined): TerraformFunction {
  return (args) => {
    const texts = args.map((arg) => (arg === null ? refused("null is no text") : toText(arg)));
    const error = errorAmong(texts);
    if (error) {
      return error;
    }
    const [text, ...others] = texts;
    return typeof text === "string" && areTexts(others) ? change(text, ...others) : undefined;
  };
}

export function areTexts(values: readonly (Value | undefined)[]): values is readonly string[] {
  return values.every((value) => typeof value === "string");
}

/** An error value, unless Terraform may convert the value to what it asks for. */
function unless(value: Value, why: string): Value | undefined {
  return isCertain(value) ? refused(why) : undefined;
}

/** Whether it is certain that Terraform converts a value to no other kind. */
function isCertain(value: Value): boolean {
  const isOpen = value instanceof Reference || value instanceof Unknown || value instanceof EveryValue;
  return !isOpen && kindOf(value) !== "either";
}

/** Whether each character of a text counts as one, for Terraform and for JavaScript. */
export function isPlain(text: string): boolean {
  return !/[^ -~\n\t]/.test(text);
}
