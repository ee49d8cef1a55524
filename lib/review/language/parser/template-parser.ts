import type { Syntax } from "../syntax";
import { Cursor, IDENTIFIER } from "./cursor";
import { readNames } from "./names";

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/** An escape of a character by its code point. */
const UNICODE = /^\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})/;

const MAX_CODE_POINT = 0x10ffff;

/** Reads text with `${…}` and `%{…}` in it. */
export class TemplateParser {
  constructor(
    private readonly cursor: Cursor,
    /** Reads the expression at the cursor. */
    private readonly expression: () => Syntax,
  ) {}

  /** Reads up to the closing quote, or to the end of the text: there, JSON has read the escapes already. */
  public template(close: '"' | undefined): Syntax {
    const parts = this.cursor.nested(() => this.parts(close));
    const [only] = parts;
    if (parts.length === 1 && only) {
      return only;
    }
    return { kind: parts.some((part) => part.kind === "opaque") ? "opaque" : "template", parts };
  }

  private parts(close: '"' | undefined): Syntax[] {
    const { cursor } = this;
    const parts: Syntax[] = [];
    let literal = "";
    while (!cursor.isAtEnd && cursor.character !== close) {
      const part = this.sequence();
      if (part) {
        parts.push(...literals(literal), part);
        literal = "";
      } else {
        literal += this.literalCharacters(close);
      }
    }
    parts.push(...literals(literal));
    return parts.length === 0 ? [{ kind: "literal", value: "" }] : parts;
  }

  /** The interpolation or directive at the cursor; undefined where there is none. */
  private sequence(): Syntax | undefined {
    if (this.cursor.sees("${")) {
      return this.interpolation();
    }
    return this.cursor.sees("%{") ? this.directive() : undefined;
  }

  private literalCharacters(close: '"' | undefined): string {
    const { cursor } = this;
    if (cursor.sees("$${") || cursor.sees("%%{")) {
      cursor.skip(1);
      const braced = cursor.next(2);
      cursor.skip(2);
      return braced;
    }
    return close && cursor.character === "\\" ? this.escape() : cursor.readUntil('$%"\\');
  }

  private escape(): string {
    const { cursor } = this;
    const [code] = UNICODE.exec(cursor.next(10)) ?? [];
    const point = code === undefined ? Infinity : parseInt(code.slice(2), 16);
    if (code !== undefined && point <= MAX_CODE_POINT) {
      cursor.skip(code.length);
      return String.fromCodePoint(point);
    }
    const character = ESCAPES[cursor.next(2).slice(1)] ?? cursor.fail("an escape that the language does not have");
    cursor.skip(2);
    return character;
  }

  private interpolation(): Syntax {
    this.open();
    const expression = this.expression();
    this.close();
    return expression;
  }

  /** Reads the references of a directive; the text that it makes is not worked out. */
  private directive(): Syntax {
    this.open();
    const [word] = this.cursor.match(IDENTIFIER) ?? this.cursor.fail("a directive without a name");
    const names = word === "for" ? readNames(this.cursor) : [];
    const parts = word === "if" || word === "for" ? [this.expression()] : [];
    if (parts.length === 0 && word !== "else" && word !== "endif" && word !== "endfor") {
      this.cursor.fail(`the directive ${word}, which the language does not have`);
    }
    this.close();
    return { kind: "opaque", parts, words: [word, ...names].join(" ") };
  }

  /** Moves over `${` or `%{`, and the `~` that trims the text before it. */
  private open(): void {
    this.cursor.skip(2);
    this.cursor.take("~");
  }

  private close(): void {
    this.cursor.take("~");
    this.cursor.expect("}");
  }
}

/** A literal, unless it is empty. */
function literals(text: string): Syntax[] {
  return text === "" ? [] : [{ kind: "literal", value: text }];
}
