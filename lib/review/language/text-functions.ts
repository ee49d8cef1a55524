import * as path from "node:path";
import { isList, isScalar, kindOf, ListOf, Reference, Text, Value } from "./value";
import { spend, write } from "./budget";
import { refused, toNumber, toText } from "./convert";
import { errorIn, FunctionTable, isPlain, onText, TerraformFunction } from "./function";
import { regex, regexall } from "./pattern";
import { concat } from "./unknown";

/**
 * A change of letters, of which the parts that are known are changed, too; a reference leads to the same thing: Azure's
 * ids ignore case.
 */
function ofLetters(change: (text: string) => string): TerraformFunction {
  // Other letters than these are changed by rules of which there are several.
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

/** What leaves a reference what it is. */
function ofKnown(change: TerraformFunction): TerraformFunction {
  return (args) => (args[0] instanceof Reference ? args[0] : change(args));
}

/** Takes space off both ends, which what is known in part may not have. */
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
  while (start < end && set.includes(text[start]!)) {
    start++;
  }
  while (start < end && set.includes(text[end - 1]!)) {
    end--;
  }
  return text.slice(start, end);
});

const chomp = onText((text) => {
  let end = text.length;
  while (text[end - 1] === "\n" || text[end - 1] === "\r") {
    end--;
  }
  return text.slice(0, end);
});

const trimEnd = (text: string, end = "") => (end !== "" && text.endsWith(end) ? text.slice(0, -end.length) : text);

/** The elements of lists as pieces of one text; undefined where nobody knows which is the first. */
const join: TerraformFunction = ([separator = null, ...lists]) => {
  const other = lists.find((list) => !isList(list));
  const items =
    other === undefined && spend(lists.reduce<number>((sum, list) => sum + (list as readonly Value[]).length, 0))
      ? (lists as readonly (readonly Value[])[]).flat()
      : undefined;
  if (!items) {
    return other !== undefined && isScalar(other) ? refused("it is no list") : undefined;
  }
  const texts = items.map((item) => (item === null ? refused("null is no text") : toText(item)));
  if (
    texts.includes(undefined) ||
    lists.some((list) => kindOf(list) === "set" && items.length > 1 && !items.every(isScalar))
  ) {
    return undefined;
  }
  return errorIn(texts as Value[]) ?? concat(texts.flatMap((text, i) => (i > 0 ? [separator, text!] : [text!])));
};

/** The verbs that are worked out; any other one leaves the text unknown. */
const VERB = /(%(?:%|[sv]|0?\d{0,2}d))/;

const format: TerraformFunction = ([pattern, ...args]) => {
  const pieces = typeof pattern === "string" && write(pattern.length) ? pattern.split(VERB) : undefined;
  if (!pieces || pieces.some((piece, i) => i % 2 === 0 && piece.includes("%"))) {
    return undefined;
  }
  const verbs = pieces.filter((piece, i) => i % 2 === 1 && piece !== "%%");
  if (verbs.length !== args.length) {
    return refused("the format has another number of verbs");
  }
  const rest = [...args];
  const parts = pieces.map((piece, i) =>
    i % 2 === 0 ? piece : piece === "%%" ? "%" : formatted(piece, rest.shift()!),
  );
  return (
    errorIn(parts.filter((part) => part !== undefined)) ??
    (parts.includes(undefined) ? undefined : concat(parts as Value[]))
  );
};

function formatted(verb: string, arg: Value): Value | undefined {
  if (!verb.endsWith("d")) {
    return arg === null || kindOf(arg) !== undefined ? undefined : toText(arg);
  }
  const number = arg === null ? undefined : toNumber(arg);
  if (typeof number !== "number") {
    return verb === "%d" ? number : undefined;
  }
  return Number.isInteger(number) ? padded(String(number), verb) : refused("%d takes a whole number");
}

function padded(number: string, verb: string): string {
  const [, zero, width] = /^%(0?)(\d*)d$/.exec(verb)!;
  const [, sign, digits] = /^(-?)(\d+)$/.exec(number)!;
  return zero ? `${sign}${digits!.padStart(Number(width) - sign!.length, "0")}` : number.padStart(Number(width));
}

/** Formats each of lists of one length; what is no list is the same for each. */
const formatlist: TerraformFunction = ([pattern = null, ...args]) => {
  const lists = args.filter(isList);
  const [count = 1, ...others] = new Set(lists.map((list) => list.length));
  if (others.length > 0) {
    return refused("the lists are not of one length");
  }
  const isOpen =
    args.some((arg) => !isList(arg) && !isScalar(arg)) ||
    lists.some((list) => kindOf(list) === "set" && !list.every(isScalar));
  if (isOpen || !spend(count * (args.length + 1))) {
    return undefined;
  }
  const texts = Array.from({ length: count }, (_, i) =>
    format([pattern, ...args.map((arg) => (isList(arg) ? arg[i]! : arg))]),
  );
  return (
    errorIn(texts.filter((text) => text !== undefined)) ??
    (texts.includes(undefined) ? undefined : ListOf.kindOf("list", texts as Value[]))
  );
};

/** Replaces in a text; a pattern between slashes is left alone. */
/** The id of a secret, a key or a certificate without the version that is taken out of it. */
function withoutVersion([id, version]: readonly Value[]): Value | undefined {
  const part = version instanceof Text ? version.parts.at(-1) : version;
  const isOfOne = id instanceof Reference && part instanceof Reference && id.instance === part.instance;
  return isOfOne &&
    id.instance.type.startsWith("azurerm_key_vault_") &&
    id.path.join() === "id" &&
    part.path.join() === "version"
    ? new Reference(id.instance, ["versionless_id"])
    : undefined;
}

const replaceText = onText((text, wanted = "", replacement = "") => {
  if (wanted === "" || /^\/.*\/$/s.test(wanted) || !write(text.length)) {
    return undefined;
  }
  const parts = text.split(wanted);
  return spend(parts.length) && write(parts.length * replacement.length) ? parts.join(replacement) : undefined;
});

const replace: TerraformFunction = (args) => (args[2] === "" ? withoutVersion(args) : undefined) ?? replaceText(args);

const trimsuffix: TerraformFunction = (args) => withoutVersion(args) ?? ofKnown(onText(trimEnd))(args);

const split = onText((separator, text = "") => {
  if (separator === "" && !isPlain(text)) {
    return undefined;
  }
  const parts = write(text.length) && (separator !== "" || spend(text.length)) ? text.split(separator) : undefined;
  return parts && spend(parts.length) ? ListOf.kindOf("list", parts) : undefined;
});

const substr: TerraformFunction = ([text, from, size]) => {
  if (typeof text !== "string" || !isPlain(text) || !Number.isSafeInteger(from) || !Number.isSafeInteger(size)) {
    return undefined;
  }
  const start = (from as number) < 0 ? Math.max(text.length + (from as number), 0) : (from as number);
  return text.slice(start, (size as number) < 0 ? undefined : start + (size as number));
};

/** A question about a text of which a part may be enough to answer it. */
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

/** The folder of a path, without what leads nowhere. */
const dirname = onText((text) =>
  path.posix.normalize(text.slice(0, text.lastIndexOf("/") + 1)).replace(/(.)\/$/, "$1"),
);

const basename = onText((text) => path.posix.basename(text) || (text === "" ? "." : "/"));

/** The functions of texts. */
export const TEXT_FUNCTIONS: FunctionTable = [
  ["lower", ofLetters((text) => text.toLowerCase())],
  ["upper", ofLetters((text) => text.toUpperCase())],
  [
    "title",
    ofKnown(
      onText((text) =>
        isPlain(text) ? text.replace(/(?<![A-Za-z\d_])[a-z]/g, (letter) => letter.toUpperCase()) : undefined,
      ),
    ),
  ],
  ["trimspace", ofKnown(trimspace)],
  ["trim", trim],
  ["chomp", ofKnown(chomp)],
  ["trimsuffix", trimsuffix],
  ["trimprefix", onText((text, start = "") => (text.startsWith(start) ? text.slice(start.length) : text))],
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
  ["base64encode", onText((text) => (write(text.length) ? Buffer.from(text).toString("base64") : undefined))],
];
