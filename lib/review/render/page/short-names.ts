import { bracesIn } from "./braces";

/** How long an expression in a name may be to be shown. */
const MAX_SHOWN = 48;

/** How much of a longer one is shown where it is all there is of a name. */
const BEGINNING = 32;

/** Shows long expressions in names as `…`, or as `…1`, `…2` where names could not be told apart without. */
export class ShortNames {
  private readonly numbers = new Map<string, number>();
  private readonly wholes = new Map<string, string>();

  /** @param names all names of a report */
  constructor(names: readonly string[]) {
    const long = [...new Set(names)].filter((name) => longExpressionsIn(name).length > 0).sort();
    const shorts = new Set(long.map((name) => this.of(name)));
    if (shorts.size < long.length) {
      const expressions = new Set(long.flatMap(longExpressionsIn));
      [...expressions].forEach((expression, i) => this.numbers.set(expression, i + 1));
    }
    long.forEach((name) => this.wholes.set(this.of(name), name));
  }

  /** A name, or a text with names in it, with its long expressions left out. */
  public of(text: string): string {
    const parts = bracesIn(text).filter(({ length }) => length > MAX_SHOWN);
    return parts.reduceRight((short, { start, length }) => {
      const [head, expression, tail] = [
        text.slice(0, start),
        text.slice(start, start + length),
        short.slice(start + length),
      ];
      const dots = `…${this.numbers.get(expression) ?? ""}`;
      const isPart = /[\w-]$/.test(head) || /^[\w-]/.test(tail);
      return `${head}${isPart ? dots : `${expression.slice(0, BEGINNING)}${dots}}`}${tail}`;
    }, text);
  }

  /** The names that are shortened, with the whole of each. */
  public get all(): readonly (readonly [short: string, whole: string])[] {
    return [...this.wholes];
  }
}

function longExpressionsIn(name: string): string[] {
  return bracesIn(name)
    .filter(({ length }) => length > MAX_SHOWN)
    .map(({ start, length }) => name.slice(start, start + length));
}
