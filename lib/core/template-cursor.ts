/** A text that breaks the grammar of templates. */
export class GrammarBroken extends Error {}

const SPACE = /(?:\s|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)+/y;
export const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;

/** Far deeper than any real program, and no danger to the stack. */
const MAX_DEPTH = 300;

/** A position in a template, which moves over tokens and the space before them. */
export class TemplateCursor {
  public at = 0;
  private depth = 0;

  constructor(public readonly source: string) {}

  /** Reads what stands inside something else. */
  public nested<T>(read: () => T): T {
    if (++this.depth > MAX_DEPTH) {
      this.fail();
    }
    const result = read();
    this.depth--;
    return result;
  }

  /** Whether a token comes next, without space before it. */
  public sees(token: string): boolean {
    return this.source.startsWith(token, this.at);
  }

  /** Moves over a token; false where another one comes next. */
  public take(token: string): boolean {
    this.skipSpace();
    const isInLonger =
      (token === "=" && /^=[=>]/.test(this.source.slice(this.at, this.at + 2))) || (token === "." && this.sees("..."));
    if (!this.sees(token) || isInLonger) {
      return false;
    }
    this.at += token.length;
    return true;
  }

  /** Moves over a word; false where another one comes next. */
  public takeWord(word: string): boolean {
    this.skipSpace();
    const start = this.at;
    if (this.match(IDENTIFIER) === word) {
      return true;
    }
    this.at = start;
    return false;
  }

  /** @throws GrammarBroken where another token comes next */
  public expect(token: string): void {
    if (!this.take(token)) {
      this.fail();
    }
  }

  /** Moves over what a sticky pattern matches; undefined where it does not match. */
  public match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.source)?.[0];
    this.at += match?.length ?? 0;
    return match;
  }

  /** Moves over space and comments. */
  public skipSpace(): void {
    this.match(SPACE);
  }

  /** @throws GrammarBroken */
  public fail(): never {
    throw new GrammarBroken();
  }
}
