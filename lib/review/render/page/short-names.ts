import { Braces, bracesIn } from "./braces";

/** How long an expression in a name may be to be shown. */
const MAX_SHOWN = 48;

/** How much of a longer one is shown where it is all there is of a name. */
const BEGINNING = 32;

/** Shows long expressions in names as `…`, or as `…1`, `…2` where names could not be told apart without. */
export class ShortNames {
  private readonly numbers = new Map<string, number>();
  private readonly wholes = new Map<string, string>();
  /** The names by their first long expressions, and where in a name that begins. */
  private readonly places = new Map<string, { readonly name: string; readonly start: number }[]>();

  /** @param names all names of a report */
  constructor(names: readonly string[]) {
    const long = [...new Set(names)].filter((name) => longExpressionsIn(name).length > 0).sort();
    const shorts = new Set(long.map((name) => this.of(name)));
    if (shorts.size < long.length) {
      const expressions = new Set(long.flatMap(longExpressionsIn));
      [...expressions].forEach((expression, i) => this.numbers.set(expression, i + 1));
    }
    long.forEach((name) => {
      this.wholes.set(this.of(name), name);
      this.addPlace(name);
    });
  }

  /** A name, or a text with names in it, with its long expressions left out. */
  public of(text: string): string {
    return longPartsOf(text).reduceRight((short, { start, length }) => {
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

  /** The names in texts that are shortened, with the whole of each. */
  public in(texts: Iterable<string>): readonly (readonly [short: string, whole: string])[] {
    const found = new Set<string>();
    for (const text of texts) {
      longPartsOf(text).forEach(({ start, length }) => {
        const places = this.places.get(text.slice(start, start + length)) ?? [];
        places
          .filter((place) => text.startsWith(place.name, start - place.start))
          .forEach(({ name }) => found.add(name));
      });
    }
    return [...this.wholes].filter(([, whole]) => found.has(whole));
  }

  private addPlace(name: string): void {
    const [{ start, length } = { start: 0, length: 0 }] = longPartsOf(name);
    const expression = name.slice(start, start + length);
    const places = this.places.get(expression);
    if (places) {
      places.push({ name, start });
    } else {
      this.places.set(expression, [{ name, start }]);
    }
  }
}

function longPartsOf(text: string): readonly Braces[] {
  return bracesIn(text).filter(({ length }) => length > MAX_SHOWN);
}

function longExpressionsIn(name: string): string[] {
  return longPartsOf(name).map(({ start, length }) => name.slice(start, start + length));
}
