import { decode, Encoded, HiddenText, isScalar, kindOf, ofAnyKind, Unknown } from "./value";
import { spend } from "./budget";
import { Conversion, refused, toBoolean, toList, toMap, toNumber, toSet, toText } from "./convert";
import { errorIn, FunctionTable, TerraformFunction } from "./function";
import { FILE_FUNCTIONS } from "./file-functions";
import { LIST_FUNCTIONS } from "./list-functions";
import { MAP_FUNCTIONS } from "./map-functions";
import { NUMBER_FUNCTIONS } from "./number-functions";
import { TEXT_FUNCTIONS } from "./text-functions";

const same: TerraformFunction = ([value]) => value;

const conversion =
  (convert: Conversion): TerraformFunction =>
  ([value = null]) =>
    convert(value);

/** The first that is there, as one of the type that all of them become. */
const coalesce: TerraformFunction = (args) => {
  const found = args.find((arg) => arg !== null && arg !== "");
  if (found === undefined) {
    return refused("all of them are null or empty");
  }
  return found instanceof Unknown
    ? undefined
    : isScalar(found) && args.some((arg) => typeof arg === "string" && arg !== found)
      ? toText(found)
      : ofAnyKind(found);
};

/**
 * The first that Terraform would not refuse; what is not known may be either, which leaves open whether it is one after
 * it.
 */
const tryEach: TerraformFunction = (args) => {
  const index = args.findIndex((arg) => !errorIn(arg));
  if (index < 0) {
    return errorIn(args.at(-1) ?? null);
  }
  return index === args.length - 1 || !(args[index] instanceof Unknown) ? args[index] : undefined;
};

const can: TerraformFunction = ([value = null]) =>
  errorIn(value) ? false : value instanceof Unknown ? undefined : true;

/** The functions that are given what Terraform refuses, too. */
export const FORGIVING: ReadonlySet<string> = new Set(["try", "can"]);

const jsondecode: TerraformFunction = ([value = null]) => {
  const text = value instanceof HiddenText ? value.content : value;
  if (typeof text === "string" && !spend(text.length)) {
    return undefined;
  }
  const decoded = decode(value);
  return decoded === undefined && (text === null || typeof text === "string" || kindOf(value) !== undefined)
    ? refused("it is no JSON")
    : decoded;
};

const GENERAL_FUNCTIONS: FunctionTable = [
  ["try", tryEach],
  ["can", can],
  ["coalesce", coalesce],
  ["nonsensitive", same],
  ["sensitive", same],
  ["ephemeralasnull", same],
  ["tostring", conversion(toText)],
  ["tonumber", conversion(toNumber)],
  ["tobool", conversion(toBoolean)],
  ["tolist", conversion(toList)],
  ["toset", conversion(toSet)],
  ["tomap", conversion(toMap)],
  ["jsonencode", ([value]) => new Encoded(value ?? null)],
  ["jsondecode", jsondecode],
];

/** The functions that may stand around a reference or a name; every other one leaves what it makes unknown. */
export const FUNCTIONS: ReadonlyMap<string, TerraformFunction> = new Map([
  ...GENERAL_FUNCTIONS,
  ...TEXT_FUNCTIONS,
  ...NUMBER_FUNCTIONS,
  ...LIST_FUNCTIONS,
  ...MAP_FUNCTIONS,
  ...FILE_FUNCTIONS,
]);
