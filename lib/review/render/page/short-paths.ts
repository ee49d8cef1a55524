import type { ResourceRow } from "../../report/resource-row";
import { ResourceRows, withoutMainChild } from "../../report/resource-row";

/** What a part of a construct's path may be long, and what of a longer one is shown. */
const MAX_PART = 40;
const SHOWN = 24;

/** What may be the address of a resource in a sentence. */
const ADDRESS = /(?<![\w./\]-])(?:[\w-]+\/)?(?:data\.)?[a-z]\w*\.[\w-]+(?:\[(?:\d+|"[^"\\\]]*")\])?/g;

/** Shows resources by the paths of their constructs, where these are known. */
export class ShortPaths {
  private readonly resources: ResourceRows<ResourceRow & { readonly shown: string }>;
  private readonly used = new Map<string, string>();

  constructor(rows: readonly ResourceRow[]) {
    const shown = new Map<string, number>();
    const paths = rows.flatMap((row) =>
      row.path === undefined ? [] : [{ row, path: row.path, short: shortPath(row.path) }],
    );
    paths.forEach(({ short }) => shown.set(short, (shown.get(short) ?? 0) + 1));
    this.resources = new ResourceRows(
      paths.map(({ row, path, short }) => ({ ...row, shown: shown.get(short) === 1 ? short : path })),
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
    return [...this.used].sort(([a], [b]) => (a < b ? -1 : 1));
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
  return withoutMainChild(path)
    .split("/")
    .map((part) => (part.length > MAX_PART ? `…${part.slice(-SHOWN)}` : part))
    .join("/");
}
