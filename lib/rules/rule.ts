import type { IResolvable } from "cdktf";
import { isObject, isReference } from "../core/problems";
import { twins } from "../core/twins";

/** The words of a rule: what is allowed, what to change, and the source. */
export interface Sentence {
  /** What is allowed, as the end of the sentence "allowed: …". */
  readonly allowed: string;
  /** What to change, as a sentence. */
  readonly change: string;
  /** The page, Microsoft's or the provider's, that the rule is from; none for what the type of an argument says. */
  readonly source?: string;
}

/** A rule for the value of one argument. */
export interface ValueRule extends Sentence {
  /** Whether a value that synth knows is taken. */
  readonly accepts: (value: unknown) => boolean;
  /** Whether the program itself looks at the value, which therefore must not be a reference. */
  readonly atSynth?: boolean;
  /** The rule of a later azurerm, which holds from that version on. */
  readonly later?: { readonly since: string; readonly rule: ValueRule };
  /** The least and the greatest number, for a rule that is no more than that. */
  readonly range?: readonly [number, number];
  /** The words, for a rule that is no more than these. */
  readonly words?: readonly string[];
  /** The form of the text, for a rule that is no more than that. */
  readonly pattern?: RegExp;
}

/**
 * A kind of object of this library's. An object of it is recognised by a member that it has to have, and not by its
 * class: a program may hold two copies of the library.
 */
export interface Kind extends Sentence {
  /** The names of members; an object of the kind has one of them, and only one. */
  readonly members: readonly string[];
  /** Whether what is passed instead may be a secret, which no error shows. */
  readonly mayBeSecret?: boolean;
}

/** Where a block breaks a rule: the argument, as a path from the block, and its value. */
export interface Breach {
  readonly at: string;
  readonly value?: unknown;
  /** What is allowed in this program: the end of that sentence. */
  readonly here?: string;
}

/** A rule for the arguments of a block together. */
export interface BlockRule<T> extends Sentence {
  /**
   * The arguments that the rule needs whole: where one of them broke a rule of its own, anywhere in it, this one is not
   * asked. For rules that find something missing among them.
   */
  readonly needs?: readonly (keyof T & string)[];
  /**
   * Where the block breaks the rule. What synth cannot know breaks none; an argument that breaks its own rule, or is
   * required and missing, is `BROKEN` here.
   */
  readonly breaches: (block: T) => readonly Breach[];
}

/** A list of arguments of one type. */
export interface ListArgument {
  readonly list: Argument;
  /** Whether this library looks into the list, which therefore must not be a reference. */
  readonly atSynth?: boolean;
  /** The words for a list that is missing or empty, where that is refused. */
  readonly nonEmpty?: Sentence;
}

/** Arguments of one type by their names. */
export interface MapArgument {
  readonly map: Argument;
  /** Whether this library looks at the names, which therefore must not be a reference. */
  readonly atSynth?: boolean;
  /** Whether a map that only the plan knows is taken all the same, or as a part of the map. */
  readonly orPlanned?: boolean;
}

/** A block. */
export interface BlockArgument {
  readonly block: AnyBlock;
  /** Whether this library looks into the block, which therefore must not be a reference. */
  readonly atSynth?: boolean;
}

/** An object of this library's, and what of it has rules: the object itself, or what one of its members holds. */
export interface KindArgument {
  readonly kind: Kind;
  readonly within?: string;
  readonly holds?: Argument;
}

/** The type of an argument, with its rules. */
export type Argument = ValueRule | ListArgument | MapArgument | BlockArgument | KindArgument;

/** The rules of a block of any type. */
export interface AnyBlock {
  readonly arguments: { readonly [name: string]: Argument };
  readonly required?: readonly string[];
  readonly together?: readonly BlockRule<never>[];
}

/**
 * The rules of a block: each argument's own, of which none can be forgotten, and those of several arguments together.
 */
export interface Block<T> extends AnyBlock {
  readonly arguments: { readonly [name in keyof T & string]-?: Argument };
  readonly required?: readonly (keyof T & string)[];
  readonly together?: readonly BlockRule<T>[];
}

/** A whole number from one to another, both included. */
export function integer(min: number, max: number, source: string, unit = ""): ValueRule {
  const bounds = max === Infinity ? `of at least ${min}` : `from ${min} to ${max}`;
  const allowed = `a whole number${unit && ` of ${unit}`} ${bounds}`;
  const accepts = (value: unknown) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
  return { accepts, allowed, change: "Pass such a number.", source, range: [min, max] };
}

/** One of some words, as they are spelt. */
export function oneOf(words: readonly string[], source: string): ValueRule {
  return {
    accepts: (value) => words.includes(value as string),
    allowed: words.join(", "),
    change: "Pass one of these, spelt like this.",
    source,
    words,
  };
}

/** A text of a form. */
export function text(pattern: RegExp, allowed: string, source: string, change = "Pass such a text."): ValueRule {
  return { accepts: (value) => typeof value === "string" && pattern.test(value), allowed, change, source, pattern };
}

/** A text that is there. */
export function notEmpty(source: string): ValueRule {
  return text(/\S/, "a text that is not empty", source, "Pass one, or leave the argument out.");
}

/** Any text. */
export const TEXT: ValueRule = {
  accepts: (value) => typeof value === "string",
  allowed: "a text",
  change: "Put it in quotes.",
};

/** True or false. */
export const FLAG: ValueRule = {
  accepts: (value) => typeof value === "boolean",
  allowed: "true or false",
  change: "Pass one of the two.",
};

/** An argument that this library passes on as it is, or checks where it uses it. */
export const OWN: ValueRule = { accepts: () => true, allowed: "what its type says", change: "Pass that." };

/**
 * What rules for several arguments find in the place of an argument that broke its own rule: a value of which synth
 * knows nothing.
 */
export const BROKEN: unknown = Object.create({
  creationStack: [],
  resolve: () => undefined,
  toString: () => "a value that is refused",
} satisfies IResolvable);

/** The items of a list, and the fields of each, as far as synth knows them. */
export function itemsOf<T extends object>(list: unknown): readonly T[] {
  return Array.isArray(list) && !isReference(list)
    ? (list as T[]).map((item) => (isObject(item) && !isReference(item) ? item : ({} as T)))
    : [];
}

/** A value, when it is known at synth and there. */
export function known<T>(value: T | undefined): T | undefined {
  return value === undefined || isReference(value) ? undefined : value;
}

/** The items that have the key of an earlier item, each with its position. An item without a key repeats nothing. */
export function repeated<T>(list: readonly T[], keyOf: (item: T) => string | undefined): [T, number][] {
  const items = list.map((item, i): [T, number] => [item, i]);
  return twins(items, ([item]) => keyOf(item)).map(([later]) => later);
}
