/** A resource that a report names, and where its program declares it. */
export interface ResourceRow {
  readonly address: string;
  /** The path of the construct that makes it. */
  readonly path?: string;
  /** The file that declares it, as a path from the folder that is reviewed. */
  readonly file?: string;
  /** The line of the file, from 1. */
  readonly line?: number;
}

/** How many dots at the end of an address are tried: more than the paths of blocks have. */
const MAX_DOTS = 50;

/** Finds the resources that addresses name, and those of blocks in them. */
export class ResourceRows<T extends { readonly address: string }> {
  private readonly byAddress = new Map<string, T>();

  constructor(rows: readonly T[]) {
    rows.forEach((row) => this.byAddress.set(row.address, row));
  }

  public get isEmpty(): boolean {
    return this.byAddress.size === 0;
  }

  /** The resource of an address, with what follows it there: a block, or an attribute. */
  public at(address: string): { readonly row: T; readonly rest: string } | undefined {
    let end = address.length;
    for (let tries = 0; end > 0 && tries < MAX_DOTS; end = address.lastIndexOf(".", end - 1), tries++) {
      const row = this.byAddress.get(address.slice(0, end));
      if (row) {
        return { row, rest: address.slice(end) };
      }
    }
    return undefined;
  }
}

/** The path of a construct, without the name that constructs give their main child. */
export function withoutMainChild(path: string): string {
  return path.replace(/\/Resource(?=\[|$)/, "");
}
