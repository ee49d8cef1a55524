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
const SPACE = " ".charCodeAt(0);

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

/**
 * Scans a text that is JSON, once for all that is asked of it. Where the text has more keys than its value, an object has
 * one of them twice; only then is the text scanned again, to find out which.
 *
 * @param json the value of the text
 */
export function scanJson(text: string, json: unknown, visit?: KeyVisitor): JsonScan {
  const scanner = new Scanner(text, visit);
  scanner.scan();
  if (scanner.isTooDeep || scanner.keyCount === keysIn(json, 0)) {
    return { isTooDeep: scanner.isTooDeep };
  }
  const search = new DuplicateSearch(text);
  search.scan();
  return search;
}

/** How many keys a value has near the top. */
function keysIn(json: unknown, depth: number): number {
  if (typeof json !== "object" || json === null || depth >= KEYED_DEPTH) {
    return 0;
  }
  if (Array.isArray(json)) {
    return keysInList(json, depth + 1);
  }
  let count = 0;
  for (const name in json) {
    count += 1 + keysIn((json as Readonly<Record<string, unknown>>)[name], depth + 1);
  }
  return count;
}

function keysInList(list: readonly unknown[], depth: number): number {
  return list.reduce<number>((count, item) => count + keysIn(item, depth), 0);
}

/** Counts and visits the keys near the top of a text, and finds whether it is too deep. */
class Scanner {
  public isTooDeep = false;
  /** How many keys there are near the top. */
  public keyCount = 0;
  /** Of each open list or object, whether it is an object whose keys are compared. */
  private readonly open: boolean[] = [];
  /** The last key of each open object, lists left out. */
  private readonly path: string[] = [];
  private key = "";
  private isKey = false;
  private line = 1;

  constructor(
    protected readonly text: string,
    private readonly visit?: KeyVisitor,
  ) {}

  public scan(): void {
    const { text } = this;
    for (let at = 0; at < text.length && !this.isTooDeep; at++) {
      const character = text.charCodeAt(at);
      if (character === SPACE) {
        continue;
      }
      if (character === QUOTE) {
        at = this.readString(at);
      } else if (character === NEWLINE) {
        this.line++;
      } else if (character === COMMA) {
        this.isKey = this.open[this.open.length - 1] === true;
      } else if (character === COLON) {
        this.visitKey();
      } else if (character === BRACE || character === BRACKET) {
        this.enter(character === BRACE);
      } else if (character === BRACE_END || character === BRACKET_END) {
        this.leave(character === BRACE_END);
      }
    }
  }

  protected enter(isObject: boolean): void {
    this.isKey = isObject && this.open.length < KEYED_DEPTH;
    this.open.push(this.isKey);
    this.isTooDeep = this.open.length > MAX_DEPTH;
    if (isObject) {
      this.path.push("");
    }
  }

  protected leave(isObject: boolean): void {
    this.open.pop();
    if (isObject) {
      this.path.pop();
    }
  }

  /** Reads a key near the top, with its quotes. */
  protected readKey(start: number, end: number): void {
    if (this.path.length <= MAX_VISITED) {
      this.key = keyIn(this.text.slice(start, end));
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
    if (this.isKey) {
      this.keyCount++;
      this.readKey(start, end + 1);
      this.isKey = false;
    }
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

/** Finds the first key that an object has twice. */
class DuplicateSearch extends Scanner implements JsonScan {
  public duplicateKey?: string;
  /** The keys of each open list or object, of which a list has none. */
  private readonly keys: Set<string>[] = [];

  protected enter(isObject: boolean): void {
    super.enter(isObject);
    this.keys.push(new Set());
  }

  protected leave(isObject: boolean): void {
    super.leave(isObject);
    this.keys.pop();
  }

  protected readKey(start: number, end: number): void {
    const key = keyIn(this.text.slice(start, end));
    const keys = this.keys.at(-1);
    if (keys?.has(key)) {
      this.duplicateKey ??= key;
    }
    keys?.add(key);
  }
}

/** The key that a string in quotes is: it may be written with escapes and without. */
function keyIn(quoted: string): string {
  return quoted.includes("\\") ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
}
