import { grouped } from "../base/grouped";

/** A budget of characters that comparisons of patterns may look at. */
export class Effort {
  constructor(private left: number) {}

  /** Spends characters; false where none are left. */
  public spend(characters: number): boolean {
    this.left -= characters;
    return this.left >= 0;
  }
}

const UNBOUNDED = new Effort(Infinity);

/**
 * Patterns of actions, such as `Microsoft.KeyVault/vaults/*`: a star stands for any text, and case is ignored. A star
 * between two slashes also stands for no part at all: by that alone can Container Apps Contributor write apps, and
 * Managed Identity Operator assign identities. They are looked up by the text before the first star, so that many take
 * no longer than few, unless all begin alike.
 *
 * @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/identity#managed-identity-operator
 */
export class Patterns {
  private static readonly known = new WeakMap<readonly string[], Patterns>();

  /** The patterns of a list, made once for a list that many grants share. */
  public static of(patterns: readonly string[]): Patterns {
    const known = Patterns.known.get(patterns) ?? new Patterns(patterns);
    Patterns.known.set(patterns, known);
    return known;
  }

  private readonly texts: ReadonlySet<string>;
  /** Whether a pattern has more forms than are worked out. */
  private readonly hasMoreForms: boolean;
  /** The patterns with a star, by their heads. */
  private readonly byHead: ReadonlyMap<string, readonly Pattern[]>;
  /** The lengths that heads have. */
  private readonly lengths: readonly number[];
  /** All patterns, in the order of their heads. */
  private readonly sorted: readonly Pattern[];

  private constructor(patterns: readonly string[]) {
    const forms = patterns.map((pattern) => formsOf(pattern.toLowerCase()));
    this.hasMoreForms = forms.includes(undefined);
    this.texts = new Set(patterns.flatMap((pattern, i) => forms[i] ?? pattern.toLowerCase()));
    this.sorted = [...this.texts].map((text) => new Pattern(text)).sort((a, b) => (a.head < b.head ? -1 : 1));
    this.byHead = grouped(
      this.sorted.filter(({ isAction }) => !isAction),
      ({ head }) => head,
    );
    this.lengths = [...new Set([...this.byHead.keys()].map(({ length }) => length))].sort((a, b) => a - b);
  }

  /** Whether one of the patterns matches every action that another one does; false where that takes too much effort. */
  public covers(pattern: string, effort = UNBOUNDED): boolean {
    const text = pattern.toLowerCase();
    return this.texts.has(text) || (formsOf(text)?.every((form) => this.coversForm(form, effort)) ?? false);
  }

  /** Whether some action matches one of the patterns and another one; true where that takes too much effort. */
  public overlaps(pattern: string, effort = UNBOUNDED): boolean {
    const forms = this.hasMoreForms ? undefined : formsOf(pattern.toLowerCase());
    return forms?.some((form) => this.overlapsForm(new Pattern(form), effort)) ?? true;
  }

  private coversForm(text: string, effort: Effort): boolean {
    return (
      this.texts.has(text) ||
      this.withHeadOf(text, effort).some((other) => effort.spend(text.length) && other.covers(text))
    );
  }

  private overlapsForm(own: Pattern, effort: Effort): boolean {
    const others = [...this.withHeadOf(own.head, effort), ...this.withHeadFrom(own)];
    return (
      others.some((other) => !effort.spend(own.text.length * other.text.length) || own.overlaps(other)) ||
      !effort.spend(0)
    );
  }

  /** The patterns that others do not cover. */
  public without(others: Patterns, effort: Effort): Patterns {
    return new Patterns([...this.texts].filter((text) => !others.covers(text, effort)));
  }

  /** The patterns with a star whose head a text begins with. */
  private withHeadOf(text: string, effort: Effort): Pattern[] {
    const lengths = this.lengths.filter((length) => length <= text.length && effort.spend(length));
    return lengths.flatMap((length) => this.byHead.get(text.slice(0, length)) ?? []);
  }

  /** The patterns whose head begins with the head of another one; for an action, only the same one. */
  private withHeadFrom({ head, isAction, text }: Pattern): Pattern[] {
    if (isAction) {
      return this.texts.has(text) ? [new Pattern(text)] : [];
    }
    let [from, to] = [0, this.sorted.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      const isBefore = (this.sorted[middle]?.head ?? "") < head;
      [from, to] = isBefore ? [middle + 1, to] : [from, middle];
    }
    let end = from;
    while (this.sorted[end]?.head.startsWith(head)) {
      end++;
    }
    return this.sorted.slice(from, end);
  }
}

/** How many stars between two slashes a pattern may have that is worked out; Azure's own roles have one. */
const MAX_PARTS_LEFT_OUT = 4;

/**
 * A pattern in all its forms, each with some of the stars between two slashes left out, itself first; undefined for one
 * with more of them than the review works out.
 */
function formsOf(text: string): readonly string[] | undefined {
  const [first = "", ...others] = text.split(/\/\*(?=\/)/);
  if (others.length > MAX_PARTS_LEFT_OUT) {
    return undefined;
  }
  return others.reduce<readonly string[]>(
    (forms, part) => [...forms.map((form) => `${form}/*${part}`), ...forms.map((form) => `${form}${part}`)],
    [first],
  );
}

const STAR = "*".charCodeAt(0);

/** A pattern of actions, or an action, in lower case. */
class Pattern {
  /** The text before the first star. */
  public readonly head: string;
  private readonly parts: readonly string[];

  constructor(public readonly text: string) {
    this.parts = text.split("*");
    [this.head = ""] = this.parts;
  }

  public get isAction(): boolean {
    return this.parts.length === 1;
  }

  /** Whether it matches every action that another pattern matches. Each part is searched for in turn, which is fast. */
  public covers(text: string): boolean {
    const last = this.parts.at(-1) ?? "";
    if (
      this.isAction ||
      text.length < this.head.length + last.length ||
      !text.startsWith(this.head) ||
      !text.endsWith(last)
    ) {
      return text === this.text;
    }
    let at = this.head.length;
    for (const part of this.parts.slice(1, -1)) {
      const found = text.indexOf(part, at);
      if (found < 0) {
        return false;
      }
      at = found + part.length;
    }
    return at <= text.length - last.length;
  }

  /** Whether some action matches both patterns. */
  public overlaps(other: Pattern): boolean {
    const [a, b] = [this.text, other.text];
    // For each beginning of b, whether some text matches it and the current beginning of a.
    let row = new Uint8Array(b.length + 1);
    row[0] = 1;
    for (let i = 0; i < b.length && b.charCodeAt(i) === STAR; i++) {
      row[i + 1] = 1;
    }
    for (let i = 0; i < a.length; i++) {
      row = nextRow(row, a.charCodeAt(i), b);
    }
    return row[b.length] === 1;
  }
}

function nextRow(row: Uint8Array<ArrayBuffer>, character: number, other: string): Uint8Array<ArrayBuffer> {
  const next = new Uint8Array(row.length);
  next[0] = character === STAR ? (row[0] ?? 0) : 0;
  for (let end = 1; end < row.length; end++) {
    const last = other.charCodeAt(end - 1);
    if (character === STAR || last === STAR) {
      // A star stands for nothing, or for one character more.
      next[end] = (row[end] ?? 0) | (next[end - 1] ?? 0);
    } else {
      next[end] = character === last ? (row[end - 1] ?? 0) : 0;
    }
  }
  return next;
}
