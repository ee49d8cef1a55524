import { isObject, isReference, Problem } from "../problems";

/** What a rule says: what is allowed, and who says so. */
interface Sentence {
  /** What is allowed, as the end of the sentence "allowed: …". */
  readonly allowed: string;
  /** What to change, as a sentence. */
  readonly change: string;
  /** The page, Microsoft's or the provider's, that the rule is from. */
  readonly source: string;
}

/** A rule for the value of one argument. */
export interface ValueRule extends Sentence {
  /** Whether a value that synth knows is taken. */
  readonly accepts: (value: unknown) => boolean;
  /** The rule of a later azurerm, which holds from that version on. */
  readonly later?: { readonly since: string; readonly rule: ValueRule };
  /** The least and the greatest number, for a rule that is no more than that. */
  readonly range?: readonly [number, number];
  /** The words, for a rule that is no more than these. */
  readonly words?: readonly string[];
  /** The form of the text, for a rule that is no more than that. */
  readonly pattern?: RegExp;
}

/** Where a block breaks a rule: the argument, as a path from the block, and its value. */
export interface Breach {
  readonly at: string;
  readonly value?: unknown;
}

/** A rule for the arguments of a block together. */
export interface BlockRule<T> extends Sentence {
  /** Where the block breaks the rule; what synth cannot know breaks none. */
  readonly breaches: (block: T) => readonly Breach[];
}

/** What an argument is: a value, a list of values, or a block or a list of blocks, which may be within an object of this library's. */
export type Argument = ValueRule | { readonly each: ValueRule } | { readonly block: AnyBlock; readonly within?: string };

/** The rules of a block of any type. */
export interface AnyBlock {
  readonly arguments: { readonly [name: string]: Argument | undefined };
  readonly required?: readonly string[];
  readonly together?: readonly BlockRule<never>[];
}

/** The rules of a block: each argument's own, and those of several arguments together. */
export interface Block<T> extends AnyBlock {
  readonly arguments: { readonly [name in keyof T & string]?: Argument };
  readonly required?: readonly (keyof T & string)[];
  readonly together?: readonly BlockRule<T>[];
}

/** Says which azurerm the program is for; asked only where versions differ about a value. */
export type AzurermVersion = () => string;

/** The problems of a value that is missing or breaks its rule; none for a token, which synth cannot know. */
export function checkValue(rule: ValueRule, property: string, value: unknown, azurerm?: AzurermVersion): Problem[] {
  if (isReference(value)) {
    return [];
  }
  const holds = ruleFor(rule, value, azurerm);
  if (value !== undefined && holds.accepts(value)) {
    return [];
  }
  const { allowed, change, source } = holds;
  return [{ property, value, allowed, change, source }];
}

/** The problems of a block, and of the blocks in it. */
export function checkBlock<T extends object>(block: Block<T>, place: string, value: T, azurerm?: AzurermVersion): Problem[] {
  const problems: Problem[] = [];
  collect(block, place, value, problems, azurerm);
  return problems;
}

/** The same of a value that may be left out. */
export function checkOptional(rule: ValueRule, property: string, value: unknown): Problem[] {
  return value === undefined ? [] : checkValue(rule, property, value);
}

/** The problems of a construct's props, whose meta-arguments among them: one construct is one resource. */
export function checkProps<T extends object>(block: Block<T>, props: T, azurerm?: AzurermVersion): Problem[] {
  const change = "Make the construct in a loop.";
  const repeats = ["count", "forEach"].filter((name) => name in props).map((property) => ({ property, value: "something", allowed: "one resource for each construct", change }));
  return [...repeats, ...checkBlock(block, "", props, azurerm)];
}

/** Collects into one list, because most blocks have no problem and a program has many blocks. */
function collect({ arguments: rules, required, together }: AnyBlock, place: string, value: object, problems: Problem[], azurerm?: AzurermVersion): void {
  const at = (name: string) => (place && name ? `${place}.${name}` : place || name);
  const values = value as Readonly<Record<string, unknown>>;
  for (const name in values) {
    const argument = rules[name];
    if (argument !== undefined && values[name] !== undefined) {
      collectArgument(argument, at(name), values[name], problems, azurerm);
    }
  }
  required?.filter((name) => values[name] === undefined).forEach((name) => problems.push({ property: at(name), ...sentenceOf(rules[name]) }));
  together?.forEach(({ breaches, allowed, change, source }) =>
    breaches(value as never).forEach((breach) => problems.push({ property: at(breach.at), value: breach.value, allowed, change, source })),
  );
}

/** What to say of an argument that is missing. */
function sentenceOf(argument: Argument | undefined): Pick<Problem, "allowed" | "change" | "source"> {
  if (argument === undefined || !("accepts" in argument)) {
    return { allowed: "a value, which azurerm requires", change: "Pass it." };
  }
  const { allowed, change, source } = argument;
  return { allowed, change, source };
}

function collectArgument(argument: Argument, place: string, value: unknown, problems: Problem[], azurerm?: AzurermVersion): void {
  if ("accepts" in argument) {
    problems.push(...checkValue(argument, place, value, azurerm));
  } else if (Array.isArray(value)) {
    if (!isReference(value)) {
      value.forEach((item: unknown, i) => collectItem(argument, `${place}[${i}]`, item, problems, azurerm));
    }
  } else {
    collectItem(argument, place, value, problems, azurerm);
  }
}

function collectItem(argument: Exclude<Argument, ValueRule>, place: string, value: unknown, problems: Problem[], azurerm?: AzurermVersion): void {
  if ("each" in argument) {
    problems.push(...checkValue(argument.each, place, value, azurerm));
  } else if (isObject(value) && !isReference(value)) {
    const { block, within } = argument;
    collect(block, place, within === undefined ? value : ((value as Record<string, unknown>)[within] as object), problems, azurerm);
  }
}

function ruleFor(rule: ValueRule, value: unknown, azurerm?: AzurermVersion): ValueRule {
  const { later } = rule;
  if (!later || !azurerm || later.rule.accepts(value) === rule.accepts(value)) {
    return rule;
  }
  return isAtLeast(azurerm(), later.since) ? later.rule : rule;
}

/** Whether a version is another one or later. */
function isAtLeast(version: string, other: string): boolean {
  const [a, b] = [version, other].map((text) => text.split(".").map(Number)) as [number[], number[]];
  const i = b.findIndex((part, at) => part !== (a[at] ?? 0));
  return i < 0 || (a[i] ?? 0) > b[i]!;
}

/** A whole number from one to another, both included. */
export function integer(min: number, max: number, source: string, unit = ""): ValueRule {
  const allowed = `a whole number${unit && ` of ${unit}`} ${max === Infinity ? `of at least ${min}` : `from ${min} to ${max}`}`;
  const accepts = (value: unknown) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
  return { accepts, allowed, change: "Pass such a number.", source, range: [min, max] };
}

/** One of some words, as they are spelt. */
export function oneOf(words: readonly string[], source: string): ValueRule {
  return { accepts: (value) => words.includes(value as string), allowed: words.join(", "), change: "Pass one of these, spelt like this.", source, words };
}

/** A text of a form. */
export function text(pattern: RegExp, allowed: string, source: string, change = "Pass such a text."): ValueRule {
  return { accepts: (value) => typeof value === "string" && pattern.test(value), allowed, change, source, pattern };
}

/** A text that is there. */
export function notEmpty(source: string): ValueRule {
  return text(/\S/, "a text that is not empty", source, "Pass one, or leave the argument out.");
}

/** The items of a list, and the fields of each, as far as synth knows them. */
export function itemsOf<T extends object>(list: unknown): readonly T[] {
  return Array.isArray(list) && !isReference(list) ? (list as T[]).map((item) => (isObject(item) && !isReference(item) ? item : ({} as T))) : [];
}

/** A value, when it is known at synth and there. */
export function known<T>(value: T | undefined): T | undefined {
  return value === undefined || isReference(value) ? undefined : value;
}

/** The positions of what has the key of something before it; what has no key repeats nothing. */
export function repeated<T>(list: readonly T[], keyOf: (item: T) => string | undefined): number[] {
  if (list.length < 2) {
    return [];
  }
  const seen = new Set<string>();
  return list.flatMap((item, i) => {
    const key = keyOf(item);
    if (key === undefined || seen.has(key)) {
      return key === undefined ? [] : [i];
    }
    seen.add(key);
    return [];
  });
}
