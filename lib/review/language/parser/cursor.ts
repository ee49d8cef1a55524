/** How deep expressions may be nested: far deeper than in any real program, and no danger to the stack. */
const MAX_DEPTH = 100;

const SPACE = /(?:\s|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)+/y;

export const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;

/** An expression that breaks the grammar, with the character at which it does. */
export class SyntaxProblem extends Error {}

/** A position in the text of an expression, which moves over tokens and the space before them. */
export class Cursor {
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  public get position(): number {
    return this.at;
  }

  public get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** The character at the cursor; empty at the end of the text. */
  public get character(): string {
    return this.text[this.at] ?? "";
  }

  /** The next characters. */
  public next(length: number): string {
    return this.text.slice(this.at, this.at + length);
  }

  /** Whether a token comes next, without space before it. */
  public sees(token: string): boolean {
    return this.text.startsWith(token, this.at);
  }

  public skip(length: number): void {
    this.at += length;
  }

  public backTo(position: number): void {
    this.at = position;
  }

  /** Moves over the characters before the next one in a set, over at least one of them, and returns them. */
  public readUntil(end: string): string {
    const start = this.at++;
    while (!this.isAtEnd && !end.includes(this.character)) {
      this.at++;
    }
    return this.text.slice(start, this.at);
  }

  /** Moves over a token; false where another one comes next. */
  public take(token: string): boolean {
    this.skipSpace();
    if (!this.sees(token) || this.isInLongerOperator(token)) {
      return false;
    }
    this.at += token.length;
    return true;
  }

  /** Moves over a word; false where another one comes next. */
  public takeWord(word: string): boolean {
    this.skipSpace();
    const start = this.at;
    if (this.match(IDENTIFIER)?.[0] === word) {
      return true;
    }
    this.at = start;
    return false;
  }

  /** @throws SyntaxProblem where another token comes next */
  public expect(token: string): void {
    if (!this.take(token)) {
      this.fail(`${token} is missing`);
    }
  }

  public expectEnd(): void {
    this.skipSpace();
    if (!this.isAtEnd) {
      this.fail(`${JSON.stringify(this.next(10))} is not expected here`);
    }
  }

  /** Moves over what a sticky pattern matches; null where it does not match. */
  public match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match) {
      this.at += match[0].length;
    }
    return match;
  }

  public skipSpace(): void {
    const code = this.text.charCodeAt(this.at);
    if (code <= 32 || code === 35 || code === 47) {
      this.match(SPACE);
    }
  }

  /** Reads what stands inside something else. */
  public nested<T>(read: () => T): T {
    if (++this.depth > MAX_DEPTH) {
      this.fail(`expressions stand more than ${MAX_DEPTH} deep in each other`);
    }
    const result = read();
    this.depth--;
    return result;
  }

  public fail(what: string): never {
    throw new SyntaxProblem(`${what} (character ${this.at + 1})`);
  }

  /** Whether a token that comes next is only the first character of `==`, `=>` or `...`. */
  private isInLongerOperator(token: string): boolean {
    return (token === "=" && "=>".includes(this.text[this.at + 1] || " ")) || (token === "." && this.sees("..."));
  }
}
