/** An expression of Terraform's language, as a tree. */
export type Syntax =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "template"; readonly parts: readonly Syntax[] }
  /** A template with `%{for}`, whose text this review does not work out. */
  | { readonly kind: "opaque"; readonly parts: readonly Syntax[]; readonly words?: string }
  /** A whole reference of plain names, as most are. */
  | { readonly kind: "reference"; readonly root: string; readonly steps: readonly string[] }
  | { readonly kind: "root"; readonly name: string }
  | { readonly kind: "attribute"; readonly of: Syntax; readonly name: string }
  | { readonly kind: "index"; readonly of: Syntax; readonly key: Syntax }
  /** `of[*]` or `of.*`, and what is taken of each element: an expression in which `each` stands for the element. */
  | { readonly kind: "splat"; readonly of: Syntax; readonly take: Syntax }
  | { readonly kind: "element" }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Syntax[]; readonly expandsLast: boolean }
  | { readonly kind: "conditional"; readonly condition: Syntax; readonly yes: Syntax; readonly no: Syntax }
  | { readonly kind: "unary"; readonly operator: string; readonly operand: Syntax }
  | { readonly kind: "binary"; readonly operator: string; readonly left: Syntax; readonly right: Syntax }
  | { readonly kind: "list"; readonly items: readonly Syntax[] }
  | { readonly kind: "object"; readonly entries: readonly (readonly [Syntax, Syntax])[] }
  | {
      readonly kind: "for";
      readonly names: readonly string[];
      readonly over: Syntax;
      /** The key, for a `for` that makes an object. */
      readonly key?: Syntax;
      readonly value: Syntax;
      readonly condition?: Syntax;
      readonly groups: boolean;
    };

/** A reference as it is written: what it starts from, and its steps as far as they are literal. */
export interface Traversal {
  readonly root: string;
  readonly steps: readonly (string | number)[];
}

/** The references in an expression, in the order they are written. */
export function traversalsIn(syntax: Syntax): Traversal[] {
  const found: Traversal[] = [];
  collect(syntax, new Set(), found);
  return found;
}

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
  partsOf(syntax).forEach((part) => collect(part, bound, found));
}

/** The traversal that an expression is, if it is one; what follows a step that is not literal is left out. */
export function traversalOf(syntax: Syntax): Traversal | undefined {
  if (syntax.kind === "reference") {
    return syntax;
  }
  const steps: (string | number | undefined)[] = [];
  let at: Syntax = syntax;
  while (at.kind === "attribute" || at.kind === "index" || at.kind === "splat") {
    steps.unshift(at.kind === "attribute" ? at.name : at.kind === "index" ? literalKey(at.key) : undefined);
    at = at.of;
  }
  const end = steps.indexOf(undefined);
  return at.kind === "root"
    ? { root: at.name, steps: (end < 0 ? steps : steps.slice(0, end)) as (string | number)[] }
    : undefined;
}

function literalKey(key: Syntax): string | number | undefined {
  return key.kind === "literal" && (typeof key.value === "string" || typeof key.value === "number")
    ? key.value
    : undefined;
}

/** The index keys along a traversal that are expressions of their own. */
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
export function partsOf(syntax: Syntax): readonly Syntax[] {
  switch (syntax.kind) {
    case "template":
    case "opaque":
      return syntax.parts;
    case "attribute":
      return [syntax.of];
    case "index":
      return [syntax.of, syntax.key];
    case "splat":
      return [syntax.of, syntax.take];
    case "call":
      return syntax.args;
    case "conditional":
      return [syntax.condition, syntax.yes, syntax.no];
    case "unary":
      return [syntax.operand];
    case "binary":
      return [syntax.left, syntax.right];
    case "list":
      return syntax.items;
    case "object":
      return syntax.entries.flat();
    case "for":
      return [
        syntax.over,
        syntax.value,
        ...(syntax.key ? [syntax.key] : []),
        ...(syntax.condition ? [syntax.condition] : []),
      ];
    default:
      return [];
  }
}
