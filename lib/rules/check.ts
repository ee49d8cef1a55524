import { AzurermVersion, isAtLeast } from "../core/azurerm-version";
import { findingOnce } from "../core/once";
import { Description, isObject, isReference, Problem } from "../core/problems";
import { isTemplate } from "../core/template";
import {
  AnyBlock,
  Argument,
  Block,
  BlockArgument,
  BlockRule,
  Breach,
  BROKEN,
  Kind,
  KindArgument,
  ListArgument,
  MapArgument,
  OWN,
  Sentence,
  ValueRule,
} from "./rule";

/**
 * The problems with a value that is missing or breaks its rule; none for a reference, whose value synth cannot know,
 * unless the rule needs the value at synth.
 */
export function checkValue(rule: ValueRule, property: string, value: unknown, azurerm?: AzurermVersion): Problem[] {
  if (!mayBeTemplate(value)) {
    return [{ ...sentenceOf(TEMPLATE), property, value: shownOf(rule, value) }];
  }
  if (isReference(value) && !Array.isArray(value)) {
    const holds = rule.atSynth && rule.later ? atVersion(rule, azurerm) : rule;
    return holds.atSynth ? [{ ...sentenceOf(holds), property, value: A_REFERENCE }] : [];
  }
  const holds = ruleFor(rule, value, azurerm);
  return value !== undefined && holds.accepts(value)
    ? []
    : [{ ...sentenceOf(holds), property, value: shownOf(rule, value) }];
}

/** The problem of a text that Terraform cannot read as a template. */
export function checkTemplate(property: string, value: unknown, shown: unknown): Problem[] {
  return mayBeTemplate(value) ? NO_PROBLEMS : [{ ...sentenceOf(TEMPLATE), property, value: shown }];
}

/** Whether Terraform can read the value as a template, as far as it is a text. */
function mayBeTemplate(value: unknown): boolean {
  return typeof value !== "string" || !value.includes("{") || TEMPLATE.accepts(value);
}

/** The problems with a value that breaks its rule; none for a value that is left out. */
export function checkOptional(rule: ValueRule, property: string, value: unknown): Problem[] {
  return value === undefined ? [] : checkValue(rule, property, value);
}

/** The problem with a value that is not an object of the kind. */
export function checkKind(kind: Kind, property: string, value: unknown): Problem[] {
  return isOfKind(kind, value)
    ? []
    : [{ ...sentenceOf(kind), property, value: kind.mayBeSecret ? shownInstead(value) : shownOf(kind, value) }];
}

/** The problems with the props of a construct. `count` and `forEach` are refused: one construct is one resource. */
export function checkProps<T extends object>(block: Block<T>, props: T, azurerm?: AzurermVersion): Problem[] {
  if (!isObject(props)) {
    return [
      {
        property: "props",
        value: shownInstead(props),
        allowed: "an object",
        change: "Pass the properties of the construct.",
      },
    ];
  }
  const change = "Make the construct in a loop.";
  const repeats = ["count", "forEach"]
    .filter((name) => name in props)
    .map((property) => ({
      property,
      value: new Description("set"),
      allowed: "one resource for each construct",
      change,
    }));
  return [...repeats, ...checkBlock(block, "", props, azurerm)];
}

/** The problems with a block, and with the blocks in it. */
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

const NO_PROBLEMS: Problem[] = [];

type Values = Readonly<Record<string, unknown>>;

/**
 * The check of a block and the blocks in it. It collects the problems in one list, because most blocks have none and a
 * program has many blocks.
 *
 * Each method returns the value as the rules for several arguments see it: with `BROKEN` in the place of each part that
 * broke its own rule; the value itself where none did.
 */
class BlockCheck {
  public readonly problems: Problem[] = [];

  constructor(private readonly azurerm?: AzurermVersion) {}

  public block(block: AnyBlock, place: string, value: object): object {
    const values = value as Values;
    const seen = this.argumentsIn(block, place, values);
    if (block.together) {
      const once = findingOnce(seen as never);
      block.together
        .filter(({ needs }) => seen === values || !needs?.some((name) => seen[name] !== values[name]))
        .forEach((rule) => this.together(rule, place, rule.breaches(seen as never, once)));
    }
    return seen;
  }

  private together(rule: BlockRule<never>, place: string, breaches: readonly Breach[]): void {
    const { allowed } = rule;
    breaches.forEach(({ at, value, here }) =>
      this.problems.push({
        ...sentenceOf(rule),
        allowed: here === undefined ? allowed : `${allowed}: ${here}`,
        property: pathOf(place, at),
        value,
      }),
    );
  }

  private argumentsIn({ arguments: rules, required }: AnyBlock, place: string, values: Values): Values {
    let seen: Record<string, unknown> | undefined;
    for (const [name, argument] of argumentsOf(rules)) {
      const given = values[name];
      if (given !== undefined || required?.includes(name)) {
        const checked = this.argument(argument, pathOf(place, name), given);
        if (checked !== given) {
          seen ??= Object.fromEntries(argumentsOf(rules).map(([each]) => [each, values[each]]));
          seen[name] = checked;
        }
      }
    }
    return seen ?? values;
  }

  private argument(argument: Argument, place: string, value: unknown): unknown {
    if (argument === OWN) {
      return value;
    }
    if ("accepts" in argument) {
      return this.add(checkValue(argument, place, value, this.azurerm)) ? value : BROKEN;
    }
    if ("kind" in argument) {
      return this.kind(argument, place, value);
    }
    if (!argument.atSynth && isReference(value) && (!Array.isArray(value) || "list" in argument)) {
      return value;
    }
    if ("list" in argument) {
      return this.list(argument, place, value);
    }
    return "map" in argument ? this.map(argument, place, value) : this.inner(argument, place, value);
  }

  private kind({ kind, within, holds }: KindArgument, place: string, value: unknown): unknown {
    if (!this.add(checkKind(kind, place, value))) {
      return BROKEN;
    }
    if (!holds) {
      return value;
    }
    if (within === undefined) {
      return this.argument(holds, place, value);
    }
    const held = (value as Values)[within];
    const seen = this.argument(holds, place, held);
    return seen === held ? value : (Object.create(value as object, { [within]: { value: seen } }) as object);
  }

  private list({ list, atSynth, nonEmpty }: ListArgument, place: string, value: unknown): unknown {
    if (value === undefined || (nonEmpty && isEmpty(value))) {
      return this.broken(nonEmpty ?? REQUIRED, place, value);
    }
    if (!Array.isArray(value) || (atSynth && isReference(value))) {
      return this.broken(atSynth ? A_KNOWN_LIST : A_LIST, place, shownInstead(value));
    }
    const items: readonly unknown[] = value;
    const seen = items.map((item, i) => this.argument(list, `${place}[${i}]`, item));
    return seen.every((item, i) => item === items[i]) ? value : seen;
  }

  private map({ map, atSynth, orPlanned }: MapArgument, place: string, value: unknown): unknown {
    if (value === undefined) {
      return this.broken(REQUIRED, place, value);
    }
    if (orPlanned && isStruct(value) && isReference(value)) {
      return value;
    }
    if (!isStruct(value) || (atSynth && isReference(value))) {
      return this.broken(atSynth ? KNOWN_NAMES : AN_OBJECT, place, shownInstead(value));
    }
    const items = value as Values;
    Object.keys(items).forEach((name) => this.add(checkValue(A_NAME, `${place}: the name`, name)));
    const seen = Object.keys(items).map((name): [string, unknown] => [
      name,
      this.argument(map, `${place}.${name}`, items[name]),
    ]);
    return seen.some(([name, item]) => item !== items[name]) ? Object.fromEntries(seen) : value;
  }

  /**
   * Checks a block. A missing one is checked as an empty one, so that the error names the arguments that it requires.
   */
  private inner({ block, atSynth, elsewhere }: BlockArgument, place: string, value: unknown): unknown {
    if (elsewhere && isOfKind(elsewhere.kind, value)) {
      return this.broken(sentenceOf(elsewhere), place, new Description(elsewhere.kind.allowed));
    }
    const given = value === undefined && block.required ? {} : value;
    if (!isStruct(given) || (atSynth && isReference(given))) {
      return this.broken(AN_OBJECT, place, shownInstead(given));
    }
    return this.block(block, place, given);
  }

  private broken(sentence: Sentence, property: string, value: unknown): unknown {
    this.problems.push({ ...sentence, property, value });
    return BROKEN;
  }

  /** Collects the problems; true where there are none. */
  private add(problems: readonly Problem[]): boolean {
    if (problems.length > 0) {
      this.problems.push(...problems);
    }
    return problems.length === 0;
  }
}

/** The arguments of each block, listed once: a program has many values of few blocks. */
const LISTED = new WeakMap<AnyBlock["arguments"], readonly [string, Argument][]>();

function argumentsOf(rules: AnyBlock["arguments"]): readonly [string, Argument][] {
  const listed = LISTED.get(rules) ?? Object.entries(rules);
  LISTED.set(rules, listed);
  return listed;
}

/** The path of an argument in a block; either part may be empty. */
function pathOf(place: string, name: string): string {
  return place && name ? `${place}.${name}` : place || name;
}

const REQUIRED: Sentence = { allowed: "a value, which azurerm requires", change: "Pass one." };
const AN_OBJECT: Sentence = { allowed: "one object", change: "Pass the object itself." };
const A_LIST: Sentence = { allowed: "a list", change: "Pass a list: [ … ]." };
const A_KNOWN_LIST: Sentence = { allowed: "a list that is known at synth", change: "Pass a list: [ … ]." };
const KNOWN_NAMES: Sentence = {
  allowed: "an object whose names are known at synth; the values may be references",
  change: "Write the names out.",
};

/** What an error shows instead of a reference. */
const A_REFERENCE = new Description("a reference");

const A_TEXT = new Description("a text that is not shown");
const A_LIST_OF_ANY = new Description("a list");

/** What an error shows of a value of the wrong type, which may be large or a secret: its type. */
function shownInstead(value: unknown): unknown {
  if (isReference(value)) {
    return A_REFERENCE;
  }
  if (isObject(value)) {
    return Array.isArray(value) ? A_LIST_OF_ANY : new Description("another object");
  }
  return typeof value === "string" ? new Description("a string") : value;
}

/** The value that broke a rule, as an error shows it. */
function shownOf({ mayBeSecret }: { readonly mayBeSecret?: boolean }, value: unknown): unknown {
  if (typeof value === "string") {
    return mayBeSecret ? A_TEXT : value;
  }
  return Array.isArray(value) ? A_LIST_OF_ANY : shownInstead(value);
}

/** The member of all resources, data sources and providers of Terraform. */
const ELEMENT = "terraformResourceType";

/**
 * Whether the value is an object of the kind. A resource or a data source of Terraform is none of this library's
 * objects, although some have a member of the same name, such as `_certificate`.
 */
function isOfKind({ members, also = [], mayBeElement = false }: Kind, value: unknown): boolean {
  const has = (path: string) => memberAt(value, path) !== undefined;
  const isElement = !mayBeElement && has(ELEMENT);
  return isObject(value) && !isElement && members.filter(has).length === 1 && also.every(has);
}

/** What a path of members leads to; most are of one member. */
function memberAt(value: unknown, path: string): unknown {
  const dot = path.indexOf(".");
  const member = (value as Partial<Values> | null | undefined)?.[dot < 0 ? path : path.slice(0, dot)];
  return dot < 0 ? member : memberAt(member, path.slice(dot + 1));
}

function isStruct(value: unknown): value is object {
  return isObject(value) && !Array.isArray(value);
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** The words of a rule, without its test. */
function sentenceOf({ allowed, change, source }: Sentence): Sentence {
  return { allowed, change, source };
}

function ruleFor(rule: ValueRule, value: unknown, azurerm?: AzurermVersion): ValueRule {
  const { later } = rule;
  if (!later || !azurerm || (later.rule.accepts(value) && rule.accepts(value))) {
    return rule;
  }
  return atVersion(rule, azurerm);
}

/** The rule of an argument beside a version of azurerm; the earlier one where that is not known. */
function atVersion(rule: ValueRule, azurerm?: AzurermVersion): ValueRule {
  return rule.later && azurerm && isAtLeast(azurerm(), rule.later.since) ? rule.later.rule : rule;
}

/** The rule for a name in a map, which has rules of its own. */
const A_NAME: ValueRule = { ...REQUIRED, accepts: () => true };

/** The rule for a text as a Terraform template, in which `${` and `%{` start an expression. */
const TEMPLATE: ValueRule = {
  accepts: (value) => isTemplate(String(value)),
  allowed: "${ and %{ only before a Terraform expression, with the } that ends it",
  change: "Write $${ and %%{ for these characters themselves.",
  source: "https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences",
};
