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
  private readonly used = new Map<string, string>();

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

  /** An address, or a text with addresses in it, with paths in their place. */
  public of(text: string): string {
    if (this.resources.isEmpty || !text.includes(".")) {
      return text;
    }
    return this.shownAt(text) ?? text.replace(ADDRESS, (address) => this.shownAt(address) ?? address);
  }

  /** The paths that are shown, with the addresses that they stand for. */
  public get all(): readonly (readonly [path: string, address: string])[] {
    return [...this.used.keys()].sort().map((path) => [path, this.used.get(path) ?? ""]);
  }

  private shownAt(address: string): string | undefined {
    const found = this.resources.at(address);
    // A sentence that begins with an address is none.
    if (!found || /^[^["]*\s/.test(found.rest)) {
      return undefined;
    }
    const { row, rest } = found;
    this.used.set(row.shown, row.address);
    return `${row.shown}${rest}`;
  }
}

/** A path without the name of the main child, and with long parts shortened: they end with what tells them apart. */
function shortPath(path: string): string {
  const short = withoutMainChild(path);
  return short.length > MAX_PART ? short.replace(LONG_PART, (part) => `…${part.slice(-SHOWN)}`) : short;
}
