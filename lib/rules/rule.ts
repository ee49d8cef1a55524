import { isObject, isReference, Problem } from "../core/problems";
import { twins } from "../core/twins";

/** What a rule says: what is allowed, and who says so. */
interface Sentence {
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
  /** What of this program says what is allowed: the end of that sentence. */
  readonly here?: string;
}

/** A rule for the arguments of a block together. */
export interface BlockRule<T> extends Sentence {
  /** Where the block breaks the rule; what synth cannot know breaks none. */
  readonly breaches: (block: T) => readonly Breach[];
}

/**
 * What an argument is: a value, values in a list or by their names, a block (which may be within an object of this
 * library's), or a list of blocks.
 */
export type Argument =
  | ValueRule
  | { readonly list: ValueRule }
  | { readonly map: ValueRule }
  | { readonly block: AnyBlock; readonly within?: string }
  | { readonly blocks: AnyBlock };

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

/** Says which azurerm the program is for; asked only where versions differ about a value. */
export type AzurermVersion = () => string;

/** The problems of a value that is missing or breaks its rule; none for a token, which synth cannot know. */
export function checkValue(rule: ValueRule, property: string, value: unknown, azurerm?: AzurermVersion): Problem[] {
  if (typeof value === "string" && value.includes("{") && !TEMPLATE.accepts(value)) {
    return [{ ...sentenceOf(TEMPLATE), property, value }];
  }
  if (isReference(value)) {
    return [];
  }
  const holds = ruleFor(rule, value, azurerm);
  return value !== undefined && holds.accepts(value) ? [] : [{ ...sentenceOf(holds), property, value }];
}

/** The same of a value that may be left out. */
export function checkOptional(rule: ValueRule, property: string, value: unknown): Problem[] {
  return value === undefined ? [] : checkValue(rule, property, value);
}

/** The problems of a construct's props, whose meta-arguments among them: one construct is one resource. */
export function checkProps<T extends object>(block: Block<T>, props: T, azurerm?: AzurermVersion): Problem[] {
  if (!isObject(props)) {
    return [{ property: "props", value: props, allowed: "an object", change: "Pass the properties." }];
  }
  const change = "Make the construct in a loop.";
  const repeats = ["count", "forEach"]
    .filter((name) => name in props)
    .map((property) => ({ property, value: "something", allowed: "one resource for each construct", change }));
  return [...repeats, ...checkBlock(block, "", props, azurerm)];
}

/** The problems of a block, and of the blocks in it. */
export function checkBlock<T extends object>(
  block: Block<T>,
  place: string,
  value: T,
  azurerm?: AzurermVersion,
): Problem[] {
  const check = new BlockCheck(azurerm);
  check.block(block, place, value);
  return check.problems;
}

/** Collects into one list, because most blocks have no problem and a program has many blocks. */
class BlockCheck {
  public readonly problems: Problem[] = [];

  constructor(private readonly azurerm?: AzurermVersion) {}

  /** The rules for several arguments look into them: they need arguments of the right shape. */
  public block(block: AnyBlock, place: string, value: object): void {
    const { required, together } = block;
    const at = (name: string) => (place && name ? `${place}.${name}` : place || name);
    const values = value as Readonly<Record<string, unknown>>;
    let isShaped = true;
    argumentsOf(block).forEach(([name, argument]) => {
      const given = values[name];
      if (given !== undefined && argument !== OWN) {
        isShaped = this.argument(argument, at(name), given) && isShaped;
      } else if (given === undefined && required?.includes(name)) {
        this.problems.push({ property: at(name), ...missing(argument) });
      }
    });
    if (isShaped) {
      together?.forEach((rule) =>
        rule.breaches(value as never).forEach(({ at: where, value: broken, here }) => {
          const sentence = sentenceOf(rule);
          this.problems.push({
            ...sentence,
            allowed: here === undefined ? sentence.allowed : `${sentence.allowed}: ${here}`,
            property: at(where),
            value: broken,
          });
        }),
      );
    }
  }

  /** Whether the argument has the shape that its rules look for. */
  private argument(argument: Argument, place: string, value: unknown): boolean {
    if ("accepts" in argument) {
      this.add(checkValue(argument, place, value, this.azurerm));
      return true;
    }
    if (isReference(value)) {
      return true;
    }
    if ("block" in argument) {
      return this.inner(argument.block, place, value, argument.within);
    }
    const items = this.itemsOf(argument, place, value);
    return items?.map(([at, item]) => this.item(argument, at, item)).every(Boolean) ?? false;
  }

  /** The items of a list or a map, with where they stand; undefined for what is neither. */
  private itemsOf(
    argument: Exclude<Argument, ValueRule>,
    place: string,
    value: unknown,
  ): [string, unknown][] | undefined {
    if ("map" in argument) {
      return this.isShaped(isStruct(value), place, value, AN_OBJECT)
        ? Object.entries(value as object).map(([name, item]) => [`${place}.${name}`, item])
        : undefined;
    }
    return this.isShaped(Array.isArray(value), place, value, A_LIST)
      ? (value as unknown[]).map((item, i) => [`${place}[${i}]`, item])
      : undefined;
  }

  private item(argument: Exclude<Argument, ValueRule>, place: string, value: unknown): boolean {
    if ("blocks" in argument) {
      return isReference(value) || this.inner(argument.blocks, place, value);
    }
    this.add(
      checkValue(
        "list" in argument ? argument.list : (argument as { readonly map: ValueRule }).map,
        place,
        value,
        this.azurerm,
      ),
    );
    return true;
  }

  private inner(block: AnyBlock, place: string, value: unknown, within?: string): boolean {
    if (!this.isShaped(isStruct(value), place, value, AN_OBJECT)) {
      return false;
    }
    const inner = within === undefined ? value : (value as Readonly<Record<string, unknown>>)[within];
    if (!isReference(inner)) {
      this.block(block, place, inner as object);
    }
    return true;
  }

  private add(problems: readonly Problem[]): void {
    if (problems.length > 0) {
      this.problems.push(...problems);
    }
  }

  private isShaped(isRight: boolean, property: string, value: unknown, sentence: Sentence): boolean {
    if (!isRight) {
      this.problems.push({ ...sentence, property, value });
    }
    return isRight;
  }
}

/** The arguments of each block, listed once: a program has many values of few blocks. */
const LISTED = new WeakMap<AnyBlock, readonly [string, Argument][]>();

function argumentsOf(block: AnyBlock): readonly [string, Argument][] {
  const listed = LISTED.get(block) ?? Object.entries(block.arguments);
  LISTED.set(block, listed);
  return listed;
}

const AN_OBJECT: Sentence = { allowed: "one object", change: "Pass the object itself." };
const A_LIST: Sentence = { allowed: "a list", change: "Pass a list: [ … ]." };

function isStruct(value: unknown): value is object {
  return isObject(value) && !Array.isArray(value);
}

/** What to say of an argument that is missing. */
function missing(argument: Argument): Sentence {
  return "accepts" in argument
    ? sentenceOf(argument)
    : { allowed: "a value, which azurerm requires", change: "Pass it." };
}

function sentenceOf({ allowed, change, source }: Sentence): Sentence {
  return { allowed, change, source };
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

/** What is no argument of azurerm's: this library's own objects, whose kinds are checked before. */
export const OWN: ValueRule = { accepts: () => true, allowed: "what its type says", change: "Pass that." };

/**
 * Terraform takes `${` and `%{` for the start of an expression, and a name in it for a reference, which has a full
 * stop.
 */
const TEMPLATE: ValueRule = {
  accepts: (value) =>
    !/(?<!\$)\$\{\s*(?!(?:true|false|null)\b)[A-Za-z_][\w-]*\s*\}|(?<!%)%\{(?!~?\s*(?:if|else|endif|for|endfor)\b)/.test(
      String(value),
    ),
  allowed: "${ and %{ before an expression of Terraform's only",
  change: "Write $${ and %%{ for these characters themselves.",
  source: "https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences",
};

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

/** The positions of what has the key of something before it; what has no key repeats nothing. */
export function repeated<T>(list: readonly T[], keyOf: (item: T) => string | undefined): number[] {
  return twins([...list.keys()], (i) => keyOf(list[i]!)).map(([i]) => i);
}
