/** How deep lists and objects may be nested: several times deeper than in Terraform's own output. */
export const MAX_DEPTH = 200;

/** How deep keys are compared: as deep as the blocks of a configuration are nested. */
const KEYED_DEPTH = 7;

const QUOTE = '"'.charCodeAt(0);
const BACKSLASH = "\\".charCodeAt(0);
const BRACE = "{".charCodeAt(0);
const BRACE_END = "}".charCodeAt(0);
const BRACKET = "[".charCodeAt(0);
const BRACKET_END = "]".charCodeAt(0);
const COMMA = ",".charCodeAt(0);

/** What `JSON.parse` does not say of a text. */
interface JsonScan {
  /** The first key that an object has twice. */
  readonly duplicateKey?: string;
  /** Whether lists and objects are nested deeper than MAX_DEPTH. */
  readonly isTooDeep: boolean;
}

/** Scans a text that is JSON. */
export function scanJson(text: string): JsonScan {
  const scanner = new Scanner(text);
  scanner.scan();
  return scanner;
}

class Scanner implements JsonScan {
  public duplicateKey?: string;
  public isTooDeep = false;
  /** The keys of each open object; undefined for a list, and where keys are not compared. */
  private readonly open: (Set<string> | undefined)[] = [];
  private isKey = false;

  constructor(private readonly text: string) {}

  public scan(): void {
    const { text } = this;
    for (let at = 0; at < text.length && !this.isTooDeep; at++) {
      const character = text.charCodeAt(at);
      if (character === QUOTE) {
        at = this.readString(at);
      } else if (character === BRACE || character === BRACKET) {
        this.enter(character === BRACE);
      } else if (character === BRACE_END || character === BRACKET_END) {
        this.open.pop();
      } else if (character === COMMA) {
        this.isKey = this.keys !== undefined;
      }
    }
  }

  /** The keys of the innermost open object. */
  private get keys(): Set<string> | undefined {
    return this.open[this.open.length - 1];
  }

  private enter(isObject: boolean): void {
    this.isKey = isObject;
    this.open.push(isObject && this.open.length < KEYED_DEPTH ? new Set() : undefined);
    this.isTooDeep = this.open.length > MAX_DEPTH;
  }

  /** Reads the string that starts at a quote, and returns where it ends. */
  private readString(start: number): number {
    const end = this.endOfString(start);
    const { keys } = this;
    if (this.isKey && keys) {
      const key = keyIn(this.text.slice(start, end + 1));
      if (keys.has(key)) {
        this.duplicateKey ??= key;
      }
      keys.add(key);
    }
    this.isKey = false;
    return end;
  }

  private endOfString(start: number): number {
    let end = this.text.indexOf('"', start + 1);
    while (this.isEscaped(end)) {
      end = this.text.indexOf('"', end + 1);
    }
    return end;
  }

  private isEscaped(at: number): boolean {
    let before = at - 1;
    while (this.text.charCodeAt(before) === BACKSLASH) {
      before--;
    }
    return (at - before) % 2 === 0;
  }
}

/** The key that a string in quotes is: it may be written with escapes and without. */
function keyIn(quoted: string): string {
  return quoted.includes("\\") ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
}
