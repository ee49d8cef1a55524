/** An expression of Terraform's language, as a tree. */
export type Syntax =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "template"; readonly parts: readonly Syntax[] }
  /** A template with directives (`%{if}`, `%{for}`), whose text the review does not work out. */
  | { readonly kind: "opaque"; readonly parts: readonly Syntax[]; readonly words?: string }
  /** A traversal of plain names, as most are. */
  | { readonly kind: "reference"; readonly root: string; readonly steps: readonly string[] }
  | { readonly kind: "root"; readonly name: string }
  | { readonly kind: "attribute"; readonly of: Syntax; readonly name: string }
  | { readonly kind: "index"; readonly of: Syntax; readonly key: Syntax }
  /** `of[*]` or `of.*`, with the expression that is taken of each element. */
  | { readonly kind: "splat"; readonly of: Syntax; readonly take: Syntax }
  /** The element of the splat around it. */
  | { readonly kind: "element" }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Syntax[]; readonly expandsLast: boolean }
  | { readonly kind: "conditional"; readonly condition: Syntax; readonly yes: Syntax; readonly no: Syntax }
  | { readonly kind: "unary"; readonly operator: UnaryOperator; readonly operand: Syntax }
  | { readonly kind: "binary"; readonly operator: BinaryOperator; readonly left: Syntax; readonly right: Syntax }
  | { readonly kind: "list"; readonly items: readonly Syntax[] }
  | { readonly kind: "object"; readonly entries: readonly (readonly [Syntax, Syntax])[] }
  | {
      readonly kind: "for";
      readonly names: readonly string[];
      readonly over: Syntax;
      /** The key, in a `for` that makes an object. */
      readonly key?: Syntax;
      readonly value: Syntax;
      readonly condition?: Syntax;
      readonly groups: boolean;
    };

type UnaryOperator = "-" | "!";

export type BinaryOperator = "||" | "&&" | "==" | "!=" | "<" | ">" | "<=" | ">=" | "+" | "-" | "*" | "/" | "%";

/** An expression of one kind. */
export type SyntaxOf<K extends Syntax["kind"]> = Extract<Syntax, { readonly kind: K }>;

/** A reference as it is written: its first name, and its steps up to the first that is not literal. */
export interface Traversal {
  readonly root: string;
  readonly steps: readonly (string | number)[];
}

/** The references in an expression, in the order they are written. */
export function traversalsIn(syntax: Syntax): Traversal[] {
  const found: Traversal[] = [];
  collectTraversals(syntax, found);
  return found;
}

/** Adds the references in an expression to those of others. */
export function collectTraversals(syntax: Syntax, found: Traversal[]): void {
  if (syntax.kind === "reference") {
    found.push(syntax);
  } else {
    collect(syntax, NONE_BOUND, found);
  }
}

const NONE_BOUND: ReadonlySet<string> = new Set();

function collect(syntax: Syntax, bound: ReadonlySet<string>, found: Traversal[]): void {
  const traversal = traversalOf(syntax);
  if (traversal) {
    if (!bound.has(traversal.root)) {
      found.push(traversal);
    }
    keysIn(syntax).forEach((key) => collect(key, bound, found));
    return;
  }
  if (syntax.kind === "for") {
    collect(syntax.over, bound, found);
    const inside = new Set([...bound, ...syntax.names]);
    [syntax.key, syntax.value, syntax.condition].forEach((part) => part && collect(part, inside, found));
    return;
  }
  partsOfSyntax(syntax).forEach((part) => collect(part, bound, found));
}

/** The traversal that an expression is; undefined where it is none. */
export function traversalOf(syntax: Syntax): Traversal | undefined {
  if (syntax.kind === "reference") {
    return syntax;
  }
  const steps: (string | number)[] = [];
  let at: Syntax = syntax;
  while (at.kind === "attribute" || at.kind === "index" || at.kind === "splat") {
    const step = literalStep(at);
    if (step === undefined) {
      // Steps after one that is not literal are left out.
      steps.length = 0;
    } else {
      steps.unshift(step);
    }
    at = at.of;
  }
  return at.kind === "root" ? { root: at.name, steps } : undefined;
}

function literalStep(syntax: SyntaxOf<"attribute" | "index" | "splat">): string | number | undefined {
  if (syntax.kind === "attribute") {
    return syntax.name;
  }
  const key = syntax.kind === "index" && syntax.key.kind === "literal" ? syntax.key.value : undefined;
  return typeof key === "string" || typeof key === "number" ? key : undefined;
}

/** The expressions along a traversal that have references of their own. */
function keysIn(syntax: Syntax): Syntax[] {
  switch (syntax.kind) {
    case "attribute":
      return keysIn(syntax.of);
    case "index":
      return [...keysIn(syntax.of), ...(syntax.key.kind === "literal" ? [] : [syntax.key])];
    case "splat":
      return [...keysIn(syntax.of), syntax.take];
    default:
      return [];
  }
}

/** The expressions that an expression is made of. */
export function partsOfSyntax(syntax: Syntax): readonly Syntax[] {
  const partsOf = PARTS[syntax.kind] as ((syntax: Syntax) => readonly Syntax[]) | undefined;
  return partsOf?.(syntax) ?? [];
}

/** The parts of each kind of expression that has some. */
const PARTS: { readonly [K in Syntax["kind"]]?: (syntax: SyntaxOf<K>) => readonly Syntax[] } = {
  template: ({ parts }) => parts,
  opaque: ({ parts }) => parts,
  attribute: ({ of }) => [of],
  index: ({ of, key }) => [of, key],
  splat: ({ of, take }) => [of, take],
  call: ({ args }) => args,
  conditional: ({ condition, yes, no }) => [condition, yes, no],
  unary: ({ operand }) => [operand],
  binary: ({ left, right }) => [left, right],
  list: ({ items }) => items,
  object: ({ entries }) => entries.flat(),
  for: ({ over, value, key, condition }) => [over, value, key, condition].filter((part) => part !== undefined),
};
