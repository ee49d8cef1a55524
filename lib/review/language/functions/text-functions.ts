import * as path from "node:path";
import { attributeWithout } from "../../azure/versionless-id";
import { spend, write } from "../budget";
import { concatenate } from "../concatenation";
import { toText } from "../convert";
import { errorIn, refused } from "../unknown";
import { isList, isScalar, kindOf, ListOf, Reference, Text, Value } from "../value";
import { format, formatlist } from "./format";
import { FunctionTable, isPlain, onText, TerraformFunction } from "./function";
import { countOf } from "./list-functions";
import { regex, regexall } from "./pattern";

/**
 * A change of case. It changes the known parts of a text, too, and leaves a reference as it is, because ids of Azure
 * ignore case.
 */
function ofLetters(change: (text: string) => string): TerraformFunction {
  // The case of other letters changes by rules that differ.
  const changed = onText((text) => (isPlain(text) ? change(text) : undefined));
  return ([value = null]) => {
    if (value instanceof Text) {
      return value.parts.every((part) => typeof part !== "string" || isPlain(part))
        ? new Text(value.parts.map((part) => (typeof part === "string" ? change(part) : part)))
        : undefined;
    }
    return value instanceof Reference ? value : changed([value]);
  };
}

/** A change that leaves a reference as it is. */
function ofKnown(change: TerraformFunction): TerraformFunction {
  return (args) => (args[0] instanceof Reference ? args[0] : change(args));
}

const title = onText((text) =>
  isPlain(text) ? text.replace(/(?<![A-Za-z\d_])[a-z]/g, (letter) => letter.toUpperCase()) : undefined,
);

/** A text that is known in part is left as it is where no space stands at its ends. */
const trimspace: TerraformFunction = ([value = null]) => {
  const isTrimmed =
    value instanceof Text &&
    [value.parts[0], value.parts.at(-1)].every((end) => typeof end !== "string" || end.trim() === end);
  return isTrimmed ? value : trimText([value]);
};

const trimText = onText((text) => (/[\u0085\ufeff]/.test(text) ? undefined : text.trim()));

const trim = onText((text, set = "") => {
  if (!isPlain(set) || !write(text.length * (1 + set.length))) {
    return undefined;
  }
  let [start, end] = [0, text.length];
  while (start < end && set.includes(text.charAt(start))) {
    start++;
  }
  while (start < end && set.includes(text.charAt(end - 1))) {
    end--;
  }
  return text.slice(start, end);
});

const trimEnd = onText((text, end = "") => (end !== "" && text.endsWith(end) ? text.slice(0, -end.length) : text));

const trimprefix = onText((text, start = "") => (text.startsWith(start) ? text.slice(start.length) : text));

/** The attribute that is left when another attribute of the same resource is taken off the end of it. */
function withoutAttribute([whole, end]: readonly Value[]): Value | undefined {
  const part = end instanceof Text ? end.parts.at(-1) : end;
  if (!(whole instanceof Reference && part instanceof Reference && whole.instance === part.instance)) {
    return undefined;
  }
  const name = attributeWithout(whole.instance.type, whole.path.join(), part.path.join());
  return name === undefined ? undefined : new Reference(whole.instance, [name]);
}

const trimsuffix: TerraformFunction = (args) => withoutAttribute(args) ?? ofKnown(trimEnd)(args);

/** A pattern between slashes is left alone. */
const replaceText = onText((text, wanted = "", replacement = "") => {
  if (wanted === "" || /^\/.*\/$/s.test(wanted) || !write(text.length)) {
    return undefined;
  }
  const parts = text.split(wanted);
  return spend(parts.length) && write(parts.length * replacement.length) ? parts.join(replacement) : undefined;
});

const replace: TerraformFunction = (args) => (args[2] === "" ? withoutAttribute(args) : undefined) ?? replaceText(args);

/** The elements of lists as pieces of one text; not known where the order of the elements is not. */
const join: TerraformFunction = ([separator = null, ...args]) => {
  const lists = args.filter(isList);
  if (lists.length < args.length) {
    const other = args.find((arg) => !isList(arg)) ?? null;
    return isScalar(other) ? refused("it is no list") : undefined;
  }
  return spend(countOf(lists)) ? joined(separator, lists) : undefined;
};

function joined(separator: Value, lists: readonly (readonly Value[])[]): Value | undefined {
  const items = lists.flat();
  const texts = items
    .map((item) => (item === null ? refused("null is no text") : toText(item)))
    .filter((text) => text !== undefined);
  const isUnordered = items.length > 1 && lists.some((list) => kindOf(list) === "set") && !items.every(isScalar);
  if (texts.length < items.length || isUnordered) {
    return undefined;
  }
  return errorIn(texts) ?? concatenate(texts.flatMap((text, i) => (i > 0 ? [separator, text] : [text])));
}

const split = onText((separator, text = "") => {
  if (separator === "" && !isPlain(text)) {
    return undefined;
  }
  const parts = write(text.length) && (separator !== "" || spend(text.length)) ? text.split(separator) : undefined;
  return parts && spend(parts.length) ? ListOf.kindOf("list", parts) : undefined;
});

const substr: TerraformFunction = ([text, from = null, size = null]) => {
  if (typeof text !== "string" || !isPlain(text) || !isWhole(from) || !isWhole(size)) {
    return undefined;
  }
  const start = from < 0 ? Math.max(text.length + from, 0) : from;
  return text.slice(start, size < 0 ? undefined : start + size);
};

function isWhole(value: Value): value is number {
  return Number.isSafeInteger(value);
}

/** A question about a text that a known part of it may answer. */
function ofParts(
  ask: (text: string, part: string) => boolean,
  askParts: (parts: Text["parts"], part: string) => boolean | undefined,
): TerraformFunction {
  const asked = onText((text, part = "") => ask(text, part));
  return (args) =>
    args[0] instanceof Text && typeof args[1] === "string" ? askParts(args[0].parts, args[1]) : asked(args);
}

const strcontains = ofParts(
  (text, part) => text.includes(part),
  (parts, part) => parts.some((one) => typeof one === "string" && one.includes(part)) || undefined,
);

const startswith = ofParts(
  (text, start) => text.startsWith(start),
  ([first], start) => {
    const known = typeof first === "string" ? first : "";
    return known.startsWith(start) || (start.startsWith(known) ? undefined : false);
  },
);

const endswith = ofParts(
  (text, end) => text.endsWith(end),
  (parts, end) => {
    const last = parts.at(-1);
    const known = typeof last === "string" ? last : "";
    return known.endsWith(end) || (end.endsWith(known) ? undefined : false);
  },
);

/** The folder of a path, normalized. */
const dirname = onText((text) =>
  path.posix.normalize(text.slice(0, text.lastIndexOf("/") + 1)).replace(/(.)\/$/, "$1"),
);

const basename = onText((text) => path.posix.basename(text) || (text === "" ? "." : "/"));

const base64encode = onText((text) => (write(text.length) ? Buffer.from(text).toString("base64") : undefined));

/** The functions of texts. */
export const TEXT_FUNCTIONS: FunctionTable = [
  ["lower", ofLetters((text) => text.toLowerCase())],
  ["upper", ofLetters((text) => text.toUpperCase())],
  ["title", ofKnown(title)],
  ["trimspace", ofKnown(trimspace)],
  ["trim", trim],
  ["trimsuffix", trimsuffix],
  ["trimprefix", trimprefix],
  ["join", join],
  ["format", format],
  ["formatlist", formatlist],
  ["replace", replace],
  ["split", split],
  ["substr", substr],
  ["startswith", startswith],
  ["endswith", endswith],
  ["strcontains", strcontains],
  ["regex", regex],
  ["regexall", regexall],
  ["basename", basename],
  ["dirname", dirname],
  ["base64encode", base64encode],
];
