import { exactIn } from "./number";
import { partsOf, Syntax } from "./syntax";

/**
 * How deep expressions may stand in each other: far deeper than any that people or programs write, and no danger to the
 * stack.
 */
const MAX_DEPTH = 100;

/** The same for the tree, which a long chain of steps or operators makes deep without standing in each other. */
const MAX_HEIGHT = 1000;

/** What is wrong with an expression, and at which character. */
export class SyntaxProblem extends Error {}

/** Reads a string of Terraform's JSON: text with `${…}` and `%{…}` in it. */
export function parseTemplate(text: string): Syntax {
  if (!text.includes("${") && !text.includes("%{")) {
    return { kind: "literal", value: text };
  }
  const [, address] = PLAIN_REFERENCE.exec(text) ?? [];
  if (address !== undefined) {
    const [root, ...steps] = address.split(".");
    return { kind: "reference", root: root!, steps };
  }
  const parser = new Parser(text);
  const template = parser.template(undefined);
  parser.expectEnd();
  return checkHeight(template, text);
}

/** Reads an expression that stands for itself, such as an address in `depends_on`. */
export function parseExpression(text: string): Syntax {
  const parser = new Parser(text);
  const expression = parser.expression();
  parser.expectEnd();
  return checkHeight(expression, text);
}

/** Refuses a tree that would be a danger to what walks over it; a short text makes none. */
function checkHeight(syntax: Syntax, text: string): Syntax {
  let level: readonly Syntax[] = text.length > MAX_HEIGHT ? [syntax] : [];
  for (let height = 0; level.length > 0; height++) {
    if (height > MAX_HEIGHT) {
      throw new SyntaxProblem(`a chain of more than ${MAX_HEIGHT} steps or operators`);
    }
    level = level.flatMap(partsOf);
  }
  return syntax;
}

/** What most templates are: one reference, of plain names that are no words of the language. */
const PLAIN_REFERENCE = /^\$\{((?!true\b|false\b|null\b)[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*){1,9})\}$/;

const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const ATTRIBUTE = /\.([\p{ID_Start}_][\p{ID_Continue}-]*)/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPACE = /(?:\s|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)+/y;
const OPERATOR = /\|\||&&|==|!=|<=|>=|[<>+\-*/%]/y;

/** How tightly each operator binds. */
const PRECEDENCE: Readonly<Record<string, number>> = {
  "||": 1,
  "&&": 2,
  "==": 3,
  "!=": 3,
  "<": 4,
  ">": 4,
  "<=": 4,
  ">=": 4,
  "+": 5,
  "-": 5,
  "*": 6,
  "/": 6,
  "%": 6,
};

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/** Reads by recursive descent, one method for each thing that the grammar names. */
class Parser {
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  public expectEnd(): void {
    this.skipSpace();
    if (this.at < this.text.length) {
      this.fail(`${JSON.stringify(this.text.slice(this.at, this.at + 10))} is not expected here`);
    }
  }

  /**
   * A template up to the closing quote, or to the end of the text for the outermost one, whose escapes JSON has read
   * already.
   */
  public template(close: '"' | undefined): Syntax {
    const parts = this.nested(() => this.templateParts(close));
    if (parts.length === 1) {
      return parts[0]!;
    }
    return { kind: parts.some((part) => part.kind === "opaque") ? "opaque" : "template", parts };
  }

  public expression(): Syntax {
    return this.nested(() => {
      const condition = this.operation(0);
      if (!this.take("?")) {
        return condition;
      }
      const yes = this.expression();
      this.expect(":");
      return { kind: "conditional", condition, yes, no: this.expression() };
    });
  }

  private templateParts(close: '"' | undefined): Syntax[] {
    const parts: Syntax[] = [];
    let literal = "";
    const flush = () => {
      if (literal !== "") {
        parts.push({ kind: "literal", value: literal });
        literal = "";
      }
    };
    while (this.at < this.text.length && this.text[this.at] !== close) {
      if (this.text.startsWith("$${", this.at) || this.text.startsWith("%%{", this.at)) {
        literal += this.text.slice(this.at + 1, this.at + 3);
        this.at += 3;
      } else if (this.text.startsWith("${", this.at)) {
        flush();
        parts.push(this.interpolation());
      } else if (this.text.startsWith("%{", this.at)) {
        flush();
        parts.push(this.directive());
      } else {
        literal += this.literalCharacters(close);
      }
    }
    flush();
    return parts.length === 0 ? [{ kind: "literal", value: "" }] : parts;
  }

  private literalCharacters(close: '"' | undefined): string {
    if (close && this.text[this.at] === "\\") {
      return this.escape();
    }
    const start = this.at++;
    while (this.at < this.text.length && !'$%"\\'.includes(this.text[this.at]!)) {
      this.at++;
    }
    return this.text.slice(start, this.at);
  }

  private escape(): string {
    const letter = this.text[this.at + 1] ?? "";
    const [code] = /^(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})/.exec(this.text.slice(this.at + 1, this.at + 10)) ?? [];
    if (code && parseInt(code.slice(1), 16) <= 0x10ffff) {
      this.at += 1 + code.length;
      return String.fromCodePoint(parseInt(code.slice(1), 16));
    }
    const character = ESCAPES[letter] ?? this.fail("an escape that the language does not have");
    this.at += 2;
    return character;
  }

  private interpolation(): Syntax {
    this.at += 2;
    this.take("~");
    const expression = this.expression();
    this.take("~");
    this.expect("}");
    return expression;
  }

  /** What a directive refers to; the text that it makes is not worked out. */
  private directive(): Syntax {
    this.at += 2;
    this.take("~");
    const [word] = this.match(IDENTIFIER) ?? this.fail("a directive without a name");
    const parts: Syntax[] = [];
    const names: string[] = [];
    if (word === "if") {
      parts.push(this.expression());
    } else if (word === "for") {
      names.push(...this.names());
      parts.push(this.expression());
    } else if (word !== "else" && word !== "endif" && word !== "endfor") {
      this.fail(`the directive ${word}, which the language does not have`);
    }
    this.take("~");
    this.expect("}");
    return { kind: "opaque", parts, words: [word, ...names].join(" ") };
  }

  private operation(least: number): Syntax {
    let left = this.unary();
    for (;;) {
      this.skipSpace();
      const start = this.at;
      const [operator] = this.match(OPERATOR) ?? [""];
      const precedence = PRECEDENCE[operator] ?? 0;
      if (precedence <= least) {
        this.at = start;
        return left;
      }
      left = { kind: "binary", operator, left, right: this.operation(precedence) };
    }
  }

  private unary(): Syntax {
    this.skipSpace();
    const operator = this.text[this.at] ?? "";
    if (operator === "-" || (operator === "!" && this.text[this.at + 1] !== "=")) {
      this.at++;
      return { kind: "unary", operator, operand: this.nested(() => this.unary()) };
    }
    return this.steps(this.primary());
  }

  private primary(): Syntax {
    const number = this.match(NUMBER);
    if (number) {
      const [text] = number;
      const value = exactIn(text);
      // A number that is not held as it is written is left to the function that says so.
      return value === undefined
        ? { kind: "call", name: "tonumber", args: [{ kind: "literal", value: text }], expandsLast: false }
        : { kind: "literal", value };
    }
    if (this.take('"')) {
      const template = this.template('"');
      this.expect('"');
      // A string that is one interpolation is text all the same.
      return template;
    }
    if (this.take("(")) {
      const inner = this.expression();
      this.expect(")");
      return inner;
    }
    if (this.take("[")) {
      return this.list();
    }
    if (this.take("{")) {
      return this.object();
    }
    return this.named();
  }

  private named(): Syntax {
    const [word] =
      this.match(IDENTIFIER) ??
      this.fail(
        this.at < this.text.length
          ? `${JSON.stringify(this.text[this.at])} is not expected here`
          : "the expression ends too early",
      );
    if (word === "true" || word === "false" || word === "null") {
      return { kind: "literal", value: word === "null" ? null : word === "true" };
    }
    const name = this.namespaced(word);
    return this.take("(") ? this.call(name) : { kind: "root", name };
  }

  /** The name of a provider's function, such as `provider::azapi::parse_resource_id`. */
  private namespaced(word: string): string {
    let name = word;
    while (this.text.startsWith("::", this.at)) {
      this.at += 2;
      const [next] = this.match(IDENTIFIER) ?? this.fail("a name is missing after ::");
      name += `::${next}`;
    }
    return name;
  }

  private call(name: string): Syntax {
    const args: Syntax[] = [];
    let expandsLast = false;
    while (!this.take(")")) {
      args.push(this.expression());
      expandsLast = this.take("...");
      if (!this.take(",")) {
        this.expect(")");
        break;
      }
    }
    return { kind: "call", name, args, expandsLast };
  }

  private steps(start: Syntax): Syntax {
    let syntax = start;
    for (;;) {
      this.skipSpace();
      if (this.text.startsWith("...", this.at)) {
        return syntax;
      }
      if (this.take("[")) {
        if (this.take("*")) {
          this.expect("]");
          return { kind: "splat", of: syntax, take: this.steps({ kind: "element" }) };
        }
        syntax = { kind: "index", of: syntax, key: this.expression() };
        this.expect("]");
      } else if (this.take(".")) {
        syntax = this.take("*")
          ? { kind: "splat", of: syntax, take: this.attributes({ kind: "element" }) }
          : this.attribute(syntax);
      } else {
        return syntax;
      }
    }
  }

  /** What `.*` takes of each element: attributes only, so that an index after them is one of the whole list. */
  private attributes(of: Syntax): Syntax {
    let syntax = of;
    for (let name = this.match(ATTRIBUTE); name; name = this.match(ATTRIBUTE)) {
      syntax = { kind: "attribute", of: syntax, name: name[1]! };
    }
    return syntax;
  }

  /** A name, or a number as in the old form of an index, which may look like a decimal one: `a.0.1`. */
  private attribute(of: Syntax): Syntax {
    this.skipSpace();
    const number = this.match(NUMBER);
    if (number) {
      return number[0]
        .split(".")
        .reduce<Syntax>(
          (before, index) => ({ kind: "index", of: before, key: { kind: "literal", value: Number(index) } }),
          of,
        );
    }
    const [name] = this.match(IDENTIFIER) ?? this.fail("a name is missing after the dot");
    return { kind: "attribute", of, name };
  }

  private list(): Syntax {
    const comprehension = this.comprehension("]");
    if (comprehension) {
      return comprehension;
    }
    const items: Syntax[] = [];
    while (!this.take("]")) {
      items.push(this.expression());
      if (!this.take(",")) {
        this.expect("]");
        break;
      }
    }
    return { kind: "list", items };
  }

  private object(): Syntax {
    const comprehension = this.comprehension("}");
    if (comprehension) {
      return comprehension;
    }
    const entries: (readonly [Syntax, Syntax])[] = [];
    while (!this.take("}")) {
      const key = this.objectKey();
      if (!this.take("=")) {
        this.expect(":");
      }
      entries.push([key, this.expression()]);
      this.take(",");
    }
    return { kind: "object", entries };
  }

  /** A plain name is its own text; anything else is an expression. */
  private objectKey(): Syntax {
    this.skipSpace();
    const start = this.at;
    const name = this.match(IDENTIFIER);
    this.skipSpace();
    if (name && /^(?:=(?!=)|:(?!:))/.test(this.text.slice(this.at, this.at + 2))) {
      return { kind: "literal", value: name[0] };
    }
    this.at = start;
    return this.expression();
  }

  private comprehension(close: "]" | "}"): Syntax | undefined {
    this.skipSpace();
    const start = this.at;
    if (this.match(IDENTIFIER)?.[0] !== "for") {
      this.at = start;
      return undefined;
    }
    const names = this.names();
    const over = this.expression();
    this.expect(":");
    const first = this.expression();
    const makesObject = close === "}";
    if (makesObject) {
      this.expect("=>");
    }
    const value = makesObject ? this.expression() : first;
    const groups = this.take("...");
    const condition = this.takeWord("if") ? this.expression() : undefined;
    this.expect(close);
    return { kind: "for", names, over, key: makesObject ? first : undefined, value, condition, groups };
  }

  /** The names before `in`. */
  private names(): string[] {
    const names: string[] = [];
    do {
      this.skipSpace();
      names.push((this.match(IDENTIFIER) ?? this.fail("a name is missing after for"))[0]);
    } while (this.take(","));
    if (!this.takeWord("in")) {
      this.fail("in is missing after for");
    }
    return names;
  }

  private take(token: string): boolean {
    if (token !== "~" || this.depth > 0) {
      this.skipSpace();
    }
    // Two characters that one operator has are not the first of them.
    if (!this.text.startsWith(token, this.at) || (token === "=" && "=>".includes(this.text[this.at + 1] || " "))) {
      return false;
    }
    if (token === "." && this.text.startsWith("...", this.at)) {
      return false;
    }
    this.at += token.length;
    return true;
  }

  private takeWord(word: string): boolean {
    this.skipSpace();
    const start = this.at;
    if (this.match(IDENTIFIER)?.[0] === word) {
      return true;
    }
    this.at = start;
    return false;
  }

  private expect(token: string): void {
    if (!this.take(token)) {
      this.fail(`${token} is missing`);
    }
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match) {
      this.at += match[0].length;
    }
    return match;
  }

  private skipSpace(): void {
    const code = this.text.charCodeAt(this.at);
    if (code <= 32 || code === 35 || code === 47) {
      this.match(SPACE);
    }
  }

  private nested<T>(read: () => T): T {
    if (++this.depth > MAX_DEPTH) {
      this.fail(`expressions stand more than ${MAX_DEPTH} deep in each other`);
    }
    const result = read();
    this.depth--;
    return result;
  }

  private fail(what: string): never {
    throw new SyntaxProblem(`${what} (character ${this.at + 1})`);
  }
}
