import type { ResourceRow } from "../../report/resource-row";
import { ResourceRows, withoutMainChild } from "../../report/resource-row";

/** What a part of a construct's path may be long, and what of a longer one is shown. */
const MAX_PART = 40;
const SHOWN = 24;
const LONG_PART = new RegExp(`[^/]{${MAX_PART + 1},}`, "g");

/** What may be the address of a resource in a sentence. */
const ADDRESS = /(?<![\w./\]-])(?:[\w-]+\/)?(?:data\.)?[a-z]\w*\.[\w-]+(?:\[(?:\d+|"[^"\\\]]*")\])?/g;

/** A resource, and the path that it is shown by. */
interface ShownResource {
  readonly address: string;
  readonly shown: string;
}

/** Shows resources by the paths of their constructs, where these are known. */
export class ShortPaths {
  private readonly resources: ResourceRows<ShownResource>;

  constructor(rows: readonly ResourceRow[]) {
    const counts = new Map<string, number>();
    const resources: { readonly address: string; readonly path: string; readonly short: string }[] = [];
    rows.forEach(({ address, path }) => {
      if (path !== undefined) {
        const short = shortPath(path);
        counts.set(short, (counts.get(short) ?? 0) + 1);
        resources.push({ address, path, short });
      }
    });
    this.resources = new ResourceRows(
      resources.map(({ address, path, short }) => ({ address, shown: counts.get(short) === 1 ? short : path })),
    );
  }

  /**
   * An address, or a text with addresses in it, with paths in their place.
   *
   * @param use is told each resource that it shows
   */
  public of(text: string, use?: (resource: ShownResource) => void): string {
    if (this.resources.isEmpty || !text.includes(".")) {
      return text;
    }
    return this.shownAt(text, use) ?? text.replace(ADDRESS, (address) => this.shownAt(address, use) ?? address);
  }

  /** The paths that are shown in texts, with the addresses that they stand for. */
  public in(texts: Iterable<string>): readonly (readonly [path: string, address: string])[] {
    const used = new Map<string, string>();
    for (const text of texts) {
      this.of(text, ({ shown, address }) => used.set(shown, address));
    }
    return [...used.keys()].sort().map((path) => [path, used.get(path) ?? ""]);
  }

  private shownAt(address: string, use?: (resource: ShownResource) => void): string | undefined {
    const found = this.resources.at(address);
    // A sentence that begins with an address is none.
    if (!found || /^[^["]*\s/.test(found.rest)) {
      return undefined;
    }
    const { row, rest } = found;
    use?.(row);
    return `${row.shown}${rest}`;
  }
}

/** A path without the name of the main child, and with long parts shortened: they end with what tells them apart. */
function shortPath(path: string): string {
  const short = withoutMainChild(path);
  return short.length > MAX_PART ? short.replace(LONG_PART, (part) => `…${part.slice(-SHOWN)}`) : short;
}
