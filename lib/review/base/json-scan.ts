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
const COLON = ":".charCodeAt(0);
const NEWLINE = "\n".charCodeAt(0);

/** How many keys may lead to a place that is told to a visitor. */
const MAX_VISITED = 3;

/**
 * Visits a key near the top of a text.
 *
 * @param keys the keys that lead to it, itself the last; lists are passed through. The list changes after the visit
 * @param line the line that it is on, from 1
 */
export type KeyVisitor = (keys: readonly string[], line: number) => void;

/** What `JSON.parse` does not say of a text. */
export interface JsonScan {
  /** The first key that an object has twice. */
  readonly duplicateKey?: string;
  /** Whether lists and objects are nested deeper than MAX_DEPTH. */
  readonly isTooDeep: boolean;
}

/** Scans a text that is JSON, once for all that is asked of it. */
export function scanJson(text: string, visit?: KeyVisitor): JsonScan {
  const scanner = new Scanner(text, visit);
  scanner.scan();
  return scanner;
}

class Scanner implements JsonScan {
  public duplicateKey?: string;
  public isTooDeep = false;
  /** The keys of each open object; undefined for a list, and where keys are not compared. */
  private readonly open: (Set<string> | undefined)[] = [];
  /** The last key of each open object, lists left out. */
  private readonly path: string[] = [];
  private key = "";
  private isKey = false;
  private line = 1;

  constructor(
    private readonly text: string,
    private readonly visit?: KeyVisitor,
  ) {}

  public scan(): void {
    const { text } = this;
    for (let at = 0; at < text.length && !this.isTooDeep; at++) {
      const character = text.charCodeAt(at);
      if (character === QUOTE) {
        at = this.readString(at);
      } else if (character === BRACE || character === BRACKET) {
        this.enter(character === BRACE);
      } else if (character === BRACE_END || character === BRACKET_END) {
        this.leave(character === BRACE_END);
      } else if (character === COMMA) {
        this.isKey = this.keys !== undefined;
      } else if (character === COLON) {
        this.visitKey();
      } else if (character === NEWLINE) {
        this.line++;
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
    if (isObject) {
      this.path.push("");
    }
  }

  private leave(isObject: boolean): void {
    this.open.pop();
    if (isObject) {
      this.path.pop();
    }
  }

  private visitKey(): void {
    if (this.path.length <= MAX_VISITED) {
      this.path[this.path.length - 1] = this.key;
      this.visit?.(this.path, this.line);
    }
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
      this.key = key;
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
