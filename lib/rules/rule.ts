import type { IResolvable } from "cdktf";
import type { Once } from "../core/once";
import { isObject, isReference } from "../core/problems";
import { twins } from "../core/twins";

/** The words of a rule: what is allowed, what to change, and the source. */
export interface Sentence {
  /** What is allowed, as the end of the sentence "allowed: …". */
  readonly allowed: string;
  /** What to change, as a sentence. */
  readonly change: string;
  /**
   * The page, Microsoft's or the provider's, that the rule is from; undefined where the type of the argument is the
   * rule.
   */
  readonly source?: string;
}

/** A rule for the value of one argument. */
export interface ValueRule extends Sentence {
  /** Whether the rule accepts a value that is known at synth. */
  readonly accepts: (value: unknown) => boolean;
  /** Whether this library needs the value at synth, so that a reference is refused. */
  readonly atSynth?: boolean;
  /** Whether what is passed may be a secret, which no error shows. */
  readonly mayBeSecret?: boolean;
  /** The rule that holds instead from a later version of azurerm on. */
  readonly later?: { readonly since: string; readonly rule: ValueRule };
  /** The least and the greatest number, where the rule is a range and nothing else. */
  readonly range?: readonly [number, number];
  /** The words, where the rule is a choice of words and nothing else. */
  readonly words?: readonly string[];
  /** The pattern of the string, where the rule is a pattern and nothing else. */
  readonly pattern?: RegExp;
}

/**
 * A kind of this library's objects. An object is recognised by one of its members and not by its class: a program may
 * hold two copies of the library.
 */
export interface Kind extends Sentence {
  /** The names of members. An object of the kind has exactly one of them. */
  readonly members: readonly string[];
  /** Other members that every object of the kind has, as paths. */
  readonly also?: readonly string[];
  /** Whether an object of the kind may be an element of Terraform itself: a resource, a data source, a provider. */
  readonly mayBeElement?: boolean;
  /** Whether a value that is passed by mistake may be a secret: errors then show its type only. */
  readonly mayBeSecret?: boolean;
}

/** Where a block breaks a rule: the argument, as a path from the block, and its value. */
export interface Breach {
  readonly at: string;
  readonly value?: unknown;
  /** What is allowed in this program, such as a limit that it sets; errors print it after `allowed`. */
  readonly here?: string;
}

/** A rule for the arguments of a block together. */
export interface BlockRule<T> extends Sentence {
  /**
   * The arguments that the rule needs complete: where one of them, or anything in it, breaks its own rule, this rule is
   * skipped. It is for rules that find something missing among these arguments.
   */
  readonly needs?: readonly (keyof T & string)[];
  /**
   * The arguments that its errors name, where the rule looks at another argument first and, by what that is, at no other.
   * The page of rules lists them before those that it can see the rule look at.
   */
  readonly named?: readonly (keyof T & string)[];
  /**
   * Where the block breaks the rule. A value that synth cannot know breaks no rule. An argument that breaks its own
   * rule, or is required and missing, is `BROKEN` here.
   *
   * @param once finds in the block what several of its rules ask for
   */
  readonly breaches: (block: T, once: Once<T>) => readonly Breach[];
}

/** A list of arguments of one type. */
export interface ListArgument {
  readonly list: Argument;
  /** Whether this library needs the items at synth, so that a reference is refused. */
  readonly atSynth?: boolean;
  /** What the error says of a missing or empty list; undefined where such a list is accepted. */
  readonly nonEmpty?: Sentence;
}

/** A map of arguments of one type. */
export interface MapArgument {
  readonly map: Argument;
  /** Whether this library needs the names at synth, so that a reference is refused. */
  readonly atSynth?: boolean;
  /** Whether the map, or a part of it, may all the same be a reference, whose names are known only at plan. */
  readonly orPlanned?: boolean;
}

/** A block. */
export interface BlockArgument {
  readonly block: AnyBlock;
  /** Whether this library needs the arguments of the block at synth, so that a reference is refused. */
  readonly atSynth?: boolean;
  /** An object of this library that another argument takes, and what the error says of it here. */
  readonly elsewhere?: Sentence & { readonly kind: Kind };
}

/** An object of this library, with the rules (`holds`) for its members, or for what the one member `within` holds. */
export interface KindArgument {
  readonly kind: Kind;
  readonly within?: string;
  readonly holds?: Argument;
}

/** The rules for one argument, by its type. */
export type Argument = ValueRule | ListArgument | MapArgument | BlockArgument | KindArgument;

/** The rules of a block of any type. */
export interface AnyBlock {
  readonly arguments: { readonly [name: string]: Argument };
  readonly required?: readonly string[];
  readonly together?: readonly BlockRule<never>[];
}

/**
 * The rules of a block: one for each argument, which the type makes complete, and those for several arguments together.
 */
export interface Block<T> extends AnyBlock {
  readonly arguments: { readonly [name in keyof T & string]-?: Argument };
  readonly required?: readonly (keyof T & string)[];
  readonly together?: readonly BlockRule<T>[];
}

/** The rule for a whole number from `min` to `max`, both included. */
export function integer(min: number, max: number, source: string, unit = ""): ValueRule {
  const bounds = max === Infinity ? `of at least ${min}` : `from ${min} to ${max}`;
  const allowed = `a whole number${unit && ` of ${unit}`} ${bounds}`;
  const accepts = (value: unknown) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
  return { accepts, allowed, change: "Pass such a number.", source, range: [min, max] };
}

/** The rule for one of the words, compared by case. */
export function oneOf(words: readonly string[], source: string): ValueRule {
  return {
    accepts: (value) => words.includes(value as string),
    allowed: words.map((word) => (/^$|,/.test(word) ? JSON.stringify(word) : word)).join(", "),
    change: words.length === 1 ? "Pass this value, or none." : "Pass one of these, spelt like this.",
    source,
    words,
  };
}

/**
 * The rule for a member of an enum of this library; errors name the members as a program writes them.
 *
 * @param name the name of the enum
 */
export function memberOf(name: string, members: Readonly<Record<string, string>>, source: string): ValueRule {
  const names = Object.keys(members).map((member) => `${name}.${member}`);
  return { ...oneOf(Object.values(members), source), allowed: names.join(", "), change: "Pass one of these." };
}

/** The rule for a string of a pattern. */
export function text(pattern: RegExp, allowed: string, source: string, change = "Pass such a string."): ValueRule {
  return { accepts: (value) => typeof value === "string" && pattern.test(value), allowed, change, source, pattern };
}

/** The rule for a string that is not empty. */
export function notEmpty(source: string): ValueRule {
  return text(/\S/, "a string that is not empty", source, "Pass one, or leave an optional argument out.");
}

/** The rule for any string. */
export const TEXT: ValueRule = {
  accepts: (value) => typeof value === "string",
  allowed: "a string",
  change: "Pass a string.",
};

/** The rule for any text, in a place where programs have been seen to hold secrets. */
export const CONFIDENTIAL: ValueRule = { ...TEXT, mayBeSecret: true };

/** The rule for true or false. */
export const FLAG: ValueRule = {
  accepts: (value) => typeof value === "boolean",
  allowed: "true or false",
  change: "Pass one of the two.",
};

/** The rule for an argument that this library passes on as it is, or checks where it uses it. */
export const OWN: ValueRule = { accepts: () => true, allowed: "what its type says", change: "Pass that." };

/**
 * The value that rules for several arguments see in the place of an argument that broke its own rule. It is a token, so
 * that `known` is undefined for it.
 */
export const BROKEN: unknown = Object.create({
  creationStack: [],
  resolve: () => undefined,
  toString: () => "a value that is refused",
} satisfies IResolvable);

/**
 * The items of a list that synth knows; none of any other value. An item that synth does not know is an empty object.
 */
export function itemsOf<T extends object>(list: unknown): readonly T[] {
  return Array.isArray(list) && !isReference(list)
    ? (list as T[]).map((item) => (isObject(item) && !isReference(item) ? item : ({} as T)))
    : [];
}

/** The strings of a list that synth knows; none of any other value. */
export function stringsOf(list: unknown): readonly string[] {
  return Array.isArray(list) && !isReference(list) ? list.filter((item) => typeof item === "string") : [];
}

/** The value, if synth knows it; undefined for a reference. */
export function known<T>(value: T | undefined): T | undefined {
  return value === undefined || isReference(value) ? undefined : value;
}

/** The items whose key an earlier item has, each with its index. An item whose key is undefined repeats nothing. */
export function repeated<T>(list: readonly T[], keyOf: (item: T) => string | undefined): [T, number][] {
  const items = list.map((item, i): [T, number] => [item, i]);
  return twins(items, ([item]) => keyOf(item)).map(([later]) => later);
}
