import type { GrantRow } from "../report/report";

/** The key of several texts together. */
export function indexKey(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}

/** Grants by the keys that they are looked up by, in the order in which they were given. */
export class GrantIndex {
  private readonly byKey = new Map<string, Set<GrantRow>>();
  private readonly rows: Set<GrantRow>;

  constructor(
    rows: readonly GrantRow[],
    private readonly keysOf: (row: GrantRow) => readonly string[],
  ) {
    this.rows = new Set(rows);
    rows.forEach((row) =>
      keysOf(row).forEach((key) => this.byKey.set(key, (this.byKey.get(key) ?? new Set()).add(row))),
    );
  }

  /** The grants under a key that are not taken. */
  public at(key: string): Iterable<GrantRow> {
    return this.byKey.get(key) ?? [];
  }

  /** Takes the first grant under the first of the keys that has one, and removes it from the index. */
  public take(keys: readonly string[]): GrantRow | undefined {
    const [row] = keys.flatMap((key) => firstOf(this.at(key)));
    if (row) {
      this.rows.delete(row);
      this.keysOf(row).forEach((key) => this.byKey.get(key)?.delete(row));
    }
    return row;
  }

  /** The grants that are not taken. */
  public get rest(): readonly GrantRow[] {
    return [...this.rows];
  }
}

function firstOf<T>(all: Iterable<T>): T[] {
  for (const one of all) {
    return [one];
  }
  return [];
}
