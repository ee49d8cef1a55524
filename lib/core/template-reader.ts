import { IDENTIFIER, TemplateCursor } from "./template-cursor";

/** A reference in a template. */
export interface TemplateReference {
  /** Its root and the names and known indices after it; `*` for an index that is not known. */
  readonly path: readonly string[];
  /** The functions that it is an argument of, the outermost first. */
  readonly within: readonly string[];
  /** Whether it only decides between values, as in a condition, and is itself no part of the result. */
  readonly decides: boolean;
  /** Whether a `for` around it binds its root. */
  readonly isBound: boolean;
}

/** A text in a template, with `GAP` in the place of each expression in it. */
export interface TemplateText {
  readonly text: string;
  readonly within: readonly string[];
  readonly decides: boolean;
}

/** What a text holds that Terraform reads as a template. */
export interface Template {
  readonly references: readonly TemplateReference[];
  readonly texts: readonly TemplateText[];
  /** Whether each `%{if}` and `%{for}` has its end. */
  readonly isBalanced: boolean;
}

/** What stands in a text for an expression. */
export const GAP = "\uFFFC";

/** A reference while it is read. */
interface OpenReference {
  readonly path: string[];
  readonly within: readonly string[];
  decides: boolean;
  readonly isBound: boolean;
}

const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** A text while it is read. */
interface OpenText {
  readonly text: string;
  readonly within: readonly string[];
  decides: boolean;
}

/** A directive whose end is still to come, with the names that were bound before it. */
interface OpenDirective {
  readonly word: "if" | "for" | "else";
  readonly bound: readonly string[];
}

/** How much of the template was read before something. */
interface Mark {
  readonly references: number;
  readonly texts: number;
}

const OPERATOR = /\|\||&&|==|!=|<=|>=|[<>+\-*/%]/y;
const NAMES_OF_SPLAT = /(?:\.[\p{ID_Start}_][\p{ID_Continue}-]*)*/uy;
const ESCAPE = /\\(?:[nrt"\\]|u[0-9a-fA-F]{4}|U(?:000[0-9a-fA-F]|0010)[0-9a-fA-F]{4})/y;
const PLAIN_TEXT = /[^][^$%"\\]*/y;
const ESCAPED_BRACE = /\$\$\{|%%\{/y;

/** Operators whose result says nothing of their operands but how they compare. */
const COMPARING = new Set(["==", "!=", "<", ">", "<=", ">=", "&&", "||"]);

const CONSTANTS = new Set(["true", "false", "null"]);

/** A literal index or argument. */
const LITERAL = /^\s*(?:"([^"\\$%]*)"|(\d+))\s*$/;

/** Reads a template by recursive descent: one method for each thing that the grammar names. */
export class TemplateReader extends TemplateCursor {
  private isBalanced = true;
  private readonly references: OpenReference[] = [];
  private readonly texts: OpenText[] = [];
  private within: readonly string[] = [];
  private bound: readonly string[] = [];

  /** @throws GrammarBroken for a text that is no template */
  public read(): Template {
    this.template(false);
    const { references, texts, isBalanced } = this;
    return { references, texts, isBalanced };
  }

  /** Text up to the closing quote, which is left, or to the end. */
  private template(isQuoted: boolean): void {
    this.nested(() => {
      const outside = this.bound;
      const open: OpenDirective[] = [];
      let text = "";
      while (this.at < this.source.length && !(isQuoted && this.sees('"'))) {
        text += this.part(isQuoted, open);
      }
      this.isBalanced &&= open.length === 0;
      this.bound = outside;
      this.texts.push({ text, within: this.within, decides: false });
    });
  }

  private part(isQuoted: boolean, open: OpenDirective[]): string {
    if (this.sees("${")) {
      this.at += 2;
      this.take("~");
      this.expression();
      return this.closed();
    }
    if (this.sees("%{")) {
      this.at += 2;
      this.take("~");
      this.directive(open);
      return this.closed();
    }
    const brace = this.match(ESCAPED_BRACE);
    if (brace !== undefined) {
      return brace.slice(1);
    }
    return isQuoted && this.sees("\\") ? (this.match(ESCAPE) ?? this.fail()) : (this.match(PLAIN_TEXT) ?? this.fail());
  }

  private closed(): string {
    this.take("~");
    this.expect("}");
    return GAP;
  }

  private directive(open: OpenDirective[]): void {
    const word = this.match(IDENTIFIER);
    const { bound } = this;
    if (word === "if") {
      this.deciding(() => this.expression());
      open.push({ word, bound });
    } else if (word === "for") {
      const names = this.namesOfFor();
      this.expression();
      this.bound = [...bound, ...names];
      open.push({ word, bound });
    } else if (word === "else") {
      this.isBalanced &&= open.pop()?.word === "if";
      open.push({ word, bound });
    } else if (word === "endif" || word === "endfor") {
      this.endDirective(word, open.pop());
    } else {
      this.fail();
    }
  }

  private endDirective(word: "endif" | "endfor", last: OpenDirective | undefined): void {
    this.isBalanced &&= word === "endfor" ? last?.word === "for" : last?.word === "if" || last?.word === "else";
    this.bound = last?.bound ?? this.bound;
  }

  /** Returns the reference that the expression is, where it is nothing else. */
  private expression(): OpenReference | undefined {
    return this.nested(() => {
      const first = this.mark();
      const only = this.operation();
      if (!this.take("?")) {
        return only;
      }
      this.decideFrom(first);
      this.expression();
      this.expect(":");
      this.expression();
      return undefined;
    });
  }

  private operation(): OpenReference | undefined {
    const first = this.mark();
    let only = this.unary();
    let compares = false;
    this.skipSpace();
    for (let operator = this.match(OPERATOR); operator !== undefined; operator = this.match(OPERATOR)) {
      compares ||= COMPARING.has(operator);
      only = undefined;
      this.unary();
      this.skipSpace();
    }
    if (compares) {
      this.decideFrom(first);
    }
    return only;
  }

  private unary(): OpenReference | undefined {
    this.skipSpace();
    if (this.sees("-") || (this.sees("!") && !this.sees("!="))) {
      this.at++;
      this.deciding(() => this.nested(() => this.unary()));
      return undefined;
    }
    const start = this.primary();
    this.steps(start);
    return start;
  }

  private primary(): OpenReference | undefined {
    if (this.match(NUMBER) !== undefined) {
      return undefined;
    }
    if (this.take('"')) {
      this.template(true);
      this.expect('"');
      return undefined;
    }
    if (this.take("(")) {
      const inner = this.expression();
      this.expect(")");
      return inner;
    }
    if (this.take("[")) {
      return this.forExpression("]") ? undefined : this.separated("]", () => this.expression());
    }
    return this.take("{") ? this.object() : this.named();
  }

  private named(): OpenReference | undefined {
    let name = this.match(IDENTIFIER) ?? this.fail();
    if (CONSTANTS.has(name)) {
      return undefined;
    }
    while (this.sees("::")) {
      this.at += 2;
      name += `::${this.match(IDENTIFIER) ?? this.fail()}`;
    }
    if (this.take("(")) {
      return this.call(name);
    }
    const reference = { path: [name], within: this.within, decides: false, isBound: this.bound.includes(name) };
    this.references.push(reference);
    return reference;
  }

  private call(name: string): undefined {
    const outside = this.within;
    const args: { readonly reference?: OpenReference; readonly text: string }[] = [];
    this.within = [...outside, name];
    this.separated(")", () => {
      const start = this.at;
      const reference = this.expression();
      args.push({ reference, text: this.source.slice(start, this.at) });
      this.take("...");
    });
    this.within = outside;
    const [of, key] = args;
    if (name === "lookup" && of?.reference && key) {
      of.reference.path.push(literalIn(key.text));
    }
  }

  private separated(close: string, read: () => void): undefined {
    while (!this.take(close)) {
      read();
      if (!this.take(",")) {
        this.expect(close);
        break;
      }
    }
  }

  /** The attributes and indices after something, as steps of the reference that it is. */
  private steps(of: OpenReference | undefined): void {
    for (;;) {
      if (this.take("[")) {
        this.index(of);
      } else if (this.take(".")) {
        this.attribute(of);
      } else {
        return;
      }
    }
  }

  private index(of: OpenReference | undefined): void {
    const start = this.at;
    if (!this.take("*")) {
      this.deciding(() => this.expression());
    }
    const step = literalIn(this.source.slice(start, this.at));
    this.expect("]");
    of?.path.push(step);
  }

  /** A name, a number as in the old form of an index, or `*` with the names that it takes of each element. */
  private attribute(of: OpenReference | undefined): void {
    if (this.take("*")) {
      const names = this.match(NAMES_OF_SPLAT) ?? "";
      of?.path.push("*", ...names.split(".").slice(1));
      return;
    }
    this.skipSpace();
    const name = this.match(NUMBER) ?? this.match(IDENTIFIER) ?? this.fail();
    of?.path.push(...name.split("."));
  }

  private object(): undefined {
    if (this.forExpression("}")) {
      return;
    }
    while (!this.take("}")) {
      this.objectKey();
      if (!this.take("=")) {
        this.expect(":");
      }
      this.expression();
      this.take(",");
    }
  }

  /** A plain name is its own text; anything else is an expression. */
  private objectKey(): void {
    this.skipSpace();
    const start = this.at;
    const name = this.match(IDENTIFIER);
    this.skipSpace();
    if (name === undefined || !/^(?:=(?!=)|:(?!:))/.test(this.source.slice(this.at, this.at + 2))) {
      this.at = start;
      this.expression();
    }
  }

  /** Reads a `for` up to its end; false where another expression comes next. */
  private forExpression(close: "]" | "}"): boolean {
    if (!this.takeWord("for")) {
      return false;
    }
    const outside = this.bound;
    const names = this.namesOfFor();
    this.expression();
    this.expect(":");
    this.bound = [...outside, ...names];
    this.expression();
    if (close === "}") {
      this.expect("=>");
      this.expression();
    }
    this.take("...");
    if (this.takeWord("if")) {
      this.deciding(() => this.expression());
    }
    this.expect(close);
    this.bound = outside;
    return true;
  }

  private namesOfFor(): string[] {
    const names: string[] = [];
    do {
      this.skipSpace();
      names.push(this.match(IDENTIFIER) ?? this.fail());
    } while (this.take(","));
    return this.takeWord("in") ? names : this.fail();
  }

  /** Reads what only decides between values. */
  private deciding(read: () => void): void {
    const first = this.mark();
    read();
    this.decideFrom(first);
  }

  private mark(): Mark {
    return { references: this.references.length, texts: this.texts.length };
  }

  private decideFrom(first: Mark): void {
    [...this.references.slice(first.references), ...this.texts.slice(first.texts)].forEach((part) => {
      part.decides = true;
    });
  }
}

/** The literal that an index is, or `*` for any other. */
function literalIn(text: string): string {
  const [, quoted, number] = LITERAL.exec(text) ?? [];
  return quoted ?? number ?? "*";
}
