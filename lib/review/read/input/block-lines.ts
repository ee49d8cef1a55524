const QUOTE = '"'.charCodeAt(0);
const BACKSLASH = "\\".charCodeAt(0);
const NEWLINE = "\n".charCodeAt(0);
const BRACE = "{".charCodeAt(0);
const BRACE_END = "}".charCodeAt(0);
const COLON = ":".charCodeAt(0);

/** The sections of blocks that have an address, with what it begins with and how many labels they have. */
const SECTIONS: ReadonlyMap<string, readonly [prefix: string, labels: number]> = new Map([
  ["resource", ["", 2]],
  ["data", ["data.", 2]],
  ["module", ["module.", 1]],
]);

/** The lines, from 1, on which the resources and module calls of a configuration in JSON begin, by their addresses. */
export function blockLines(text: string): ReadonlyMap<string, number> {
  return new Scanner(text).lines;
}

/** Reads a text that is known to be JSON. Lists are passed through, as a section may be a list of objects. */
class Scanner {
  public readonly lines = new Map<string, number>();
  private readonly keys: string[] = [];
  private line = 1;
  /** The last text that was read, which a colon makes a key. */
  private last = "";

  constructor(private readonly text: string) {
    for (let at = 0; at < text.length; at++) {
      const character = text.charCodeAt(at);
      if (character === QUOTE) {
        at = this.readString(at);
      } else if (character === NEWLINE) {
        this.line++;
      } else if (character === COLON) {
        this.keys[this.keys.length - 1] = this.last;
        this.note();
      } else if (character === BRACE) {
        this.keys.push("");
      } else if (character === BRACE_END) {
        this.keys.pop();
      }
    }
  }

  /** Reads the string that starts at a quote, and returns where it ends. */
  private readString(start: number): number {
    let end = this.text.indexOf('"', start + 1);
    while (this.isEscaped(end)) {
      end = this.text.indexOf('"', end + 1);
    }
    // Only the keys of sections and labels matter, which are short.
    this.last = this.keys.length <= MOST_LABELS + 1 ? textOf(this.text.slice(start, end + 1)) : "";
    return end;
  }

  private isEscaped(quote: number): boolean {
    let first = quote;
    while (this.text.charCodeAt(first - 1) === BACKSLASH) {
      first--;
    }
    return (quote - first) % 2 === 1;
  }

  /** Notes the line of a block whose key has just been read. */
  private note(): void {
    if (this.keys.length > MOST_LABELS + 1) {
      return;
    }
    const [section = "", ...labels] = this.keys;
    const [prefix, count] = SECTIONS.get(section) ?? ["", 0];
    const address = `${prefix}${labels.join(".")}`;
    if (count > 0 && labels.length === count && !this.lines.has(address)) {
      this.lines.set(address, this.line);
    }
  }
}

const MOST_LABELS = 2;

function textOf(json: string): string {
  return json.includes("\\") ? (JSON.parse(json) as string) : json.slice(1, -1);
}
