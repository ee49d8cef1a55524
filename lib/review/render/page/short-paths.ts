import type { ResourceRow } from "../../report/resource-row";
import { ResourceRows, withoutMainChild } from "../../report/resource-row";

/** What a part of a construct's path may be long, and what of a longer one is shown. */
const MAX_PART = 40;
const SHOWN = 24;
const LONG_PART = new RegExp(`[^/]{${MAX_PART + 1},}`, "g");

/** What may be the address of a resource in a sentence. */
const ADDRESS = /(?<![\w./\]-])(?:[\w-]+\/)?(?:data\.)?[a-z]\w*\.[\w-]+(?:\[(?:\d+|"[^"\\\]]*")\])?/g;

/** A resource whose construct is known. */
type ConstructRow = ResourceRow & { readonly path: string };

/** Shows resources by the paths of their constructs, where these are known. */
export class ShortPaths {
  private readonly resources: ResourceRows<ConstructRow>;
  /** How many resources have a path in short. */
  private readonly counts = new Map<string, number>();

  constructor(rows: readonly ResourceRow[]) {
    const constructs = rows.filter((row): row is ConstructRow => row.path !== undefined);
    constructs.forEach(({ path }) => {
      const short = shortPath(path);
      this.counts.set(short, (this.counts.get(short) ?? 0) + 1);
    });
    this.resources = new ResourceRows(constructs);
  }

  /**
   * An address, or a text with addresses in it, with paths in their place.
   *
   * @param use is told each path that it shows, and the address that it stands for
   */
  public of(text: string, use?: (path: string, address: string) => void): string {
    if (this.resources.isEmpty || !text.includes(".")) {
      return text;
    }
    return this.shownAt(text, use) ?? text.replace(ADDRESS, (address) => this.shownAt(address, use) ?? address);
  }

  /** The paths that are shown in texts, with the addresses that they stand for. */
  public in(texts: Iterable<string>): readonly (readonly [path: string, address: string])[] {
    const used = new Map<string, string>();
    for (const text of texts) {
      this.of(text, (path, address) => used.set(path, address));
    }
    return [...used.keys()].sort().map((path) => [path, used.get(path) ?? ""]);
  }

  private shownAt(address: string, use?: (path: string, address: string) => void): string | undefined {
    const found = this.resources.at(address);
    // A sentence that begins with an address is none.
    if (!found || /^[^["]*\s/.test(found.rest)) {
      return undefined;
    }
    const { row, rest } = found;
    const short = shortPath(row.path);
    const shown = this.counts.get(short) === 1 ? short : row.path;
    use?.(shown, row.address);
    return `${shown}${rest}`;
  }
}

/** A path without the name of the main child, and with long parts shortened: they end with what tells them apart. */
function shortPath(path: string): string {
  const short = withoutMainChild(path);
  return short.length > MAX_PART ? short.replace(LONG_PART, (part) => `…${part.slice(-SHOWN)}`) : short;
}
