import type * as Crypto from "node:crypto";
import { Encoded, ObjectValue, Reference, Scalar, Text, Unknown, Value } from "./value";

/** A longer text is cut, and ends with a hash of the whole. */
const MAX_LENGTH = 400;

/** How much of a longer text stays. */
const SHOWN = 120;

const MAX_NAME = 40;

/** Literals that read like the name of something; any other may be a secret. */
const NAME = /^[\p{L}\d_*][\p{L}\d_*./ -]*$/u;

/** A literal, as it stands in a text. */
const QUOTED = /"(?:[^"\\]|\\.)*"/g;

const texts = new WeakMap<object, string>();

/** The text of a value: it is the value's key, and shows no literal that may be a secret. */
export function describe(value: Value): string {
  if (typeof value === "string") {
    return value.length <= MAX_NAME && NAME.test(value) ? `"${value}"` : hashOf(value);
  }
  if (value instanceof Unknown) {
    return value.text;
  }
  if (typeof value !== "object" || value === null) {
    return String(value);
  }
  let text = texts.get(value);
  if (text === undefined) {
    text = cut(compose(value));
    texts.set(value, text);
  }
  return text;
}

function compose(value: Exclude<Value, Scalar | Unknown>): string {
  if (value instanceof Reference) {
    return [quoteless(value.instance.canonicalName), ...value.path.map(stepText)].join("");
  }
  if (value instanceof Text) {
    return joinedText(value.parts);
  }
  if (value instanceof Encoded) {
    return `jsonencode(${describe(value.value)})`;
  }
  if (value instanceof ObjectValue) {
    // The order of the entries means nothing.
    const entries = [...value.entries].sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([name, item]) => `${describe(name)} = ${describe(item)}`).join(", ")}}`;
  }
  return listText(value);
}

/** The texts of values, one after the other. */
export function listText(values: readonly Value[]): string {
  return `[${values.map(describe).join(", ")}]`;
}

/** The text of values that are joined to one text. */
export function joinedText(values: readonly Value[]): string {
  return `(${values.map(describe).join(" & ")})`;
}

/** The text of a step into a value, the same for both ways to write it. */
export function stepText(key: string | number): string {
  if (/^\d+$/.test(String(key))) {
    return `[${key}]`;
  }
  return /^[\p{L}_*][\p{L}\d_*-]{0,63}$/u.test(String(key)) ? `.${key}` : `[${hashOf(String(key))}]`;
}

/** The text of a call: a literal that a function takes may be a secret, however short it is. */
export function callText(name: string, args: readonly Value[], isExpanded: boolean): string {
  return cut(`${name}(${args.map((arg) => hidden(describe(arg))).join(", ")}${isExpanded ? "..." : ""})`);
}

/** The text of a template with directives: a literal in one may be a secret, however short it is. */
export function directiveText(words: string, values: readonly Value[]): string {
  return cut(`%{${[words, ...values.map((value) => hidden(describe(value)))].join(" ")}}`);
}

/** A text, cut where it is too long. */
export function cut(text: string): string {
  return text.length > MAX_LENGTH ? `${hidden(text).slice(0, SHOWN)}…${hashOf(text)}` : text;
}

function hidden(text: string): string {
  return text.replace(QUOTED, hashOf);
}

/** A name in which nothing looks like a literal. */
function quoteless(name: string): string {
  return name.replace(/["%]/g, encodeURIComponent);
}

/** A hash that is long enough for nobody to make two texts with the same one. */
export function hashOf(text: string): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it where nothing is hashed
  const { createHash } = require("node:crypto") as typeof Crypto;
  return `#${createHash("sha256").update(text).digest("hex").slice(0, 16)}`;
}
