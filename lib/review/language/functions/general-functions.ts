import { spend } from "../budget";
import { Conversion, toBoolean, toList, toMap, toNumber, toSet, toText } from "../convert";
import { errorIn, refused } from "../unknown";
import { decode, Encoded, HiddenText, isScalar, kindOf, ofAnyKind, Unknown } from "../value";
import type { FunctionTable, TerraformFunction } from "./function";

const same: TerraformFunction = ([value]) => value;

const conversion =
  (convert: Conversion): TerraformFunction =>
  ([value = null]) =>
    convert(value);

/** The first argument that is neither null nor empty, as of the one type that all arguments become. */
const coalesce: TerraformFunction = (args) => {
  const found = args.find((arg) => arg !== null && arg !== "");
  if (found === undefined) {
    return refused("all of them are null or empty");
  }
  if (found instanceof Unknown) {
    return undefined;
  }
  const isAmongTexts = args.some((arg) => typeof arg === "string" && arg !== found);
  return isScalar(found) && isAmongTexts ? toText(found) : ofAnyKind(found);
};

/** The first argument that Terraform does not refuse. One that is not known may be refused, unless it is the last. */
const tryEach: TerraformFunction = (args) => {
  const index = args.findIndex((arg) => !errorIn(arg));
  if (index < 0) {
    return errorIn(args.at(-1) ?? null);
  }
  return index === args.length - 1 || !(args[index] instanceof Unknown) ? args[index] : undefined;
};

const can: TerraformFunction = ([value = null]) => {
  if (errorIn(value)) {
    return false;
  }
  return value instanceof Unknown ? undefined : true;
};

const jsonencode: TerraformFunction = ([value = null]) => new Encoded(value);

const jsondecode: TerraformFunction = ([value = null]) => {
  const text = value instanceof HiddenText ? value.content : value;
  if (typeof text === "string" && !spend(text.length)) {
    return undefined;
  }
  const decoded = decode(value);
  const isNoJson = text === null || typeof text === "string" || kindOf(value) !== undefined;
  return decoded === undefined && isNoJson ? refused("it is no JSON") : decoded;
};

/** The functions of any value. */
export const GENERAL_FUNCTIONS: FunctionTable = [
  ["try", tryEach],
  ["can", can],
  ["coalesce", coalesce],
  ["nonsensitive", same],
  ["sensitive", same],
  ["tostring", conversion(toText)],
  ["tonumber", conversion(toNumber)],
  ["tobool", conversion(toBoolean)],
  ["tolist", conversion(toList)],
  ["toset", conversion(toSet)],
  ["tomap", conversion(toMap)],
  ["jsonencode", jsonencode],
  ["jsondecode", jsondecode],
];
